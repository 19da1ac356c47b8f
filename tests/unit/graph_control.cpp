// SPDX-License-Identifier: Apache-2.0
// Threads, limits, stop tokens and callbacks.
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <stdexcept>
#include <thread>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::SolveStatus;

namespace {

/// Many separate markets, so that threads have something to share.
BipartiteGraph<std::int64_t> islands(std::uint32_t count, std::uint64_t seed,
                                     Weights weights = Weights::uniform) {
    Rng rng(seed);
    std::vector<std::uint32_t> capacities(count * 10, 2);
    BipartiteGraph<std::int64_t> market(std::move(capacities));
    for (std::uint32_t island = 0; island < count; ++island)
        for (Row row = 0; row < 40; ++row) {
            for (int k = 0; k < 12; ++k) {
                const auto column = static_cast<Column>(island * 10 + rng.below(10));
                market.add_edge(column, random_weight(rng, weights, row, column));
            }
            market.finish_row();
        }
    return market;
}

}  // namespace

TEST_CASE("the number of threads changes nothing", "[graph][control]") {
    const auto pattern = GENERATE(Weights::uniform, Weights::few_levels, Weights::all_equal);
    const auto market = islands(120, 3, pattern);
    base::Control control;
    const auto one = graph::max_weight_b_matching(market.view(), control);
    for (const unsigned threads : {2U, 3U, 8U}) {
        control.threads = threads;
        const auto many = graph::max_weight_b_matching(market.view(), control);
        REQUIRE(many.chosen == one.chosen);
        REQUIRE(many.prices == one.prices);
        REQUIRE(many.value == one.value);
    }
}

TEST_CASE("zero threads is misuse", "[graph][control]") {
    const auto market = islands(1, 3);
    base::Control control;
    control.threads = 0;
    REQUIRE_THROWS_AS(graph::max_weight_b_matching(market.view(), control), base::UsageError);
}

TEST_CASE("a work limit stops at the same place, with a bound that holds", "[graph][control]") {
    const auto market = islands(60, 4);
    const auto full = graph::max_weight_b_matching(market.view());
    base::Control control;
    bool stopped = false;
    for (const std::uint64_t limit : {std::uint64_t(1), full.work / 4, full.work / 2, full.work - 1}) {
        control.work_limit = limit;
        control.threads = 1;
        const auto some = graph::max_weight_b_matching(market.view(), control);
        REQUIRE(some.status == SolveStatus::work_limit);
        REQUIRE(some.value <= full.value);
        REQUIRE(some.bound >= full.value);
        REQUIRE(graph::check_certificate(market.view(), some) == graph::CertificateFault::none);
        control.threads = 4;
        const auto again = graph::max_weight_b_matching(market.view(), control);
        REQUIRE(again.chosen == some.chosen);
        REQUIRE(again.prices == some.prices);
        stopped = stopped || some.value < full.value;
    }
    REQUIRE(stopped);
    control.work_limit = full.work;
    REQUIRE(graph::max_weight_b_matching(market.view(), control).status == SolveStatus::optimal);
}

TEST_CASE("a stopped solve is at least as good as greedy and keeps must_assign", "[graph][control]") {
    auto market = islands(10, 5);
    base::Control control;
    control.work_limit = 1;
    const auto some = graph::max_weight_b_matching(market.view(), control);
    REQUIRE(some.value >= graph::greedy_b_matching(market.view()).value);
    for (auto& capacity : market.capacities()) capacity = 8;
    market.set_must_assign(true);
    const auto placed = graph::max_weight_b_matching(market.view(), control);
    REQUIRE(placed.status == SolveStatus::work_limit);
    REQUIRE(graph::check_certificate(market.view(), placed) == graph::CertificateFault::none);
}

TEST_CASE("a requested stop cancels, an elapsed limit is a time limit", "[graph][control]") {
    const auto market = islands(60, 6);
    base::Control control;
    std::stop_source source;
    source.request_stop();
    control.stop = source.get_token();
    REQUIRE(graph::max_weight_b_matching(market.view(), control).status == SolveStatus::cancelled);
    control.stop = {};
    control.time_limit = std::chrono::duration<double>(0);
    REQUIRE(graph::max_weight_b_matching(market.view(), control).status == SolveStatus::time_limit);
}

TEST_CASE("callbacks run on the calling thread and their exceptions come back", "[graph][control]") {
    const auto market = islands(2500, 7);
    const unsigned threads = GENERATE(1U, 3U);
    base::Control control;
    control.threads = threads;
    std::size_t calls = 0;
    std::uint64_t last = 0;
    bool foreign = false, ordered = true;
    const auto caller = std::this_thread::get_id();
    control.progress = [&](const base::Progress& progress) {
        ++calls;
        foreign = foreign || std::this_thread::get_id() != caller;
        ordered = ordered && progress.work >= last && progress.done <= progress.total;
        last = progress.work;
    };
    REQUIRE(graph::max_weight_b_matching(market.view(), control).status == SolveStatus::optimal);
    REQUIRE(calls > 0);
    REQUIRE_FALSE(foreign);
    REQUIRE(ordered);
    control.progress = [](const base::Progress&) { throw std::runtime_error("enough"); };
    REQUIRE_THROWS_WITH(graph::max_weight_b_matching(market.view(), control), "enough");
}

TEST_CASE("one graph may be solved by many threads at once", "[graph][control]") {
    const auto market = islands(20, 8);
    const auto expected = graph::max_weight_b_matching(market.view());
    std::vector<graph::Matching> results(4);
    {
        std::vector<std::jthread> users;
        for (auto& result : results)
            users.emplace_back([&] { result = graph::max_weight_b_matching(market.view()); });
    }
    for (const auto& result : results) REQUIRE(result.chosen == expected.chosen);
}
