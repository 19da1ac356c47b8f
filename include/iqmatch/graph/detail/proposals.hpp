// SPDX-License-Identifier: Apache-2.0
/// @file
/// The rows' side of deferred acceptance: lists in order of preference, and who has to propose next.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/graph/preferences.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Puts the edges of one row after the other in order: by falling score, then by rising key of the column,
/// then as given.
template <class W>
class RowOrder {
  public:
    struct Scored {
        W score;
        std::uint32_t edge;  ///< counted from the first of the row
    };

    RowOrder(const PreferenceView<W>& graph, std::span<const std::uint64_t> column_keys)
        : graph_(graph), keys_(column_keys) {}

    [[nodiscard]] std::uint32_t size(Row row) const {
        return static_cast<std::uint32_t>(graph_.offsets[row + 1] - graph_.offsets[row]);
    }
    /// Those in places from .. to - 1 of the order. Valid until the next call. O(degree), and what it takes
    /// to sort them.
    [[nodiscard]] std::span<const Scored> places(Row row, std::uint32_t from, std::uint32_t to) {
        const EdgeIndex begin = graph_.offsets[row];
        sorted_.clear();
        for (std::uint32_t k = 0; k < size(row); ++k) sorted_.push_back({graph_.row_scores[begin + k], k});
        const auto tied = [&](std::uint32_t a, std::uint32_t b) {
            const Column x = graph_.columns[begin + a], y = graph_.columns[begin + b];
            const std::uint64_t kx = keys_.empty() ? 0 : keys_[x], ky = keys_.empty() ? 0 : keys_[y];
            if (kx != ky) return kx < ky;
            return x != y ? x < y : a < b;
        };
        const auto better = [&](const Scored& a, const Scored& b) {
            return a.score != b.score ? a.score > b.score : tied(a.edge, b.edge);
        };
        const auto first = sorted_.begin() + from, last = sorted_.begin() + to;
        if (from != 0) std::nth_element(sorted_.begin(), first, sorted_.end(), better);
        if (last != sorted_.end()) std::nth_element(first, last, sorted_.end(), better);
        std::sort(first, last, better);
        return std::span<const Scored>(sorted_).subspan(from, to - from);
    }

  private:
    const PreferenceView<W>& graph_;
    std::span<const std::uint64_t> keys_;
    std::vector<Scored> sorted_;
};

/// A row that must propose, and where in its list.
struct Proposer {
    Row row = 0;
    std::uint32_t place = 0;
};

/// First come, first served. Holds each row once at most.
class Proposers {
  public:
    explicit Proposers(std::size_t rows) : ring_(rows) {}
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// The k-th in the queue.
    [[nodiscard]] const Proposer& ahead(std::size_t k) const { return ring_[wrapped(head_ + k)]; }
    void push(const Proposer& proposer) { ring_[wrapped(head_ + size_++)] = proposer; }
    Proposer pop() {
        const Proposer first = ring_[head_];
        head_ = wrapped(head_ + 1);
        --size_;
        return first;
    }

  private:
    [[nodiscard]] std::size_t wrapped(std::size_t at) const {
        return at < ring_.size() ? at : at - ring_.size();
    }
    std::vector<Proposer> ring_;
    std::size_t head_ = 0, size_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail
