// SPDX-License-Identifier: Apache-2.0
/// @file
/// The match of a session where options use single places: exact after every change, and with as few people
/// moved as possible. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <optional>
#include <span>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// One option as the solver knows it.
struct SessionEdge {
    graph::Column column = 0;
    std::int64_t value = 0;  ///< in millionths
};

/// Weights are value · 2^21, and what is held counts `keep` · 2^21 + 1 more: among matches of equal value the
/// one that holds most wins. Exact because no session has 2^21 people.
class SessionSolver {
  public:
    static constexpr std::int64_t most_value = std::int64_t(1) << 35;
    static constexpr std::size_t most_people = std::size_t(1) << 21;

    /// Whether a problem is of this kind: single places, none twice for one person, values in range.
    [[nodiscard]] static bool fits(const tables::SelectionProblem& problem);

    /// What somebody held before, and what prices were: a start that is repaired where it has become wrong.
    struct Start {
        std::vector<std::optional<graph::Column>> held;  ///< per row
        std::vector<std::int64_t> prices;                ///< per column, in millionths
    };

    /// Rows are the candidates of `problem`, columns its resources and one more for options that use none.
    /// @throws base::UsageError for values or a `keep` out of range.
    SessionSolver(const tables::SelectionProblem& problem, std::int64_t keep, const Start* start,
                  const base::Control& control);

    graph::Row add(std::span<const SessionEdge> edges);
    void set(graph::Row row, std::span<const SessionEdge> edges);
    void remove(graph::Row row);
    void set_capacity(graph::Column column, std::uint64_t capacity);

    /// The rows that hold something else than after the last call, ascending. Their new places count as held
    /// from now on.
    struct Moved {
        graph::Row row;
        std::optional<graph::Column> before, after;
    };
    std::vector<Moved> settle(const base::Control& control);

    [[nodiscard]] graph::SolveStatus status() const { return status_; }
    /// As it was found, before new places counted as held.
    [[nodiscard]] base::Int128 value() const { return value_; }
    [[nodiscard]] base::Int128 bound() const { return bound_; }
    [[nodiscard]] std::optional<graph::Column> held(graph::Row row) const { return held_.at(row); }
    [[nodiscard]] graph::Column outside() const { return outside_; }
    /// Prices in millionths, as a start for another solver.
    [[nodiscard]] std::vector<std::int64_t> prices() const;

  private:
    [[nodiscard]] std::vector<graph::RowEdge<std::int64_t>> weighted(std::span<const SessionEdge> edges,
                                                                     std::optional<graph::Column> held) const;
    void add_to(graph::Row row, std::optional<graph::Column> column, std::int64_t more);
    void resolve(const base::Control& control);

    std::int64_t bonus_ = 0;  ///< what is held counts so much more
    graph::Column outside_ = 0;
    std::optional<graph::DynamicMatching<std::int64_t>> matching_;
    std::vector<std::optional<graph::Column>> held_;  ///< per row
    graph::SolveStatus status_ = graph::SolveStatus::feasible;
    base::Int128 value_ = 0, bound_ = 0;
};

}  // namespace iqmatch::inline v0::matching::detail
