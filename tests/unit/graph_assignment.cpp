// SPDX-License-Identifier: Apache-2.0
// Dense assignment: shapes, refusals, limits.
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <stdexcept>
#include "support/catch.hpp"
#include "support/dense.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::AssignmentFault;
using graph::SolveStatus;

namespace {

Matrix<> smooth_matrix(std::size_t rows, std::size_t columns) {
    Rng rng(31);
    return random_matrix(rng, rows, columns, Scores::smooth);
}

}  // namespace

TEST_CASE("nothing to assign", "[graph][assignment]") {
    const auto both = graph::max_weight_assignment(graph::DenseView<std::int32_t>{});
    REQUIRE(both.status == SolveStatus::optimal);
    REQUIRE(both.chosen.empty());
    const auto rows = graph::max_weight_assignment(graph::DenseView<std::int64_t>{3, 0, {}});
    REQUIRE(rows.chosen == std::vector<graph::Column>(3, graph::no_column));
    REQUIRE(rows.row_prices.size() == 3);
    REQUIRE(rows.value == 0);
    const auto columns = graph::max_weight_assignment(graph::DenseView<std::int64_t>{0, 2, {}});
    REQUIRE(columns.column_prices == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("a row is assigned even where that costs", "[graph][assignment]") {
    const Matrix<> one{1, 1, {-5}};
    const auto alone = graph::max_weight_assignment(one.view());
    REQUIRE(alone.chosen == std::vector<graph::Column>{0});
    REQUIRE(alone.value == -5);
    const Matrix<> two{2, 2, {10, 9, 8, -100}};
    const auto pair = graph::max_weight_assignment(two.view());
    REQUIRE(pair.chosen == std::vector<graph::Column>{1, 0});
    REQUIRE(pair.value == 17);
}

TEST_CASE("who is left over costs nothing", "[graph][assignment]") {
    const Matrix<> wide{2, 4, {5, 9, 1, 0, 4, 9, 2, 0}};
    const auto result = graph::max_weight_assignment(wide.view());
    REQUIRE(result.value == 14);
    REQUIRE(result.chosen == std::vector<graph::Column>{0, 1});
    REQUIRE(result.column_prices[2] == 0);
    REQUIRE(result.column_prices[3] == 0);
    const Matrix<> tall{4, 2, {5, 4, 9, 9, 1, 2, 0, 0}};
    const auto turned = graph::max_weight_assignment(tall.view());
    REQUIRE(turned.value == 14);
    REQUIRE(turned.chosen == std::vector<graph::Column>{0, 1, graph::no_column, graph::no_column});
    REQUIRE(turned.row_prices[2] == 0);
    REQUIRE(turned.row_prices[3] == 0);
}

TEST_CASE("a matrix that contradicts itself is refused", "[graph][assignment]") {
    const std::vector<std::int64_t> weights(6, 1);
    REQUIRE_THROWS_AS(graph::max_weight_assignment(graph::DenseView<std::int64_t>{2, 2, weights}),
                      base::UsageError);
    REQUIRE_THROWS_AS(
        graph::max_weight_assignment(graph::DenseView<std::int64_t>{std::size_t(1) << 32, 0, {}}),
        base::UsageError);
    base::Control control;
    control.threads = 0;
    REQUIRE_THROWS_AS(graph::max_weight_assignment(graph::DenseView<std::int64_t>{2, 3, weights}, control),
                      base::UsageError);
}

TEST_CASE("dense: what could overflow is refused before solving", "[graph][assignment]") {
    constexpr std::int64_t limit = std::int64_t(1) << 58;
    Matrix<> matrix{2, 2, {limit - 1, 1 - limit, 1 - limit, limit - 1}};
    REQUIRE(graph::max_weight_assignment(matrix.view()).value == Int128(2) * (limit - 1));
    REQUIRE_NOTHROW(graph::require_solvable(matrix.view()));
    for (const std::int64_t weight : {limit, -limit, std::numeric_limits<std::int64_t>::min()}) {
        matrix.at(1, 0) = weight;
        REQUIRE_THROWS_AS(graph::max_weight_assignment(matrix.view()), base::UsageError);
        REQUIRE_THROWS_AS(graph::require_solvable(matrix.view()), base::UsageError);
    }
}

TEST_CASE("every 32-bit weight is allowed, also far from 0", "[graph][assignment]") {
    constexpr std::int32_t low = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t high = std::numeric_limits<std::int32_t>::max();
    const Matrix<std::int32_t> apart{2, 2, {low, high, high, low}};
    REQUIRE(graph::max_weight_assignment(apart.view()).value == Int128(2) * high);
    const Matrix<std::int32_t> above{2, 2, {high, high - 1, high - 1, high - 3}};
    REQUIRE(graph::max_weight_assignment(above.view()).value == Int128(2) * high - 2);
    const Matrix<std::int32_t> below{1, 3, {low, low + 1, low}};
    const auto result = graph::max_weight_assignment(below.view());
    REQUIRE(result.value == Int128(low) + 1);
    REQUIRE(result.row_prices[0] + result.column_prices[1] == std::int64_t(low) + 1);
}

TEST_CASE("a stopped assignment is complete, with a bound that holds", "[graph][assignment][control]") {
    const auto matrix = GENERATE(smooth_matrix(200, 200), smooth_matrix(150, 220), smooth_matrix(220, 150));
    const auto full = graph::max_weight_assignment(matrix.view());
    base::Control control;
    bool worse = false;
    for (const std::uint64_t limit : {std::uint64_t(1), full.work / 4, full.work / 2, full.work - 1}) {
        control.work_limit = limit;
        const auto some = graph::max_weight_assignment(matrix.view(), control);
        REQUIRE(some.status == SolveStatus::work_limit);
        REQUIRE(graph::check_assignment(matrix.view(), some) == AssignmentFault::none);
        REQUIRE(some.value <= full.value);
        REQUIRE(some.bound >= full.value);
        worse = worse || some.value < full.value;
        for (const auto level : base::simd_levels) {
            auto same = control;
            same.simd = level;
            const auto again = graph::max_weight_assignment(matrix.view(), same);
            REQUIRE(again.chosen == some.chosen);
            REQUIRE(again.bound == some.bound);
        }
    }
    REQUIRE(worse);
    control.work_limit = full.work;
    REQUIRE(graph::max_weight_assignment(matrix.view(), control).status == SolveStatus::optimal);
}

TEST_CASE("dense: a requested stop cancels, an elapsed limit is a time limit",
          "[graph][assignment][control]") {
    const auto matrix = smooth_matrix(200, 200);
    base::Control control;
    std::stop_source source;
    source.request_stop();
    control.stop = source.get_token();
    const auto cancelled = graph::max_weight_assignment(matrix.view(), control);
    REQUIRE(cancelled.status == SolveStatus::cancelled);
    REQUIRE(graph::check_assignment(matrix.view(), cancelled) == AssignmentFault::none);
    control.stop = {};
    control.time_limit = std::chrono::duration<double>(0);
    REQUIRE(graph::max_weight_assignment(matrix.view(), control).status == SolveStatus::time_limit);
    control.time_limit = {};
    control.progress = [](const base::Progress&) { throw std::runtime_error("enough"); };
    REQUIRE_THROWS_WITH(graph::max_weight_assignment(smooth_matrix(600, 600).view(), control), "enough");
}
