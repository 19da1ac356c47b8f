// SPDX-License-Identifier: Apache-2.0
/// @file
/// What rows that decide together would choose where every resource has a price.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iqmatch/graph/detail/packing_model.hpp>
#include <limits>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Whether the members of a unit restrict each other at all.
[[nodiscard]] inline bool restricts(const PackingModel& model, const PackingUnit& unit) {
    return unit.all ||
           (unit.reach != std::numeric_limits<std::uint32_t>::max() && model.problem().place_count > 0);
}

/// The best joint choice of a unit: of each row the best option per place, combined depth first as far as the
/// best of the rows left could still beat what was found. Where that takes too long the rows choose apart:
/// what that is worth bounds every joint choice.
class JointChoice {
  public:
    explicit JointChoice(const PackingModel& model) : model_(model) {}

    /// What the choice is worth; writes it to `chosen`, per row of the problem. `net`: what an option of the
    /// model is worth at the prices; `banned`: whether it may not be taken.
    template <class Net, class Banned>
    [[nodiscard]] base::Int128 best(const PackingUnit& unit, const Net& net, const Banned& banned,
                                    std::vector<EdgeIndex>& chosen) {
        unit_ = &unit;
        lists_.resize(unit.rows.size());
        for (std::size_t k = 0; k < unit.rows.size(); ++k) list(unit.rows[k], net, banned, lists_[k]);
        held_.assign(unit.rows.size(), no_edge);
        best_.assign(unit.rows.size(), no_edge);
        any_ = !model_.must();  // nobody takes anything
        most_ = 0;
        tries_ = 0;
        if (std::none_of(lists_.begin(), lists_.end(), [](const auto& list) { return list.empty(); }))
            combine(0, 0);
        if (tries_ >= most_tries) choose_apart();
        for (std::size_t k = 0; k < unit.rows.size(); ++k) chosen[unit.rows[k]] = best_[k];
        return most_;
    }
    /// So many choices were looked at for it.
    [[nodiscard]] std::uint64_t tries() const { return tries_; }

  private:
    static constexpr std::uint64_t most_tries = 50'000;
    struct Choice {
        base::Int128 net;
        EdgeIndex option;
        Place place;
    };

    template <class Net, class Banned>
    void list(Row row, const Net& net, const Banned& banned, std::vector<Choice>& out) const {
        out.clear();
        for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o)
            if (!banned(o)) out.push_back({net(o), o, model_.place(o)});
        if (!model_.must() && !unit_->all) out.push_back({0, no_edge, no_place});
        std::sort(out.begin(), out.end(), [](const Choice& a, const Choice& b) {
            if (a.place != b.place) return a.place < b.place;
            return a.net != b.net ? a.net > b.net : a.option < b.option;
        });
        out.erase(std::unique(out.begin(), out.end(),
                              [](const Choice& a, const Choice& b) { return a.place == b.place; }),
                  out.end());
        std::sort(out.begin(), out.end(), [](const Choice& a, const Choice& b) {
            return a.net != b.net ? a.net > b.net : a.option < b.option;
        });
    }

    void combine(std::size_t k, base::Int128 sum) {
        if (k == lists_.size()) {
            if (any_ && sum <= most_) return;
            any_ = true;
            most_ = sum;
            best_ = held_;
            return;
        }
        base::Int128 rest = 0;
        for (std::size_t j = k + 1; j < lists_.size(); ++j) rest += lists_[j].front().net;
        for (const Choice& choice : lists_[k]) {
            if ((any_ && sum + choice.net + rest <= most_) || ++tries_ >= most_tries) break;
            if (!near(k, choice)) continue;
            held_[k] = choice.option;
            combine(k + 1, sum + choice.net);
        }
        held_[k] = no_edge;
    }
    void choose_apart() {
        most_ = 0;
        for (std::size_t k = 0; k < lists_.size(); ++k) {
            best_[k] = lists_[k].front().option;
            most_ += lists_[k].front().net;
        }
        if (model_.must() || most_ > 0) return;
        most_ = 0;
        best_.assign(best_.size(), no_edge);
    }
    [[nodiscard]] bool near(std::size_t k, const Choice& choice) const {
        if (choice.option == no_edge) return true;
        for (std::size_t j = 0; j < k; ++j)
            if (held_[j] != no_edge && !model_.within_reach(*unit_, model_.place(held_[j]), choice.place))
                return false;
        return true;
    }

    const PackingModel& model_;
    const PackingUnit* unit_ = nullptr;
    std::vector<std::vector<Choice>> lists_;  ///< per row of the unit
    std::vector<EdgeIndex> held_, best_;
    base::Int128 most_ = 0;
    bool any_ = false;
    std::uint64_t tries_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail
