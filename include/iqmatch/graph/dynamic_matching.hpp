// SPDX-License-Identifier: Apache-2.0
/// @file
/// A maximum-weight b-matching that is kept optimal while rows, columns, capacities and weights change.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <memory>
#include <optional>
#include <span>

namespace iqmatch::inline v0::graph {

/// One option of a row that comes.
template <class W>
struct RowEdge {
    Column column;
    W weight;
};
/// One option of a column that comes.
template <class W>
struct ColumnEdge {
    Row row;
    W weight;
};

/// Holds a graph of its own with an optimal matching and optimal prices. Changes are noted at once, those
/// whom they displace are left out until resolve(), which repairs the optimum from where it was: an arrival
/// is one search for a shortest augmenting path, a departure one in the other direction, many changes are an
/// auction that starts from today's prices. What comes out is as good as a solve from scratch; which of
/// several equal optima it is depends on the history. Staying out is worth 0, as for max_weight_b_matching.
///
/// `W` is std::int32_t (|weights| < 2^29) or std::int64_t (< 2^58). Weights of 0 or less are allowed and
/// never taken. Not for graphs with must_assign or with two edges between the same row and column. For one
/// thread. Memory: 2 · (4 + sizeof(W)) bytes per edge and what lists that grow leave unused, at most as much
/// again.
///
/// Every call throws base::UsageError for a row, column or edge that is not there, a change to a row that was
/// removed, an edge that is there twice, and a weight out of range, and changes nothing then.
template <class W>
class DynamicMatching {
  public:
    /// Solves from scratch; the control's limits hold for that solve. Whether it finished: status().
    explicit DynamicMatching(const BipartiteView<W>& graph, const base::Control& control = {});
    /// Starts from another matching and its prices: its edges as far as they still exist, numbered as in
    /// `graph`, and any prices >= 0. What has become wrong is repaired.
    DynamicMatching(const BipartiteView<W>& graph, const Matching& start, const base::Control& control = {});
    ~DynamicMatching();
    DynamicMatching(DynamicMatching&&) noexcept;
    DynamicMatching& operator=(DynamicMatching&&) noexcept;

    /// A row comes. Gets the number of a row that was removed, the latest first, or the next one. O(edges),
    /// amortised.
    Row add_row(std::span<const RowEdge<W>> edges);
    /// A row has other options from now on; keeps what it holds if that is among them.
    void set_row(Row row, std::span<const RowEdge<W>> edges);
    /// A row leaves; its number stays, without edges, until add_row() uses it again.
    void remove_row(Row row);
    /// A column comes.
    Column add_column(std::uint32_t capacity, std::span<const ColumnEdge<W>> edges);
    /// A column has another capacity from now on; 0 closes it. Where it is too small, those leave who gain
    /// least.
    void set_capacity(Column column, std::uint32_t capacity);
    void set_weight(Row row, Column column, W weight);
    /// All weights at once, in the order of the graph given at the beginning.
    /// @throws base::UsageError after rows or columns have come, changed or left.
    void set_weights(std::span<const W> weights);

    /// Makes the matching optimal again. `optimal`, or the reason why it stopped before; the next call goes
    /// on. Threads and work of the control do not matter to the result.
    SolveStatus resolve(const base::Control& control = {});
    /// `optimal` if nothing has changed since the optimum was reached.
    [[nodiscard]] SolveStatus status() const;

    [[nodiscard]] std::size_t row_count() const;  ///< with those that were removed
    [[nodiscard]] std::size_t column_count() const;
    [[nodiscard]] std::optional<Column> column_of(Row row) const;  ///< what the row holds
    /// The weight of an edge; empty where there is none. O(edges of the row).
    [[nodiscard]] std::optional<W> weight(Row row, Column column) const;
    /// Optimal prices of the columns, not always the least ones: those are in matching().
    [[nodiscard]] std::int64_t price(Column column) const;
    [[nodiscard]] base::Int128 value() const;  ///< O(rows)
    [[nodiscard]] std::uint64_t work() const;  ///< edges looked at since the beginning

    /// A copy of the graph as it is now. O(edges).
    [[nodiscard]] BipartiteGraph<W> graph() const;
    /// The matching of that copy, with the least optimal prices and a certificate that has been checked;
    /// `feasible` with what the prices prove unless status() is optimal. O(edges · log columns) at worst.
    [[nodiscard]] Matching matching() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/dynamic_matching.ipp>
#endif
