// SPDX-License-Identifier: Apache-2.0
/// @file
/// Shortest-path labels of columns, and the queue that settles them in order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iqmatch/graph/detail/market.hpp>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Labels of the columns first .. first + count − 1, reset in time proportional to what was touched. With
/// P = std::int32_t distances must stay below 2^31.
template <class P>
class Labels {
  public:
    static constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max();

    Labels(Column first, std::size_t count)
        : first_(first), labels_(count, Label{unreached, no_edge, nobody}) {}

    void grow(std::size_t count) { labels_.resize(count, Label{unreached, no_edge, nobody}); }

    void clear() {
        for (const Column column : touched_) label(column) = {unreached, no_edge, nobody};
        touched_.clear();
        heap_.clear();
    }
    /// Lowers the label of a column; `row` and `edge` say how it was reached.
    void offer(Column column, std::int64_t distance, Row row, EdgeIndex edge) {
        Label& old = label(column);
        if (distance >= old.distance) return;
        if (old.distance == unreached) touched_.push_back(column);
        old = {distance, edge, row};
        heap_.push_back(key(distance, column));
        std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
    /// The next column in order of (distance, index), or nobody when none is nearer than `below`.
    [[nodiscard]] Column settle(std::int64_t below) {
        while (!heap_.empty()) {
            const auto [distance, column] = unpacked(heap_.front());
            if (distance >= below) return nobody;
            std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
            heap_.pop_back();
            if (distance == label(column).distance) return column;
        }
        return nobody;
    }
    [[nodiscard]] std::int64_t distance(Column column) const { return labels_[column - first_].distance; }
    [[nodiscard]] Row via(Column column) const { return labels_[column - first_].via; }
    [[nodiscard]] EdgeIndex edge(Column column) const { return labels_[column - first_].edge; }
    [[nodiscard]] const std::vector<Column>& touched() const { return touched_; }

  private:
    struct Label {
        std::int64_t distance;
        EdgeIndex edge;
        Row via;
    };
    /// Small distances share one word with the column, which makes the heap half as large.
    static constexpr bool packs = sizeof(P) == 4;
    using Key = std::conditional_t<packs, std::uint64_t, std::pair<std::int64_t, Column>>;
    [[nodiscard]] static Key key(std::int64_t distance, Column column) {
        if constexpr (packs)
            return static_cast<std::uint64_t>(distance) << 32 | column;
        else
            return {distance, column};
    }
    [[nodiscard]] static std::pair<std::int64_t, Column> unpacked(const Key& key) {
        if constexpr (packs)
            return {static_cast<std::int64_t>(key >> 32), static_cast<Column>(key)};
        else
            return key;
    }
    [[nodiscard]] Label& label(Column column) { return labels_[column - first_]; }

    Column first_;
    std::vector<Label> labels_;
    std::vector<Column> touched_;
    std::vector<Key> heap_;
};

}  // namespace iqmatch::inline v0::graph::detail
