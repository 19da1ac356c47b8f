// SPDX-License-Identifier: Apache-2.0
// What is drawn follows the parameters that the datasheet names. 20,000 people: a share of one half has a
// standard deviation of 0.35 points, so that two points are passed by chance never, and by a wrong parameter
// at once.
#include "synth_support.hpp"

namespace {

using namespace iqmatch_test;

constexpr double tolerance = 0.02;

/// occupation code → group of data/synth/occupations.csv
const std::map<std::string, std::string>& groups_by_code() {
    static const auto map = [] {
        std::map<std::string, std::string> out;
        const auto& t = parameter_table("occupations");
        for (std::size_t r = 0; r < t.rows(); ++r) out[cell(t, r, "kldb")] = cell(t, r, "group");
        return out;
    }();
    return map;
}

struct Known {
    std::string code, status;
    bool abroad = false;
};

/// Reference occupation and status of everybody whose status is known, from the short form or the first
/// qualification.
std::map<std::string, Known> people(const synth::SyntheticNetwork& made) {
    std::map<std::string, Known> out;
    const auto& candidates = table(made, "candidates");
    for (std::size_t r = 0; r < candidates.rows(); ++r) {
        Known& known = out[cell(candidates, r, "candidate")];
        known = {cell(candidates, r, "occupation"), cell(candidates, r, "recognition_status"),
                 cell(candidates, r, "region") == "abroad"};
    }
    const auto& own = table(made, "qualifications");
    for (std::size_t r = 0; r < own.rows(); ++r) {
        if (!cell(own, r, "qualification").ends_with("-1")) continue;
        Known& known = out[cell(own, r, "candidate")];
        known.code = cell(own, r, "kldb");
        known.status = cell(own, r, "recognition_status");
    }
    return out;
}

double audit_share(const synth::SyntheticNetwork& made, const std::string& attribute,
                   const std::vector<std::string>& values) {
    double hits = 0, all = 0;
    for (std::size_t r = 0; r < made.audit.rows(); ++r) {
        if (cell(made.audit, r, "attribute") != attribute) continue;
        ++all;
        for (const std::string& value : values) hits += cell(made.audit, r, "value") == value ? 1 : 0;
    }
    return hits / all;
}

double rate(const std::string& name) {
    const auto& rates = parameter_table("rates");
    return number(rates, row_of(rates, name), "permille") / 1000;
}

}  // namespace

TEST_CASE("occupations of people follow the mean of recognition and counselling", "[synth]") {
    const auto known = people(large());
    std::map<std::string, double> count;
    for (const auto& [key, person] : known) ++count[groups_by_code().at(person.code)];
    const auto& groups = parameter_table("groups");
    double regulated = 0, wanted_regulated = 0;
    for (std::size_t r = 0; r < groups.rows(); ++r) {
        const double wanted = (number(groups, r, "recognition") + number(groups, r, "counselling")) / 2000;
        const double found = count[cell(groups, r, "group")] / double(known.size());
        INFO(cell(groups, r, "group"));
        CHECK(std::abs(found - wanted) < tolerance / 2);
        const std::string path = cell(groups, r, "path");
        if (path == "licensed" || path == "title") {
            regulated += found;
            wanted_regulated += wanted;
        }
    }
    CHECK(std::abs(regulated - wanted_regulated) < tolerance);
}

TEST_CASE("outcomes of recognition follow their parameters", "[synth]") {
    const auto& groups = parameter_table("groups");
    const auto& shares = parameter_table("recognition");
    std::map<std::string, std::map<std::string, double>> found;
    std::map<std::string, double> total;
    for (const auto& [key, person] : people(large())) {
        if (person.status.empty()) continue;
        const std::string path = cell(groups, row_of(groups, groups_by_code().at(person.code)), "path");
        ++found[path][person.status];
        ++total[path];
    }
    for (std::size_t r = 0; r < shares.rows(); ++r) {
        const std::string path = cell(shares, r, "path"), status = cell(shares, r, "status");
        INFO(path << " " << status);
        CHECK(std::abs(found[path][status] / total[path] - number(shares, r, "share") / 1000) < tolerance);
    }
}

TEST_CASE("women, third countries and ages follow their parameters, in the audit table alone", "[synth]") {
    const auto& groups = parameter_table("groups");
    double women = 0;
    for (std::size_t r = 0; r < groups.rows(); ++r)
        women += (number(groups, r, "recognition") + number(groups, r, "counselling")) / 2000 *
                 number(groups, r, "women") / 1000;
    CHECK(std::abs(audit_share(large(), "sex", {"female"}) - women) < tolerance);
    CHECK(std::abs(women - (0.59 + 0.52) / 2) <
          tolerance);  // 2024, all laws, and IQ counselling 2012 to 2017
    CHECK(std::abs(1 - audit_share(large(), "origin_group", {"eu"}) - rate("third_country")) < tolerance);
    CHECK(std::abs(audit_share(large(), "age_group", {"25_34", "35_44"}) - rate("age_25_44")) < tolerance);
    const auto known = people(large());
    double abroad = 0;
    for (const auto& [key, person] : known) abroad += person.abroad ? 1 : 0;
    CHECK(std::abs(abroad / double(known.size()) - rate("abroad")) < tolerance);
}

TEST_CASE("German levels follow their profiles", "[synth]") {
    const auto& groups = parameter_table("groups");
    const auto& levels = parameter_table("german");
    std::map<std::string, std::string> german;
    const auto& languages = table(large(), "languages");
    for (std::size_t r = 0; r < languages.rows(); ++r)
        if (cell(languages, r, "language") == "de" && cell(languages, r, "skill") == "overall")
            german[cell(languages, r, "candidate")] = cell(languages, r, "level");
    std::map<std::string, bool> permit;
    const auto& licences = table(large(), "licences");
    for (std::size_t r = 0; r < licences.rows(); ++r)
        if (cell(licences, r, "kind") == "temporary_permit") permit[cell(licences, r, "candidate")] = true;
    std::map<std::string, std::map<std::string, double>> found;
    std::map<std::string, double> total;
    for (const auto& [key, person] : people(large())) {
        if (person.status.empty() || !german.contains(key)) continue;
        const std::size_t row = row_of(groups, groups_by_code().at(person.code));
        const std::string path = cell(groups, row, "path"), field = cell(groups, row, "class");
        const std::string profile = path == "licensed" && (person.status == "full" || permit.contains(key))
                                        ? "licensed_full"
                                    : person.abroad        ? "abroad"
                                    : field == "pedagogic" ? "pedagogic"
                                    : path == "licensed"   ? "licensed_other"
                                    : path == "vocational" ? "vocational"
                                                           : "academic";
        ++found[profile][german.at(key)];
        ++total[profile];
    }
    for (std::size_t r = 0; r < levels.rows(); ++r)
        for (const std::string level : {"A0", "A1", "A2", "B1", "B2", "C1", "C2"}) {
            const std::string profile = cell(levels, r, "profile");
            std::string column = level;
            column[0] = static_cast<char>(column[0] - 'A' + 'a');
            INFO(profile << " " << level);
            CHECK(total[profile] > 500);
            CHECK(std::abs(found[profile][level] / total[profile] - number(levels, r, column) / 1000) < 0.04);
        }
}

TEST_CASE("people live where the population does", "[synth]") {
    const auto& districts = parameter_table("districts");
    double population = 0;
    for (std::size_t r = 0; r < districts.rows(); ++r) population += number(districts, r, "population");
    CHECK(districts.rows() == 45);
    std::map<std::string, double> count;
    double residents = 0;
    const auto& candidates = table(large(), "candidates");
    for (std::size_t r = 0; r < candidates.rows(); ++r) {
        const std::string region = cell(candidates, r, "region");
        if (region.empty() || region == "abroad") continue;
        ++count[region];
        ++residents;
    }
    for (std::size_t r = 0; r < districts.rows(); ++r) {
        INFO(cell(districts, r, "ags"));
        CHECK(std::abs(count[cell(districts, r, "ags")] / residents -
                       number(districts, r, "population") / population) < 0.01);
    }
}

TEST_CASE("every parameter says where it comes from", "[synth]") {
    for (const base::TextTable& t : synth::parameter_tables()) {
        INFO(t.name());
        std::size_t sources = 0;
        for (std::size_t c = 0; c < t.columns(); ++c) {
            if (t.header()[c] != "source" && !t.header()[c].ends_with("_source")) continue;
            ++sources;
            for (std::size_t r = 0; r < t.rows(); ++r) CHECK(!t.cell(r, c).empty());
        }
        CHECK(sources > 0);
    }
}
