// SPDX-License-Identifier: Apache-2.0
/// @file
/// Chains of moves in a packing that changes: as in the search for a packing, but short, and on short lists.
#pragma once

#include <array>
#include <iqmatch/graph/detail/live_bound.hpp>
#include <iqmatch/graph/detail/live_selection.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Depth first, as long as the regret that a chain adds stays below what it may gain. A chain that is kept
/// raises the value and leaves no resource below its minimum. Rows of units stay. The moves of a chain that
/// was kept are the last ones of the selection.
class LiveChains {
  public:
    LiveChains(LiveModel& model, LiveBound& bound, LiveSelection& selection)
        : model_(model), bound_(bound), selection_(selection), moved_(model.rows(), 0) {}

    void add_row() { moved_.push_back(0); }
    /// Chains end once so many more options were looked at.
    void allow(std::uint64_t options) { enough_ = work_ + options; }
    /// A chain that begins with a row that looks for something better.
    [[nodiscard]] bool from_row(Row row, double hope);
    /// A chain that begins with somebody coming to a resource that has room.
    [[nodiscard]] bool from_resource(Resource r, double hope);
    /// Gives a row that holds nothing the best that is free, of all of its options.
    bool place(Row row);
    /// Lets rows come to a resource below its minimum until it is reached, those who lose least first, and
    /// only as long as no other resource falls short. False, and nothing has changed, if that does not do.
    [[nodiscard]] bool fill(Resource r);

    [[nodiscard]] double regret(Row row) const { return regret_of(row, selection_.held(row)); }
    /// Of the short list, the best first.
    [[nodiscard]] std::uint32_t in_order(Row row, std::array<std::uint8_t, LiveBound::width>& slots) const;
    [[nodiscard]] std::uint64_t work() const { return work_; }

  private:
    struct Way {
        double loss;
        Row row;
        std::uint32_t option;
    };
    [[nodiscard]] static bool before(const Way& a, const Way& b) {
        if (a.loss != b.loss) return a.loss < b.loss;
        return a.row != b.row ? a.row < b.row : a.option < b.option;
    }
    [[nodiscard]] double regret_of(Row row, std::uint32_t k) const {
        const base::Int128 net = k == no_choice ? base::Int128(0) : bound_.net(row, k);
        return static_cast<double>(bound_.best(row) - net);
    }
    [[nodiscard]] double listed_regret(Row row, std::uint32_t slot) const {
        return static_cast<double>(bound_.best(row) - bound_.value(row, slot));
    }
    [[nodiscard]] bool may_move(Row row) const {
        return moved_[row] != chain_ && model_.unit_of(row) == no_unit;
    }
    void begin(double hope);
    [[nodiscard]] bool gained() const {
        return selection_.shorts() == 0 && selection_.value() > value_before_;
    }
    [[nodiscard]] bool end(bool kept);
    [[nodiscard]] bool go_on(int depth, double loss);
    [[nodiscard]] bool place_pending(Row row, int depth, double loss);
    [[nodiscard]] bool make_way(Row row, std::uint32_t option, int depth, double loss);
    [[nodiscard]] bool evict(Row row, std::uint32_t option, const Use& full, int depth, double loss);
    [[nodiscard]] std::vector<Way> ways_out(const Use& full, double loss);
    [[nodiscard]] std::vector<Way> ways_in(Resource r, double loss, std::size_t most);
    [[nodiscard]] bool draw_in(int depth, double loss);
    [[nodiscard]] bool uses(Row row, std::uint32_t k, Resource r) const;

    [[nodiscard]] bool done() const { return nodes_ > most_nodes || work_ > enough_; }
    /// Counts a step; true when there were enough.
    [[nodiscard]] bool weary() {
        ++nodes_;
        work_ += dear;
        return done();
    }

    static constexpr int deepest = 6, widest = 6, most_nodes = 80;
    /// What looking at an option costs whose uses are nowhere near.
    static constexpr std::uint64_t dear = 6;

    LiveModel& model_;
    LiveBound& bound_;
    LiveSelection& selection_;
    std::vector<std::uint64_t> moved_;  ///< per row: the last chain that moved it
    std::uint64_t chain_ = 0, work_ = 0, enough_ = 0;
    std::vector<Row> pending_;  ///< hold nothing, and look for something
    base::Int128 value_before_ = 0;
    std::size_t begun_at_ = 0;
    double hope_ = 0;  ///< what filling one free place of the dearest resource is worth
    int nodes_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/live_chains.ipp>
#endif
