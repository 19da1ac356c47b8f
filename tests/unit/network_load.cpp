// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/base/version.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/network.hpp>
#include <numeric>
#include "network_folder.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using base::Cefr;
using base::Date;
using domain::CandidateId;
using domain::Kldb;

namespace {

std::string findings_text(const base::Findings& findings) {
    std::string out;
    for (const auto& f : findings.items()) out += base::to_text(f, base::Language::en) + "\n";
    return out;
}

domain::Network load(const Files& files) {
    const NetworkFolder folder(files);
    auto result = io::try_load_network(folder.path());
    INFO(findings_text(result.findings));
    REQUIRE(result.network.has_value());
    return *std::move(result.network);
}

/// Findings of a folder; what this version does not obey is a test of its own.
std::vector<std::string> codes(const Files& files) {
    const NetworkFolder folder(files);
    std::vector<std::string> out;
    const auto result = io::try_load_network(folder.path());
    for (const auto& f : result.findings.items())
        if (f.code != "column_unused")
            out.push_back(f.code + " " + f.file + " " + std::to_string(f.row) + " " + f.column);
    return out;
}

base::TextTable table_of(const Files& files, const std::string& name) {
    base::Findings findings;
    auto table = io::parse_csv(files.at(name + ".csv"), name, name + ".csv", findings);
    REQUIRE(findings.ok());
    return table;
}

/// The same cells with rows and columns in another order.
base::TextTable shuffled(const base::TextTable& table, base::Rng& rng) {
    const auto permutation = [&](std::size_t n) {
        std::vector<std::size_t> out(n);
        std::iota(out.begin(), out.end(), std::size_t(0));
        for (std::size_t i = n; i > 1; --i) std::swap(out[i - 1], out[rng.below(i)]);
        return out;
    };
    const auto rows = permutation(table.rows()), columns = permutation(table.columns());
    std::vector<std::string> header;
    for (const std::size_t c : columns) header.push_back(table.header()[c]);
    base::TextTable out(table.name(), table.file(), header);
    for (const std::size_t r : rows) {
        std::vector<std::string_view> cells;
        for (const std::size_t c : columns) cells.push_back(table.cell(r, c));
        out.add_row(cells);
    }
    return out;
}

domain::Network build(const Files& files, base::Rng* rng = nullptr) {
    domain::NetworkBuilder builder({.name = "test", .as_of = *Date::parse("2026-11-02")});
    for (const auto& [file, content] : files) {
        if (!file.ends_with(".csv")) continue;
        const auto table = table_of(files, file.substr(0, file.size() - 4));
        builder.add(rng != nullptr ? shuffled(table, *rng) : table);
    }
    return builder.build();
}

}  // namespace

TEST_CASE("cells become typed values", "[network]") {
    const auto network = load(sound_network());
    for (const auto& finding : network.warnings().items()) CHECK(finding.code.starts_with("column_"));
    CHECK(network.name() == "test");
    CHECK(network.as_of().iso() == "2026-11-02");

    const auto people = network.candidates();
    REQUIRE(people.size() == 3);
    const auto p1 = *people.find("p1"), p2 = *people.find("p2"), p3 = *people.find("p3");
    CHECK_FALSE(people.find("p4"));
    CHECK_FALSE(people.find(""));
    CHECK(people.key(p2) == "p2");
    CHECK(network.catalogue().region(*people.region(p1)).ags == "03457");
    CHECK(network.catalogue().region(*people.region(p3)).abroad());
    CHECK_FALSE(network.catalogue().region(*people.region(p3)).point);
    CHECK(people.available_from(p1)->iso() == "2026-12-01");
    CHECK_FALSE(people.available_from(p2));
    CHECK(people.hours_min_x100(p1) == 2000);
    CHECK(people.hours_max_x100(p1) == 3850);
    CHECK_FALSE(people.hours_max_x100(p2));
    REQUIRE(people.travel_modes(p1));
    CHECK(domain::contains(*people.travel_modes(p1), domain::TravelMode::car));
    CHECK(domain::contains(*people.travel_modes(p1), domain::TravelMode::public_transport));
    CHECK_FALSE(domain::contains(*people.travel_modes(p1), domain::TravelMode::bicycle));
    CHECK_FALSE(people.travel_modes(p2));
    CHECK(people.travel_modes(p3) == 0U);  // none is knowledge
    CHECK_FALSE(people.relocate(p1));      // a column that the file does not have
    CHECK(people.accepts_below_level(p1) == domain::AcceptsBelowLevel::only_with_plan);

    const auto own = network.qualifications_of(p1);
    REQUIRE(own.size() == 2);
    CHECK(own[0].key == "q1");
    CHECK(own[0].kldb->text() == "81302");
    CHECK(own[0].level == 2);
    CHECK(own[0].experience_years_x100 == 250);
    CHECK(own[0].status == domain::RecognitionStatus::full);
    CHECK(own[1].level == 2);  // from the fifth digit
    CHECK_FALSE(own[1].experience_years_x100);

    CHECK(network.german(p1).overall == Cefr::b2);
    CHECK(network.language(p1, "ar").overall == Cefr::c2);
    CHECK_FALSE(network.language(p1, "fr").overall);
    CHECK(network.languages_of(p1)[0].certificate.is_none());

    const auto titles = network.titles_of(p1);
    REQUIRE(titles.size() == 1);
    CHECK(*titles[0].code == "18a");
    CHECK(titles[0].valid_to->iso() == "2028-12-31");
    CHECK(titles[0].max_hours_x100.is_none());
    CHECK(titles[0].bound_employer.unknown());
    CHECK(titles[0].renewable == true);
    CHECK(network.titles_of(p3).empty());

    const auto licences = network.licences_of(p1);
    REQUIRE(licences.size() == 1);
    CHECK(*licences[0].kind == domain::LicenceKind::licence);
    CHECK(licences[0].valid_to.is_none());
    CHECK(licences[0].valid_from->iso() == "2025-03-01");

    CHECK(network.fact(p1, "eu_eea_citizen")->value == false);
    CHECK(network.fact(p1, "unbroken_stay_since")->since->iso() == "2022-05-01");
    CHECK_FALSE(network.fact(p1, "unbroken_stay_since")->value);
    CHECK(network.fact(p2, "eu_eea_citizen") == nullptr);
    CHECK(network.skills_of(p1).size() == 1);
    CHECK(network.catalogue().skill(network.skills_of(p1)[0].skill).key == "s-wound-care");

    const auto jobs = network.vacancies();
    const auto v1 = *jobs.find("v1"), v2 = *jobs.find("v2");
    CHECK(network.employers().key(*jobs.employer(v1)) == "e1");
    CHECK(network.employers().key(*jobs.employer(v2)) == "e2");  // from the site
    CHECK(network.catalogue().region(*jobs.region(v1)).ags == "03457");
    CHECK(jobs.point(v1) == domain::Point{53'231'000, 7'455'000});
    CHECK(jobs.point(v2) == network.catalogue().region(*jobs.region(v2)).point);
    CHECK(jobs.kldb(v1).text() == "81302");
    CHECK(jobs.positions(v1) == 2);
    CHECK(jobs.german(v1) == Cefr::b2);
    CHECK(jobs.german(v1, domain::LanguageSkill::writing) == Cefr::b2);
    CHECK_FALSE(jobs.german_entered(v1, domain::LanguageSkill::writing));
    CHECK(jobs.pay_cents(v1) == 365000);
    CHECK(jobs.pay_per(v1) == domain::PayPer::month);
    CHECK_FALSE(jobs.pay_cents(v2));
    CHECK(network.skills_of(v1).size() == 2);
    CHECK(network.skills_of(v2).empty());
    CHECK(network.employers().accepts_in_recognition(domain::EmployerId(0)) == true);
    CHECK_FALSE(network.employers().accepts_in_recognition(domain::EmployerId(1)));
}

TEST_CASE("the short form and the detail tables say the same", "[network]") {
    Files brief = sound_network(), full = sound_network();
    brief["candidates.csv"] =
        "candidate,region,occupation,german,recognition_status,title\np1,03457,29302,B1,partial,fam\n";
    full["candidates.csv"] = "candidate,region\np1,03457\n";
    full["qualifications.csv"] = "candidate,qualification,kldb,recognition_status\np1,q1,29302,partial\n";
    full["languages.csv"] = "candidate,language,level\np1,de,B1\n";
    full["titles.csv"] = "candidate,title\np1,fam\n";
    for (const char* table : {"qualifications.csv", "languages.csv", "titles.csv"}) brief.erase(table);
    for (const char* table : {"licences.csv", "legal_facts.csv", "candidate_skills.csv"}) {
        brief.erase(table);
        full.erase(table);
    }
    const auto a = load(brief), b = load(full);
    const CandidateId p(0);
    CHECK(a.german(p).overall == b.german(p).overall);
    CHECK(a.german(p).short_form);
    CHECK_FALSE(b.german(p).short_form);
    REQUIRE(a.qualifications_of(p).size() == 1);
    REQUIRE(b.qualifications_of(p).size() == 1);
    CHECK(a.qualifications_of(p)[0].kldb == b.qualifications_of(p)[0].kldb);
    CHECK(a.qualifications_of(p)[0].level == b.qualifications_of(p)[0].level);
    CHECK(a.qualifications_of(p)[0].status == b.qualifications_of(p)[0].status);
    CHECK(a.qualifications_of(p)[0].origin.short_form);
    REQUIRE(a.titles_of(p).size() == 1);
    CHECK(a.titles_of(p)[0].code == b.titles_of(p)[0].code);

    Files both = full;  // agreement is no finding, and the details count
    both["candidates.csv"] = brief["candidates.csv"];
    const auto c = load(both);
    CHECK(c.qualifications_of(p).size() == 1);
    CHECK_FALSE(c.qualifications_of(p)[0].origin.short_form);
}

TEST_CASE("a short form that disagrees is found, column by column", "[network]") {
    const auto with = [](const std::string& column, const std::string& value) {
        Files files = sound_network();
        files["candidates.csv"] = "candidate," + column + "\np1," + value + "\n";
        return codes(files);
    };
    const auto found = [](const std::string& column) {
        return std::vector<std::string>{"short_form_disagrees candidates.csv 2 " + column};
    };
    CHECK(with("occupation", "26252") == found("occupation"));
    CHECK(with("occupation", "none") == found("occupation"));
    CHECK(with("occupation", "81302").empty());
    CHECK(with("german", "B1") == found("german"));
    CHECK(with("german", "B2").empty());
    CHECK(with("recognition_status", "negative") == found("recognition_status"));
    CHECK(with("recognition_status", "partial").empty());
    CHECK(with("title", "fam") == found("title"));
    CHECK(with("title", "18a").empty());
    Files files = sound_network();
    files["candidates.csv"] =
        "candidate,occupation,recognition_status\np1,81302,partial\n";  // q2's status, not q1's
    CHECK(codes(files) ==
          std::vector<std::string>{"short_form_disagrees candidates.csv 2 recognition_status",
                                   "status_contradiction candidates.csv 2 recognition_status"});
    files = sound_network();
    files["vacancies.csv"] = "vacancy,employer,site,region,kldb,positions\nv1,e2,s1,03402,81302,1\n";
    CHECK(codes(files) == std::vector<std::string>{"short_form_disagrees vacancies.csv 2 employer",
                                                   "short_form_disagrees vacancies.csv 2 region"});
}

TEST_CASE("the best German counts; without an overall level the least of five", "[network]") {
    Files files = sound_network();
    const auto levels = [&](const std::string& rows) {
        files["languages.csv"] = "candidate,language,skill,level\n" + rows;
        return load(files).german(CandidateId(0));
    };
    CHECK(levels("p1,de,overall,A2\np1,de,overall,B1\np1,de,,A1\n").overall == Cefr::b1);
    CHECK(levels("p1,de,overall,none\n").overall == Cefr::a0);
    const std::string four =
        "p1,de,listening,B2\np1,de,reading,C1\np1,de,interaction,B1\np1,de,production,B2\n";
    CHECK_FALSE(levels(four).overall);
    CHECK(levels(four).level(domain::LanguageSkill::reading) == Cefr::c1);
    CHECK_FALSE(levels(four).level(domain::LanguageSkill::writing));
    CHECK(levels(four + "p1,de,writing,A2\n").overall == Cefr::a2);
    CHECK(levels(four + "p1,de,overall,C1\n").overall == Cefr::c1);
    CHECK(levels(four + "p1,de,overall,C1\n").level(domain::LanguageSkill::writing) == Cefr::c1);
    files["candidates.csv"] = "candidate,german\np1,B1\n";
    CHECK(levels("p1,ar,overall,C2\np1,uk,overall,B2\n").overall == Cefr::b1);
    CHECK(load(files).languages_of(CandidateId(0)).size() == 3);
    CHECK(load(files).languages_of(CandidateId(0))[1].origin.short_form);
}

TEST_CASE("rows and columns in any order, from files or tables, give one hash", "[network]") {
    const Files files = sound_network();
    const auto network = load(files);
    const std::string hash = network.content_hash();
    CHECK(hash.size() == 64);
    CHECK(build(files).content_hash() == hash);
    base::Rng rng(7);
    for (int round = 0; round < 50; ++round) {
        const auto other = build(files, &rng);
        REQUIRE(other.content_hash() == hash);
        for (std::size_t i = 0; i < network.candidates().size(); ++i)  // and one order of indexes
            REQUIRE(other.candidates().key(CandidateId(i)) == network.candidates().key(CandidateId(i)));
        REQUIRE(other.languages_of(CandidateId(0))[0].language ==
                network.languages_of(CandidateId(0))[0].language);
    }
}

TEST_CASE("the hash follows the content, not its spelling", "[network]") {
    const Files files = sound_network();
    const std::string hash = load(files).content_hash();
    const auto after = [&](const std::string& file, const std::string& from, const std::string& to) {
        Files changed = files;
        std::string& content = changed[file];
        const std::size_t at = content.find(from);
        REQUIRE(at != std::string::npos);
        content.replace(at, from.size(), to);
        return load(changed).content_hash();
    };
    CHECK(after("candidates.csv", "38.5", "38.50") == hash);
    CHECK(after("candidates.csv", "car;public", "public;car") == hash);
    CHECK(after("employers.csv", "unknown", "") == hash);
    CHECK(after("network.json", "test", "another name") == hash);
    CHECK(after("candidates.csv", ",german,", ",colour,") != hash);
    CHECK(after("candidates.csv", "38.5", "38.51") != hash);
    CHECK(after("candidates.csv", "38.5", "") != hash);
    CHECK(after("candidates.csv", ",none,", ",,") != hash);
    CHECK(after("candidates.csv", "p3,abroad", "p4,abroad") != hash);
    CHECK(after("network.json", "2026-11-02", "2026-11-03") != hash);
    CHECK(after("legal_facts.csv", "2022-05-01", "2022-05-02") != hash);
    CHECK(after("vacancy_skills.csv", "optional", "essential") != hash);
    CHECK(after("vacancies.csv", "B2", "B1") != hash);
    Files more = files;  // content that is not read or says nothing changes nothing
    more["units.csv"] = "unit,rule\n";
    more["candidates.csv"].insert(0, "");
    CHECK(load(more).content_hash() == hash);
}

TEST_CASE("byte order mark, CRLF and line breaks in quotes are accepted", "[network]") {
    const Files files = sound_network();
    const std::string hash = load(files).content_hash();
    Files windows = files;
    for (auto& [name, content] : windows) {
        if (!name.ends_with(".csv")) {
            content.insert(0, "\xef\xbb\xbf");
            continue;
        }
        std::string crlf = "\xef\xbb\xbf";
        for (const char c : content) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
        content = crlf;
    }
    CHECK(load(windows).content_hash() == hash);
    Files broken = files;
    broken["vacancies.csv"] =
        "vacancy,region,kldb,positions,language_reason\nv1,03457,81302,1,\"talks with\nrelatives, "
        "\"\"daily\"\"\"\n";
    broken.erase("vacancy_skills.csv");
    const auto network = load(broken);
    CHECK(network.vacancies().language_reason(domain::VacancyId(0)) == "talks with\nrelatives, \"daily\"");
    Files both = broken;
    std::string& content = both["vacancies.csv"];
    content.replace(content.find("with\n"), 5, "with\r\n");
    CHECK(load(both).content_hash() == network.content_hash());
}

TEST_CASE("the smallest network loads and answers", "[network]") {
    const auto network = io::load_network(source_path("data/samples/minimal"));
    CHECK(network.warnings().items().empty());
    const auto m1 = *network.candidates().find("m-1");
    CHECK(network.german(m1).overall == Cefr::b1);
    CHECK(network.qualifications_of(m1)[0].kldb == Kldb::parse("29302"));
    CHECK(*network.titles_of(m1)[0].code == "fam");
    CHECK(network.titles_of(*network.candidates().find("m-5")).empty());
    CHECK(network.vacancies().region(*network.vacancies().find("n-2")).has_value());
    CHECK(network.employers().size() == 0);
}

TEST_CASE("the sample loads; what this version does not obey is said once per column", "[network]") {
    const NetworkFolder none({});
    const auto result = io::try_load_network(source_path("data/samples/leer"));
    INFO(findings_text(result.findings));
    REQUIRE(result.network.has_value());
    CHECK(result.findings.ok());
    for (const auto& finding : result.findings.items()) CHECK(finding.code.starts_with("column_"));
    CHECK(result.network->vacancies().size() == 26);
}

TEST_CASE("what this version does not know is a warning, and audit.csv is never opened", "[network]") {
    Files files = sound_network();
    files["rooms.csv"] = "room,size\nr1,8\n";
    files["regions.csv"] = "anything";
    files["Candidates.CSV"] = "x\n";
    files["notes.txt"] = "gender";
    files["audit.csv"] = "\xff\xfe broken, \"gender";
    files["employers.csv"] = "employer,sizeclass\ne1,large\ne2,small\n";
    CHECK(codes(files) ==
          std::vector<std::string>{"table_unused regions.csv 0 ", "table_unused Candidates.CSV 0 ",
                                   "table_unused rooms.csv 0 ", "column_unknown employers.csv 1 sizeclass"});
    const NetworkFolder folder(files);
    const auto result = io::try_load_network(folder.path());
    REQUIRE(result.network.has_value());
    CHECK(result.network->warnings().items().size() == 4);
    CHECK(result.findings.items()[3].detail == "size_class");
    Files audit_only = sound_network();
    audit_only["audit.csv/inner"] = "";  // a folder of that name cannot be opened as a file
    CHECK(codes(audit_only).empty());
}

TEST_CASE("tables that decide who may be proposed are refused under another spelling, not passed over",
          "[network]") {
    for (const std::string name :
         {"Decisions.CSV", "PARTICIPATIONS.csv", "wishes.CSV", "Availability.csv", "NOTICES.csv"}) {
        CAPTURE(name);
        Files files = sound_network();
        files[name] = "candidate,target,kind\n";  // nobody decided anything: nothing is lost
        const NetworkFolder empty(files);
        CHECK(io::try_load_network(empty.path()).network.has_value());
        files[name] += "p1,vacancy:v1,forbid\n";
        const NetworkFolder folder(files);
        const auto result = io::try_load_network(folder.path());
        CHECK_FALSE(result.network.has_value());
        REQUIRE(result.findings.errors() == 1);
        const auto& items = result.findings.items();
        const auto error = std::find_if(items.begin(), items.end(), [](const auto& finding) {
            return finding.severity == base::Severity::error;
        });
        CHECK(error->code == "table_not_supported");
        CHECK(error->file == name);
        CHECK(error->detail == base::version);
        CHECK(base::to_text(*error, base::Language::en).find(base::version) != std::string::npos);
    }
}

TEST_CASE("columns that would restrict and are not obeyed yet are named with the rows that use them",
          "[network]") {
    Files files = sound_network();
    files["candidates.csv"] =
        "candidate,region,unit,income_min_cents,delete_after,consent_network\n"
        "p1,03457,u1,250000,2026-11-01,yes\n"
        "p2,03402,u1,,2026-11-02,no\n"
        "p3,abroad,none,,,\n";
    files["employers.csv"] = "employer,accepts_in_recognition,max_in_recognition\ne1,no,none\ne2,yes,3\n";
    const NetworkFolder folder(files);
    const auto result = io::try_load_network(folder.path());
    REQUIRE(result.network.has_value());
    std::vector<std::string> found;
    for (const auto& finding : result.findings.items())
        found.push_back(finding.code + " " + finding.file + " " + finding.column + " " + finding.detail);
    CHECK(found == std::vector<std::string>{"delete_overdue candidates.csv delete_after "});
}

TEST_CASE("legal facts cannot smuggle protected attributes in", "[network]") {
    Files files = sound_network();
    files["legal_facts.csv"] +=
        "p2,nationality,yes\np1,gender_female,no\np2,gender_female,yes\np2,safe_country_of_origin,no\n"
        "p2,trained_in_eu_eea,no\np2,first_title_at_45_or_older,no\np2,receives_sgb2,yes\n";
    const NetworkFolder folder(files);
    const auto result = io::try_load_network(folder.path());
    CHECK_FALSE(result.network.has_value());
    std::vector<std::string> found;
    for (const auto& finding : result.findings.items())
        if (finding.severity == base::Severity::error)
            found.push_back(finding.code + " " + std::to_string(finding.row) + " " + finding.value);
    CHECK(found ==
          std::vector<std::string>{"fact_protected 5 gender_female", "fact_protected 4 nationality"});
}

TEST_CASE("old records and unknown occupations are reported once each", "[network]") {
    Files files = sound_network();
    files["candidates.csv"] =
        "candidate,occupation,last_confirmed\np1,81302,2025-11-01\np2,99994,2025-11-02\np3,99994,\np4,99984,"
        "2026-11-02\n";
    CHECK(codes(files) == std::vector<std::string>{"kldb_unknown candidates.csv 5 occupation",
                                                   "kldb_unknown candidates.csv 3 occupation",
                                                   "stale_record candidates.csv 2 last_confirmed"});
    files["network.json"] =
        R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "defaults": {"stale_after_days": 366}})";
    CHECK(codes(files).size() == 2);
}

TEST_CASE("families regulated in part know both kinds of partial recognition", "[network]") {
    Files files = sound_network();
    const auto status = [&](const std::string& kldb, const std::string& word) {
        files["qualifications.csv"] =
            "candidate,qualification,kldb,recognition_status\np1,q1," + kldb + "," + word + "\n";
        const auto found = codes(files);
        return std::count_if(found.begin(), found.end(),
                             [](const auto& f) { return f.starts_with("status_contradiction"); });
    };
    const auto builtin = domain::Catalogue::builtin();
    for (const auto& occupation : builtin.occupations()) {
        const auto& family = occupation.regulation_family;
        const bool in_part = family.has_value() && domain::regulated_in_part(*family);
        const std::string kldb = occupation.kldb.text();
        if (kldb[4] == '1' && kldb[0] != '8') continue;  // enough of them
        INFO(kldb);
        CHECK(status(kldb, "full") == 0);
        CHECK(status(kldb, "partial") == (family.has_value() && !in_part ? 1 : 0));
        CHECK(status(kldb, "compensation_required") == (family.is_none() ? 1 : 0));
    }
    CHECK(status("99994", "partial") == 0);  // nothing is known, nothing is said
    CHECK(status("99994", "compensation_required") == 0);
}

TEST_CASE("a network brings its own catalogue, in its folder or another", "[network]") {
    const Files catalogue{
        {"regions.csv", "ags,name,state,lat,lon\n03457,Leer,NI,53.23,7.46\nabroad,Ausland,none,,\n"},
        {"occupations.csv", "kldb,label_de,regulation_family,helper_of\n81302,Pflege,nursing,none\n"},
        {"skills.csv", "skill,label_de\nhttp://data.europa.eu/esco/skill/1,Wunden versorgen\n"}};
    Files embedded{{"network.json",
                    R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "catalogue": "embedded"})"},
                   {"candidates.csv", "candidate,region,occupation\np1,03457,81302\n"},
                   {"candidate_skills.csv", "candidate,skill\np1,http://data.europa.eu/esco/skill/1\n"},
                   {"vacancies.csv", "vacancy,region,kldb,positions\nv1,03457,81302,1\n"}};
    Files beside = embedded;
    beside["network.json"] =
        R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "catalogue": "shared/one"})";
    for (const auto& [name, content] : catalogue) {
        embedded[name] = content;
        beside["shared/one/" + name] = content;
    }
    const auto a = load(embedded), b = load(beside);
    CHECK(a.content_hash() == b.content_hash());
    CHECK(a.catalogue().content_hash() != domain::Catalogue::builtin().content_hash());
    CHECK(a.catalogue().regions().size() == 2);
    CHECK(a.warnings().items().empty());
    CHECK(a.catalogue().skill(a.skills_of(CandidateId(0))[0].skill).label_de == "Wunden versorgen");

    beside["shared/one/regions.csv"] += "03457,Leer,NI,x,\n";
    CHECK(codes(beside) == std::vector<std::string>{"not_a_number shared/one/regions.csv 4 lat",
                                                    "key_duplicate shared/one/regions.csv 4 ags"});
}
