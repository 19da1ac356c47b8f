// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_search.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE PackingSearch::PackingSearch(const PackingModel& model, const PackingCore& core,
                                            PackingBudget& budget)
    : model_(model),
      core_(core),
      budget_(budget),
      state_(model),
      choices_(model.rows()),
      demands_(model.rows()),
      potential_(model.resources(), 0),
      users_(model.resources()),
      at_(model.rows(), 0),
      open_(model.rows(), 1) {
    std::vector<std::uint64_t> most(model.resources(), 0);
    std::vector<Resource> touched;
    for (Resource r = 0; r < model.resources(); ++r)
        if (core.pattern().closed(r)) state_.close(r);
    for (Row row = 0; row < model.rows(); ++row) {
        for (const PackingCore::Entry& entry : core.entries(row))
            if (state_.fits(entry.option)) choices_[row].push_back({entry.regret, entry.option});
        if (!model.must()) {
            const std::int64_t out = core.regret(row, no_edge);
            if (out <= core.limit()) {
                const Choice stay{out, no_edge};
                const auto where = std::find_if(choices_[row].begin(), choices_[row].end(),
                                                [&](const Choice& c) { return c.regret > out; });
                choices_[row].insert(where, stay);
            }
        }
        touched.clear();
        for (const Choice& choice : choices_[row]) {
            if (choice.option == no_edge) continue;
            for (const Use& use : model.uses(choice.option)) {
                if (most[use.resource] == 0) touched.push_back(use.resource);
                most[use.resource] = std::max<std::uint64_t>(most[use.resource], use.amount);
            }
        }
        std::sort(touched.begin(), touched.end());
        for (const Resource r : touched) {
            demands_[row].push_back({r, most[r]});
            potential_[r] += most[r];
            users_[r].push_back(row);
            most[r] = 0;
        }
    }
}

/// In the solver's units: the price of what nobody can use any more, or of what is used beyond a minimum that
/// the bound pays for.
IQMATCH_INLINE base::Int128 PackingSearch::left_over(Resource r) const {
    if (core_.pattern().closed(r)) return 0;
    if (const std::int64_t price = core_.prices()[r]; price < 0) {
        const std::uint64_t minimum = model_.minimum(r), load = state_.load(r);
        return load > minimum ? static_cast<base::Int128>(load - minimum) * -price : base::Int128(0);
    }
    const std::uint64_t capacity = core_.pattern().capacity(model_, r),
                        reach = state_.load(r) + potential_[r];
    return capacity > reach ? static_cast<base::Int128>(capacity - reach) * core_.prices()[r]
                            : base::Int128(0);
}

IQMATCH_INLINE bool PackingSearch::allowed(Row row, EdgeIndex o) const {
    const std::uint32_t u = model_.unit_of(row);
    if (o != no_edge && !state_.fits(o)) return false;
    if (u == no_unit) return true;
    const PackingUnit& unit = model_.problem().units[u];
    for (const Row other : unit.rows) {
        if (other == row || open_[other] != 0) continue;
        const EdgeIndex held = state_.held(other);
        if (unit.all && (held == no_edge) != (o == no_edge)) return false;
        if (held != no_edge && o != no_edge &&
            !model_.within_reach(unit, model_.place(o), model_.place(held)))
            return false;
    }
    return true;
}

IQMATCH_INLINE bool PackingSearch::minima_reachable(Row row) const {
    return std::all_of(demands_[row].begin(), demands_[row].end(), [&](const Demand& demand) {
        const std::uint64_t load = state_.load(demand.resource);
        return (load == 0 && core_.pattern().of(demand.resource) != Opening::open) ||
               load + potential_[demand.resource] >= model_.minimum(demand.resource);
    });
}

IQMATCH_INLINE bool PackingSearch::advance_row(Row row) {
    auto& at = at_[row];
    const auto& choices = choices_[row];
    const std::uint32_t before = at;
    while (at < choices.size() && !allowed(row, choices[at].option)) ++at;
    work_ += at - before + 1;
    if (at == before) return true;
    steps_.push_back({row, before});
    if (at == choices.size()) return false;
    regret_ += choices[at].regret - choices[before].regret;
    return true;
}

IQMATCH_INLINE bool PackingSearch::advance(Row decided) {
    const EdgeIndex o = state_.held(decided);
    if (o != no_edge)
        for (const Use& use : model_.uses(o)) {
            // Nobody is in the way of anybody as long as there is room for all.
            if (state_.load(use.resource) + potential_[use.resource] <= model_.capacity(use.resource))
                continue;
            for (const Row row : users_[use.resource])
                if (open_[row] != 0 && !advance_row(row)) return false;
        }
    if (const std::uint32_t u = model_.unit_of(decided); u != no_unit)
        for (const Row row : model_.problem().units[u].rows)
            if (open_[row] != 0 && !advance_row(row)) return false;
    return true;
}

IQMATCH_INLINE void PackingSearch::keep_if_better() {
    if (any_ && state_.value() <= best_value_) return;
    best_value_ = state_.value();
    best_ = state_.all_held();
    found_ = any_ = true;
    const base::Int128 next = (best_value_ + gap_ + 1) * model_.scale();
    const base::Int128 loss = core_.bound() - next;
    most_loss_ = bounded_ ? std::min(most_loss_, loss) : loss;
    bounded_ = true;
}

/// Tries every choice of a row.
IQMATCH_INLINE void PackingSearch::decide(Row row) {
    const std::uint32_t first = at_[row];
    const auto& choices = choices_[row];
    open_[row] = 0;
    const base::Int128 left_at_least = left_;  // what the row uses itself is not left over
    for (const Demand& demand : demands_[row]) {
        left_ -= left_over(demand.resource);
        potential_[demand.resource] -= demand.amount;
        left_ += left_over(demand.resource);
    }
    regret_ -= choices[first].regret;
    for (std::uint32_t k = first; k < choices.size() && !ended_; ++k) {
        const Choice& choice = choices[k];
        ++work_;
        if (const base::Int128 loss = regret_ + left_at_least + choice.regret;
            bounded_ && loss > most_loss_) {
            if (!pruned_ || loss < least_pruned_) least_pruned_ = loss;
            pruned_ = true;
            break;
        }
        if (!allowed(row, choice.option)) continue;
        if (++nodes_ > most_nodes_ || work_ > most_work_) {
            ended_ = true;
            break;
        }
        if ((nodes_ & 63) == 0 && !budget_.spend(64)) {
            ended_ = true;
            break;
        }
        const base::Int128 left_before = left_;
        if (choice.option != no_edge) {
            for (const Use& use : model_.uses(choice.option)) left_ -= left_over(use.resource);
            state_.put(row, choice.option);
            for (const Use& use : model_.uses(choice.option)) left_ += left_over(use.resource);
        }
        regret_ += choice.regret;
        const std::size_t mark = steps_.size();
        const base::Int128 regret_before = regret_;
        if (minima_reachable(row) && advance(row)) explore();
        while (steps_.size() > mark) {
            at_[steps_.back().row] = steps_.back().before;
            steps_.pop_back();
        }
        regret_ = regret_before - choice.regret;
        if (choice.option != no_edge) state_.put(row, no_edge);
        left_ = left_before;
    }
    regret_ += choices[first].regret;
    for (const Demand& demand : demands_[row]) {
        left_ -= left_over(demand.resource);
        potential_[demand.resource] += demand.amount;
        left_ += left_over(demand.resource);
    }
    open_[row] = 1;
}

IQMATCH_INLINE void PackingSearch::explore() {
    if (bounded_ && regret_ + left_ > most_loss_) {
        if (!pruned_ || regret_ + left_ < least_pruned_) least_pruned_ = regret_ + left_;
        pruned_ = true;
        return;
    }
    // Whoever has most to lose by waiting decides next.
    Row next = model_.rows();
    std::int64_t most = -1;
    for (const Row row : free_) {
        if (open_[row] == 0) continue;
        ++work_;
        const auto& choices = choices_[row];
        const std::uint32_t at = at_[row];
        const std::int64_t lose =
            at + 1 == choices.size() ? PackingCore::no_limit : choices[at + 1].regret - choices[at].regret;
        if (lose > most) {
            most = lose;
            next = row;
        }
    }
    if (next == model_.rows()) {
        if (state_.short_of_minimum() == 0) keep_if_better();
        return;
    }
    decide(next);
}

/// Whoever has one choice takes it, before anything is tried; false if that cannot be.
IQMATCH_INLINE bool PackingSearch::decide_single() {
    bool again = true;
    while (again) {
        again = false;
        std::vector<Row> rest;
        for (const Row row : free_) {
            if (!advance_row(row)) return false;
            if (at_[row] + std::size_t(1) < choices_[row].size()) {
                rest.push_back(row);
                continue;
            }
            const EdgeIndex o = choices_[row][at_[row]].option;
            open_[row] = 0;
            for (const Demand& demand : demands_[row]) left_ -= left_over(demand.resource);
            for (const Demand& demand : demands_[row]) potential_[demand.resource] -= demand.amount;
            if (o != no_edge) state_.put(row, o);
            for (const Demand& demand : demands_[row]) left_ += left_over(demand.resource);
            if (!minima_reachable(row)) return false;
            again = true;
        }
        free_ = std::move(rest);
    }
    return true;
}

IQMATCH_INLINE bool PackingSearch::run(const Goal& goal, std::uint64_t nodes, std::uint64_t most_work) {
    any_ = goal.any;
    best_value_ = goal.value;
    gap_ = goal.gap;
    most_nodes_ = nodes;
    most_work_ = most_work;
    bounded_ = core_.limit() < PackingCore::no_limit;
    most_loss_ = core_.limit();
    if (any_) {
        const base::Int128 loss = core_.bound() - (best_value_ + gap_ + 1) * model_.scale();
        most_loss_ = bounded_ ? std::min(most_loss_, loss) : loss;
        bounded_ = true;
    }
    bool possible = true;
    for (Row row = 0; row < model_.rows(); ++row) {
        free_.push_back(row);
        if (choices_[row].empty())
            possible = false;
        else
            regret_ += choices_[row].front().regret;
    }
    for (Resource r = 0; r < model_.resources(); ++r) left_ += left_over(r);
    if (core_.limit() < PackingCore::no_limit) {  // the core left out what loses more
        pruned_ = true;
        least_pruned_ = core_.limit() + base::Int128(1);
    }
    for (Resource r = 0; r < model_.resources(); ++r)
        if (core_.pattern().of(r) == Opening::open && potential_[r] < model_.minimum(r)) possible = false;
    possible = possible && decide_single();
    if (free_.size() > most_free) return false;
    if (possible) explore();
    bound_ = any_ ? best_value_ : base::Int128(0);
    if (pruned_) {
        const base::Int128 rest = core_.bound() - least_pruned_, scale = model_.scale();
        const base::Int128 whole = rest / scale - (rest % scale < 0 ? 1 : 0);
        bound_ = any_ ? std::max(best_value_, whole) : whole;
    }
    return !ended_;
}

}  // namespace iqmatch::inline v0::graph::detail
