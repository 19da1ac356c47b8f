// SPDX-License-Identifier: Apache-2.0
/// @file
/// Serves many rows or columns at once where prices need not change: what weights with many ties ask for.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Augments from free rows along edges whose reduced cost is 0, in phases of shortest paths (as Hopcroft &
/// Karp 1973 do for cardinality), until no free row can be placed without changing a price.
template <class P>
class TightRowPaths {
  public:
    TightRowPaths(const Market<P>& market, Standing<P>& standing, Meter& meter);

    /// @param free rows that hold nothing and would gain something; those that remain free are left in it.
    /// @param best per row of the market what its best edge brings at today's prices; read for free rows
    /// only.
    /// @return false if the meter stopped it.
    [[nodiscard]] bool run(std::vector<Row>& free, const std::vector<P>& best);

  private:
    struct Step {
        Row row;
        std::uint32_t place;  ///< where the row stands among the holders of the column that it would leave
    };
    [[nodiscard]] P gain(Row row, const std::vector<P>& best) const {
        return standing_.chosen[row] == no_edge ? best[row - market_.first_row] : standing_.gains[row];
    }
    [[nodiscard]] bool tight(EdgeIndex edge, P gain) const {
        return market_.weights[edge] - standing_.prices[market_.columns[edge]] == gain;
    }
    [[nodiscard]] std::uint32_t& level(Column column) { return level_[column - market_.first_column]; }
    [[nodiscard]] EdgeIndex& next_edge(Row row) { return next_edge_[row - market_.first_row]; }
    [[nodiscard]] std::uint32_t& next_holder(Column column) {
        return next_holder_[column - market_.first_column];
    }
    [[nodiscard]] bool layer(const std::vector<Row>& free, const std::vector<P>& best, bool& found);
    [[nodiscard]] bool augment(Row start, const std::vector<P>& best);
    void shift();

    const Market<P>& market_;
    Standing<P>& standing_;
    Meter& meter_;
    std::vector<std::uint32_t> level_;        ///< per column
    std::vector<Column> reached_;             ///< columns whose level is set
    std::vector<EdgeIndex> next_edge_;        ///< per row
    std::vector<std::uint32_t> next_holder_;  ///< per column
    std::vector<Step> path_;
    std::vector<Row> rows_, next_rows_;
};

/// The mirror image: fills columns that have room and a price with rows that lose nothing by coming, whose
/// places are filled in the same way, until a row that held nothing comes or the place that is left has no
/// price.
template <class P>
class TightColumnPaths {
  public:
    TightColumnPaths(const Market<P>& market, Standing<P>& standing, Meter& meter);

    /// @param wanting columns with room and a price; those that remain so are left in it.
    /// @return false if the meter stopped it.
    [[nodiscard]] bool run(std::vector<Column>& wanting);

  private:
    [[nodiscard]] bool wants(Column column) const {
        return standing_.prices[column] > 0 && standing_.open(column);
    }
    [[nodiscard]] std::uint32_t& level(Column column) { return level_[column - market_.first_column]; }
    [[nodiscard]] EdgeIndex& next(Column column) { return next_[column - market_.first_column]; }
    [[nodiscard]] bool layer(const std::vector<Column>& wanting, bool& found);
    [[nodiscard]] bool augment(Column start);

    const Market<P>& market_;
    Standing<P>& standing_;
    Meter& meter_;
    std::vector<std::uint32_t> level_;  ///< per column
    std::vector<Column> reached_;
    std::vector<EdgeIndex> next_;  ///< per column, into its rows
    std::vector<Column> path_, columns_, next_columns_;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/tight_paths.ipp>
#endif
