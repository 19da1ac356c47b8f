// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_chains.hpp>
#include <iqmatch/graph/detail/packing_units.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_units {

class Placing {
  public:
    Placing(const PackingModel& model, const PackingCore& core, const PackingUnit& unit, PackingState& state)
        : model_(model), core_(core), unit_(unit), state_(state), held_(unit.rows.size(), no_edge) {}

    [[nodiscard]] bool run() {
        explore(0, 0);
        if (!any_) return false;
        for (std::size_t k = 0; k < held_.size(); ++k) state_.put(unit_.rows[k], held_[k]);
        return true;
    }

  private:
    void explore(std::size_t k, base::Int128 regret) {
        if (any_ && regret >= least_) return;
        if (tries_++ > 3000) return;
        if (k == held_.size()) {
            any_ = true;
            least_ = regret;
            for (std::size_t j = 0; j < k; ++j) held_[j] = state_.held(unit_.rows[j]);
            return;
        }
        const Row row = unit_.rows[k];
        for (const PackingCore::Entry& entry : core_.entries(row)) {
            if (any_ && regret + entry.regret >= least_) break;
            if (!state_.fits(entry.option) || !state_.near_its_unit(row, entry.option)) continue;
            state_.put(row, entry.option);
            explore(k + 1, regret + entry.regret);
            state_.put(row, no_edge);
        }
        if (!model_.must() && !unit_.all) explore(k + 1, regret + core_.regret(row, no_edge));
    }

    const PackingModel& model_;
    const PackingCore& core_;
    const PackingUnit& unit_;
    PackingState& state_;
    std::vector<EdgeIndex> held_;
    base::Int128 least_ = 0;
    bool any_ = false;
    int tries_ = 0;
};

/// Moves that can be taken back.
class Trial {
  public:
    Trial(const PackingModel& model, const PackingCore& core, PackingState& state)
        : model_(model), core_(core), state_(state) {}

    void put(Row row, EdgeIndex o) {
        moves_.push_back({row, state_.held(row), o});
        state_.put(row, o);
    }
    void undo() {
        for (auto move = moves_.rbegin(); move != moves_.rend(); ++move) state_.put(move->row, move->before);
    }
    void redo() {
        for (const Move& move : moves_) state_.put(move.row, move.after);
    }
    /// Takes everybody out of a resource, whole units at a time where these must not break, and places them
    /// elsewhere as far as something fits.
    void empty(Resource r) {
        std::vector<Row> out;
        while (!state_.holders(r).empty()) {
            const Row row = state_.holders(r).back().row;
            const std::uint32_t u = model_.unit_of(row);
            if (u != no_unit && model_.problem().units[u].all) {
                for (const Row one : model_.problem().units[u].rows)
                    if (state_.held(one) != no_edge) put(one, no_edge);
            } else {
                put(row, no_edge);
                if (u == no_unit) out.push_back(row);
            }
        }
        for (const Row row : out)
            for (const PackingCore::Entry& entry : core_.entries(row))
                if (state_.fits(entry.option)) {
                    put(row, entry.option);
                    break;
                }
    }
    /// Moves rows into a resource, the least loss first, until its minimum is reached.
    [[nodiscard]] bool fill(Resource r) {
        struct Way {
            base::Int128 loss;
            Row row;
            EdgeIndex option;
        };
        std::vector<Way> ways;
        for (const PackingCore::User& user : core_.users(r)) {
            if (model_.unit_of(user.row) != no_unit || holds(user.row, r)) continue;
            const base::Int128 loss =
                base::Int128(user.regret) - core_.regret(user.row, state_.held(user.row));
            ways.push_back({loss, user.row, user.option});
        }
        std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
            return a.loss != b.loss ? a.loss < b.loss : a.option < b.option;
        });
        for (const Way& way : ways) {
            if (!state_.falls_short(r)) break;
            if (holds(way.row, r)) continue;
            const EdgeIndex now = state_.held(way.row);
            if (now != no_edge) {
                const auto uses = model_.uses(now);
                if (std::any_of(uses.begin(), uses.end(), [&](const Use& use) {
                        const std::uint64_t left = state_.load(use.resource) - use.amount;
                        return left > 0 && left < model_.minimum(use.resource);
                    }))
                    continue;
                state_.put(way.row, no_edge);
            }
            const bool fits = state_.fits(way.option);
            if (now != no_edge) state_.put(way.row, now);
            if (fits) put(way.row, way.option);
        }
        return state_.load(r) > 0 && !state_.falls_short(r);
    }

  private:
    struct Move {
        Row row;
        EdgeIndex before, after;
    };
    [[nodiscard]] bool holds(Row row, Resource r) const {
        if (state_.held(row) == no_edge) return false;
        const auto uses = model_.uses(state_.held(row));
        return std::any_of(uses.begin(), uses.end(), [&](const Use& use) { return use.resource == r; });
    }

    const PackingModel& model_;
    const PackingCore& core_;
    PackingState& state_;
    std::vector<Move> moves_;
};

}  // namespace packing_units

IQMATCH_INLINE bool place_unit(const PackingModel& model, const PackingCore& core, std::uint32_t unit,
                               PackingState& state) {
    return packing_units::Placing(model, core, model.problem().units[unit], state).run();
}

IQMATCH_INLINE void dissolve_broken_units(const PackingModel& model, PackingState& state) {
    for (const PackingUnit& unit : model.problem().units) {
        if (!unit.all) continue;
        const auto placed = std::count_if(unit.rows.begin(), unit.rows.end(),
                                          [&](Row row) { return state.held(row) != no_edge; });
        if (static_cast<std::size_t>(placed) == unit.rows.size()) continue;
        for (const Row row : unit.rows) state.put(row, no_edge);
    }
}

IQMATCH_INLINE void fill_up(const PackingModel& model, const PackingCore& core, PackingState& state) {
    struct Offer {
        std::int64_t gain;  ///< what staying out regrets more
        Row row;
    };
    std::vector<Offer> order;
    for (Row row = 0; row < model.rows(); ++row)
        if (state.held(row) == no_edge && !core.entries(row).empty()) {
            const std::int64_t out = core.regret(row, no_edge);
            order.push_back({out - core.entries(row).front().regret, row});
        }
    std::sort(order.begin(), order.end(), [](const Offer& a, const Offer& b) {
        return a.gain != b.gain ? a.gain > b.gain : a.row < b.row;
    });
    for (const Offer& offer : order) {
        if (state.held(offer.row) != no_edge) continue;
        const std::uint32_t u = model.unit_of(offer.row);
        if (u != no_unit && model.problem().units[u].all) {
            (void)place_unit(model, core, u, state);
            continue;
        }
        for (const PackingCore::Entry& entry : core.entries(offer.row))
            if (state.fits(entry.option) && state.near_its_unit(offer.row, entry.option)) {
                state.put(offer.row, entry.option);
                break;
            }
    }
}

IQMATCH_INLINE void settle_minima(const PackingModel& model, const PackingCore& core, PackingState& state,
                                  PackingBudget& budget) {
    // What was filled may be emptied again for another's sake, so that only closing is sure to end.
    for (std::size_t turns = 0; state.short_of_minimum() > 0; ++turns) {
        Resource worst = model.resources();
        std::uint64_t missing = 0;
        for (Resource r = 0; r < model.resources(); ++r)
            if (state.falls_short(r) &&
                (worst == model.resources() || model.minimum(r) - state.load(r) > missing)) {
                worst = r;
                missing = model.minimum(r) - state.load(r);
            }
        if (!budget.spend(core.users(worst).size() + model.resources())) return;
        const std::size_t before = state.short_of_minimum();
        packing_units::Trial filled(model, core, state), closed(model, core, state);
        const bool could = turns < 4 * std::size_t(model.resources()) && filled.fill(worst) &&
                           state.short_of_minimum() < before;
        const base::Int128 value = state.value();
        const std::size_t placed = state.placed();
        filled.undo();
        // Chains may do what single moves cannot, or not as well.
        PackingState chained = state;
        const bool able = turns < 4 * std::size_t(model.resources()) &&
                          PackingChains(model, core, chained, budget).fill(worst, 20'000) &&
                          chained.missing() < state.missing();
        state.close(worst);
        closed.empty(worst);
        const auto worse = [&](std::size_t other, base::Int128 theirs) {
            return (model.must() && other < state.placed()) || theirs <= state.value();
        };
        if (able && (!could || chained.value() > value) && !worse(chained.placed(), chained.value())) {
            state = chained;
            continue;
        }
        if (!could || worse(placed, value)) continue;
        closed.undo();
        state.open(worst);
        filled.redo();
    }
    fill_up(model, core, state);
}

}  // namespace iqmatch::inline v0::graph::detail
