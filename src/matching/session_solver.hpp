// SPDX-License-Identifier: Apache-2.0
/// @file
/// The match of a session in numbers: people as rows, options as what they use. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// One option as the solver knows it.
struct SessionOption {
    std::int64_t value = 0;  ///< in millionths
    std::span<const graph::Use> uses;
    graph::Place place = graph::no_place;  ///< of work, where the person stays with others
    /// Options with the same number are the same proposal, with another start or plan; for packed_session().
    std::uint32_t proposal = 0;
};

/// Follows changes. Rows keep their numbers; the options of a row are known by their place in its list.
class SessionSolver {
  public:
    virtual ~SessionSolver() = default;

    /// Whether these options can be followed by this kind of solver.
    [[nodiscard]] virtual bool takes(std::span<const SessionOption> options) const = 0;
    virtual graph::Row add(std::span<const SessionOption> options) = 0;
    virtual void set(graph::Row row, std::span<const SessionOption> options) = 0;
    virtual void remove(graph::Row row) = 0;
    /// The number of a resource that is new; empty where none can come.
    virtual std::optional<graph::Resource> add_resource(std::uint64_t capacity, std::uint64_t minimum) = 0;
    virtual void set_capacity(graph::Resource resource, std::uint64_t capacity) = 0;
    virtual void set_minimum(graph::Resource resource, std::uint64_t minimum) = 0;
    /// One place more, so many minutes from those known. Only where people stay together.
    virtual void add_place(std::span<const std::uint32_t>) {}

    /// Matches again. The rows that hold something else than before, ascending.
    virtual std::vector<graph::Row> settle(const base::Control& control) = 0;

    /// Looks further than settle() does, until the gap is reached or nothing more is found. Where that is
    /// nothing, nothing moves.
    virtual std::vector<graph::Row> improve(std::uint64_t, const base::Control&) { return {}; }

    [[nodiscard]] virtual graph::SolveStatus status() const = 0;
    [[nodiscard]] virtual base::Int128 value() const = 0;
    [[nodiscard]] virtual base::Int128 bound() const = 0;
    /// The option that a row holds.
    [[nodiscard]] virtual std::optional<std::uint32_t> held(graph::Row row) const = 0;
    /// Per resource, in millionths: a start for another solver.
    [[nodiscard]] virtual std::vector<std::int64_t> prices() const = 0;
};

/// What was held and paid before, per candidate and resource of a problem.
struct SessionStart {
    std::vector<tables::OptionIndex> held;
    std::vector<std::int64_t> prices;
};

/// For options that use single places: exact after every change, and of all matches of equal value one that
/// keeps most of what is held. `keep` is what that counts in value. Empty where the problem is of another
/// kind: several uses, a place twice for one person, values beyond 2^35 millionths, 2^21 people or more.
/// @throws base::UsageError for a `keep` out of range.
[[nodiscard]] std::unique_ptr<SessionSolver> exact_session(const tables::SelectionProblem& problem,
                                                           std::int64_t keep, const SessionStart* start,
                                                           const base::Control& control);

/// For any options: value and a bound that holds, starting from a selection. Takes the problem as it is.
/// Keeping a proposal counts `keep` in value and bound of what follows.
/// @param proposals per option as SessionOption::proposal; empty where `keep` is 0.
[[nodiscard]] std::unique_ptr<SessionSolver> packed_session(const tables::SelectionProblem& problem,
                                                            const SessionStart& start, std::int64_t keep,
                                                            std::vector<std::uint32_t> proposals);

}  // namespace iqmatch::inline v0::matching::detail
