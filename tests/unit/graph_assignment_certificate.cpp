// SPDX-License-Identifier: Apache-2.0
// The checker of dense assignments refuses every kind of wrong result.
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include "support/catch.hpp"
#include "support/dense.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::AssignmentFault;

TEST_CASE("dense: the checker refuses planted errors of every kind", "[graph][assignment][certificate]") {
    const Matrix<> matrix{2, 3, {9, 5, 1, 8, 3, 1}};
    const auto good = graph::max_weight_assignment(matrix.view());
    REQUIRE(good.value == 13);
    REQUIRE(graph::check_assignment(matrix.view(), good) == AssignmentFault::none);
    auto bad = good;
    const auto fault = [&] { return graph::check_assignment(matrix.view(), bad); };

    SECTION("a row is missing") {
        bad.chosen.pop_back();
        REQUIRE(fault() == AssignmentFault::shape);
    }
    SECTION("a price is missing") {
        bad.column_prices.pop_back();
        REQUIRE(fault() == AssignmentFault::shape);
    }
    SECTION("a column that does not exist") {
        bad.chosen[0] = 3;
        REQUIRE(fault() == AssignmentFault::unknown_column);
    }
    SECTION("one column for two") {
        bad.chosen[0] = bad.chosen[1];
        REQUIRE(fault() == AssignmentFault::column_twice);
    }
    SECTION("somebody left out") {
        bad.chosen[1] = graph::no_column;
        REQUIRE(fault() == AssignmentFault::left_out);
    }
    SECTION("a negative price of a column that need not be used") {
        bad.column_prices[2] = -1;
        REQUIRE(fault() == AssignmentFault::negative_price);
    }
    SECTION("a price that is too low") {
        bad.row_prices[0] -= 1;
        bad.bound -= 1;
        REQUIRE(fault() == AssignmentFault::too_low_price);
    }
    SECTION("a wrong value") {
        bad.value += 1;
        REQUIRE(fault() == AssignmentFault::wrong_value);
    }
    SECTION("a wrong bound") {
        bad.bound += 1;
        REQUIRE(fault() == AssignmentFault::wrong_bound);
    }
    SECTION("called optimal, but there is a better one") {
        bad.chosen = {0, 1};
        bad.value = 12;
        REQUIRE(fault() == AssignmentFault::not_optimal);
        bad.status = graph::SolveStatus::feasible;
        REQUIRE(fault() == AssignmentFault::none);
    }
    SECTION("prices that prove less") {
        bad.row_prices[1] += 2;
        bad.bound += 2;
        REQUIRE(fault() == AssignmentFault::not_optimal);
    }
}

TEST_CASE("a square matrix may have prices of any sign; large ones are compared without overflow",
          "[graph][assignment][certificate]") {
    const Matrix<> matrix{2, 2, {4, 1, 1, 4}};
    auto result = graph::max_weight_assignment(matrix.view());
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() - 100;
    for (auto& price : result.row_prices) price -= far;
    for (auto& price : result.column_prices) price += far;
    REQUIRE(graph::check_assignment(matrix.view(), result) == AssignmentFault::none);
    result.row_prices[0] -= 1;
    result.bound -= 1;
    REQUIRE(graph::check_assignment(matrix.view(), result) == AssignmentFault::too_low_price);
}

TEST_CASE("faults have names", "[graph][assignment][certificate]") {
    REQUIRE(to_string(AssignmentFault::none) == "none");
    REQUIRE(to_string(AssignmentFault::not_optimal) == "not_optimal");
}
