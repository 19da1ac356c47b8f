// SPDX-License-Identifier: Apache-2.0
/// @file
/// Places many rows at once where prices need not change: what weights with many ties ask for.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Augments along edges whose reduced cost is 0, in phases of shortest paths (as Hopcroft & Karp 1973 do for
/// cardinality), until no row that is free can be placed without changing a price.
class TightPaths {
  public:
    TightPaths(const Market& market, Standing& standing, Meter& meter);

    /// @param free rows that hold nothing and would gain something; those that remain free are left in it.
    /// @param best per row what its best edge brings at today's prices; read for free rows only.
    /// @return false if the meter stopped it.
    [[nodiscard]] bool run(std::vector<Row>& free, const std::vector<std::int64_t>& best);

  private:
    struct Step {
        Row row;
        std::uint32_t place;  ///< where the row stands among the holders of the column that it would leave
    };
    [[nodiscard]] std::int64_t gain(Row row, const std::vector<std::int64_t>& best) const;
    [[nodiscard]] bool tight(EdgeIndex edge, std::int64_t gain) const;
    [[nodiscard]] bool layer(const std::vector<Row>& free, const std::vector<std::int64_t>& best,
                             bool& found);
    [[nodiscard]] bool augment(Row start, const std::vector<std::int64_t>& best);
    void shift(const std::vector<Step>& path);

    const Market& market_;
    Standing& standing_;
    Meter& meter_;
    std::vector<std::uint32_t> level_;        ///< per column
    std::vector<Column> reached_;             ///< columns whose level is set
    std::vector<EdgeIndex> next_edge_;        ///< per row
    std::vector<std::uint32_t> next_holder_;  ///< per column
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/tight_paths.ipp>
#endif
