// SPDX-License-Identifier: Apache-2.0
// Pages about typical people, byte for byte, and by hand what must stand on them whatever the bytes are.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iqmatch/iqmatch.hpp>
#include <iterator>
#include <set>
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch;
using iqmatch_test::bytes_of;
namespace fs = std::filesystem;

namespace {

fs::path folder() {
    return iqmatch_test::source_path("tests/golden/cards");
}

/// The cards show what is possible today; plans have pages of their own.
matching::OptionSettings today() {
    matching::OptionSettings out;
    out.plans = false;
    return out;
}

struct People {
    domain::Network network = io::load_network(folder() / "network");
    rules::RuleTables tables = rules::RuleTables::builtin();
    scoring::ModelCard card = scoring::ModelCard::builtin();
    matching::Assignment result = matching::assign(matching::options(network, tables, card, today()));
    [[nodiscard]] explain::Question question(base::Language language) const {
        return {network, tables, card, network.as_of(), language};
    }
    [[nodiscard]] domain::CandidateId person(std::string_view key) const {
        return network.candidates().find(key).value();
    }
    [[nodiscard]] domain::VacancyId vacancy(std::string_view key) const {
        return network.vacancies().find(key).value();
    }
};

/// One person, the vacancy that the case is about, and what someone who knows the field expects there.
struct Expected {
    const char* person;
    const char* vacancy;
    const char* outcome;
    std::vector<std::pair<const char*, const char*>> reasons;  ///< code and effect
    const char* source;                                        ///< part of the source of one of them
    const char* authority;  ///< part of the German page: whom to ask; empty = nobody has to be
    const char* proposed;   ///< key of the vacancy proposed; empty = none
};

const std::vector<Expected>& expected() {
    static const std::vector<Expected> all{
        // A nurse trained outside the EU: the notice demands a compensation measure; helper work until then.
        {"p-nurse",
         "ward-nurse",
         "after",
         {{"licence.compensation", "after"},
          {"licence.ways", "condition"},
          {"licence.deficits", "condition"},
          {"work.hours_related", "asks"}},
         "PflBG",
         "Niedersächsische Landesamt für Soziales, Jugend und Familie",
         "nursing-helper"},
        // Tolerated: each job needs a permission of the foreigners authority, about six weeks.
        {"p-electrician-duldung",
         "electrician",
         "permission",
         {{"work.permission", "permission"}, {"licence.not_regulated", "possible"}},
         "AufenthG §60a",
         "Ausländerbehörde; einzuplanen: 42 Tage",
         ""},
        // Temporary protection lets work; a teacher needs recognition and the German that the school demands.
        {"p-teacher",
         "secondary-school",
         "after",
         {{"licence.recognition", "after"},
          {"german.below", "after"},
          {"work.allowed", "possible"},
          {"work.renewal_unknown", "condition"}},
         "AufenthG §24",
         "Regionale Landesamt für Schule und Bildung Lüneburg",
         ""},
        // Abroad with an offer: visa first; the work of an engineer is no licensed profession.
        {"p-engineer-abroad",
         "electrical-engineer",
         "after",
         {{"reach.arrival", "after"},
          {"work.permission", "permission"},
          {"licence.not_regulated", "possible"}},
         "AufenthG §6(3)",
         "deutsche Auslandsvertretung",
         ""},
        // A temporary permit lets the doctor practise while the exam is still to come, within its limits.
        {"p-doctor",
         "ward-doctor",
         "possible",
         {{"licence.valid", "possible"}, {"licence.renewal", "condition"}, {"licence.restricted", "asks"}},
         "BÄO",
         "",
         "ward-doctor"},
        {"p-couple-cook",
         "cook",
         "possible",
         {{"work.allowed", "possible"}},
         "AufenthG § 25 Abs. 2",
         "",
         "cook"},
        {"p-couple-warehouse",
         "warehouse",
         "possible",
         {{"work.allowed", "possible"}, {"german.enough", "possible"}},
         "AufenthG § 25 Abs. 2",
         "",
         "warehouse"},
        // Child care in the mornings: full time is out of the question, and nobody is asked for it.
        {"p-childcare",
         "office-full-time",
         "impossible",
         {{"dates.hours_apart", "impossible"}, {"must.hours", "impossible"}},
         "AufenthG §4a(1)",
         "",
         "office-part-time"},
        // Asylum procedure, day of entry not recorded: the waiting period asks, the permission is needed.
        {"p-asylum-cook",
         "cook",
         "permission",
         {{"work.fact_missing", "asks"}, {"work.permission", "permission"}},
         "AsylG §61",
         "Ausländerbehörde",
         "cook"},
        // Free movement, whatever the document.
        {"p-electrician-eu",
         "electrician",
         "possible",
         {{"work.allowed_by_fact", "possible"}, {"licence.not_regulated", "possible"}},
         "Freizügigkeit",
         "",
         "electrician"},
        // Partial equivalence in a craft: employees may work, recognition is no condition.
        {"p-plumber",
         "plumber",
         "possible",
         {{"licence.not_regulated", "possible"}, {"work.renewal", "condition"}},
         "AufenthG §25b",
         "",
         "plumber"},
        {"p-developer",
         "developer",
         "possible",
         {{"work.allowed", "possible"}, {"licence.not_regulated", "possible"}},
         "AufenthG §9",
         "",
         "developer"},
        // Four weeks left and renewable: possible, with the day by which renewal is needed.
        {"p-mechanic",
         "mechanic",
         "permission",
         {{"work.permission", "permission"}, {"work.renewal", "condition"}},
         "AufenthG §18a",
         "Ausländerbehörde; einzuplanen: 28 Tage",
         "mechanic"},
    };
    return all;
}

/// Counsellors read about the person, then about the vacancy of the case; the person about everything.
std::string page(const People& people, const Expected& one, explain::Audience audience,
                 base::Language language) {
    const explain::Question question = people.question(language);
    const auto person = people.person(one.person);
    if (audience == explain::Audience::person)
        return explain::to_text(explain::person_card(question, person, &people.result));
    return explain::to_text(explain::explain_candidate(question, person, &people.result)) + "\n" +
           explain::to_text(
               explain::explain_pair(question, person, people.vacancy(one.vacancy), &people.result));
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

// After a deliberate change of rules, card or texts, read the pages and write them anew:
//   IQMATCH_WRITE_REFERENCE=1 build/dev/bin/iqmatch_golden "[cards]"
TEST_CASE("the pages of typical people are the committed ones", "[golden][cards]") {
    const People people;
    std::set<std::string> written;
    for (const Expected& one : expected())
        for (const auto audience : {explain::Audience::counsellor, explain::Audience::person})
            for (const auto language : {base::Language::de, base::Language::en}) {
                const std::string name = std::string(one.person) + "." + std::string(to_string(audience)) +
                                         "." + (language == base::Language::de ? "de" : "en") + ".txt";
                written.insert(name);
                const std::string text = page(people, one, audience, language);
                const fs::path file = folder() / name;
                if (std::getenv("IQMATCH_WRITE_REFERENCE") != nullptr)
                    std::ofstream(file, std::ios::binary) << text;
                INFO(name << " differs; see the comment above this test");
                CHECK((bytes_of(file) == text));
            }
    for (const auto& entry : fs::directory_iterator(folder()))
        if (entry.is_regular_file()) CHECK(written.count(entry.path().filename().string()) == 1);
}

TEST_CASE("typical people get the answer that the law and their facts give", "[golden][cards]") {
    const People people;
    CHECK(people.network.candidates().size() == expected().size());
    CHECK(people.result.status() == graph::SolveStatus::optimal);
    for (const Expected& one : expected()) {
        INFO(one.person);
        const auto person = people.person(one.person);
        const auto german = people.question(base::Language::de);
        const auto report =
            explain::explain_pair(german, person, people.vacancy(one.vacancy), &people.result);
        CHECK(report.pair.outcome == one.outcome);
        std::string sources;
        for (const explain::ReasonText& reason : report.pair.reasons) sources += reason.source + "\n";
        for (const auto& [code, effect] : one.reasons) {
            INFO(code);
            const auto found = std::find_if(
                report.pair.reasons.begin(), report.pair.reasons.end(),
                [&, c = code, e = effect](const auto& r) { return r.code == c && r.effect == e; });
            CHECK(found != report.pair.reasons.end());
        }
        CHECK(contains(sources, one.source));
        const std::string text = explain::to_text(report);
        CHECK(contains(text, one.authority));
        const matching::Proposal* proposal = people.result.find(person);
        CHECK((proposal == nullptr
                   ? std::string_view()
                   : people.network.vacancies().key(proposal->option.vacancy)) == one.proposed);
        const std::string plain = explain::to_text(explain::person_card(german, person, &people.result));
        CHECK(contains(plain, "Das ist keine Rechtsberatung."));
        for (const Expected& other : expected())
            if (&other != &one) CHECK_FALSE(contains(plain, other.person));
    }
}

TEST_CASE("days and single facts on the pages of typical people are right", "[golden][cards]") {
    const People people;
    const auto start = [&](const char* person, const char* vacancy) {
        const auto report = explain::explain_pair(people.question(base::Language::en), people.person(person),
                                                  people.vacancy(vacancy));
        return report.pair.start.iso();
    };
    CHECK(start("p-electrician-duldung", "electrician") == "2026-12-14");  // 2 November and 42 days
    CHECK(start("p-mechanic", "mechanic") == "2026-12-01");  // available only then, 28 days suffice
    CHECK(start("p-electrician-eu", "electrician") == "2026-12-01");
    const auto mechanic = explain::explain_pair(people.question(base::Language::en),
                                                people.person("p-mechanic"), people.vacancy("mechanic"));
    CHECK(mechanic.pair.renewal_by == base::Date::parse("2026-11-30"));
    const auto doctor = explain::explain_pair(people.question(base::Language::en), people.person("p-doctor"),
                                              people.vacancy("ward-doctor"));
    CHECK(doctor.pair.renewal_by == base::Date::parse("2027-08-31"));

    const auto changes = [&](const char* person, const char* vacancy) {
        std::set<std::string> out;
        for (const auto& one : explain::explain_openings(people.question(base::Language::en),
                                                         people.person(person), people.vacancy(vacancy)))
            out.insert(one.actor + " " + one.change + " " + one.to);
        return out;
    };
    using Set = std::set<std::string>;
    CHECK(changes("p-nurse", "ward-nurse") == Set{"person compensation nursing"});
    CHECK(changes("p-teacher", "secondary-school").empty());  // German and recognition, not one of them alone
    CHECK(changes("p-engineer-abroad", "electrical-engineer") == Set{"counsellor arrival "});
    // Hours beyond the times of child care are the firm's to change, not the person's.
    CHECK(changes("p-childcare", "office-full-time") == Set{"employer job_hours 2500"});
}
