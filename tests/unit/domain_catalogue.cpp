// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/distance.hpp>
#include <map>
#include "support/catch.hpp"

using namespace iqmatch;
using namespace iqmatch::domain;

namespace {

base::TextTable table(const std::string& name, std::vector<std::string> header,
                      const std::vector<std::vector<std::string>>& rows) {
    base::TextTable out(name, name + ".csv", std::move(header));
    for (const auto& row : rows) {
        const std::vector<std::string_view> cells(row.begin(), row.end());
        out.add_row(cells);
    }
    return out;
}

base::TextTable regions() {
    return table("regions", {"ags", "name", "state"},
                 {{"03457", "Leer", "NI"},
                  {"03402", "Emden", "NI"},
                  {"04011", "Bremen", "HB"},
                  {"abroad", "Ausland", "none"}});
}
base::TextTable occupations() {
    return table("occupations", {"kldb", "label_de", "label_en", "regulation_family", "helper_of"},
                 {{"81302", "Pflege", "Nursing", "nursing", "none"},
                  {"81301", "Pflegehilfe", "", "none", "81302"},
                  {"29302", "Koch", "Cook", "none", ""}});
}
Kldb kldb(const char* text) {
    return *Kldb::parse(text);
}

}  // namespace

TEST_CASE("occupation codes", "[domain]") {
    CHECK(kldb("81302").text() == "81302");
    CHECK(kldb("01104").text() == "01104");
    CHECK(kldb("81302").level() == 2);
    CHECK(kldb("81302").family() == 813);
    CHECK(kldb("81302").main_group() == 81);
    for (const char* bad : {"", "8130", "813022", "81300", "81305", "8130a", "81 02", "-1302"}) {
        INFO(bad);
        CHECK_FALSE(Kldb::parse(bad));
    }
}

TEST_CASE("the built-in catalogue is complete and sound", "[domain]") {
    const auto builtin = Catalogue::builtin();
    CHECK(builtin.name() == "builtin");
    CHECK(builtin.content_hash() == Catalogue::builtin().content_hash());
    const auto all = builtin.regions();
    CHECK(std::count_if(all.begin(), all.end(), [](const Region& r) {
              return r.state.has_value() && *r.state == "NI" && !r.is_neighbour && r.alliance.has_value();
          }) == 45);
    CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.ags < b.ags; }));
    for (const Region& region : all) {
        INFO(region.ags);
        CHECK(builtin.find_region(region.ags) == region.id);
        CHECK(region.point.has_value() == !region.abroad());
    }
    CHECK(builtin.find_region("abroad").has_value());
    CHECK_FALSE(builtin.find_region("3457"));
    for (const Occupation& occupation : builtin.occupations()) {
        INFO(occupation.kldb.text());
        CHECK(builtin.find_occupation(occupation.kldb) == &occupation);
        CHECK_FALSE(occupation.regulation_family.unknown());
        CHECK_FALSE(occupation.label_en.empty());
        if (occupation.helper_of.has_value()) {
            CHECK(occupation.helper_of->level() > occupation.kldb.level());
            CHECK(builtin.find_occupation(*occupation.helper_of) != nullptr);
        }
        for (const OccupationSkill& need : builtin.skills_of(occupation.kldb)) CHECK(need.skill.valid());
    }
    for (const Skill& skill : builtin.skills()) CHECK(builtin.find_skill(skill.key) == skill.id);
    CHECK(*builtin.regulation_family(kldb("81302")) == "nursing");
    CHECK(builtin.regulation_family(kldb("29302")).is_none());
    CHECK(builtin.regulation_family(kldb("99994")).unknown());
}

TEST_CASE("labels and families fall back where the catalogue is silent", "[domain]") {
    const auto c = Catalogue::from_tables("own", std::vector{regions(), occupations()});
    CHECK(c.label(kldb("81302"), base::Language::en) == "Nursing");
    CHECK(c.label(kldb("81302"), base::Language::de) == "Pflege");
    CHECK(c.label(kldb("81301"), base::Language::en) == "Pflegehilfe");
    CHECK(c.label(kldb("11112"), base::Language::en) == "11112");
    CHECK(c.find_occupation(kldb("81301"))->helper_of == Maybe<Kldb>(kldb("81302")));
    CHECK(c.find_occupation(kldb("81302"))->helper_of.is_none());
    CHECK(c.find_occupation(kldb("29302"))->helper_of.unknown());
    CHECK(c.skills_of(kldb("81302")).empty());
    CHECK_FALSE(c.shortage(kldb("81302"), RegionId(0)));
}

TEST_CASE("a shortage comes from the longest prefix, then the nearest place, then the latest year",
          "[domain]") {
    const auto shortages = table("shortages", {"kldb", "region", "state", "points", "year"},
                                 {{"81", "none", "NI", "1", "2023"},
                                  {"813", "none", "NI", "2.5", "2022"},
                                  {"813", "none", "NI", "2.75", "2023"},
                                  {"813", "03402", "NI", "0.5", "2021"},
                                  {"813", "none", "HB", "3", "2023"},
                                  {"81301", "none", "NI", "0", "2023"},
                                  {"8", "none", "none", "2", "2023"}});
    const auto c = Catalogue::from_tables("own", std::vector{regions(), occupations(), shortages});
    const auto points = [&](const char* code, const char* ags) {
        const auto found = c.shortage(kldb(code), *c.find_region(ags));
        return found ? found->points_micro : -1;
    };
    CHECK(points("81302", "03457") == 2'750'000);
    CHECK(points("81302", "03402") == 500'000);
    CHECK(points("81302", "04011") == 3'000'000);
    CHECK(points("81301", "03402") == 0);
    CHECK(points("81301", "04011") == 3'000'000);
    CHECK(points("81122", "03457") == 1'000'000);
    CHECK(points("81122", "04011") == -1);  // "81" holds in NI; "8" names no place
    CHECK(points("29302", "03457") == -1);
    CHECK(points("81302", "abroad") == -1);
    CHECK(c.shortage(kldb("81302"), *c.find_region("03457"))->digits == 3);
    CHECK(c.shortage(kldb("81302"), *c.find_region("03457"))->year == 2023);
}

TEST_CASE("faults in catalogue tables are found together", "[domain]") {
    const auto bad_regions =
        table("regions", {"ags", "name", "lat"}, {{"03457", "Leer", "53,2"}, {"03457", "", "x"}});
    const auto needs = table("occupation_skills", {"kldb", "skill", "relation", "weight"},
                             {{"81302", "s1", "essential", "0"}, {"81302", "s2", "needed", "1"}});
    const auto skills = table("skills", {"skill", "label_de"}, {{"s1", "eins"}});
    const auto result =
        Catalogue::try_from_tables("own", std::vector{bad_regions, occupations(), needs, skills});
    CHECK_FALSE(result.catalogue);
    std::vector<std::string> found;
    for (const auto& f : result.findings.items())
        found.push_back(f.code + " " + f.file + " " + std::to_string(f.row) + " " + f.column);
    CHECK(found ==
          std::vector<std::string>{"decimal_comma regions.csv 2 lat", "value_required regions.csv 3 name",
                                   "not_a_number regions.csv 3 lat", "key_duplicate regions.csv 3 ags",
                                   "number_out_of_range occupation_skills.csv 2 weight",
                                   "reference_unknown occupation_skills.csv 3 skill",
                                   "code_unknown occupation_skills.csv 3 relation"});
    CHECK_THROWS_AS(Catalogue::from_tables("own", std::vector{regions()}), base::DataError);
}

TEST_CASE("a catalogue of ESCO's size answers like a plain search", "[domain]") {
    base::Rng rng(11);
    base::TextTable skills("skills", "", {"skill", "label_de"}),
        needs("occupation_skills", "", {"kldb", "skill", "relation"});
    const std::size_t n = 14'000, codes = 1'200;
    for (std::size_t i = 0; i < n; ++i) {
        const std::string key = "http://data.europa.eu/esco/skill/" + std::to_string((i * 7919) % n);
        skills.add_row({key, "x"});
    }
    base::TextTable jobs("occupations", "", {"kldb", "label_de"});
    std::vector<std::string> kldbs;
    for (std::size_t i = 0; i < codes; ++i) {
        kldbs.push_back(Kldb(std::int64_t(10'001 + 10 * ((i * 7) % 8'000) + i % 4)).text());
        jobs.add_row({kldbs.back(), "y"});
    }
    std::map<std::string, std::vector<std::string>> wanted;
    for (int i = 0; i < 129'000; ++i) {
        const std::string& code = kldbs[rng.below(codes)];
        const std::string skill = "http://data.europa.eu/esco/skill/" + std::to_string(rng.below(n));
        auto& own = wanted[code];
        if (std::find(own.begin(), own.end(), skill) != own.end()) continue;
        own.push_back(skill);
        needs.add_row({code, skill, i % 3 == 0 ? "essential" : "optional"});
    }
    const auto c = Catalogue::from_tables("esco", std::vector{regions(), jobs, skills, needs});
    CHECK(c.skills().size() == n);
    for (auto& [code, own] : wanted) {
        std::sort(own.begin(), own.end());
        std::vector<std::string> got;
        for (const OccupationSkill& need : c.skills_of(kldb(code.c_str())))
            got.emplace_back(c.skill(need.skill).key);
        REQUIRE(got == own);
    }
}

TEST_CASE("distances agree with the great circle", "[domain]") {
    const auto great_circle = [](Point a, Point b) {
        const double r = 3.14159265358979323846 / 180.0 / 1e6;
        const double p = a.lat_micro * r, q = b.lat_micro * r, dl = (a.lon_micro - b.lon_micro) * r;
        const double h =
            std::pow(std::sin((p - q) / 2), 2) + std::cos(p) * std::cos(q) * std::pow(std::sin(dl / 2), 2);
        return 2.0 * 6371008.8 * std::asin(std::sqrt(h));
    };
    const auto c = Catalogue::builtin();
    for (const Region& a : c.regions())
        for (const Region& b : c.regions()) {
            if (!a.point || !b.point) continue;
            const auto metres = distance_m(*a.point, *b.point);
            INFO(a.ags << " " << b.ags);
            CHECK(metres == distance_m(*b.point, *a.point));
            CHECK(std::abs(static_cast<double>(metres) - great_circle(*a.point, *b.point)) <=
                  1.0 + 0.002 * great_circle(*a.point, *b.point));
        }
    CHECK(distance_m({53'000'000, 7'000'000}, {53'000'000, 7'000'000}) == 0);
    CHECK(distance_m({0, 179'900'000}, {0, -179'900'000}) == 22'239);
    CHECK(distance_m({53'230'000, 7'460'000}, {53'370'000, 7'210'000}) ==
          22'767);  // the same bits everywhere
}
