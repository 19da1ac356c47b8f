// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <vector>

namespace iqmatch::inline v0::graph {

namespace detail {

/// Whether no pair is worth more than its prices, where all numbers are below 2^60: then the difference fits
/// into 64 bits, and one sign bit says whether any of a row is negative.
template <class W>
bool prices_suffice(const DenseView<W>& matrix, const Assignment& assignment) {
    const std::int64_t* columns = assignment.column_prices.data();
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        const W* weights = matrix.weights.data() + row * matrix.columns;
        const std::int64_t price = assignment.row_prices[row];
        std::int64_t signs = 0;
        for (std::size_t c = 0; c < matrix.columns; ++c)
            signs |= price + columns[c] - static_cast<std::int64_t>(weights[c]);
        if (signs < 0) return false;
    }
    return true;
}

/// The same for numbers of any size.
template <class W>
bool large_prices_suffice(const DenseView<W>& matrix, const Assignment& assignment) {
    for (std::size_t row = 0; row < matrix.rows; ++row)
        for (std::size_t c = 0; c < matrix.columns; ++c)
            if (base::Int128(assignment.row_prices[row]) + assignment.column_prices[c] <
                matrix.weights[row * matrix.columns + c])
                return false;
    return true;
}

}  // namespace detail

template <class W>
AssignmentFault check_assignment(const DenseView<W>& matrix, const Assignment& assignment) {
    const std::size_t rows = matrix.rows, columns = matrix.columns;
    if (matrix.weights.size() != rows * columns || assignment.chosen.size() != rows ||
        assignment.row_prices.size() != rows || assignment.column_prices.size() != columns)
        return AssignmentFault::shape;

    std::vector<char> taken(columns, 0);
    std::size_t pairs = 0;
    base::Int128 value = 0, bound = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const Column column = assignment.chosen[row];
        if (column == no_column) continue;
        if (column >= columns) return AssignmentFault::unknown_column;
        if (taken[column] != 0) return AssignmentFault::column_twice;
        taken[column] = 1;
        ++pairs;
        value += matrix.weights[row * columns + column];
    }
    if (pairs != std::min(rows, columns)) return AssignmentFault::left_out;

    std::int64_t largest = 0, least_row = 0, least_column = 0;
    for (const std::int64_t price : assignment.row_prices) {
        bound += price;
        least_row = std::min(least_row, price);
        largest = std::max(largest, price);
    }
    for (const std::int64_t price : assignment.column_prices) {
        bound += price;
        least_column = std::min(least_column, price);
        largest = std::max(largest, price);
    }
    if ((rows > columns && least_row < 0) || (rows < columns && least_column < 0))
        return AssignmentFault::negative_price;
    constexpr std::int64_t small = std::int64_t(1) << 60;
    bool fits = largest < small && std::min(least_row, least_column) > -small;
    if constexpr (sizeof(W) == 8)
        fits = fits && std::all_of(matrix.weights.begin(), matrix.weights.end(),
                                   [](W weight) { return weight < small && weight > -small; });
    if (!(fits ? detail::prices_suffice(matrix, assignment)
               : detail::large_prices_suffice(matrix, assignment)))
        return AssignmentFault::too_low_price;
    if (value != assignment.value) return AssignmentFault::wrong_value;
    if (bound != assignment.bound) return AssignmentFault::wrong_bound;
    if (assignment.status == SolveStatus::optimal && value != bound) return AssignmentFault::not_optimal;
    return AssignmentFault::none;
}

}  // namespace iqmatch::inline v0::graph
