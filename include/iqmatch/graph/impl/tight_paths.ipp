// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/tight_paths.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class P>
TightRowPaths<P>::TightRowPaths(const Market<P>& market, Standing<P>& standing, Meter& meter)
    : market_(market),
      standing_(standing),
      meter_(meter),
      level_(market.column_count(), nobody),
      next_edge_(market.row_count(), 0),
      next_holder_(market.column_count(), 0) {}

template <class P>
bool TightRowPaths<P>::run(std::vector<Row>& free, const std::vector<P>& best) {
    for (bool found = true; found && !free.empty();) {
        if (!layer(free, best, found)) return false;
        if (!found) break;
        for (const Row row : free)
            if (standing_.chosen[row] == no_edge) (void)augment(row, best);
        std::erase_if(free, [&](Row row) { return standing_.chosen[row] != no_edge; });
    }
    return true;
}

/// Breadth-first levels of the columns from the free rows, up to the first level with room or with a holder
/// who is as well off outside.
template <class P>
bool TightRowPaths<P>::layer(const std::vector<Row>& free, const std::vector<P>& best, bool& found) {
    for (const Column column : reached_) level(column) = nobody;
    reached_.clear();
    found = false;
    rows_ = free;
    for (std::uint32_t depth = 0; !rows_.empty() && !found; ++depth) {
        next_rows_.clear();
        for (const Row row : rows_) {
            next_edge(row) = market_.row_begin[row];
            if (!meter_.spend(market_.degree(row) + 1)) return false;
            const P gains = gain(row, best);
            for (EdgeIndex e = market_.row_begin[row]; e < market_.row_end[row]; ++e) {
                if (!tight(e, gains)) continue;
                const Column column = market_.columns[e];
                if (level(column) != nobody) continue;
                level(column) = depth;
                next_holder(column) = 0;
                reached_.push_back(column);
                if (standing_.open(column)) found = true;
                const Holder<P>* const list = standing_.holders(column);
                for (std::uint32_t k = 0; k < standing_.used(column); ++k) {
                    if (standing_.gains[list[k].row] == 0) found = true;
                    next_edge(list[k].row) = market_.row_begin[list[k].row];
                    next_rows_.push_back(list[k].row);
                }
            }
        }
        rows_.swap(next_rows_);
    }
    return true;
}

/// Depth-first along the levels, with an explicit stack: paths may be as long as there are rows.
template <class P>
bool TightRowPaths<P>::augment(Row start, const std::vector<P>& best) {
    path_.assign(1, {start, 0});
    while (!path_.empty()) {
        const Row row = path_.back().row;
        const auto depth = static_cast<std::uint32_t>(path_.size() - 1);
        const P gains = gain(row, best);
        bool deeper = false;
        for (EdgeIndex& e = next_edge(row); e < market_.row_end[row]; ++e) {
            const Column column = market_.columns[e];
            if (level(column) != depth || !tight(e, gains)) continue;
            if (standing_.open(column)) {
                standing_.take(market_, row, e);
                shift();
                return true;
            }
            if (next_holder(column) >= standing_.used(column)) continue;
            const std::uint32_t place = next_holder(column)++;
            const Row holder = standing_.holders(column)[place].row;
            if (standing_.gains[holder] == 0) {
                standing_.chosen[holder] = no_edge;
                standing_.place[holder] = nobody;
                standing_.replace(market_, row, e, place);
                shift();
                return true;
            }
            path_.push_back({holder, place});
            deeper = true;
            break;
        }
        if (!deeper) path_.pop_back();
    }
    return false;
}

/// The last row of the path has moved; each row above takes the place that the one below it left.
template <class P>
void TightRowPaths<P>::shift() {
    for (std::size_t k = path_.size() - 1; k-- > 0;)
        standing_.replace(market_, path_[k].row, next_edge(path_[k].row), path_[k + 1].place);
}

template <class P>
TightColumnPaths<P>::TightColumnPaths(const Market<P>& market, Standing<P>& standing, Meter& meter)
    : market_(market),
      standing_(standing),
      meter_(meter),
      level_(market.column_count(), nobody),
      next_(market.column_count(), 0) {}

template <class P>
bool TightColumnPaths<P>::run(std::vector<Column>& wanting) {
    for (bool found = true; found && !wanting.empty();) {
        if (!layer(wanting, found)) return false;
        if (!found) break;
        for (const Column column : wanting)
            while (wants(column) && augment(column)) {
            }
        std::erase_if(wanting, [&](Column column) { return !wants(column); });
    }
    return true;
}

/// Breadth-first levels of the columns from those that want rows, up to the first level whose places need not
/// be filled again.
template <class P>
bool TightColumnPaths<P>::layer(const std::vector<Column>& wanting, bool& found) {
    for (const Column column : reached_) level(column) = nobody;
    reached_.clear();
    found = false;
    const auto reach = [&](Column column, std::uint32_t depth) {
        level(column) = depth;
        next(column) = market_.column_begin[column];
        reached_.push_back(column);
    };
    columns_ = wanting;
    for (const Column column : columns_) reach(column, 0);
    for (std::uint32_t depth = 1; !columns_.empty() && !found; ++depth) {
        next_columns_.clear();
        for (const Column column : columns_) {
            const EdgeIndex begin = market_.column_begin[column], end = market_.column_end[column];
            if (!meter_.spend(end - begin + 1)) return false;
            const P price = standing_.prices[column];
            for (EdgeIndex k = begin; k < end; ++k) {
                const Row row = market_.rows[k];
                if (market_.row_weights[k] - price != standing_.gains[row]) continue;
                if (standing_.chosen[row] == no_edge) {
                    found = true;
                    continue;
                }
                const Column held = market_.columns[standing_.chosen[row]];
                if (level(held) != nobody) continue;
                reach(held, depth);
                if (standing_.prices[held] == 0) found = true;
                next_columns_.push_back(held);
            }
        }
        columns_.swap(next_columns_);
    }
    return true;
}

template <class P>
bool TightColumnPaths<P>::augment(Column start) {
    path_.assign(1, start);
    while (!path_.empty()) {
        const Column column = path_.back();
        const auto depth = static_cast<std::uint32_t>(path_.size());
        const P price = standing_.prices[column];
        bool deeper = false, done = false;
        for (EdgeIndex& k = next(column); k < market_.column_end[column]; ++k) {
            const Row row = market_.rows[k];
            if (market_.row_weights[k] - price != standing_.gains[row]) continue;
            if (standing_.chosen[row] == no_edge) {
                done = true;
                break;
            }
            const Column held = market_.columns[standing_.chosen[row]];
            if (level(held) != depth) continue;
            if (standing_.prices[held] == 0) {
                done = true;
                break;
            }
            if (next(held) >= market_.column_end[held]) continue;
            path_.push_back(held);
            deeper = true;
            break;
        }
        if (done) {
            // From the start on: each column takes the row that its pointer shows, which frees a place in the
            // next one.
            for (const Column taker : path_) {
                const Row row = market_.rows[next(taker)];
                if (standing_.chosen[row] != no_edge) standing_.leave(market_, row);
                standing_.take(market_, row, market_.find_edge(row, taker));
            }
            return true;
        }
        if (!deeper) path_.pop_back();
    }
    return false;
}

}  // namespace iqmatch::inline v0::graph::detail
