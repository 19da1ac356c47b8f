// SPDX-License-Identifier: Apache-2.0
// From proposals to decisions: what is decided, what is refused, and that all of it is said at once.
#include <iqmatch/matching/confirmation.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <map>
#include <set>
#include "support/catch.hpp"
#include "tables_support.hpp"

using namespace iqmatch;
using matching::Decided;
using matching::DecisionKind;

namespace {

/// ana may have v@1 (proposed) or w; ben v@1, v@2 (proposed) or a course; cleo only w (proposed); dora
/// nothing.
class Office {
  public:
    Office() {
        tables::SelectionBuilder builder(6, false);
        const auto v = builder.add_resource("vacancy:v", 2), w = builder.add_resource("vacancy:w", 1),
                   course = builder.add_resource("run:k", 5, 3);
        const auto add = [&](const char* who, const char* key, tables::ResourceIndex resource) {
            builder.add_option(builder.add_candidate(who), key, 1, std::vector<graph::Use>{{resource, 1}});
        };
        add("ana", "vacancy:v@2026-11-02", v);
        add("ana", "vacancy:w@2026-11-02", w);
        add("ben", "vacancy:v@2026-11-02", v);
        add("ben", "vacancy:v@2026-12-01", v);
        add("ben", "run:k/a@2026-12-01", course);
        add("cleo", "vacancy:w@2026-11-02", w);
        builder.add_candidate("dora");
        builder.add_unit({builder.add_candidate("ana"), builder.add_candidate("ben")}, true);
        problem_ = builder.build().problem;
        proposed_ = {find(0, "vacancy:v@2026-11-02"), find(1, "vacancy:v@2026-12-01"),
                     find(2, "vacancy:w@2026-11-02"), tables::no_option};
    }
    [[nodiscard]] tables::OptionIndex find(std::size_t candidate, std::string_view key) const {
        for (auto o = problem_.offsets[candidate]; o < problem_.offsets[candidate + 1]; ++o)
            if (problem_.options[o] == key) return o;
        return tables::no_option;
    }
    using Row = std::vector<std::string>;
    [[nodiscard]] matching::Confirmation decide(const std::vector<Row>& rows,
                                                const std::vector<Decided>& final = {}) const {
        std::vector<Row> all{{"candidate", "option", "decision", "other_option", "reason"}};
        all.insert(all.end(), rows.begin(), rows.end());
        const base::TextTable table = iqmatch_test::text_table("decisions", all);
        return matching::confirm(decidable(), &table, final);
    }
    [[nodiscard]] matching::Confirmation accept(const std::vector<Decided>& final = {}) const {
        return matching::confirm(decidable(), nullptr, final);
    }
    std::string blocked;  ///< an option that the rules do not let through
    std::set<std::string> settled;
    [[nodiscard]] matching::Decidable decidable() const {
        matching::Decidable out{problem_, proposed_};
        out.outcome = [this](tables::OptionIndex o) {
            return problem_.options[o] == blocked ? rules::Outcome::unknown : rules::Outcome::possible;
        };
        out.settled = [this](tables::CandidateIndex c) {
            return settled.count(std::string(problem_.candidates[c])) != 0;
        };
        return out;
    }
    void propose(std::size_t candidate, std::string_view key) { proposed_[candidate] = find(candidate, key); }

  private:
    tables::SelectionProblem problem_;
    std::vector<tables::OptionIndex> proposed_;
};

std::string codes(const matching::Confirmation& outcome, base::Severity severity = base::Severity::error) {
    std::string out;
    for (const base::Finding& finding : outcome.findings.items())
        if (finding.severity == severity) out += finding.code + ":" + std::to_string(finding.row) + " ";
    return out;
}
std::string decided(const matching::Confirmation& outcome) {
    std::string out;
    for (const Decided& one : outcome.decided)
        out += one.candidate + " " + std::string(to_string(one.kind)) + " " + one.option + "; ";
    return out;
}

}  // namespace

TEST_CASE("without a table all that is proposed is accepted", "[confirm]") {
    const Office office;
    const auto outcome = office.accept();
    CHECK(outcome.findings.items().empty());
    CHECK(decided(outcome) ==
          "ana accept vacancy:v@2026-11-02; ben accept vacancy:v@2026-12-01; cleo accept "
          "vacancy:w@2026-11-02; ");
    CHECK(outcome.decided[0].uses.size() == 1);
    CHECK(outcome.decided[0].uses[0].resource == "vacancy:v");
    CHECK(outcome.open == 0);
    // The same again is nothing new.
    const auto again = office.accept(outcome.decided);
    CHECK(again.decided.empty());
    CHECK(again.already == 3);
    CHECK(again.findings.items().empty());
}

TEST_CASE("with a table only what it names is decided", "[confirm]") {
    const Office office;
    const auto outcome = office.decide(
        {{"cleo", "vacancy:w@2026-11-02", "refuse", "", "moves away"},
         {"ana", "vacancy:v@2026-11-02", "change", "vacancy:w@2026-11-02", "nearer to school"}});
    CHECK(codes(outcome).empty());
    CHECK(decided(outcome) == "ana change vacancy:w@2026-11-02; cleo refuse ; ");
    CHECK(outcome.decided[0].proposed == "vacancy:v@2026-11-02");
    CHECK(outcome.decided[0].reason == "nearer to school");
    CHECK(outcome.open == 1);
    CHECK(codes(outcome, base::Severity::warning) == "confirm_unit_apart:0 ");
    CHECK(office.decide({}).open == 3);
}

TEST_CASE("every wrong row is named, all at once", "[confirm]") {
    Office office;
    office.blocked = "vacancy:w@2026-11-02";
    const auto outcome = office.decide({
        {"ana", "vacancy:v@2026-11-02", "accepted", "", ""},
        {"", "", "accept", "", ""},
        {"ben", "vacancy:v@2026-12-01", "refuse", "", " "},
        {"ben", "vacancy:v@2026-12-01", "change", "", "x"},
        {"zoe", "vacancy:v@2026-12-01", "accept", "", ""},
        {"dora", "vacancy:v@2026-12-01", "accept", "", ""},
        {"cleo", "vacancy:w@2026-11-02", "accept", "", ""},
        {"ana", "vacancy:v@2026-11-02", "accept", "vacancy:w@2026-11-02", ""},
    });
    CHECK(codes(outcome) ==
          "code_unknown:2 value_required:3 value_required:3 confirm_reason_missing:4 value_required:5 "
          "confirm_candidate_twice:5 reference_unknown:6 confirm_not_proposed:7 confirm_blocked:8 "
          "confirm_other_option_extra:9 confirm_candidate_twice:9 ");
    CHECK(outcome.decided.empty());
    const auto changes = office.decide({
        {"ana", "vacancy:v@2026-11-02", "change", "vacancy:x", "x"},
        {"ben", "vacancy:v@2026-12-01", "change", "vacancy:v@2026-12-01", "x"},
        {"cleo", "vacancy:v@2026-11-02", "refuse", "", "x"},
    });
    CHECK(codes(changes) ==
          "confirm_other_option_unknown:2 confirm_other_option_unknown:3 confirm_not_proposed:4 ");
    CHECK(codes(office.decide({{"ana", "vacancy:v@2026-11-02", "change", "vacancy:w@2026-11-02", "x"}})) ==
          "confirm_blocked:2 ");
    CHECK(codes(office.accept()) == "confirm_blocked:0 ");
}

TEST_CASE("a table of decisions has five columns and no others", "[confirm]") {
    const Office office;
    const auto table = iqmatch_test::text_table("decisions", {{"candidate", "option", "decision", "remark"}});
    CHECK(codes(matching::confirm(office.decidable(), &table, {})) ==
          "column_missing:0 column_missing:0 confirm_column_extra:0 ");
    const auto shuffled =
        iqmatch_test::text_table("decisions", {{"reason", "decision", "other_option", "option", "candidate"},
                                               {"", "accept", "", "vacancy:v@2026-11-02", "ana"}});
    CHECK(decided(matching::confirm(office.decidable(), &shuffled, {})) ==
          "ana accept vacancy:v@2026-11-02; ");
}

TEST_CASE("what is final stays so unless the decision says otherwise by name", "[confirm]") {
    Office office;
    const auto first = office.accept();
    office.propose(0, "vacancy:w@2026-11-02");
    CHECK(codes(office.accept(first.decided)) == "confirm_already_final:0 ");
    const std::string now = "vacancy:w@2026-11-02", before = "vacancy:v@2026-11-02";
    // Only cleo has w; she has to give it up first.
    CHECK(codes(office.decide({{"ana", now, "change", now, "asked for it"}}, first.decided)) ==
          "confirm_over_capacity:0 ");
    const auto swapped = office.decide(
        {{"ana", before, "change", now, "asked for it"}, {"cleo", now, "refuse", "", "withdrew"}},
        first.decided);
    CHECK(codes(swapped).empty());
    CHECK(decided(swapped) == "ana change vacancy:w@2026-11-02; cleo refuse ; ");
    CHECK(codes(office.decide({{"ana", now, "refuse", "", "x"}}, first.decided)) ==
          "confirm_already_final:2 ");
    CHECK(decided(office.decide({{"ana", before, "refuse", "", "x"}}, first.decided)) == "ana refuse ; ");
    CHECK(office.decide({{"ana", now, "change", before, "x"}}, first.decided).already == 1);

    // Refused before, proposed again, perhaps for another day.
    std::vector<Decided> refused{{"ben", DecisionKind::refuse, "vacancy:v@2026-10-01", "", "no car"}};
    CHECK(codes(office.accept(refused)).find("confirm_already_final") != std::string::npos);
    const std::string again = "vacancy:v@2026-12-01";
    CHECK(decided(office.decide({{"ben", again, "change", again, "has a car now"}}, refused)) ==
          "ben change vacancy:v@2026-12-01; ");
    refused[0].proposed = again;
    CHECK(office.decide({{"ben", again, "refuse", "", "no car"}}, refused).already == 1);
    refused[0].proposed = "run:k/a@2026-01-01";
    CHECK(decided(office.decide({{"ben", again, "accept", "", ""}}, refused)) ==
          "ben accept vacancy:v@2026-12-01; ");

    // Whoever is not in the result any more can still give back what was final.
    std::vector<Decided> gone{
        {"yuri", DecisionKind::accept, "vacancy:v@2026-10-01", "vacancy:v@2026-10-01", ""}};
    CHECK(decided(office.decide({{"yuri", "vacancy:v@2026-10-01", "refuse", "", "left"}}, gone)) ==
          "yuri refuse ; ");
    CHECK(codes(office.decide({{"yuri", "vacancy:v@2026-10-01", "change", "vacancy:w", "x"}}, gone)) ==
          "confirm_other_option_unknown:2 ");
}

TEST_CASE("all that is final afterwards must find room", "[confirm]") {
    Office office;
    const std::vector<Decided> yuri{{"yuri",
                                     DecisionKind::accept,
                                     "vacancy:v@2026-10-01",
                                     "vacancy:v@2026-10-01",
                                     "",
                                     {{"vacancy:v", 1}}}};
    CHECK(codes(office.accept(yuri)) == "confirm_over_capacity:0 ");
    CHECK(office.accept(yuri).findings.items()[0].detail == "3/2");
    CHECK(codes(office.decide({{"ana", "vacancy:v@2026-11-02", "accept", "", ""}}, yuri)).empty());
    // What is taken already in the inputs counts there.
    std::vector<Decided> dora = yuri;
    dora[0].candidate = "dora";
    CHECK(codes(office.accept(dora)) == "confirm_over_capacity:0 ");
    office.settled = {"dora"};
    CHECK(codes(office.accept(dora)).empty());
    // The option of another day uses what it uses now, not what it used then.
    std::vector<Decided> ben{
        {"ben", DecisionKind::accept, "", "vacancy:v@2026-10-01", "", {{"vacancy:w", 1}}}};
    CHECK(codes(office.decide({{"cleo", "vacancy:w@2026-11-02", "accept", "", ""}}, ben)).empty());
    // Who decides nothing about a resource that is full already is not stopped by that.
    std::vector<Decided> crowd = yuri;
    for (const char* name : {"x", "y"}) {
        crowd.push_back(yuri[0]);
        crowd.back().candidate = name;
    }
    CHECK(codes(office.decide({{"cleo", "vacancy:w@2026-11-02", "accept", "", ""}}, crowd)).empty());
    // A group that is too small yet is no error.
    const auto course = office.decide({{"ben", "vacancy:v@2026-12-01", "change", "run:k/a@2026-12-01", "x"}});
    CHECK(codes(course).empty());
    CHECK(codes(course, base::Severity::warning) == "confirm_minimum_open:0 confirm_unit_apart:0 ");
}
