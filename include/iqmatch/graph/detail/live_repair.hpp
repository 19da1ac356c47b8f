// SPDX-License-Identifier: Apache-2.0
/// @file
/// What changes to a packing leave behind, and its repair in turns: people, then places, then prices.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/live_chains.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Things to look at, each once, first come first served.
class LiveQueue {
  public:
    void add_thing() {
        waiting_.push_back(false);
        turns_.push_back({0, 0});
    }
    void push(std::uint32_t thing) {
        if (waiting_[thing]) return;
        waiting_[thing] = true;
        things_.push_back(thing);
    }
    /// As push(), but at most so often per round.
    void push_again(std::uint32_t thing, std::uint64_t round, std::uint32_t most) {
        if (turns_[thing].round != round || turns_[thing].count < most) push(thing);
    }
    [[nodiscard]] bool empty() const { return next_ == things_.size(); }
    [[nodiscard]] std::uint32_t pop(std::uint64_t round) {
        const std::uint32_t thing = things_[next_++];
        if (empty()) {
            things_.clear();
            next_ = 0;
        }
        waiting_[thing] = false;
        if (turns_[thing].round != round) turns_[thing] = {round, 0};
        ++turns_[thing].count;
        return thing;
    }
    void clear() {
        while (!empty()) (void)pop(0);
    }

  private:
    struct Turns {
        std::uint64_t round;
        std::uint32_t count;
    };
    std::vector<std::uint32_t> things_;
    std::size_t next_ = 0;
    std::vector<bool> waiting_;
    std::vector<Turns> turns_;
};

class LiveRepair {
  public:
    LiveRepair(LiveModel& model, LiveBound& bound, LiveSelection& selection)
        : model_(model), bound_(bound), selection_(selection), chains_(model, bound, selection) {
        for (Row row = 0; row < model.rows(); ++row) rows_.add_thing();
        for (Resource r = 0; r < model.resources(); ++r) add_resource();
    }
    void add_row() {
        rows_.add_thing();
        chains_.add_row();
    }
    void add_resource() {
        rooms_.add_thing();
        prices_.add_thing();
    }
    void look_at(Row row) { rows_.push(row); }
    void offer(Resource r) { rooms_.push(r); }
    void reprice(Resource r) { prices_.push(r); }
    /// What a row holds is about to be free.
    void offer_held(Row row);

    /// A row loses what it holds, and with it its unit where all stay together.
    void drop(Row row);
    /// Those who lose least leave until the capacity is kept.
    void relieve(Resource r);
    /// Fills or closes whatever fell below its minimum; notes all moves.
    void mend();
    /// The next mend() looks at it.
    void check(Resource r) { perhaps_short_.push_back(r); }
    /// Notes the moves so far, and what follows from them.
    void absorb();
    /// In rounds until nothing is left to look at or the budget ends; true in the first case.
    [[nodiscard]] bool run(Budget& budget);
    /// Forgets what was to be done.
    void clear();

    /// A row held `before` when the moves were counted last, unless it is known already.
    void note(Row row, std::uint32_t before);
    [[nodiscard]] bool noted(Row row) const { return noted_.size() > row && noted_[row].epoch == epoch_; }
    [[nodiscard]] std::uint32_t before(Row row) const { return noted_[row].before; }
    void renote(Row row, std::uint32_t before) {
        note(row, before);
        noted_[row].before = before;
    }
    /// Rows that hold something else than before; begins to count anew.
    [[nodiscard]] std::vector<Row> count_moves();

  private:
    void mend_one(Resource r);
    void close(Resource r);
    [[nodiscard]] double hope() const;
    [[nodiscard]] bool spend(Budget& budget);
    void repair_row(Row row);
    void repair_room(Resource r);
    void repair_price(Resource r);
    void contest(Row row);

    static constexpr std::uint32_t most_turns = 3, chains_in_turn = 3, most_shaken = 64;
    static constexpr std::uint64_t most_at_once = 15'000;  ///< options looked at for one row or resource

    LiveModel& model_;
    LiveBound& bound_;
    LiveSelection& selection_;
    LiveChains chains_;
    LiveQueue rows_, rooms_, prices_;
    std::vector<Resource> perhaps_short_, shut_;
    struct Noted {
        std::uint64_t epoch;
        std::uint32_t before;
    };
    std::vector<Noted> noted_;
    std::vector<Row> noted_rows_;
    std::uint64_t epoch_ = 1, settling_ = 0, spent_ = 0;
    double hope_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/live_repair.ipp>
#endif
