// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/graph/live_packing.hpp>
#include <optional>
#include <utility>
#include "session_solver.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using graph::Row;

/// Weights are values; all options that are the proposal which a row held after the last settle() or
/// improve() count `keep` more.
class PackedSession final : public SessionSolver {
  public:
    PackedSession(const graph::PackingView& problem, const graph::Packing& start, std::int64_t keep,
                  std::vector<std::vector<std::uint32_t>> proposals)
        : packing_(problem, start), keep_(keep), proposals_(std::move(proposals)) {
        (void)packing_.settle({});
        note_values();
        if (keep_ == 0) return;
        kept_.resize(proposals_.size());
        for (Row row = 0; row < proposals_.size(); ++row) keep_what_is_held(row);
    }

    bool takes(std::span<const SessionOption>) const override { return true; }
    Row add(std::span<const SessionOption> options) override {
        const Row row = packing_.add_row(live(options, std::nullopt));
        if (keep_ == 0) return row;
        if (proposals_.size() <= row) {
            proposals_.resize(row + std::size_t(1));
            kept_.resize(row + std::size_t(1));
        }
        kept_[row].reset();
        note(row, options);
        return row;
    }
    void set(Row row, std::span<const SessionOption> options) override {
        packing_.set_row(row, live(options, keep_ == 0 ? std::nullopt : kept_[row]));
        if (keep_ != 0) note(row, options);
    }
    void remove(Row row) override {
        packing_.remove_row(row);
        if (keep_ == 0) return;
        kept_[row].reset();
        proposals_[row].clear();
    }
    std::optional<graph::Resource> add_resource(std::uint64_t capacity, std::uint64_t minimum) override {
        return packing_.add_resource(capacity, minimum);
    }
    void set_capacity(graph::Resource resource, std::uint64_t capacity) override {
        packing_.set_capacity(resource, capacity);
    }
    void set_minimum(graph::Resource resource, std::uint64_t minimum) override {
        packing_.set_minimum(resource, minimum);
    }
    void add_place(std::span<const std::uint32_t> minutes) override { packing_.add_place(minutes); }
    std::vector<Row> settle(const base::Control& control) override {
        status_ = packing_.settle(control);
        note_values();
        return keep_moved();
    }
    std::vector<Row> improve(std::uint64_t gap_e9, const base::Control& control) override {
        const graph::PackingArrays problem = packing_.problem();
        const graph::Packing known = packing_.packing();
        graph::PackingSettings settings;
        settings.gap_e9 = gap_e9;
        const graph::Packing better =
            graph::improve_packing(problem.view(), {known.chosen, known.prices}, settings, control);
        packing_.restart(better);
        // Who moved is told from settle() to settle(): nobody may go back unseen in the next one.
        (void)packing_.settle({});
        status_ = packing_.value() == better.bound ? graph::SolveStatus::optimal : better.status;
        note_values();
        // Where households were looked at as such it is lower.
        bound_ = std::min(bound_, better.bound);
        return keep_moved();
    }
    graph::SolveStatus status() const override {
        // What a change leaves to look at shows as the gap; nobody stopped it.
        return status_ == graph::SolveStatus::work_limit ? graph::SolveStatus::feasible : status_;
    }
    base::Int128 value() const override { return value_; }
    base::Int128 bound() const override { return bound_; }
    std::optional<std::uint32_t> held(Row row) const override { return packing_.chosen(row); }
    std::vector<std::int64_t> prices() const override {
        std::vector<std::int64_t> out;
        for (graph::Resource r = 0; r < packing_.resource_count(); ++r) out.push_back(packing_.price(r));
        return out;
    }

  private:
    void note_values() {
        value_ = packing_.value();
        bound_ = packing_.bound();
    }
    void note(Row row, std::span<const SessionOption> options) {
        proposals_[row].clear();
        for (const SessionOption& option : options) proposals_[row].push_back(option.proposal);
    }
    [[nodiscard]] std::vector<graph::LiveOption> live(std::span<const SessionOption> options,
                                                      std::optional<std::uint32_t> kept) const {
        std::vector<graph::LiveOption> out;
        out.reserve(options.size());
        for (const SessionOption& option : options)
            out.push_back({option.value + (kept == option.proposal ? keep_ : 0), option.uses, option.place});
        return out;
    }
    /// What is held now counts more from now on, and what was held before no longer. Value and bound of the
    /// batch stay as they were noted.
    std::vector<Row> keep_moved() {
        std::vector<Row> moved = packing_.moved();
        if (keep_ != 0)
            for (const Row row : moved) keep_what_is_held(row);
        return moved;
    }
    void keep_what_is_held(Row row) {
        const auto held = packing_.chosen(row);
        const std::optional<std::uint32_t> now = held ? std::optional(proposals_[row][*held]) : std::nullopt;
        const auto before = std::exchange(kept_[row], now);
        if (before == now) return;
        for (std::uint32_t k = 0; k < proposals_[row].size(); ++k) {
            const std::int64_t more =
                (now == proposals_[row][k] ? keep_ : 0) - (before == proposals_[row][k] ? keep_ : 0);
            if (more != 0) packing_.set_weight(row, k, packing_.weight(row, k) + more);
        }
    }

    graph::LivePacking packing_;
    std::int64_t keep_;
    std::vector<std::vector<std::uint32_t>> proposals_;  ///< per row and option; empty without keep_
    std::vector<std::optional<std::uint32_t>> kept_;     ///< per row: the proposal that counts more
    graph::SolveStatus status_ = graph::SolveStatus::feasible;
    base::Int128 value_ = 0, bound_ = 0;  ///< as found, before other proposals counted as held
};

}  // namespace

std::unique_ptr<SessionSolver> packed_session(const tables::SelectionProblem& problem,
                                              const SessionStart& start, std::int64_t keep,
                                              std::vector<std::uint32_t> proposals) {
    graph::Packing known;
    known.chosen = start.held;
    known.prices = start.prices;
    graph::PackingView view{problem.offsets,    problem.values,     problem.use_offsets, problem.use_lists,
                            problem.capacities, problem.minima,     problem.units,       problem.places,
                            problem.distances,  problem.place_count};
    std::vector<std::uint64_t> offsets{0};
    std::vector<graph::Use> uses;
    if (problem.has_single_uses()) {
        for (const tables::ResourceIndex resource : problem.uses) {
            if (resource != tables::no_resource) uses.push_back({resource, 1});
            offsets.push_back(uses.size());
        }
        view.use_offsets = offsets;
        view.uses = uses;
    }
    std::vector<std::vector<std::uint32_t>> per_row;
    if (keep != 0)
        for (std::size_t c = 0; c < problem.candidate_count(); ++c)
            per_row.emplace_back(proposals.begin() + static_cast<std::ptrdiff_t>(problem.offsets[c]),
                                 proposals.begin() + static_cast<std::ptrdiff_t>(problem.offsets[c + 1]));
    return std::make_unique<PackedSession>(view, known, keep, std::move(per_row));
}

}  // namespace iqmatch::inline v0::matching::detail
