// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;

namespace {

/// The best total by trying everything, and with one option forced.
std::int64_t best_total(const matching::Options& options, CandidateId forced = {}, VacancyId onto = {}) {
    const auto vacancies = options.network().vacancies();
    std::vector<std::int64_t> room;
    for (std::size_t v = 0; v < vacancies.size(); ++v) room.push_back(vacancies.positions(VacancyId(v)));
    const std::function<std::int64_t(std::size_t)> best = [&](std::size_t c) -> std::int64_t {
        if (c == options.network().candidates().size()) return 0;
        std::int64_t found = CandidateId(c) == forced ? -1'000'000'000 : best(c + 1);
        for (const matching::Option& option : options.of(CandidateId(c))) {
            if (CandidateId(c) == forced && option.vacancy != onto) continue;
            if (room[option.vacancy.index()] == 0) continue;
            --room[option.vacancy.index()];
            found = std::max(found, option.value + best(c + 1));
            ++room[option.vacancy.index()];
        }
        return found;
    };
    return best(0);
}

/// The same by solving again: the person takes the place, everybody else what is left.
base::Int128 total_with(const matching::Options& options, CandidateId forced, const matching::Option& taken) {
    tables::SelectionBuilder builder(6, false);
    const tables::SelectionProblem& problem = options.problem();
    for (std::size_t r = 0; r < problem.resource_count(); ++r)
        builder.add_resource(problem.resources[r],
                             problem.capacities[r] - (r == taken.vacancy.index() ? 1 : 0));
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        const auto row = builder.add_candidate(problem.candidates[c]);
        if (CandidateId(c) == forced) continue;
        for (auto k = problem.offsets[c]; k < problem.offsets[c + 1]; ++k)
            builder.add_option(row, problem.options[k], problem.values[k], problem.uses[k]);
    }
    return tables::solve(builder.build().problem).value + taken.value;
}

}  // namespace

TEST_CASE("the assignment is worth as much as trying everything", "[matching]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::small_network());
    const matching::Assignment result = matching::assign(options);
    CHECK(result.status() == graph::SolveStatus::optimal);
    CHECK(result.value() == best_total(options));
    CHECK(result.bound() == result.value());
    CHECK(result.gap() == "0");
    CHECK(result.certify().empty());
    base::Int128 sum = 0;
    std::vector<std::uint64_t> used(options.network().vacancies().size());
    for (const matching::Proposal& proposal : result.proposals()) {
        sum += proposal.option.value;
        ++used[proposal.option.vacancy.index()];
    }
    CHECK(sum == result.value());
    for (std::size_t v = 0; v < used.size(); ++v) {
        CHECK(used[v] == result.used(VacancyId(v)));
        CHECK(used[v] <= static_cast<std::uint64_t>(options.network().vacancies().positions(VacancyId(v))));
    }
    CHECK(result.proposals().size() + result.unmatched().size() == options.network().candidates().size());
    for (std::size_t c = 0; c < options.network().candidates().size(); ++c) {
        const CandidateId id(c);
        CHECK((result.find(id) == nullptr) != (result.find_unmatched(id) == nullptr));
        const auto losses = result.losses(id);
        REQUIRE(losses.size() == options.of(id).size());
        for (const matching::Loss& loss : losses) {
            if (options.network().vacancies().positions(loss.option.vacancy) == 0) {
                CHECK(!loss.loss);
            } else {
                REQUIRE(loss.loss);
                CHECK(*loss.loss == best_total(options) - best_total(options, id, loss.option.vacancy));
            }
        }
    }
}

TEST_CASE("the difference to the runner-up is what choosing it would cost", "[matching]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::leer());
    const matching::Assignment result = matching::assign(options);
    REQUIRE(result.status() == graph::SolveStatus::optimal);
    std::size_t runners_up = 0;
    std::size_t near_ties = 0;
    for (const matching::Proposal& proposal : result.proposals()) {
        std::optional<base::Int128> least;
        for (const matching::Option& other : options.of(proposal.candidate)) {
            if (other.vacancy == proposal.option.vacancy) continue;
            if (options.network().vacancies().positions(other.vacancy) == 0) continue;
            const base::Int128 loss = result.value() - total_with(options, proposal.candidate, other);
            if (!least || loss < *least) least = loss;
        }
        CHECK(proposal.runner_up.has_value() == least.has_value());
        if (!least) continue;
        ++runners_up;
        CHECK(proposal.difference == *least);
        CHECK(proposal.near_tie == (*least < options.card().tolerance()));
        near_ties += proposal.near_tie ? 1U : 0U;
    }
    CHECK(runners_up > 5);
    CHECK(near_ties > 0);  // else the sample shows none
}

TEST_CASE("a price is what one more position is worth", "[matching]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::leer());
    const matching::Assignment result = matching::assign(options);
    const tables::SelectionProblem& problem = options.problem();
    for (std::size_t r = 0; r < problem.resource_count(); ++r) {
        tables::SelectionProblem more = problem;
        ++more.capacities[r];
        CHECK(tables::solve(more).value - result.value() == result.price(VacancyId(r)));
    }
}

TEST_CASE("greedy is a baseline under the same bound", "[matching]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::leer());
    const matching::Assignment optimal = matching::assign(options);
    const matching::Assignment greedy = matching::assign(options, {tables::Policy::greedy, 0});
    CHECK(greedy.status() == graph::SolveStatus::feasible);
    CHECK(greedy.value() <= optimal.value());
    CHECK(greedy.bound() == optimal.bound());
    CHECK(greedy.certify().empty());
    for (const matching::Proposal& proposal : greedy.proposals()) CHECK(!proposal.runner_up);
    CHECK(greedy.losses(CandidateId(0)).empty());
}

TEST_CASE("a result keeps alive what it refers to", "[matching]") {
    std::optional<matching::Assignment> kept;
    {
        const domain::Network network = iqmatch_test::leer();
        const matching::Options options = iqmatch_test::options_of(network);
        kept = matching::assign(options);
    }
    REQUIRE(!kept->proposals().empty());
    const matching::Proposal& first = kept->proposals().front();
    CHECK(kept->options().key(first.option).starts_with("vacancy:v-"));
    CHECK(kept->certify().empty());
}

TEST_CASE("everybody left over has a reason that fits the counts", "[matching]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::leer());
    const matching::Assignment result = matching::assign(options);
    using Code = matching::UnmatchedCode;
    for (const matching::Unmatched& left : result.unmatched()) {
        const matching::PairCounts& counts = options.counts(left.candidate);
        CHECK(left.counts == counts);
        CHECK((left.code == Code::all_taken) == (counts.options > 0));
        if (left.code == Code::after_step) CHECK((counts.after > 0 && counts.options == 0));
        if (left.code == Code::blocked_unknown) CHECK((counts.unknown > 0 && counts.options == 0));
        if (left.nearest && counts.options == 0)
            CHECK((left.code == Code::after_step || left.code == Code::blocked_unknown));
        if (left.code == Code::excluded || left.code == Code::out_of_reach)
            CHECK(counts.impossible + counts.out_of_reach + counts.no_fit == counts.pairs());
        const bool explained = left.code == Code::after_step || left.code == Code::blocked_unknown ||
                               left.code == Code::excluded || left.code == Code::out_of_reach;
        CHECK(left.blocking.has_value() == explained);
        if (left.nearest) {
            const auto pair = options.detail(left.candidate, left.nearest->vacancy);
            CHECK(left.nearest->value == pair.score.value);
            CHECK(left.nearest->steps == matching::unlock_steps(pair.eligibility));
            CHECK(!left.nearest->steps.empty());
            for (std::size_t v = 0; v < options.network().vacancies().size(); ++v) {
                const auto other = options.detail(left.candidate, VacancyId(v));
                const bool open = other.eligibility.outcome == rules::Outcome::after ||
                                  other.eligibility.outcome == rules::Outcome::unknown;
                if (open) CHECK(other.score.value <= left.nearest->value);
            }
        }
    }
}

TEST_CASE("steps name what is missing", "[matching]") {
    const domain::Network network = iqmatch_test::small_network();
    const matching::Options options = iqmatch_test::options_of(network);
    const auto steps = [&](const char* candidate, const char* vacancy) {
        return matching::unlock_steps(
            options.detail(*network.candidates().find(candidate), *network.vacancies().find(vacancy))
                .eligibility);
    };
    CHECK(steps("b", "w") == std::vector<std::string>{"german:B1"});
    CHECK(steps("c", "x") == std::vector<std::string>{"licence:nursing"});
    CHECK(steps("e", "v") == std::vector<std::string>{"ask:titles.title"});
    CHECK(steps("a", "v").empty());
    const matching::Unlock unlock{*network.vacancies().find("w"), {"german:B1", "arrival"}, 1};
    CHECK(matching::to_text(unlock, network) == "german:B1;arrival;vacancy:w");
}
