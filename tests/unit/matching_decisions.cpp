// SPDX-License-Identifier: Apache-2.0
// Decisions and participations: what they do to the options, against an enumeration of all assignments.
#include <functional>
#include "matching_support.hpp"
#include "steering_tables.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;
using matching::UnmatchedCode;

namespace {

using iqmatch_test::SteeringRows;

/// Six people who could take most of four vacancies.
domain::Network network_with(const SteeringRows& decisions, const SteeringRows& participations,
                             const std::string& v_positions = "1") {
    base::TextTable people(
        "candidates", "",
        {"candidate", "region", "occupation", "german", "recognition_status", "title", "available_from",
         "hours_min", "hours_max", "travel_max_min", "travel_modes", "relocate", "accepts_below_level"});
    const char* german[] = {"B1", "B1", "B2", "B2", "C1", "B1"};
    const char* keys[] = {"a", "b", "c", "d", "e", "f"};
    for (int i = 0; i < 6; ++i)
        people.add_row({keys[i], i % 2 == 0 ? "03457" : "03402", "29302", german[i], "partial",
                        i == 5 ? "" : "ne", "2026-12-01", "20", "40", "90", "car", "no", "yes"});
    base::TextTable jobs("vacancies", "",
                         {"vacancy", "employer", "region", "kldb", "positions", "german", "hours_min",
                          "hours_max", "start_from", "start_to"});
    jobs.add_row({"v", "e1", "03457", "29302", v_positions, "A2", "20", "40", "2026-12-01", "2027-12-01"});
    jobs.add_row({"w", "e1", "03402", "29302", "1", "B1", "20", "40", "2026-12-01", "2027-12-01"});
    jobs.add_row({"x", "e2", "03457", "29302", "2", "B2", "20", "40", "2027-03-01", "2027-12-01"});
    jobs.add_row({"y", "e2", "03402", "29301", "1", "A1", "20", "40", "2026-12-01", "2027-12-01"});
    domain::NetworkBuilder builder({"decided", *base::Date::parse("2026-11-02")});
    builder.add(people).add(jobs);
    iqmatch_test::add_steering(builder, decisions, participations);
    return builder.build();
}

std::string vacancy_of(const matching::Assignment& result, const char* person) {
    const domain::Network& network = result.options().network();
    const auto* proposal = result.find(*network.candidates().find(person));
    return proposal == nullptr ? "" : std::string(network.vacancies().key(proposal->option.vacancy));
}

UnmatchedCode code_of(const matching::Assignment& result, const char* person) {
    const auto* left = result.find_unmatched(*result.options().network().candidates().find(person));
    REQUIRE(left != nullptr);
    return left->code;
}

const matching::Steered& row_of(const matching::Assignment& result, std::string_view person,
                                std::string_view kind) {
    for (const auto& row : result.options().steered())
        if (result.options().network().candidates().key(row.candidate) == person && row.kind == kind)
            return row;
    throw std::runtime_error("no such row");
}

/// The best total under the decisions, found by trying everything. `free` are the options without any
/// decision.
std::int64_t best_total(const matching::Options& free, const domain::Network& network) {
    const auto people = network.candidates();
    const auto jobs = network.vacancies();
    const auto any = [&](CandidateId c, const std::function<bool(const domain::Participation&)>& p,
                         const std::function<bool(const domain::Decision&)>& d) {
        for (const auto& one : network.participations_of(c))
            if (p(one)) return true;
        for (const auto& one : network.decisions_of(c))
            if (d(one)) return true;
        return false;
    };
    const auto no_decision = [](const auto&) { return false; };
    const auto settled = [&](CandidateId c) {
        return any(
            c, [](const auto& p) { return p.state == domain::ParticipationState::placed; }, no_decision);
    };
    const auto keeps = [&](CandidateId c, VacancyId v) {
        return any(
            c,
            [&](const auto& p) { return p.target.is(v) && p.state != domain::ParticipationState::applied; },
            [&](const auto& d) { return d.target.is(v) && d.kind != domain::DecisionKind::forbid; });
    };
    std::vector<std::int64_t> open;
    for (std::size_t v = 0; v < jobs.size(); ++v) {
        open.push_back(jobs.positions(VacancyId(v)));
        for (std::size_t c = 0; c < people.size(); ++c)
            open[v] -= keeps(CandidateId(c), VacancyId(v)) ? 1 : 0;
    }
    std::function<std::int64_t(std::size_t)> best = [&](std::size_t c) -> std::int64_t {
        if (c == people.size()) return 0;
        const CandidateId person(c);
        std::int64_t most = best(c + 1);
        if (settled(person)) return most;
        for (const matching::Option& option : free.of(person)) {
            bool allowed = true;
            for (const auto& d : network.decisions_of(person)) {
                const bool here =
                    d.target.is(option.vacancy) || (d.target.kind == domain::TargetKind::employer &&
                                                    jobs.employer(option.vacancy)->index() == d.target.row);
                allowed = allowed && !(d.kind == domain::DecisionKind::forbid && here) &&
                          !(d.kind == domain::DecisionKind::pin && !here &&
                            d.target.kind == domain::TargetKind::vacancy);
            }
            const bool own = keeps(person, option.vacancy);
            auto& left = open[option.vacancy.index()];
            if (!allowed || (!own && left <= 0)) continue;
            if (!own) --left;
            most = std::max(most, option.value + best(c + 1));
            if (!own) ++left;
        }
        return most;
    };
    return best(0);
}

}  // namespace

TEST_CASE("without decisions nothing changes", "[matching]") {
    const auto result = iqmatch_test::solved_today(network_with({}, {}));
    CHECK(result.options().steered().empty());
    CHECK(result.options().counts().decided == 0);
    CHECK(result.proposals().size() == 5);
}

TEST_CASE("who is placed or has started is not moved, and the position is used", "[matching]") {
    for (const char* state : {"placed", "started"}) {
        const auto result = iqmatch_test::solved_today(network_with({}, {{"a", "vacancy:v", state}}));
        CHECK(code_of(result, "a") == UnmatchedCode::placed);
        CHECK(result.options().open_positions(VacancyId(0)) == 0);
        for (const char* other : {"b", "c", "d", "e"}) CHECK(vacancy_of(result, other) != "v");
        CHECK(row_of(result, "a", state).state == matching::SteeringState::obeyed);
        CHECK(result.certify().empty());
    }
    const auto applied = iqmatch_test::solved_today(network_with({}, {{"a", "vacancy:v", "applied"}}));
    CHECK(applied.value() == iqmatch_test::solved_today(network_with({}, {})).value());
    CHECK(row_of(applied, "a", "applied").state == matching::SteeringState::noted);
}

TEST_CASE("a pin is the only option, whatever would be worth more", "[matching]") {
    for (const char* vacancy : {"v", "w", "x", "y"}) {
        const auto result =
            iqmatch_test::solved_today(network_with({{"c", std::string("vacancy:") + vacancy, "pin"}}, {}));
        CHECK(vacancy_of(result, "c") == vacancy);
        const VacancyId id = *result.options().network().vacancies().find(vacancy);
        CHECK(result.filled(id) == result.used(id) + 1);
        CHECK(result.options().of(CandidateId(2)).size() == 1);
        CHECK(result.options().counts(CandidateId(2)).pairs() == 4);
        CHECK(result.certify().empty());
    }
}

TEST_CASE("a pin that cannot hold is named with its reason, and its place goes to others", "[matching]") {
    const auto result = iqmatch_test::solved_today(network_with({{"f", "vacancy:v", "pin"}}, {}));
    CHECK(code_of(result, "f") == UnmatchedCode::pin_broken);
    CHECK(row_of(result, "f", "pin").state == matching::SteeringState::broken);
    CHECK(row_of(result, "f", "pin").reason == "work.title_missing");
    CHECK(result.options().open_positions(VacancyId(0)) == 1);

    const auto crowded =
        iqmatch_test::solved_today(network_with({{"a", "vacancy:v", "pin"}, {"b", "vacancy:v", "pin"}}, {}));
    CHECK(vacancy_of(crowded, "a") == "v");
    CHECK(row_of(crowded, "b", "pin").reason == "no_position");
    CHECK(code_of(crowded, "b") == UnmatchedCode::pin_broken);

    const auto promised = iqmatch_test::solved_today(
        network_with({{"a", "vacancy:v", "pin"}}, {{"b", "vacancy:v", "promised"}}));
    CHECK(row_of(promised, "a", "pin").reason == "no_position");

    const auto settled =
        iqmatch_test::solved_today(network_with({{"a", "vacancy:w", "pin"}}, {{"a", "vacancy:v", "placed"}}));
    CHECK(row_of(settled, "a", "pin").reason == "settled");
    CHECK(settled.options().open_positions(VacancyId(1)) == 1);
}

TEST_CASE("what is forbidden is no option", "[matching]") {
    const auto result = iqmatch_test::solved_today(
        network_with({{"a", "employer:e1", "forbid"}, {"b", "vacancy:x", "forbid"}}, {}));
    for (const matching::Option& option : result.options().of(CandidateId(0)))
        CHECK(option.vacancy.index() >= 2);
    for (const matching::Option& option : result.options().of(CandidateId(1)))
        CHECK(option.vacancy.index() != 2);
    CHECK(result.options().counts(CandidateId(0)).decided > 0);
    const auto none = iqmatch_test::solved_today(
        network_with({{"a", "employer:e1", "forbid"}, {"a", "employer:e2", "forbid"}}, {}));
    CHECK(code_of(none, "a") == UnmatchedCode::forbidden);
    // Nobody need be asked about f, who has no title recorded, once somebody has decided.
    const auto asks_title = [](const matching::Assignment& one) {
        const auto all = matching::open_questions(one.options());
        return std::any_of(all.begin(), all.end(),
                           [](const auto& q) { return q.asks == "titles.title" && q.opens > 0; });
    };
    CHECK(asks_title(iqmatch_test::solved_today(network_with({}, {}))));
    CHECK_FALSE(asks_title(iqmatch_test::solved_today(
        network_with({{"f", "employer:e1", "forbid"}, {"f", "employer:e2", "forbid"}}, {}))));
    const matching::Options& options = none.options();
    const explain::Question question{options.network(), options.rules(), options.card(), options.date(),
                                     base::Language::en};
    const auto card = explain::explain_candidate(question, CandidateId(0), &none);
    CHECK(card.options.empty());
    CHECK(explain::to_text(card).find("A decision of a counsellor") != std::string::npos);
}

TEST_CASE("a reserved or promised place is kept even where the person goes elsewhere", "[matching]") {
    for (const bool promised : {false, true}) {
        const SteeringRows rows{{"f", "vacancy:v", promised ? "promised" : "reserve"}};
        const auto result = promised ? iqmatch_test::solved_today(network_with({}, rows))
                                     : iqmatch_test::solved_today(network_with(rows, {}));
        for (const char* other : {"a", "b", "c", "d", "e"}) CHECK(vacancy_of(result, other) != "v");
        CHECK(code_of(result, "f") ==
              UnmatchedCode::blocked_unknown);  // the rules hold for the person all the same
        CHECK(result.certify().empty());
    }
}

TEST_CASE(
    "random decisions: the total is the best of all assignments, and prices are what one more place is worth",
    "[matching]") {
    base::Rng rng(7);
    const matching::Options free = iqmatch_test::options_of(network_with({}, {}, "2"));
    const char* people[] = {"a", "b", "c", "d", "e", "f"};
    const char* jobs[] = {"v", "w", "x", "y"};
    const char* kinds[] = {"pin", "forbid", "reserve"};
    const char* states[] = {"applied", "promised", "placed"};
    int checked = 0;
    for (int i = 0; i < 400; ++i) {
        SteeringRows decisions, participations;
        for (const char* person : people) {
            if (rng.chance(1, 2)) continue;
            const std::string target = std::string("vacancy:") + jobs[rng.below(4)];
            if (rng.chance(1, 4))
                participations.push_back({person, target, states[rng.below(3)]});
            else
                decisions.push_back({person, rng.chance(1, 6) ? "employer:e2" : target, kinds[rng.below(3)]});
        }
        const domain::Network network = network_with(decisions, participations, "2");
        const auto result = iqmatch_test::solved_today(network);
        const auto rows = result.options().steered();
        if (std::any_of(rows.begin(), rows.end(),
                        [](const auto& row) { return row.state == matching::SteeringState::broken; }))
            continue;
        CAPTURE(i);
        REQUIRE(result.certify().empty());
        REQUIRE(result.value() == result.bound());
        REQUIRE(result.value() == best_total(free, network));
        const auto more = iqmatch_test::solved_today(network_with(decisions, participations, "3"));
        REQUIRE(more.value() - result.value() == result.price(VacancyId(0)));
        ++checked;
    }
    CHECK(checked > 100);
}
