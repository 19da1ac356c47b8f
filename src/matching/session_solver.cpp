// SPDX-License-Identifier: Apache-2.0
#include "session_solver.hpp"
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <utility>

namespace iqmatch::inline v0::matching::detail {
namespace {

using graph::Column;
using graph::Row;
using tables::OptionIndex;

/// Above every number of people, so that holding something never outweighs a millionth of value.
constexpr std::int64_t step = std::int64_t(1) << 21;

base::Int128 rounded_down(base::Int128 scaled) {
    const base::Int128 quotient = scaled / step;
    return scaled < 0 && quotient * step != scaled ? quotient - 1 : quotient;
}

}  // namespace

bool SessionSolver::fits(const tables::SelectionProblem& problem) {
    if (!problem.has_single_uses() || problem.must_assign || problem.candidate_count() >= most_people)
        return false;
    std::vector<tables::ResourceIndex> own;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        own.assign(problem.uses.begin() + static_cast<std::ptrdiff_t>(problem.offsets[c]),
                   problem.uses.begin() + static_cast<std::ptrdiff_t>(problem.offsets[c + 1]));
        std::sort(own.begin(), own.end());
        if (std::adjacent_find(own.begin(), own.end()) != own.end()) return false;
    }
    return std::all_of(problem.values.begin(), problem.values.end(),
                       [](std::int64_t value) { return value < most_value && value > -most_value; });
}

SessionSolver::SessionSolver(const tables::SelectionProblem& problem, std::int64_t keep, const Start* start,
                             const base::Control& control)
    : outside_(static_cast<Column>(problem.resource_count())) {
    if (keep < 0 || keep >= most_value)
        throw base::UsageError("what keeping a proposal counts must be 0 or more and below " +
                               std::to_string(most_value / 1'000'000));
    bonus_ = keep * step + 1;
    held_.resize(problem.candidate_count());
    std::vector<std::uint32_t> capacities;
    for (const std::uint64_t capacity : problem.capacities)
        capacities.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(capacity, most_people)));
    capacities.push_back(static_cast<std::uint32_t>(most_people));
    graph::BipartiteGraph<std::int64_t> graph(std::move(capacities));
    graph::Matching known;
    known.chosen.assign(problem.candidate_count(), graph::no_edge);
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        if (start != nullptr) held_[c] = start->held[c];
        for (OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            const auto resource = problem.uses[o];
            const Column column = resource == tables::no_resource ? outside_ : resource;
            const bool held = held_[c] == column;
            if (held) known.chosen[c] = o;
            graph.add_edge(column, problem.values[o] * step + (held ? bonus_ : 0));
        }
        if (known.chosen[c] == graph::no_edge) held_[c].reset();
        graph.finish_row();
    }
    if (start == nullptr) {
        matching_.emplace(graph.view(), control);
    } else {
        known.prices.assign(problem.resource_count() + 1, 0);
        for (std::size_t r = 0; r < problem.resource_count(); ++r) known.prices[r] = start->prices[r] * step;
        matching_.emplace(graph.view(), known, control);
    }
}

std::vector<graph::RowEdge<std::int64_t>> SessionSolver::weighted(std::span<const SessionEdge> edges,
                                                                  std::optional<Column> held) const {
    std::vector<graph::RowEdge<std::int64_t>> out;
    out.reserve(edges.size());
    for (const SessionEdge& edge : edges) {
        if (edge.value >= most_value || edge.value <= -most_value)
            throw base::UsageError("a value is too large for a session");
        out.push_back({edge.column, edge.value * step + (held == edge.column ? bonus_ : 0)});
    }
    return out;
}

Row SessionSolver::add(std::span<const SessionEdge> edges) {
    const Row row = matching_->add_row(weighted(edges, std::nullopt));
    if (row >= held_.size()) held_.resize(row + std::size_t(1));
    held_[row].reset();
    return row;
}

void SessionSolver::set(Row row, std::span<const SessionEdge> edges) {
    matching_->set_row(row, weighted(edges, held_.at(row)));
}

void SessionSolver::remove(Row row) {
    matching_->remove_row(row);
    held_.at(row).reset();
}

void SessionSolver::set_capacity(Column column, std::uint64_t capacity) {
    matching_->set_capacity(column,
                            static_cast<std::uint32_t>(std::min<std::uint64_t>(capacity, most_people)));
}

void SessionSolver::resolve(const base::Control& control) {
    status_ = matching_->resolve(control);
}

void SessionSolver::add_to(Row row, std::optional<Column> column, std::int64_t more) {
    if (!column) return;
    if (const auto weight = matching_->weight(row, *column))
        matching_->set_weight(row, *column, *weight + more);
}

std::vector<SessionSolver::Moved> SessionSolver::settle(const base::Control& control) {
    resolve(control);
    value_ = rounded_down(matching_->value());
    bound_ = status_ == graph::SolveStatus::optimal ? value_ : rounded_down(matching_->matching().bound);
    std::vector<Moved> moved;
    for (Row row = 0; row < held_.size(); ++row) {
        const auto now = matching_->column_of(row);
        if (now == held_[row]) continue;
        moved.push_back({row, held_[row], now});
        add_to(row, held_[row], -bonus_);
        add_to(row, now, bonus_);
        held_[row] = now;
    }
    // The same match is optimal for what is held now: all that is chosen has gained alike.
    if (!moved.empty() && status_ == graph::SolveStatus::optimal) resolve(control);
    return moved;
}

std::vector<std::int64_t> SessionSolver::prices() const {
    std::vector<std::int64_t> out;
    for (Column column = 0; column < outside_; ++column) out.push_back(matching_->price(column) / step);
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
