// SPDX-License-Identifier: Apache-2.0
/// @file
/// Lists of edges that grow and shrink, in shared arrays, so that scans find each list in one piece.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// The edges of every row, or of every column: `other` is the number of the other side. Places that belong to
/// no edge have weight 0, so that all weights can be gone through in one piece.
template <class W>
class GrowingLists {
  public:
    [[nodiscard]] std::size_t size() const { return begin_.size(); }
    [[nodiscard]] EdgeIndex begin(std::uint32_t list) const { return begin_[list]; }
    [[nodiscard]] EdgeIndex end(std::uint32_t list) const { return end_[list]; }
    [[nodiscard]] std::uint32_t other(EdgeIndex e) const { return others_[e]; }
    [[nodiscard]] W weight(EdgeIndex e) const { return weights_[e]; }
    void set_weight(EdgeIndex e, W weight) { weights_[e] = weight; }

    [[nodiscard]] const std::vector<EdgeIndex>& begins() const { return begin_; }
    [[nodiscard]] const std::vector<EdgeIndex>& ends() const { return end_; }
    [[nodiscard]] const std::vector<std::uint32_t>& others() const { return others_; }
    [[nodiscard]] std::vector<W>& weights() { return weights_; }
    [[nodiscard]] const std::vector<W>& weights() const { return weights_; }

    void reserve(EdgeIndex edges) {
        others_.reserve(edges);
        weights_.reserve(edges);
    }
    /// The edges of all lists, which are empty yet, from arrays.
    void fill(std::span<const EdgeIndex> offsets, std::span<const Column> others,
              std::span<const W> weights) {
        others_.assign(others.begin(), others.end());
        weights_.assign(weights.begin(), weights.end());
        for (std::size_t list = 0; list < begin_.size(); ++list) {
            begin_[list] = offsets[list];
            end_[list] = limit_[list] = offsets[list + 1];
        }
    }
    /// The edges of all lists, which are empty yet, from those of the other side; `sizes` says how many each
    /// will have.
    void fill_by_other(const std::vector<std::uint32_t>& sizes, const GrowingLists& from) {
        others_.resize(from.others_.size());
        weights_.resize(from.others_.size());
        EdgeIndex at = 0;
        for (std::size_t list = 0; list < begin_.size(); ++list) {
            begin_[list] = end_[list] = at;
            limit_[list] = at += sizes[list];
        }
        for (std::uint32_t side = 0; side < from.size(); ++side)
            for (EdgeIndex e = from.begin_[side]; e < from.end_[side]; ++e) {
                const EdgeIndex to = end_[from.others_[e]]++;
                others_[to] = side;
                weights_[to] = from.weights_[e];
            }
    }
    /// Only the weights, when the edges are as fill_by_other() left them.
    void refill_weights(const GrowingLists& from) {
        std::vector<EdgeIndex> next(begin_);
        for (std::uint32_t side = 0; side < from.size(); ++side)
            for (EdgeIndex e = from.begin_[side]; e < from.end_[side]; ++e)
                weights_[next[from.others_[e]]++] = from.weights_[e];
    }
    void add_list() {
        begin_.push_back(others_.size());
        end_.push_back(others_.size());
        limit_.push_back(others_.size());
    }
    /// Where the edge to `side` is, or end(list).
    [[nodiscard]] EdgeIndex find(std::uint32_t list, std::uint32_t side) const {
        const auto from = others_.begin() + static_cast<std::ptrdiff_t>(begin_[list]);
        const auto to = others_.begin() + static_cast<std::ptrdiff_t>(end_[list]);
        return static_cast<EdgeIndex>(std::find(from, to, side) - others_.begin());
    }
    /// Adds an edge; the list may move. Amortised O(1).
    void append(std::uint32_t list, std::uint32_t side, W weight) {
        if (end_[list] == limit_[list]) make_room(list);
        others_[end_[list]] = side;
        weights_[end_[list]++] = weight;
    }
    /// Removes an edge; the last one of the list takes its place.
    void erase(std::uint32_t list, EdgeIndex e) {
        const EdgeIndex last = --end_[list];
        others_[e] = others_[last];
        weights_[e] = weights_[last];
        weights_[last] = 0;
    }
    void clear(std::uint32_t list) {
        std::fill(weights_.begin() + static_cast<std::ptrdiff_t>(begin_[list]),
                  weights_.begin() + static_cast<std::ptrdiff_t>(end_[list]), W(0));
        end_[list] = begin_[list];
    }
    [[nodiscard]] EdgeIndex degree(std::uint32_t list) const { return end_[list] - begin_[list]; }

  private:
    /// Moves a list to the end of the arrays, where it has room for twice as many.
    void make_room(std::uint32_t list) {
        const EdgeIndex size = degree(list), room = std::max<EdgeIndex>(4, 2 * size);
        if (end_[list] == others_.size() && begin_[list] != end_[list]) {  // it stands at the end already
            others_.resize(begin_[list] + room, 0);
            weights_.resize(begin_[list] + room, 0);
            limit_[list] = others_.size();
            return;
        }
        const EdgeIndex from = begin_[list], to = others_.size();
        others_.resize(to + room, 0);
        weights_.resize(to + room, 0);
        std::copy_n(others_.begin() + static_cast<std::ptrdiff_t>(from), size,
                    others_.begin() + static_cast<std::ptrdiff_t>(to));
        std::copy_n(weights_.begin() + static_cast<std::ptrdiff_t>(from), size,
                    weights_.begin() + static_cast<std::ptrdiff_t>(to));
        std::fill_n(weights_.begin() + static_cast<std::ptrdiff_t>(from), size, W(0));
        begin_[list] = to;
        end_[list] = to + size;
        limit_[list] = to + room;
    }

    std::vector<EdgeIndex> begin_, end_, limit_;
    std::vector<std::uint32_t> others_;
    std::vector<W> weights_;
};

}  // namespace iqmatch::inline v0::graph::detail
