// SPDX-License-Identifier: Apache-2.0
// Small dense assignments against trying everything, and larger ones against the sparse solver.
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include "support/catch.hpp"
#include "support/dense.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

TEST_CASE("small matrices of every shape: value equals trying everything", "[oracle][assignment]") {
    const int pattern = GENERATE(range(0, score_patterns));
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        Rng rng(seed * 31 + static_cast<std::uint64_t>(pattern));
        const std::size_t rows = 1 + rng.below(6), columns = 1 + rng.below(6);
        const auto matrix = random_matrix(rng, rows, columns, static_cast<Scores>(pattern));
        const auto result = graph::max_weight_assignment(matrix.view());
        INFO("seed " << seed << " pattern " << pattern << " " << rows << " x " << columns);
        REQUIRE(result.status == graph::SolveStatus::optimal);
        REQUIRE(result.value == best_assignment(matrix));
        REQUIRE(result.bound == result.value);
        REQUIRE(graph::check_assignment(matrix.view(), result) == graph::AssignmentFault::none);
    }
}

TEST_CASE("matrices with more columns than a list holds: value equals the sparse solver's",
          "[oracle][assignment]") {
    const int pattern = GENERATE(range(0, score_patterns - 2));
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Rng rng(seed * 31 + static_cast<std::uint64_t>(pattern));
        const std::size_t rows = 40 + rng.below(80), columns = 65 + rng.below(60);
        const auto matrix = random_matrix(rng, rows, columns, static_cast<Scores>(pattern));
        const auto result = graph::max_weight_assignment(matrix.view());
        // The sparse solver places whole rows; with more rows than columns the columns are its rows.
        const bool tall = rows > columns;
        graph::BipartiteGraph<std::int64_t> sparse(std::vector<std::uint32_t>(tall ? rows : columns, 1));
        for (std::size_t a = 0; a < (tall ? columns : rows); ++a) {
            for (std::size_t b = 0; b < (tall ? rows : columns); ++b)
                sparse.add_edge(static_cast<graph::Column>(b), tall ? matrix.at(b, a) : matrix.at(a, b));
            sparse.finish_row();
        }
        sparse.set_must_assign(true);
        INFO("seed " << seed << " pattern " << pattern << " " << rows << " x " << columns);
        REQUIRE(result.status == graph::SolveStatus::optimal);
        REQUIRE(result.value == graph::max_weight_b_matching(sparse.view()).value);
    }
}
