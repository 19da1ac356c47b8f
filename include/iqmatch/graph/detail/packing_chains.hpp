// SPDX-License-Identifier: Apache-2.0
/// @file
/// Local search: one row moves, whoever stands in the way moves too, what becomes free draws somebody in.
#pragma once

#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <iqmatch/graph/detail/packing_state.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Chains of moves, depth first, as long as the regret they add stays below what they may gain. Every chain
/// that is kept places more rows (where all must be placed), or as many with more value. Rows of units stay.
class PackingChains {
  public:
    PackingChains(const PackingModel& model, const PackingCore& core, PackingState& state,
                  PackingBudget& budget);

    /// Until no chain from anybody gains anything, the selection is worth `enough`, or `most` options were
    /// looked at.
    void run(std::uint64_t most, base::Int128 enough);
    /// Chains that bring a resource to its minimum, however much they lose; false if that fails.
    [[nodiscard]] bool fill(Resource r, std::uint64_t most);
    [[nodiscard]] bool exhausted() const {
        return spent_ >= most_ || budget_.stopped() ||
               (!filling_ && !model_.must() && state_.value() >= enough_);
    }

  private:
    struct Move {
        Row row;
        EdgeIndex before;
    };
    [[nodiscard]] bool from_row(Row row);
    [[nodiscard]] bool from_unit(const PackingUnit& unit);
    [[nodiscard]] bool from_resource(Resource r);
    [[nodiscard]] bool settle(int depth, double loss);
    [[nodiscard]] bool make_way(Row row, EdgeIndex option, int depth, double loss);
    [[nodiscard]] bool draw_in(int depth, double loss);
    [[nodiscard]] bool gained() const;
    void put(Row row, EdgeIndex option);
    void undo(std::size_t to);
    void begin();
    void keep();
    [[nodiscard]] bool hopeless(Row row) const;
    [[nodiscard]] bool may_move(Row row) const {
        return moved_[row] != chain_ && model_.unit_of(row) == no_unit;
    }
    void count(std::uint64_t options);

    static constexpr int deepest = 14, widest = 6, most_nodes = 300;

    const PackingModel& model_;
    const PackingCore& core_;
    PackingState& state_;
    PackingBudget& budget_;
    std::vector<std::uint64_t> moved_;      ///< per row: the last chain that moved it
    std::vector<std::uint64_t> failed_;     ///< per row: when its chain failed last
    std::vector<std::uint64_t> changed_;    ///< per resource: when somebody came or left last
    std::vector<std::uint64_t> fruitless_;  ///< per resource: when drawing somebody in failed last
    std::uint64_t clock_ = 1;
    base::Int128 enough_ = 0;
    std::uint64_t chain_ = 0, spent_ = 0, most_ = 0;
    std::vector<Move> moves_;
    std::vector<Row> pending_;  ///< hold nothing, and look for something
    base::Int128 value_before_ = 0;
    std::size_t placed_before_ = 0, short_before_ = 0;
    std::uint64_t missing_before_ = 0;
    bool filling_ = false;  ///< chains are for a minimum's sake
    double hope_ = 0;       ///< what filling one free place of the dearest resource is worth
    int nodes_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_chains.ipp>
#endif
