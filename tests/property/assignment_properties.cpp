// SPDX-License-Identifier: Apache-2.0
// What must hold between related dense assignments, at sizes where nobody can try everything.
#include <algorithm>
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <numeric>
#include "support/catch.hpp"
#include "support/dense.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

template <class W>
graph::Assignment solve(const Matrix<W>& matrix, std::optional<base::SimdLevel> level = {}) {
    base::Control control;
    control.simd = level;
    auto result = graph::max_weight_assignment(matrix.view(), control);
    REQUIRE(result.status == graph::SolveStatus::optimal);
    REQUIRE(result.value == result.bound);
    return result;
}

struct Shape {
    std::size_t rows, columns;
};

std::vector<std::size_t> shuffled(Rng& rng, std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    for (std::size_t k = count; k > 1; --k) std::swap(order[k - 1], order[rng.below(k)]);
    return order;
}

}  // namespace

TEST_CASE("no level of vector instructions changes anything", "[property][assignment]") {
    const int pattern = GENERATE(range(0, score_patterns));
    const auto shape = GENERATE(Shape{150, 150}, Shape{97, 131}, Shape{129, 66}, Shape{60, 300});
    Rng rng(21);
    const auto matrix = random_matrix(rng, shape.rows, shape.columns, static_cast<Scores>(pattern));
    const auto plain = solve(matrix, base::SimdLevel::baseline);
    for (const auto level : base::simd_levels) {
        const auto other = solve(matrix, level);
        REQUIRE(other.chosen == plain.chosen);
        REQUIRE(other.row_prices == plain.row_prices);
        REQUIRE(other.column_prices == plain.column_prices);
        REQUIRE(other.work == plain.work);
    }
}

TEST_CASE("no level of vector instructions changes anything at any width", "[property][assignment]") {
    const auto pattern = GENERATE(Scores::few_levels, Scores::smooth, Scores::huge);
    for (std::size_t columns = 60; columns < 200; ++columns) {
        Rng rng(columns);
        const auto matrix = random_matrix(rng, columns / 3, columns, pattern);
        const auto plain = solve(matrix, base::SimdLevel::baseline);
        for (const auto level : base::simd_levels) {
            const auto other = solve(matrix, level);
            REQUIRE(other.chosen == plain.chosen);
            REQUIRE(other.column_prices == plain.column_prices);
            REQUIRE(other.work == plain.work);
        }
    }
}

TEST_CASE("dense: 32-bit and 64-bit weights give the same result", "[property][assignment]") {
    const int pattern = GENERATE(range(0, narrow_score_patterns));
    const auto shape = GENERATE(Shape{120, 120}, Shape{70, 111}, Shape{111, 70});
    Rng rng(22);
    const auto wide = random_matrix(rng, shape.rows, shape.columns, static_cast<Scores>(pattern));
    const Matrix<std::int32_t> narrow{wide.rows, wide.columns, {wide.weights.begin(), wide.weights.end()}};
    const auto a = solve(wide);
    const auto b = solve(narrow);
    REQUIRE(a.value == b.value);
    REQUIRE(a.chosen == b.chosen);
    REQUIRE(a.row_prices == b.row_prices);
    REQUIRE(a.column_prices == b.column_prices);
}

TEST_CASE("a constant added to a row or a column moves the value by it", "[property][assignment]") {
    const int pattern = GENERATE(range(0, narrow_score_patterns));
    Rng rng(23);
    auto matrix = random_matrix(rng, 90, 90, static_cast<Scores>(pattern));
    const auto before = solve(matrix).value;
    for (std::size_t c = 0; c < 90; ++c) matrix.at(17, c) += 1'234'567;
    REQUIRE(solve(matrix).value == before + 1'234'567);
    for (std::size_t r = 0; r < 90; ++r) matrix.at(r, 5) -= 7'654'321;
    REQUIRE(solve(matrix).value == before + 1'234'567 - 7'654'321);
}

TEST_CASE("order of rows and columns, and which side is which, do not change the value",
          "[property][assignment]") {
    const int pattern = GENERATE(range(0, score_patterns));
    const auto shape = GENERATE(Shape{110, 110}, Shape{80, 140}, Shape{140, 80});
    Rng rng(24);
    const auto matrix = random_matrix(rng, shape.rows, shape.columns, static_cast<Scores>(pattern));
    const auto value = solve(matrix).value;
    const auto rows = shuffled(rng, shape.rows), columns = shuffled(rng, shape.columns);
    auto moved = matrix;
    Matrix<> turned{shape.columns, shape.rows, std::vector<std::int64_t>(matrix.weights.size())};
    for (std::size_t r = 0; r < shape.rows; ++r)
        for (std::size_t c = 0; c < shape.columns; ++c) {
            moved.at(rows[r], columns[c]) = matrix.at(r, c);
            turned.at(c, r) = matrix.at(r, c);
        }
    REQUIRE(solve(moved).value == value);
    REQUIRE(solve(turned).value == value);
}

TEST_CASE("scaled weights scale the value", "[property][assignment]") {
    const int pattern = GENERATE(range(0, narrow_score_patterns));
    Rng rng(25);
    auto matrix = random_matrix(rng, 100, 100, static_cast<Scores>(pattern));
    const auto value = solve(matrix).value;
    for (auto& weight : matrix.weights) weight *= 1'000'003;  // beyond 32 bits
    REQUIRE(solve(matrix).value == value * 1'000'003);
}

TEST_CASE("without a column the value falls by its price at least", "[property][assignment]") {
    const int pattern = GENERATE(range(0, narrow_score_patterns));
    Rng rng(26);
    const auto matrix = random_matrix(rng, 80, 100, static_cast<Scores>(pattern));
    const auto full = solve(matrix);
    Matrix<> fewer{80, 99, {}};
    for (std::size_t r = 0; r < 80; ++r)
        for (std::size_t c = 0; c < 99; ++c) fewer.weights.push_back(matrix.at(r, c));
    const auto without = solve(fewer).value;
    REQUIRE(full.value - without >= full.column_prices[99]);
    REQUIRE(full.column_prices[99] >= 0);
}

TEST_CASE("large offsets and fine differences: prices resolve what 16-bit grades cannot",
          "[property][assignment]") {
    Rng rng(27);
    const std::size_t n = 120;
    Matrix<> matrix{n, n, std::vector<std::int64_t>(n * n)};
    Matrix<> fine = matrix;
    std::vector<std::int64_t> a(n), b(n);
    for (auto& offset : a) offset = rng.between(-100'000'000'000, 100'000'000'000);
    for (auto& offset : b) offset = rng.between(-100'000'000'000, 100'000'000'000);
    for (std::size_t r = 0; r < n; ++r)
        for (std::size_t c = 0; c < n; ++c) {
            fine.at(r, c) = rng.between(0, 99);
            matrix.at(r, c) = a[r] + b[c] + fine.at(r, c);
        }
    Int128 offsets = 0;
    for (std::size_t k = 0; k < n; ++k) offsets += a[k] + b[k];
    REQUIRE(solve(matrix).value == solve(fine).value + offsets);
}
