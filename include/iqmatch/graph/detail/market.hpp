// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the phases of a solve work on: connected markets, and who holds what in them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <limits>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

inline constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// Largest weight for which a market can be solved in 32 bits: sums of three such numbers still fit.
inline constexpr std::int64_t largest_narrow_weight = (std::int64_t(1) << 29) - 1;

/// One connected market, as a view. Staying out is worth 0 to every row and every edge more than that; a row
/// has at most one edge to a column. Rows and columns carry numbers of the arrays that several markets share.
/// `P` holds weights, prices and their differences: std::int32_t where they fit, since half the bytes are
/// half the cache misses, otherwise std::int64_t.
template <class P>
struct Market {
    const EdgeIndex* row_begin = nullptr;  ///< per row: where its edges begin and end
    const EdgeIndex* row_end = nullptr;
    const Column* columns = nullptr;          ///< per edge
    const P* weights = nullptr;               ///< per edge, > 0
    const EdgeIndex* column_begin = nullptr;  ///< the same edges seen from the columns
    const EdgeIndex* column_end = nullptr;
    const Row* rows = nullptr;
    const P* row_weights = nullptr;
    Row first_row = 0, last_row = 0;  ///< the market's own rows: first_row .. last_row − 1
    Column first_column = 0, last_column = 0;

    [[nodiscard]] std::uint32_t row_count() const { return last_row - first_row; }
    [[nodiscard]] std::uint32_t column_count() const { return last_column - first_column; }
    [[nodiscard]] EdgeIndex degree(Row row) const { return row_end[row] - row_begin[row]; }
    /// The edge between a row and a column, which must exist.
    [[nodiscard]] EdgeIndex find_edge(Row row, Column column) const {
        EdgeIndex e = row_begin[row];
        while (columns[e] != column) ++e;
        return e;
    }
};

/// A holder of a column. In the auction a column's holders form a heap with the one on top that would leave
/// at the lowest price; otherwise they stand in no particular order.
template <class P>
struct Holder {
    P tolerance;  ///< the price up to which the row wants this column
    Row row;
    friend bool operator<(const Holder& a, const Holder& b) {  // reversed: std heaps keep the largest on top
        return a.tolerance != b.tolerance ? a.tolerance > b.tolerance : a.row > b.row;
    }
};

/// Who holds what, and at which prices: the state that the phases of a solve hand on to each other.
template <class P>
struct Standing {
    std::vector<EdgeIndex> chosen;     ///< per row an edge of the market, or no_edge
    std::vector<P> gains;              ///< per row: weight − price of what it holds; 0 for nothing
    std::vector<std::uint32_t> place;  ///< per row its position among the holders of its column
    std::vector<P> prices;             ///< per column, >= 0
    std::vector<P> floors;             ///< per column: how low the price may fall, as far as is known
    /// Where the holders of a column stand, in one place because it is asked for together.
    struct Places {
        EdgeIndex begin;         ///< into `slots`, with room for all that the column can have and a bidder
        std::uint32_t used;      ///< how many holders
        std::uint32_t capacity;  ///< 0 is allowed
    };
    std::vector<Places> places;  ///< per column
    std::vector<Holder<P>> slots;

    [[nodiscard]] Holder<P>* holders(Column column) { return slots.data() + places[column].begin; }
    [[nodiscard]] const Holder<P>* holders(Column column) const {
        return slots.data() + places[column].begin;
    }
    [[nodiscard]] std::uint32_t& used(Column column) { return places[column].used; }
    [[nodiscard]] std::uint32_t used(Column column) const { return places[column].used; }
    [[nodiscard]] std::uint32_t capacity(Column column) const { return places[column].capacity; }
    [[nodiscard]] bool open(Column column) const { return used(column) < capacity(column); }
    void clear_holders(const Market<P>& market) {
        for (Column column = market.first_column; column < market.last_column; ++column) used(column) = 0;
    }
    void take(const Market<P>& market, Row row, EdgeIndex edge) {
        const Column column = market.columns[edge];
        chosen[row] = edge;
        gains[row] = market.weights[edge] - prices[column];
        place[row] = used(column);
        holders(column)[used(column)++] = {0, row};
    }
    void leave(const Market<P>& market, Row row) {
        const Column column = market.columns[chosen[row]];
        Holder<P>* list = holders(column);
        const Row last = list[--used(column)].row;
        list[place[row]].row = last;
        place[last] = place[row];
        chosen[row] = no_edge;
        gains[row] = 0;
    }
    /// `row` takes `edge` and with it the place, in that edge's column, of a holder that has left or is about
    /// to.
    void replace(const Market<P>& market, Row row, EdgeIndex edge, std::uint32_t at) {
        const Column column = market.columns[edge];
        holders(column)[at].row = row;
        chosen[row] = edge;
        gains[row] = market.weights[edge] - prices[column];
        place[row] = at;
    }
    /// Changes a price, and with it what the holders gain.
    void set_price(Column column, P price) {
        const P fall = static_cast<P>(prices[column] - price);
        prices[column] = price;
        Holder<P>* const list = holders(column);
        for (std::uint32_t k = 0; k < used(column); ++k) gains[list[k].row] += fall;
    }
};

}  // namespace iqmatch::inline v0::graph::detail
