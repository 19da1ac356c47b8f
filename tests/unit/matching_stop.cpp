// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using graph::SolveStatus;
using matching::UnmatchedCode;

namespace {

matching::Options options_under(const base::Control& control) {
    return matching::options(iqmatch_test::leer(), rules::RuleTables::builtin(),
                             scoring::ModelCard::builtin(), iqmatch_test::without_plans(), control);
}

}  // namespace

TEST_CASE("a stop before anything was examined leaves everybody unexamined", "[matching]") {
    std::stop_source source;
    source.request_stop();
    base::Control control;
    control.stop = source.get_token();
    control.threads = GENERATE(1U, 2U);
    const matching::Options options = options_under(control);
    CHECK(options.stopped() == SolveStatus::cancelled);
    CHECK(options.size() == 0);
    CHECK(options.not_examined() == options.network().candidates().size());
    const matching::Assignment result = matching::assign(options);
    CHECK(result.status() == SolveStatus::cancelled);
    CHECK(result.proposals().empty());
    REQUIRE(result.unmatched().size() == options.network().candidates().size());
    for (const matching::Unmatched& left : result.unmatched())
        CHECK(left.code == UnmatchedCode::not_examined);
    const matching::Assignment whole = matching::assign(options_under({}));
    CHECK(result.bound() >= whole.value());
}

TEST_CASE("a stop half-way keeps what was found by then", "[matching]") {
    std::stop_source source;
    std::vector<base::Progress> seen;
    base::Control control;
    control.stop = source.get_token();
    control.progress = [&](const base::Progress& progress) {
        seen.push_back(progress);
        source.request_stop();
    };
    const matching::Options part = options_under(control);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].stage == base::Stage::options);
    CHECK(seen[0].done == 1);
    CHECK(part.stopped() == SolveStatus::cancelled);
    REQUIRE(part.not_examined() > 0);
    REQUIRE(part.not_examined() < part.network().candidates().size());
    // What a stop leaves out are the last, so that their number is enough to do the same again.
    matching::OptionSettings same = iqmatch_test::without_plans();
    same.first = part.network().candidates().size() - part.not_examined();
    const matching::Options again = matching::options(iqmatch_test::leer(), rules::RuleTables::builtin(),
                                                      scoring::ModelCard::builtin(), same);
    CHECK(again.hash() == part.hash());
    CHECK(again.counts() == part.counts());
    CHECK(again.stopped() == SolveStatus::cancelled);
    const matching::Options whole = options_under({});
    CHECK_FALSE(whole.stopped());
    for (std::size_t c = 0; c < whole.network().candidates().size(); ++c) {
        const CandidateId id(c);
        CHECK(part.counts(id).pairs() == whole.counts(id).pairs());
        if (part.counts(id).not_examined != 0)
            CHECK(part.of(id).empty());
        else
            CHECK(part.of(id).size() == whole.of(id).size());
    }
    const matching::Assignment partial = matching::assign(part);
    const matching::Assignment best = matching::assign(whole);
    CHECK(partial.status() == SolveStatus::cancelled);
    CHECK(partial.value() > 0);
    CHECK(partial.value() <= best.value());
    CHECK(partial.bound() >= best.value());
}

TEST_CASE("no time at all is a limit, not an error", "[matching]") {
    base::Control control;
    control.time_limit = std::chrono::duration<double>(0);
    const matching::Assignment result = matching::assign(options_under(control), {}, control);
    CHECK(result.status() == SolveStatus::time_limit);
}

TEST_CASE("an exception in progress ends the options and is passed on", "[matching]") {
    base::Control control;
    control.threads = GENERATE(1U, 2U);
    control.progress = [](const base::Progress&) { throw std::runtime_error("enough"); };
    CHECK_THROWS_WITH(options_under(control), "enough");
}

TEST_CASE("a stop among the explanations keeps the proposals", "[matching]") {
    const matching::Options options = options_under({});
    std::stop_source source;
    base::Control control;
    control.stop = source.get_token();
    control.progress = [&](const base::Progress& progress) {
        if (progress.stage == base::Stage::explanations) source.request_stop();
    };
    const matching::Assignment best = matching::assign(options);
    const matching::Assignment result = matching::assign(options, {}, control);
    CHECK(result.status() == SolveStatus::cancelled);
    CHECK(result.value() == best.value());
    CHECK(result.bound() == best.value());
    REQUIRE(result.proposals().size() == best.proposals().size());
    CHECK(result.proposals().size() + result.unmatched().size() == options.network().candidates().size());
    CHECK_FALSE(result.proposals().back().runner_up.has_value());
    CHECK(result.unmatched().back().code == UnmatchedCode::not_examined);
}
