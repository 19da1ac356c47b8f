// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is decided at a node of the search: which resources with a minimum are used at all, and which options
/// nobody takes.
#pragma once

#include <algorithm>
#include <iqmatch/graph/detail/packing_model.hpp>
#include <memory>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

enum class Opening : std::uint8_t {
    undecided,
    open,   ///< used at least as often as its minimum
    closed  ///< not used
};

/// An open resource with a minimum may have a price below 0: it pays those who come, which costs the minimum
/// at least.
class PackingPattern {
  public:
    [[nodiscard]] Opening of(Resource r) const { return of_.empty() ? Opening::undecided : of_[r]; }
    [[nodiscard]] bool closed(Resource r) const { return of(r) == Opening::closed; }
    void decide(const PackingModel& model, Resource r, Opening opening) {
        if (of_.empty()) of_.assign(model.resources(), Opening::undecided);
        of_[r] = opening;
    }
    /// Nobody takes the option.
    void ban(EdgeIndex o) {
        const auto at = std::lower_bound(banned_.begin(), banned_.end(), o);
        if (at == banned_.end() || *at != o) banned_.insert(at, o);
    }
    [[nodiscard]] const std::vector<EdgeIndex>& banned() const { return banned_; }  ///< ascending
    [[nodiscard]] bool bans(EdgeIndex o) const {
        return !banned_.empty() && std::binary_search(banned_.begin(), banned_.end(), o);
    }
    /// What can be used of a resource at most: all of it, or so much as amounts of its users can add up to.
    [[nodiscard]] std::uint64_t capacity(const PackingModel& model, Resource r) const {
        return reach_ ? (*reach_)[r] : model.capacity(r);
    }
    /// Bans what never fits, and finds out how much of each resource can be used.
    void tighten(const PackingModel& model);
    /// What a resource contributes to the bound at this price.
    [[nodiscard]] base::Int128 cost(const PackingModel& model, Resource r, std::int64_t price) const {
        if (closed(r)) return 0;
        return static_cast<base::Int128>(price) * (price < 0 ? model.minimum(r) : capacity(model, r));
    }

  private:
    std::vector<Opening> of_;
    std::vector<EdgeIndex> banned_;
    std::shared_ptr<const std::vector<std::uint64_t>> reach_;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_pattern.ipp>
#endif
