// SPDX-License-Identifier: Apache-2.0
/// @file
/// The exact search over the options that are left.
#pragma once

#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <iqmatch/graph/detail/packing_state.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Branch and bound, depth first, row by row. At every node the loss against the bound is at least what the
/// rows decided so far regret, what the others must regret since their better options do not fit any more,
/// and the price of what nobody can use any more.
class PackingSearch {
  public:
    struct Goal {
        base::Int128 value = 0;  ///< of the best selection so far
        bool any = false;        ///< there is one
        base::Int128 gap = 0;    ///< a better one is of interest only beyond value + gap
    };

    PackingSearch(const PackingModel& model, const PackingCore& core, PackingBudget& budget);

    /// Searches for what loses no more than the limit of the core; false if the nodes or the budget ended
    /// before.
    bool run(const Goal& goal, std::uint64_t nodes, std::uint64_t most_work);
    [[nodiscard]] bool found() const { return found_; }
    [[nodiscard]] const std::vector<EdgeIndex>& best() const { return best_; }
    /// After run() was true: no selection is worth more than this.
    [[nodiscard]] base::Int128 bound() const { return bound_; }
    [[nodiscard]] std::uint64_t nodes() const { return nodes_; }

  private:
    struct Choice {
        std::int64_t regret;
        EdgeIndex option;
    };
    struct Demand {
        Resource resource;
        std::uint64_t amount;
    };
    struct Step {
        Row row;
        std::uint32_t before;
    };
    static constexpr std::size_t most_free = 3000;  ///< that many rows nest at most
    [[nodiscard]] bool decide_single();
    void explore();
    void decide(Row row);
    [[nodiscard]] bool allowed(Row row, EdgeIndex o) const;
    [[nodiscard]] bool minima_reachable(Row row) const;
    [[nodiscard]] base::Int128 left_over(Resource r) const;
    /// Moves the pointers of rows past options that do not fit any more; false if somebody has none left.
    [[nodiscard]] bool advance(Row decided);
    [[nodiscard]] bool advance_row(Row row);
    void keep_if_better();

    const PackingModel& model_;
    const PackingCore& core_;
    PackingBudget& budget_;
    PackingState state_;
    std::vector<std::vector<Choice>> choices_;
    std::vector<std::vector<Demand>> demands_;  ///< per row: the most it can use of each resource
    std::vector<std::uint64_t> potential_;      ///< per resource: what open rows can use together at most
    std::vector<std::vector<Row>> users_;       ///< per resource: rows with a choice that uses it
    std::vector<std::uint32_t> at_;             ///< per row: its first choice that may still be taken
    std::vector<char> open_;
    std::vector<Row> free_;  ///< rows not decided at the root
    std::vector<Step> steps_;
    base::Int128 regret_ = 0, left_ = 0, most_loss_ = 0, least_pruned_ = 0, best_value_ = 0, gap_ = 0;
    std::vector<EdgeIndex> best_;
    base::Int128 bound_ = 0;
    bool found_ = false, any_ = false, bounded_ = false, ended_ = false, pruned_ = false;
    std::uint64_t nodes_ = 0, most_nodes_ = 0, work_ = 0, most_work_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_search.ipp>
#endif
