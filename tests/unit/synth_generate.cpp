// SPDX-License-Identifier: Apache-2.0
// Same seed, same bytes; case files that agree with themselves; codes and places that exist.
#include <cmath>
#include <set>
#include "support/data.hpp"
#include "synth_support.hpp"

namespace {

using namespace iqmatch_test;

std::string bytes(const base::TextTable& t) {
    return io::write_csv(t);
}

std::string all_bytes(const synth::SyntheticNetwork& made) {
    std::string out = bytes(made.audit);
    for (const base::TextTable& t : made.tables) out += t.name() + "\n" + bytes(t);
    return out;
}

const synth::SyntheticNetwork& small() {
    static const synth::SyntheticNetwork made =
        synth::generate(domain::Catalogue::builtin(), settings_of(1'500, 500, 120, 3));
    return made;
}

domain::NetworkResult network_of(const synth::SyntheticNetwork& made, const domain::Catalogue& catalogue) {
    domain::NetworkSettings settings;
    settings.as_of = synth::GenerateSettings{}.as_of;
    domain::NetworkBuilder builder(settings);
    builder.catalogue(catalogue);
    for (const base::TextTable& t : made.tables) builder.add(t);
    return builder.try_build();
}

base::Date day(const base::TextTable& t, std::size_t row, std::string_view column) {
    return base::Date::parse(cell(t, row, column)).value();
}

}  // namespace

TEST_CASE("the same seed gives the same bytes, another seed others", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    const auto settings = settings_of(120, 40, 30, 11);
    const std::string first = all_bytes(synth::generate(catalogue, settings));
    CHECK(first == all_bytes(synth::generate(catalogue, settings)));
    CHECK(first != all_bytes(synth::generate(catalogue, settings_of(120, 40, 30, 12))));
}

TEST_CASE("a larger network begins with the same people", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    const auto few = synth::generate(catalogue, settings_of(100, 50, 0)),
               many = synth::generate(catalogue, settings_of(140, 50, 0));
    const auto& a = table(few, "candidates");
    const auto& b = table(many, "candidates");
    for (std::size_t r = 0; r < a.rows(); ++r)
        for (std::size_t c = 0; c < a.columns(); ++c) REQUIRE(a.cell(r, c) == b.cell(r, c));
}

TEST_CASE("sizes are met, none of anything too, and absurd ones are refused", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    CHECK(table(small(), "candidates").rows() == 1'500);
    CHECK(table(small(), "vacancies").rows() == 500);
    CHECK(table(small(), "course_runs").rows() == 120);
    const auto empty = synth::generate(catalogue, settings_of(0, 0, 0));
    CHECK(table(empty, "candidates").rows() == 0);
    CHECK(network_of(empty, catalogue).network.has_value());
    CHECK_NOTHROW(synth::generate(catalogue, settings_of(1, 0, 1)));
    CHECK_NOTHROW(synth::generate(catalogue, settings_of(0, 1, 0)));
    CHECK_THROWS_AS(synth::generate(catalogue, settings_of(synth::most_generated + 1, 0, 0)),
                    base::UsageError);
}

TEST_CASE("a generated network has no errors and only warnings that are meant", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    const auto result = network_of(small(), catalogue);
    for (const base::Finding& finding : result.findings.items()) {
        INFO(finding.code << " " << finding.file << ":" << finding.row << " " << finding.column << " "
                          << finding.value);
        CHECK(finding.severity == base::Severity::warning);
        // Old records are part of case files; columns that nothing reads yet are named; some had a seat in a
        // run before it was suspended.
        CHECK((finding.code == "stale_record" || finding.code == "column_unused" ||
               finding.code == "decision_unused" || finding.code == "consent_missing" ||
               finding.code == "run_suspended_booked"));
    }
    CHECK(result.network.has_value());
}

TEST_CASE("dates of a case file follow each other", "[synth]") {
    const base::Date today = synth::GenerateSettings{}.as_of;
    const auto& own = table(small(), "qualifications");
    std::map<std::string, std::size_t> row_of_qualification;
    for (std::size_t r = 0; r < own.rows(); ++r) {
        row_of_qualification[cell(own, r, "qualification")] = r;
        if (!cell(own, r, "applied_on").empty()) CHECK(day(own, r, "applied_on") < today);
        if (cell(own, r, "obtained_on").empty()) continue;
        CHECK(day(own, r, "applied_on") < day(own, r, "obtained_on"));
        CHECK(day(own, r, "obtained_on") < today);
    }
    const auto& notices = table(small(), "notices");
    std::set<std::string> open;
    for (std::size_t r = 0; r < notices.rows(); ++r) {
        const std::size_t q = row_of_qualification.at(cell(notices, r, "qualification"));
        CHECK(cell(notices, r, "decision") == cell(own, q, "recognition_status"));
        CHECK(cell(notices, r, "decided_on") == cell(own, q, "obtained_on"));
        if (cell(notices, r, "waiver") == "yes") CHECK(cell(notices, r, "ways_open") == "exam");
        if (cell(notices, r, "decision") == "compensation_required" ||
            cell(notices, r, "decision") == "partial")
            open.insert(cell(notices, r, "notice"));
    }
    CHECK(open.size() > 100);
    const auto& deficits = table(small(), "deficits");
    for (std::size_t r = 0; r < deficits.rows(); ++r) CHECK(open.contains(cell(deficits, r, "notice")));
    const auto& licences = table(small(), "licences");
    std::map<std::string, std::string> status;
    for (std::size_t r = 0; r < own.rows(); ++r)
        if (cell(own, r, "qualification").ends_with("-1"))
            status[cell(own, r, "candidate")] = cell(own, r, "recognition_status");
    std::set<std::string> kinds;
    for (std::size_t r = 0; r < licences.rows(); ++r) {
        const std::string kind = cell(licences, r, "kind"), known = status.at(cell(licences, r, "candidate"));
        kinds.insert(kind);
        if (kind == "licence" || kind == "state_recognition") {
            CHECK((known == "full" || known.empty()));
            CHECK(day(licences, r, "valid_from") <= today);
        }
        if (kind == "temporary_permit")
            CHECK((known == "compensation_required" || known == "in_procedure" || known.empty()));
    }
    CHECK(kinds == std::set<std::string>{"licence", "none", "state_recognition", "temporary_permit"});
}

TEST_CASE("titles fit the qualification and bind to an employer where the law does", "[synth]") {
    const auto& titles = table(large(), "titles");
    const auto& own = table(large(), "qualifications");
    std::map<std::string, std::pair<std::string, char>> known;
    for (std::size_t r = 0; r < own.rows(); ++r)
        if (cell(own, r, "qualification").ends_with("-1"))
            known[cell(own, r, "candidate")] = {cell(own, r, "recognition_status"),
                                                cell(own, r, "kldb").back()};
    std::set<std::string> seen;
    for (std::size_t r = 0; r < titles.rows(); ++r) {
        const std::string title = cell(titles, r, "title");
        const auto& [status, level] = known.at(cell(titles, r, "candidate"));
        seen.insert(title);
        INFO(title << " " << status << " " << level);
        if (title == "18a") CHECK((level < '4' && (status == "full" || status.empty())));
        if (title == "16d5") CHECK((status == "compensation_required" || status.empty()));
        if (title == "16d3" || title == "18g" || title == "60d")
            CHECK(cell(titles, r, "bound_employer") != "none");
        if (title == "ne" || title == "eu" || title == "de") CHECK(cell(titles, r, "valid_to") == "none");
    }
    const auto& parameters = parameter_table("titles");
    for (std::size_t r = 0; r < parameters.rows(); ++r) CHECK(seen.contains(cell(parameters, r, "title")));
}

TEST_CASE("skills are those of the occupation, less what a notice says is missing", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    std::map<std::string, std::string> code, who;
    const auto& own = table(small(), "qualifications");
    for (std::size_t r = 0; r < own.rows(); ++r) {
        who[cell(own, r, "qualification")] = cell(own, r, "candidate");
        if (cell(own, r, "qualification").ends_with("-1"))
            code[cell(own, r, "candidate")] = cell(own, r, "kldb");
    }
    std::map<std::string, std::string> notice_of;
    const auto& notices = table(small(), "notices");
    for (std::size_t r = 0; r < notices.rows(); ++r)
        notice_of[cell(notices, r, "notice")] = who.at(cell(notices, r, "qualification"));
    std::set<std::pair<std::string, std::string>> missing;
    const auto& deficits = table(small(), "deficits");
    for (std::size_t r = 0; r < deficits.rows(); ++r)
        if (cell(deficits, r, "skill") != "none")
            missing.insert({notice_of.at(cell(deficits, r, "notice")), cell(deficits, r, "skill")});
    CHECK(missing.size() > 50);
    const auto& skills = table(small(), "candidate_skills");
    CHECK(skills.rows() > 3'000);
    for (std::size_t r = 0; r < skills.rows(); ++r) {
        const std::string person = cell(skills, r, "candidate"), skill = cell(skills, r, "skill");
        CHECK(!missing.contains({person, skill}));
        const auto id = catalogue.find_skill(skill);
        REQUIRE(id.has_value());
        const auto needs = catalogue.skills_of(domain::Kldb::parse(code.at(person)).value());
        CHECK(std::any_of(needs.begin(), needs.end(), [&](const auto& need) { return need.skill == *id; }));
    }
}

TEST_CASE("nobody takes a seat or a position that is not there", "[synth]") {
    const auto& runs = table(large(), "course_runs");
    const auto& vacancies = table(large(), "vacancies");
    std::map<std::string, std::int64_t> room;
    for (std::size_t r = 0; r < runs.rows(); ++r)
        room["run:" + cell(runs, r, "run")] =
            std::stol(cell(runs, r, "seats")) - std::stol(cell(runs, r, "seats_taken"));
    for (std::size_t r = 0; r < vacancies.rows(); ++r)
        room["vacancy:" + cell(vacancies, r, "vacancy")] = std::stol(cell(vacancies, r, "positions"));
    const auto& participations = table(large(), "participations");
    std::set<std::string> states;
    for (std::size_t r = 0; r < participations.rows(); ++r) {
        const std::string state = cell(participations, r, "state");
        states.insert(state);
        if (state == "started" || state == "promised" || state == "placed")
            --room.at(cell(participations, r, "target"));
    }
    const auto& decisions = table(large(), "decisions");
    for (std::size_t r = 0; r < decisions.rows(); ++r)
        if (cell(decisions, r, "kind") != "forbid") --room.at(cell(decisions, r, "target"));
    for (const auto& [target, left] : room) {
        INFO(target);
        CHECK(left >= 0);
    }
    CHECK(states.size() == 6);
}

TEST_CASE("hospitals have several sites, pay rises with the level, licensed work asks for B2 or more",
          "[synth]") {
    const auto& sites = table(large(), "sites");
    std::map<std::string, int> count;
    for (std::size_t r = 0; r < sites.rows(); ++r)
        if (cell(sites, r, "employer").starts_with("klinik")) ++count[cell(sites, r, "employer")];
    CHECK(std::count_if(count.begin(), count.end(), [](const auto& c) { return c.second > 1; }) * 2 >
          std::ssize(count));
    const auto& vacancies = table(large(), "vacancies");
    std::map<char, std::vector<double>> pay;
    double below = 0, nurses = 0;
    for (std::size_t r = 0; r < vacancies.rows(); ++r) {
        if (cell(vacancies, r, "pay_per") == "month" && cell(vacancies, r, "hours_max").starts_with("3") &&
            cell(vacancies, r, "kind") == "job")
            pay[cell(vacancies, r, "kldb").back()].push_back(number(vacancies, r, "pay_cents"));
        if (cell(vacancies, r, "kldb") != "81302") continue;
        ++nurses;
        below += cell(vacancies, r, "german") < "B2" ? 1 : 0;
    }
    std::map<char, double> mean;
    for (auto& [level, values] : pay) {
        for (const double value : values) mean[level] += value / double(values.size());
        CHECK(values.size() > 50);
    }
    CHECK((mean['1'] < mean['2'] && mean['2'] < mean['3'] && mean['3'] < mean['4']));
    CHECK(nurses > 100);
    CHECK(below / nurses < 0.2);
}

TEST_CASE("every place lies within 15 km of the middle of its district", "[synth]") {
    const auto file = iqmatch_test::public_data("niedersachsen_districts.csv");
    if (!file) return;
    base::Findings findings;
    const base::TextTable districts = io::read_csv(*file, "districts", findings);
    std::map<std::string, domain::Point> middle;
    for (std::size_t r = 0; r < districts.rows(); ++r)
        middle[cell(districts, r, "ags")] = {
            static_cast<std::int32_t>(std::lround(number(districts, r, "lat") * 1e6)),
            static_cast<std::int32_t>(std::lround(number(districts, r, "lon") * 1e6))};
    const auto& sites = table(large(), "sites");
    std::set<std::string> seen;
    std::size_t without = 0;
    for (std::size_t r = 0; r < sites.rows(); ++r) {
        seen.insert(cell(sites, r, "region"));
        if (cell(sites, r, "lat").empty()) {
            ++without;
            continue;
        }
        const domain::Point point{static_cast<std::int32_t>(std::lround(number(sites, r, "lat") * 1e6)),
                                  static_cast<std::int32_t>(std::lround(number(sites, r, "lon") * 1e6))};
        INFO(cell(sites, r, "site"));
        CHECK(domain::distance_m(point, middle.at(cell(sites, r, "region"))) <= 15'000);
    }
    CHECK(seen.size() == 45);
    CHECK(without > 0);
}

TEST_CASE("every occupation code and every ESCO address exists in the published classifications", "[synth]") {
    const auto folder = iqmatch_test::public_data("reference");
    if (!folder) return;
    base::Findings findings;
    std::set<std::string, std::less<>> known;
    for (const char* file : {"kldb_occupations.csv", "esco_skills.csv", "esco_skill_groups.csv"}) {
        const base::TextTable t = io::read_csv(*folder / file, file, findings);
        for (std::size_t r = 0; r < t.rows(); ++r) known.insert(std::string(t.cell(r, 0)));
    }
    const auto exists = [&](std::string_view table_name, std::string_view column) {
        const auto& t = table(large(), table_name);
        for (std::size_t r = 0; r < t.rows(); ++r) {
            const std::string value = cell(t, r, column);
            if (value.empty() || value == "none" || value.starts_with("s-")) continue;
            INFO(table_name << " " << value);
            CHECK(known.contains(value));
        }
    };
    for (const char* name : {"vacancies", "qualifications", "employments"}) exists(name, "kldb");
    for (const char* name : {"candidate_skills", "vacancy_skills", "deficits", "measure_closes"})
        exists(name, "skill");
    exists("candidates", "occupation");
    std::set<std::string> codes;
    for (const char* name : {"vacancies", "qualifications"}) {
        const auto& t = table(large(), name);
        for (std::size_t r = 0; r < t.rows(); ++r) codes.insert(cell(t, r, "kldb"));
    }
    CHECK(codes.size() >= 115);
}

TEST_CASE("a catalogue without what the generator needs is refused", "[synth]") {
    std::vector<base::TextTable> tables;
    base::TextTable regions("regions", "regions.csv", {"ags", "name"});
    regions.add_row({"03457", "Leer"});
    base::TextTable occupations("occupations", "occupations.csv",
                                {"kldb", "label_de", "label_en", "regulation_family"});
    occupations.add_row({"29302", "Koch", "Cook", "none"});
    occupations.add_row({"01104", "X", "X", "none"});
    occupations.add_row({"99999", "X", "X", "none"});
    tables = {regions, occupations};
    CHECK(!domain::Catalogue::try_from_tables("odd", tables).catalogue.has_value());  // 99999 has no level
    base::TextTable fewer("occupations", "occupations.csv",
                          {"kldb", "label_de", "label_en", "regulation_family"});
    fewer.add_row({"29302", "Koch", "Cook", "none"});
    const std::vector<base::TextTable> enough{regions, fewer};
    const auto made = synth::generate(domain::Catalogue::from_tables("tiny", enough), settings_of(30, 10, 5));
    const auto& people = table(made, "candidates");
    for (std::size_t r = 0; r < people.rows(); ++r) {
        const std::string region = cell(people, r, "region");
        CHECK((region == "03457" || region == "abroad" || region.empty()));
    }
}
