// SPDX-License-Identifier: Apache-2.0
// Stricter demands, fewer rights and stricter tables never open an option: for every pair what was closed
// stays closed, and no start comes earlier.
#include <functional>
#include <iqmatch/io/csv.hpp>
#include <map>
#include <set>
#include <string>
#include <support/catch.hpp>
#include <support/data.hpp>
#include <unit/rules_random.hpp>

using namespace iqmatch_test;

namespace {

bool option(const rules::Eligibility& answer) {
    return answer.outcome <= Outcome::permission;
}

/// What is more to ask of a pair, or less to allow; some change nothing for the pair at hand.
struct Stricter {
    const char* what;
    std::function<void(Pair&, base::Rng&)> apply;
};

void raise(std::optional<base::Cefr>& level, base::Rng& rng) {
    const int now = level ? static_cast<int>(*level) : 0;
    level = static_cast<base::Cefr>(rng.between(now, 6));
}

const std::vector<Stricter>& all_stricter() {
    static const domain::Wish day_only = [] {
        domain::Wish wish;
        wish.strength = domain::WishStrength::must;
        wish.kind = domain::WishKind::shift;
        wish.shift = domain::Shift::day;
        return wish;
    }();
    static const std::vector<Stricter> all{
        {"more German overall", [](Pair& p, base::Rng& rng) { raise(p.job.german[0], rng); }},
        {"German in writing", [](Pair& p, base::Rng& rng) { raise(p.job.german[5], rng); }},
        {"a must",
         [](Pair& p, base::Rng&) {
             if (p.person.wishes.empty()) p.person.wishes = std::span(&day_only, 1);
         }},
        {"no licence", [](Pair& p, base::Rng&) { p.licences.clear(); }},
        {"a shorter licence",
         [](Pair& p, base::Rng& rng) {
             for (auto& licence : p.licences)
                 if (licence.valid_to.has_value())
                     licence.valid_to =
                         licence.valid_to->plus_days(-static_cast<std::int32_t>(rng.between(0, 400)));
         }},
        {"a shorter title",
         [](Pair& p, base::Rng& rng) {
             if (p.titles.size() == 1)
                 p.title().valid_to =
                     p.title().valid_to->plus_days(-static_cast<std::int32_t>(rng.between(0, 20)));
         }},
        {"a document that cannot be renewed",
         [](Pair& p, base::Rng&) {
             if (p.titles.size() == 1) p.title().renewable = false;
         }},
        {"a document that forbids work",
         [](Pair& p, base::Rng&) {
             for (auto& title : p.titles) title.printed_employment = domain::PrintedEmployment::forbidden;
         }},
        {"fewer hours in the document",
         [](Pair& p, base::Rng& rng) {
             for (auto& title : p.titles) title.max_hours_x100 = rng.between(0, 8) * 100;
         }},
        {"more hours for the job",
         [](Pair& p, base::Rng& rng) {
             *p.job.hours_min_x100 = rng.between(*p.job.hours_min_x100, *p.job.hours_max_x100);
         }},
        {"a shorter way",
         [](Pair& p, base::Rng& rng) {
             *p.person.travel_max_min = rng.between(0, *p.person.travel_max_min);
         }},
        {"no move", [](Pair& p, base::Rng&) { p.person.relocate = false; }},
        {"later",
         [](Pair& p, base::Rng& rng) {
             p.person.available_from =
                 p.person.available_from->plus_days(static_cast<std::int32_t>(rng.between(0, 30)));
         }},
        {"a worse decision",  // where that the recognition is under way is no hindrance itself
         [](Pair& p, base::Rng&) {
             if (p.job.accepts_in_recognition != false && !p.job.max_in_recognition)
                 p.person.qualifications.front().status = domain::RecognitionStatus::negative;
         }},
        {"a higher level",
         [](Pair& p, base::Rng& rng) { p.job.level_min = rng.between(p.job.level_min.value_or(1), 4); }},
        {"no work below the own level",
         [](Pair& p, base::Rng&) { p.person.accepts_below_level = domain::AcceptsBelowLevel::no; }},
        {"nobody in recognition", [](Pair& p, base::Rng&) { p.job.accepts_in_recognition = false; }},
        {"a smaller number in recognition",
         [](Pair& p, base::Rng& rng) {
             p.job.max_in_recognition = rng.between(0, p.job.max_in_recognition.value_or(2));
             p.job.in_recognition += rng.between(0, 2);
         }},
        {"fewer times",
         [](Pair& p, base::Rng&) {
             p.times.resize(std::min<std::size_t>(p.times.size(), 1));
             p.person.availability_complete = true;
         }},
        {"no consent", [](Pair& p, base::Rng&) { p.person.consent_network = false; }},
        {"a regulated activity", [](Pair& p, base::Rng&) { p.job.regulated_activity = true; }},
        {"a title tied to another employer",
         [](Pair& p, base::Rng&) {
             for (auto& title : p.titles) title.bound_employer = "e-7"sv;
         }},
        {"a ban by law",
         [](Pair& p, base::Rng&) {
             if (p.titles.size() == 1) p.facts[1].value = true;  // safe country of origin
         }},
        {"a higher need",
         [](Pair& p, base::Rng& rng) { p.person.income_min_cents = rng.between(200'000, 900'000); }},
        {"a difference that nothing closes", [](Pair& p, base::Rng&) { p.told().open_for_good = 1; }},
    };
    return all;
}

base::TextTable table_with(const std::string& name,
                           const std::function<void(std::map<std::string, std::string>&)>& change) {
    base::Findings findings;
    const auto source = iqmatch::io::read_csv(source_path("data/rules/" + name + ".csv"), name, findings);
    base::TextTable out(name, name + ".csv", source.header());
    for (std::size_t row = 0; row < source.rows(); ++row) {
        std::map<std::string, std::string> cells;
        for (std::size_t c = 0; c < source.columns(); ++c) cells[source.header()[c]] = source.cell(row, c);
        change(cells);
        std::vector<std::string_view> list;
        for (const std::string& column : source.header()) list.push_back(cells[column]);
        out.add_row(list);
    }
    return out;
}

using Cells = std::map<std::string, std::string>;

/// Tables that ask more than the built-in ones.
std::vector<std::pair<std::string, rules::RuleTables>> stricter_tables() {
    const auto all = [](const std::string& name, const std::function<void(Cells&)>& change) {
        const auto table = table_with(name, change);
        return rules::RuleTables::from_tables(std::span(&table, 1));
    };
    return {
        {"longer procedures",
         all("procedures",
             [](Cells& c) { c["lead_days"] = std::to_string(std::stoi(c["lead_days"]) + 40); })},
        {"higher floors", all("salary_floors",
                              [](Cells& c) {
                                  c["cents_per_year"] =
                                      std::to_string(std::stoll(c["cents_per_year"]) + 900'000);
                                  if (c["reduced_cents_per_year"] != "none")
                                      c["reduced_cents_per_year"] =
                                          std::to_string(std::stoll(c["reduced_cents_per_year"]) + 900'000);
                                  c["below"] = "impossible";
                              })},
        {"German by law", all("german_defaults",
                              [](Cells& c) {
                                  c["german"] = "C2";
                                  c["below"] = "after";
                                  c["unknown"] = "blocks";
                              })},
        {"fewer hours", all("titles",
                            [](Cells& c) {
                                if (c["same_as"] == "none") c["max_hours"] = "8";
                                c["hours_scope"] = "all";
                            })},
        {"qualified work only", all("titles", [](Cells& c) { c["only_qualified"] = "yes"; })},
        {"no licensed work", all("titles", [](Cells& c) { c["only_non_regulated"] = "yes"; })},
        {"titles that end", all("titles",
                                [](Cells& c) {
                                    if (c["certainty"] != "unverified") c["renewable"] = "no";
                                })},
        {"longer waiting", all("title_facts",
                               [](Cells& c) {
                                   if (c["effect"] == "waiting")
                                       c["months"] = std::to_string(std::stoi(c["months"]) + 12);
                                   c["unknown"] = "blocks";
                               })},
        {"licence for everything regulated", all("regulation_families",
                                                 [](Cells& c) {
                                                     c["licensed"] = "yes";
                                                     c["full_equivalence"] = "licence";
                                                     c["unknown"] = "blocks";
                                                 })},
        {"slower travel",
         all("travel_speeds",
             [](Cells& c) { c["metres_per_hour"] = std::to_string(std::stoll(c["metres_per_hour"]) / 2); })},
    };
}

}  // namespace

TEST_CASE("random pairs: what is stricter never opens an option and never starts earlier", "[rules]") {
    base::Rng rng(6);
    std::map<std::string, int> closed;
    for (int i = 0; i < 10'000; ++i) {
        const Pair pair = random_case(rng);
        Pair before = pair;
        const auto was = before.ask();
        for (const Stricter& one : all_stricter()) {
            Pair less = pair;
            one.apply(less, rng);
            const auto now = less.ask();
            CAPTURE(i, one.what);
            REQUIRE((option(was) || !option(now)));
            if (option(now)) REQUIRE(now.start >= was.start);
            if (option(was) && !option(now)) ++closed[one.what];
        }
    }
    // Each of them does close some pair, but for those that only ask, only move the start, or concern pairs
    // that wait for a licence in any case.
    const std::set<std::string_view> open{"a higher need", "later", "a shorter title",
                                          "a title tied to another employer",
                                          "a difference that nothing closes"};
    for (const Stricter& one : all_stricter()) {
        INFO(one.what);
        CHECK((closed[one.what] > 0 || open.contains(one.what)));
    }
}

TEST_CASE("random pairs: stricter tables never open an option and never start earlier", "[rules]") {
    const auto tables = stricter_tables();
    base::Rng rng(7);
    std::map<std::string, int> closed;
    for (int i = 0; i < 10'000; ++i) {
        Pair pair = random_case(rng);
        if (rng.chance(1, 2)) pair.job.german = {};  // then the tables speak
        if (rng.chance(1, 2))
            for (auto& title : pair.titles) title.renewable = {};
        const auto was = pair.ask();
        for (const auto& [what, stricter] : tables) {
            const auto now = pair.ask(stricter);
            CAPTURE(i, what);
            REQUIRE((option(was) || !option(now)));
            if (option(now)) REQUIRE(now.start >= was.start);
            closed[what] += option(was) && !option(now);
        }
    }
    for (const auto& [what, unused] : tables) {
        INFO(what);
        CHECK(closed[what] > 0);
    }
}
