// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_inner.hpp>
#include <iqmatch/graph/detail/packing_joint.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_inner {

/// Which options use each resource.
class Choosing {
  public:
    explicit Choosing(const PackingModel& model)
        : model_(model), begin_(model.resources() + std::size_t(1), 0), possible_(model.resources(), true) {
        for (EdgeIndex o = 0; o < model.options(); ++o)
            for (const Use& use : model.uses(o)) {
                ++begin_[use.resource + std::size_t(1)];
                if (use.amount > 1) possible_[use.resource] = false;
            }
        // What may have to be closed or filled needs a price.
        for (Resource r = 0; r < model.resources(); ++r)
            if (model.minimum(r) > 1) possible_[r] = false;
        for (Resource r = 0; r < model.resources(); ++r) begin_[r + std::size_t(1)] += begin_[r];
        give_units_room();
        users_.resize(begin_.back());
        std::vector<std::uint64_t> next(begin_.begin(), begin_.end() - 1);
        for (EdgeIndex o = 0; o < model.options(); ++o)
            for (const Use& use : model.uses(o)) users_[next[use.resource]++] = o;
        // Resources that few options use are many, and leave few others to be priced.
        for (Resource r = 0; r < model.resources(); ++r)
            if (count(r) > 0) order_.push_back(r);
        std::sort(order_.begin(), order_.end(),
                  [&](Resource a, Resource b) { return count(a) != count(b) ? count(a) < count(b) : a < b; });
    }
    [[nodiscard]] std::size_t used() const { return order_.size(); }

    /// One after the other, as far as they share no option. `alternate`: after a resource come those that are
    /// used with what is used with it: two kinds of resources are told apart so.
    [[nodiscard]] std::vector<bool> pick(bool alternate, std::size_t& picked) {
        std::vector<char> state(model_.resources(), 0);  // 1: inside, 2: shares an option with one inside
        std::vector<Resource> queue;
        picked = 0;
        const auto take = [&](Resource r) {
            if (state[r] != 0 || !possible_[r]) return;
            state[r] = 1;
            ++picked;
            for (std::uint64_t k = begin_[r]; k < begin_[r + std::size_t(1)]; ++k)
                for (const Use& use : model_.uses(users_[k])) {
                    if (state[use.resource] != 0) continue;
                    state[use.resource] = 2;
                    if (alternate) queue.push_back(use.resource);
                }
        };
        for (const Resource r : order_) {
            take(r);
            for (std::size_t at = 0; at < queue.size(); ++at) {
                const Resource outside = queue[at];
                for (std::uint64_t k = begin_[outside]; k < begin_[outside + std::size_t(1)]; ++k)
                    for (const Use& use : model_.uses(users_[k])) take(use.resource);
            }
            queue.clear();
        }
        std::vector<bool> inner(model_.resources());
        for (Resource r = 0; r < model_.resources(); ++r) inner[r] = state[r] == 1;
        return inner;
    }

  private:
    /// Rows that decide together do so in the relaxed problem, too, if all that they use has a price. As long
    /// as that leaves enough inside.
    void give_units_room() {
        std::size_t used = 0, outside = 0;
        for (Resource r = 0; r < model_.resources(); ++r) used += count(r) > 0 ? 1U : 0U;
        std::vector<Resource> theirs;
        for (const PackingUnit& unit : model_.problem().units) {
            if (!restricts(model_, unit)) continue;
            theirs.clear();
            for (const Row row : unit.rows)
                for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o)
                    for (const Use& use : model_.uses(o))
                        if (possible_[use.resource]) theirs.push_back(use.resource);
            std::sort(theirs.begin(), theirs.end());
            theirs.erase(std::unique(theirs.begin(), theirs.end()), theirs.end());
            if (2 * (outside + theirs.size()) > used) continue;
            outside += theirs.size();
            for (const Resource r : theirs) possible_[r] = false;
        }
    }
    [[nodiscard]] std::uint64_t count(Resource r) const { return begin_[r + std::size_t(1)] - begin_[r]; }

    const PackingModel& model_;
    std::vector<std::uint64_t> begin_;
    std::vector<bool> possible_;
    std::vector<EdgeIndex> users_;
    std::vector<Resource> order_;
};

}  // namespace packing_inner

IQMATCH_INLINE std::vector<bool> inner_resources(const PackingModel& model) {
    if (model.must() || model.options() == 0) return {};
    packing_inner::Choosing choosing(model);
    std::size_t few = 0, other = 0;
    std::vector<bool> inner = choosing.pick(false, few);
    if (4 * few < 3 * choosing.used())
        if (std::vector<bool> second = choosing.pick(true, other); other > few) {
            inner = std::move(second);
            few = other;
        }
    return 4 * few < choosing.used() ? std::vector<bool>() : inner;
}

}  // namespace iqmatch::inline v0::graph::detail
