// SPDX-License-Identifier: Apache-2.0
/// @file
/// Last phase of the dense assignment: what the auction left over, exactly.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/dense_market.hpp>
#include <utility>

namespace iqmatch::inline v0::graph::detail {

/// Shortest augmenting paths on reduced costs (Tomizawa 1971; Edmonds & Karp 1972). Every row that has a
/// column must have a best one. A search follows the lists; only when it has come so far that a column off a
/// list could matter is that row read.
template <class T>
class DensePaths {
  public:
    DensePaths(const DenseMarket<T>& market, DenseState<T>& state, Shortlists<T>& lists, Meter& meter)
        : market_(market),
          state_(state),
          lists_(lists),
          meter_(meter),
          distance_(market.columns),
          from_(market.columns),
          seen_(market.columns, 0),
          settled_(market.columns, 0),
          relisted_(market.rows, 0) {}

    /// Gives a row without a column one, by the shortest path to a column without a row. False if the budget
    /// ended first: then nothing has changed.
    bool augment(std::uint32_t row);
    /// With more columns than rows, all rows placed: brings every column without a row to the lowest price.
    /// (As many rows to whom all columns are alike take them.) False if the budget ended first.
    bool level();

  private:
    static constexpr T far = std::numeric_limits<T>::max();
    /// Where a path comes from in level(): a row to whom all columns are alike.
    static constexpr std::uint32_t any_row = no_one;

    void begin();
    void relax(std::uint32_t from, std::uint32_t column, T distance);
    /// Looks from a row, which is `distance` away and whose best is worth `best`, at its list.
    void expand(std::uint32_t row, T distance, T best);
    /// The search has come to what is off the list of this row.
    void expand_beyond_list(std::uint32_t row);
    void push(T key, std::size_t what);
    std::pair<T, std::size_t> pop();
    void raise_settled(T distance);
    [[nodiscard]] T own_net(std::uint32_t row) const {
        const std::uint32_t column = state_.chosen[row];
        return static_cast<T>(market_.row(row)[column] - state_.price(column));
    }
    /// One search of level(); `priced` is the number of columns still to bring down.
    bool level_once(T lowest, std::size_t priced);

    const DenseMarket<T>& market_;
    DenseState<T>& state_;
    Shortlists<T>& lists_;
    Meter& meter_;
    std::vector<T> distance_;
    std::vector<std::uint32_t> from_;              ///< per column the row before it
    std::vector<std::uint32_t> seen_, settled_;    ///< per column the search in which it was
    std::vector<std::uint32_t> relisted_;          ///< per row the search in which its list was made
    std::vector<std::uint32_t> order_;             ///< columns settled by this search
    std::vector<std::pair<T, std::size_t>> heap_;  ///< columns, and rows (+ columns) whose list ends here
    std::uint32_t search_ = 0;
    std::uint32_t start_ = no_one;
    T start_best_ = 0;
    T end_distance_ = 0;
    std::uint32_t end_ = no_one;
};

}  // namespace iqmatch::inline v0::graph::detail

#include <iqmatch/graph/impl/dense_paths.ipp>
