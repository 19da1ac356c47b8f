// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <deque>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/tables/certify_kept.hpp>

namespace iqmatch::inline v0::tables {

namespace detail {

/// Somebody could leave one place for another; `gain`: wanted options that are won by it.
struct Move {
    std::uint32_t to;
    std::int8_t gain;
};

/// Per resource, and last the place outside, the moves away from it.
inline std::vector<std::vector<Move>> equal_moves(const SelectionProblem& problem,
                                                  std::span<const OptionIndex> chosen,
                                                  std::span<const std::int64_t> prices,
                                                  const std::vector<bool>& wanted) {
    const auto outside = static_cast<std::uint32_t>(problem.resource_count());
    const auto place = [&](OptionIndex o) {
        return o == no_option || problem.uses[o] == no_resource ? outside : problem.uses[o];
    };
    const auto net = [&](OptionIndex o) {
        return base::Int128(problem.values[o]) - (place(o) == outside ? 0 : prices[place(o)]);
    };
    std::vector<std::vector<Move>> moves(problem.resource_count() + 1);
    std::vector<std::uint64_t> used(problem.resource_count() + 1, 0);
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        const OptionIndex held = chosen[c];
        const base::Int128 now = held == no_option ? base::Int128(0) : net(held);
        const int won = held != no_option && wanted[held] ? 1 : 0;
        ++used[place(held)];
        const auto add = [&](std::uint32_t to, int gain) {
            moves[place(held)].push_back({to, static_cast<std::int8_t>(gain - won)});
        };
        for (OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o)
            if (o != held && net(o) == now && (problem.values[o] > 0 || problem.must_assign))
                add(place(o), wanted[o] ? 1 : 0);
        if (held != no_option && now == 0 && !problem.must_assign) add(outside, 0);
    }
    for (std::uint32_t r = 0; r < outside; ++r) {
        if (used[r] < problem.capacities[r]) moves[r].push_back({outside, 0});
        if (prices[r] == 0 && used[r] > 0) moves[outside].push_back({r, 0});
    }
    return moves;
}

}  // namespace detail

IQMATCH_INLINE bool keeps_most(const SelectionProblem& problem, std::span<const OptionIndex> chosen,
                               std::span<const std::int64_t> prices, const std::vector<bool>& wanted) {
    if (!problem.has_single_uses()) throw base::UsageError("moves are known in the simple form only");
    const auto moves = detail::equal_moves(problem, chosen, prices, wanted);
    // A path without a cycle gains at most one per move; more than that goes around in circles.
    const auto limit = static_cast<std::int64_t>(moves.size());
    std::vector<std::int64_t> label(moves.size(), 0);
    std::vector<bool> queued(moves.size(), true);
    std::deque<std::uint32_t> queue;
    for (std::uint32_t p = 0; p < moves.size(); ++p) queue.push_back(p);
    while (!queue.empty()) {
        const std::uint32_t from = queue.front();
        queue.pop_front();
        queued[from] = false;
        for (const detail::Move& move : moves[from]) {
            const std::int64_t there = label[from] + move.gain;
            if (there <= label[move.to]) continue;
            if (there > limit) return false;
            label[move.to] = there;
            if (!queued[move.to]) queue.push_back(move.to);
            queued[move.to] = true;
        }
    }
    return true;
}

}  // namespace iqmatch::inline v0::tables
