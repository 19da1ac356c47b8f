// SPDX-License-Identifier: Apache-2.0
/// @file
/// Who holds what in a packing that changes, and moves that can be taken back.
#pragma once

#include <iqmatch/graph/detail/live_model.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Capacities are the caller's to respect, by fits().
class LiveSelection {
  public:
    explicit LiveSelection(const LiveModel& model) : model_(model) {
        for (Resource r = 0; r < model.resources(); ++r) add_resource();
        for (Row row = 0; row < model.rows(); ++row) add_row();
    }

    void add_row() { held_.push_back(no_choice); }
    void add_resource() {
        load_.emplace_back(0);
        shut_.push_back(false);
        holders_.emplace_back();
    }
    [[nodiscard]] Row rows() const { return static_cast<Row>(held_.size()); }
    /// The index within its row of what a row holds, or no_choice.
    [[nodiscard]] std::uint32_t held(Row row) const { return held_[row]; }
    [[nodiscard]] base::Int128 value() const { return value_; }
    [[nodiscard]] std::uint64_t load(Resource r) const { return load_[r]; }
    [[nodiscard]] std::uint64_t room(Resource r) const {
        return model_.capacity(r) > load_[r] ? model_.capacity(r) - load_[r] : 0;
    }
    [[nodiscard]] const std::vector<Row>& holders(Resource r) const { return holders_[r]; }
    [[nodiscard]] bool falls_short(Resource r) const { return load_[r] > 0 && load_[r] < model_.minimum(r); }
    /// Resources in use below their minimum.
    [[nodiscard]] std::size_t shorts() const { return shorts_; }
    /// A resource has another minimum: whether it fell short and whether it does.
    void minimum_changed(bool before, bool now) {
        shorts_ -= before ? 1 : 0;
        shorts_ += now ? 1 : 0;
    }
    /// Nobody uses it, and one more would be too few; or it is shut.
    [[nodiscard]] bool closed(const Use& use) const {
        return shut_[use.resource] || (load_[use.resource] == 0 && use.amount < model_.minimum(use.resource));
    }
    /// Nobody comes to it for the time being.
    void shut(Resource r, bool is_shut) { shut_[r] = is_shut; }
    /// Whether everything that an option uses is free and open, for a row that holds nothing.
    [[nodiscard]] bool fits(Row row, std::uint32_t k) const {
        for (const Use& use : model_.uses(row, k))
            if (use.amount > room(use.resource) || closed(use)) return false;
        return true;
    }

    /// Gives a row another option, or none.
    void put(Row row, std::uint32_t k) {
        moves_.push_back({row, held_[row]});
        place(row, k);
    }
    /// Where the moves stand that follow.
    [[nodiscard]] std::size_t mark() const { return moves_.size(); }
    void undo(std::size_t to) {
        while (moves_.size() > to) {
            place(moves_.back().row, moves_.back().before);
            moves_.pop_back();
        }
    }
    /// What was held before, move by move.
    struct Move {
        Row row;
        std::uint32_t before;
    };
    [[nodiscard]] const std::vector<Move>& moves() const { return moves_; }
    void forget_moves() { moves_.clear(); }

    /// The options of a row, as it held them until now, are about to be others.
    void let_go(Row row) {
        if (held_[row] != no_choice) place(row, no_choice);
    }
    /// The weight of what is held has changed.
    void reweigh(std::int64_t by) { value_ += by; }
    void clear() {
        for (Row row = 0; row < held_.size(); ++row) let_go(row);
        moves_.clear();
    }

  private:
    void place(Row row, std::uint32_t k) {
        if (held_[row] != no_choice) {
            for (const Use& use : model_.uses(row, held_[row])) free(row, use);
            value_ -= model_.weight(row, held_[row]);
        }
        held_[row] = k;
        if (k == no_choice) return;
        for (const Use& use : model_.uses(row, k)) take(row, use);
        value_ += model_.weight(row, k);
    }
    void shift(Resource r, std::uint64_t load) {
        shorts_ -= falls_short(r) ? 1 : 0;
        load_[r] = load;
        shorts_ += falls_short(r) ? 1 : 0;
    }
    void take(Row row, const Use& use) {
        shift(use.resource, load_[use.resource] + use.amount);
        holders_[use.resource].push_back(row);
    }
    /// From the end: whoever came last leaves first when moves are taken back.
    void free(Row row, const Use& use) {
        shift(use.resource, load_[use.resource] - use.amount);
        auto& list = holders_[use.resource];
        std::size_t at = list.size() - 1;
        while (list[at] != row) --at;
        list[at] = list.back();
        list.pop_back();
    }

    const LiveModel& model_;
    std::vector<std::uint32_t> held_;
    std::vector<std::uint64_t> load_;
    std::vector<bool> shut_;
    std::vector<std::vector<Row>> holders_;
    std::vector<Move> moves_;
    base::Int128 value_ = 0;
    std::size_t shorts_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail
