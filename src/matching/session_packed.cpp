// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/live_packing.hpp>
#include <optional>
#include <utility>
#include "session_solver.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using graph::Row;

class PackedSession final : public SessionSolver {
  public:
    PackedSession(const graph::PackingView& problem, const graph::Packing& start) : packing_(problem, start) {
        (void)packing_.settle({});
    }

    bool takes(std::span<const SessionOption>) const override { return true; }
    Row add(std::span<const SessionOption> options) override { return packing_.add_row(live(options)); }
    void set(Row row, std::span<const SessionOption> options) override {
        packing_.set_row(row, live(options));
    }
    void remove(Row row) override { packing_.remove_row(row); }
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
        proved_.reset();
        status_ = packing_.settle(control);
        return packing_.moved();
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
        proved_ = better.bound;
        return packing_.moved();
    }
    graph::SolveStatus status() const override {
        // What a change leaves to look at shows as the gap; nobody stopped it.
        return status_ == graph::SolveStatus::work_limit ? graph::SolveStatus::feasible : status_;
    }
    base::Int128 value() const override { return packing_.value(); }
    base::Int128 bound() const override { return proved_.value_or(packing_.bound()); }
    std::optional<std::uint32_t> held(Row row) const override { return packing_.chosen(row); }
    std::vector<std::int64_t> prices() const override {
        std::vector<std::int64_t> out;
        for (graph::Resource r = 0; r < packing_.resource_count(); ++r) out.push_back(packing_.price(r));
        return out;
    }

  private:
    static std::vector<graph::LiveOption> live(std::span<const SessionOption> options) {
        std::vector<graph::LiveOption> out;
        out.reserve(options.size());
        for (const SessionOption& option : options) out.push_back({option.value, option.uses, option.place});
        return out;
    }

    graph::LivePacking packing_;
    graph::SolveStatus status_ = graph::SolveStatus::feasible;
    std::optional<base::Int128> proved_;  ///< where households were looked at as such: below packing_.bound()
};

}  // namespace

std::unique_ptr<SessionSolver> packed_session(const tables::SelectionProblem& problem,
                                              const SessionStart& start) {
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
    return std::make_unique<PackedSession>(view, known);
}

}  // namespace iqmatch::inline v0::matching::detail
