// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_chains.hpp>
#include <iqmatch/graph/detail/packing_greedy.hpp>
#include <iqmatch/graph/detail/packing_search.hpp>
#include <iqmatch/graph/detail/packing_solve.hpp>
#include <iqmatch/graph/detail/packing_units.hpp>
#include <utility>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE base::Int128 PackingSolve::allowed_gap() const {
    const base::Int128 size = std::max<base::Int128>(best_value_ < 0 ? -best_value_ : best_value_, 1);
    constexpr std::uint64_t whole = 1'000'000'000;
    const std::uint64_t share = std::min(settings_.gap_e9, whole);
    return size / whole * share + size % whole * share / whole;
}

IQMATCH_INLINE bool PackingSolve::good_enough() const {
    return any_ && complete() && bound_ - best_value_ <= allowed_gap();
}

IQMATCH_INLINE void PackingSolve::offer(const std::vector<EdgeIndex>& chosen) {
    base::Int128 value = 0;
    std::size_t placed = 0;
    for (const EdgeIndex o : chosen) {
        if (o == no_edge) continue;
        value += model_.weight(o);
        ++placed;
    }
    if (any_ && model_.must() && placed < best_placed_) return;
    if (any_ && (!model_.must() || placed == best_placed_) && value <= best_value_) return;
    any_ = true;
    best_ = chosen;
    best_value_ = value;
    best_placed_ = placed;
}

IQMATCH_INLINE void PackingSolve::offer(const PackingState& state) {
    offer(state.all_held());
}

/// Takes prices over if they prove more, and the relaxed answer at them.
IQMATCH_INLINE void PackingSolve::adopt(const PackingPrices& prices) {
    relaxed_ = prices.best_chosen();
    const base::Int128 bound = bound_;
    std::vector<std::int64_t> fine = std::exchange(fine_prices_, prices.best()), whole = prices_;
    take_prices();
    if (whole.empty() || bound_ <= bound) return;
    fine_prices_ = std::move(fine);
    prices_ = std::move(whole);
    bound_ = bound;
}

IQMATCH_INLINE void PackingSolve::find_prices() {
    oracle_ = make_packing_oracle(model_, budget_);
    PackingPrices prices(model_, *oracle_);
    // A selection is tried as soon as one good enough may come of it, and again after more questions.
    const double goal = static_cast<double>(settings_.gap_e9) * 1e-9;
    int next = 10;
    bool broken = false;
    double before = 0;
    while (prices.improve()) {
        const double bound = prices.best_bound(), size = std::max(1.0, bound < 0 ? -bound : bound);
        const bool slow = prices.questions() > 5 && before - bound <= goal * size;
        before = bound;
        if (goal <= 0 || prices.questions() < next || !slow) continue;
        next = prices.questions() * 3 / 2;
        adopt(prices);
        if (!broken && prices.imbalance() > 0.15 * size) {
            broken = true;
            break_ties(*oracle_, prices.typical());
        } else {
            find_selection(budget_.work() / 25);
        }
        if (budget_.stopped() || good_enough()) return;
        if (any_ && bound_ - best_value_ <= 3 * allowed_gap()) next = prices.questions() + 5;
    }
    adopt(prices);
    if (budget_.stopped()) return;
    find_selection(6 * model_.options() + 1'000'000);
    if (!broken && !good_enough() && prices.imbalance() > 0) break_ties(*oracle_, prices.typical());
}

/// Asks until a few questions in a row bring next to nothing.
IQMATCH_INLINE void PackingSolve::sharpen(PackingPrices& prices) {
    double before = 0;
    int calm = 0;
    while (calm < 3 && prices.improve()) {
        const double bound = prices.best_bound(), size = std::max(1.0, bound < 0 ? -bound : bound);
        calm = before - bound <= 1e-5 * size && before > 0 ? calm + 1 : 0;
        before = bound;
    }
}

/// Prices of the problem with slightly other weights have an answer that nearly fits, which is a good start
/// in the problem itself.
IQMATCH_INLINE void PackingSolve::break_ties(PackingOracle& oracle, double typical) {
    oracle.blur(static_cast<std::int64_t>(typical / 1000) + 1);
    PackingPrices blurred(model_, oracle, fine_prices_);
    sharpen(blurred);
    oracle.blur(0);
    if (budget_.stopped()) return;
    adopt(blurred);
    find_selection(6 * model_.options() + 1'000'000);
}

/// Whole prices of all resources and what they prove. Resources of capacity 0, which the solver never saw,
/// cost as much as it takes for nobody to want them.
IQMATCH_INLINE void PackingSolve::take_prices() {
    const std::int64_t scale = model_.scale();
    prices_.assign(model_.resources(), 0);
    for (Resource r = 0; r < model_.resources(); ++r) prices_[r] = (fine_prices_[r] + scale / 2) / scale;
    const auto net = [&](EdgeIndex o) {
        base::Int128 sum = problem_.weights[o];
        for (const Use& use : problem_.uses_of(o))
            sum -= static_cast<base::Int128>(prices_[use.resource]) * use.amount;
        return sum;
    };
    for (Row row = 0; row < model_.rows(); ++row) {
        if (model_.end(row) - model_.begin(row) == problem_.offsets[row + 1] - problem_.offsets[row])
            continue;
        std::optional<base::Int128> best;
        if (!model_.must()) best = 0;
        for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o)
            if (const base::Int128 one = net(model_.source(o)); !best || one > *best) best = one;
        if (!best) continue;
        for (EdgeIndex o = problem_.offsets[row]; o < problem_.offsets[row + 1]; ++o)
            for (const Use& use : problem_.uses_of(o)) {
                if (problem_.capacities[use.resource] > 0) continue;
                const base::Int128 over = net(o) - *best;
                if (over <= 0) break;
                constexpr base::Int128 most = (base::Int128(1) << 62) - 1;
                prices_[use.resource] = static_cast<std::int64_t>(std::min(
                    most, prices_[use.resource] + (over + use.amount - 1) / base::Int128(use.amount)));
                break;
            }
    }
    bound_ = proved_packing_bound(problem_, prices_);
}

/// What the relaxed answer and the capacities have in common, filled up.
IQMATCH_INLINE PackingState PackingSolve::start(const PackingCore& core,
                                                const std::vector<EdgeIndex>& wanted) const {
    PackingState state(model_);
    for (Resource r = 0; r < model_.resources(); ++r)
        if (core.pattern().closed(r)) state.close(r);
    // Where units chose together, their choices keep their rules as far as they fit.
    for (const PackingUnit& unit : problem_.units) {
        for (const Row row : unit.rows)
            if (wanted[row] != no_edge && state.fits(wanted[row]) && state.near_its_unit(row, wanted[row]))
                state.put(row, wanted[row]);
        const bool broken = unit.all && std::any_of(unit.rows.begin(), unit.rows.end(),
                                                    [&](Row row) { return state.held(row) == no_edge; });
        for (const Row row : unit.rows)
            if (broken) state.put(row, no_edge);
    }
    std::vector<std::pair<std::int64_t, Row>> order;
    for (Row row = 0; row < wanted.size(); ++row) {
        if (wanted[row] == no_edge || model_.unit_of(row) != no_unit) continue;
        // What the row loses if it must do something else.
        std::int64_t next = model_.must() ? PackingCore::no_limit : core.regret(row, no_edge);
        for (const PackingCore::Entry& entry : core.entries(row))
            if (entry.option != wanted[row]) {
                next = std::min(next, entry.regret);
                break;
            }
        order.emplace_back(next - core.regret(row, wanted[row]), row);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (const auto& [loss, row] : order)
        if (state.fits(wanted[row])) state.put(row, wanted[row]);
    fill_up(model_, core, state);
    return state;
}

/// The least value that is good enough at today's bound.
IQMATCH_INLINE base::Int128 PackingSolve::enough() const {
    constexpr base::Int128 whole = 1'000'000'000;
    if (bound_ <= 0) return bound_;
    // value + value · share >= bound
    return (bound_ * whole + whole + settings_.gap_e9 - 1) / (whole + settings_.gap_e9);
}

IQMATCH_INLINE PackingState PackingSolve::state_of(const std::vector<EdgeIndex>& chosen) const {
    PackingState state(model_);
    for (Row row = 0; row < model_.rows(); ++row)
        if (chosen[row] != no_edge) state.put(row, chosen[row]);
    return state;
}

/// What loses more than this is seldom of use to a good selection.
IQMATCH_INLINE std::int64_t PackingSolve::narrow_limit() const {
    if (model_.must() || model_.options() <= 20'000) return PackingCore::no_limit;
    const base::Int128 typical = bound_ / model_.rows() * model_.scale();
    return static_cast<std::int64_t>(std::min<base::Int128>(typical / 5 + 1, PackingCore::no_limit));
}

IQMATCH_INLINE void PackingSolve::find_selection(std::uint64_t most_work) {
    const PackingCore core(model_, fine_prices_, narrow_limit());
    if (budget_.spend(core.work())) select(core, relaxed_, most_work);
}

IQMATCH_INLINE void PackingSolve::select(const PackingCore& core, const std::vector<EdgeIndex>& wanted,
                                         std::uint64_t most_work) {
    PackingState state = start(core, wanted);
    const bool bound_by_rules = !problem_.minima.empty() || !problem_.units.empty();
    {
        PackingChains chains(model_, core, state, budget_);
        chains.run(most_work, enough());
    }
    if (bound_by_rules) {
        dissolve_broken_units(model_, state);
        settle_minima(model_, core, state, budget_);
        take_back(model_, state);
        PackingChains chains(model_, core, state, budget_);
        chains.run(most_work, enough());
        take_back(model_, state);
    }
    // What was found before may gain by what is known now.
    if (any_ && complete() && state.value() < best_value_) improve_best(core, most_work / 2);
    offer(state);
}

IQMATCH_INLINE void PackingSolve::improve_best(const PackingCore& core, std::uint64_t most_work) {
    PackingState state = state_of(best_);
    PackingChains chains(model_, core, state, budget_);
    chains.run(most_work, enough());
    take_back(model_, state);
    offer(state);
}

/// Where minima decide much, the prices, which know nothing of them, may suggest less than no prices at all.
IQMATCH_INLINE void PackingSolve::improve_greedy() {
    const PackingCore core(model_, fine_prices_, narrow_limit());
    if (!budget_.spend(core.work())) return;
    PackingState state = greedy_state(model_);
    for (Resource r = 0; r < model_.resources(); ++r)
        if (model_.minimum(r) <= model_.capacity(r)) state.open(r);
    PackingChains chains(model_, core, state, budget_);
    chains.run(model_.options() + 200'000, enough());
    take_back(model_, state);
    offer(state);
}

/// Minima that the prices leave out of account: proves more, and finds selections by the way.
IQMATCH_INLINE void PackingSolve::branch() {
    const std::uint64_t scope = std::min<std::uint64_t>(settings_.search_nodes, 10'000'000);
    // Minima are few, so that a tree over them ends; one over options seldom does.
    const std::uint64_t share = model_.has_minima()
                                    ? std::min<std::uint64_t>(2'500, 200 + model_.options() / 20)
                                    : std::min<std::uint64_t>(500, 100 + model_.options() / 50);
    const auto goal = [&] { return (best_value_ + allowed_gap()) * model_.scale() + (model_.scale() - 1); };
    PackingBranch tree(
        model_, budget_, *oracle_, [&](const PackingBranch::Leaf& leaf) { return try_leaf(leaf); }, goal);
    // What the whole prices prove counts units as they are, which the regrets of single rows do not.
    const base::Int128 root = std::min<base::Int128>(PackingCore(model_, fine_prices_, 0).bound(),
                                                     bound_ * model_.scale() + model_.scale() - 1);
    tree.run(fine_prices_, root, scope / 20 + 1, share * scope);
    const base::Int128 scale = model_.scale(), fine = tree.bound();
    const base::Int128 whole = fine / scale - (fine % scale < 0 ? 1 : 0);
    const base::Int128 proved = std::max(whole, best_value_);
    search_bound_ = search_bound_ ? std::min(*search_bound_, proved) : proved;
    if (*search_bound_ <= best_value_ + allowed_gap()) searched_all_ = true;
}

IQMATCH_INLINE std::optional<base::Int128> PackingSolve::try_leaf(const PackingBranch::Leaf& leaf) {
    {
        const PackingCore core(model_, leaf.prices, narrow_limit(), leaf.pattern);
        if (!budget_.spend(core.work())) return {};
        select(core, leaf.chosen, model_.options() + 200'000);
    }
    if (!leaf.search || budget_.stopped()) return {};
    return search_leaf(leaf);
}

/// Goes through the selections of a leaf that lose little against its bound.
IQMATCH_INLINE std::optional<base::Int128> PackingSolve::search_leaf(const PackingBranch::Leaf& leaf) {
    const base::Int128 scale = model_.scale();
    const base::Int128 bound = PackingCore(model_, leaf.prices, 0, leaf.pattern).bound();
    std::optional<base::Int128> proved;
    for (const std::int64_t part : {64, 16, 4, 2, 1}) {
        const base::Int128 gap = allowed_gap(), loss = bound - (best_value_ + gap + 1) * scale;
        if (loss < 0) return best_value_ * scale + gap * scale + scale - 1;
        const PackingCore core(
            model_, leaf.prices,
            static_cast<std::int64_t>(std::min<base::Int128>(loss / part, PackingCore::no_limit)),
            leaf.pattern);
        if (!budget_.spend(2 * core.work())) return proved;
        PackingSearch search(model_, core, budget_);
        const std::uint64_t share = settings_.search_nodes / 16;
        const bool ended = search.run({best_value_, any_, gap}, share, 1'000'000 + 300 * share);
        if (search.found()) offer(search.best());
        if (!ended) return proved;
        proved = std::max(search.bound(), best_value_) * scale + scale - 1;
    }
    return proved;
}

/// Looks for selections that lose little against the bound first: few options come into question then, and
/// finding none lowers the bound.
IQMATCH_INLINE void PackingSolve::search() {
    const base::Int128 scale = model_.scale();
    const base::Int128 fine_bound = PackingCore(model_, fine_prices_, 0).bound();
    if (!any_) best_value_ = 0;
    std::uint64_t nodes = settings_.search_nodes;
    for (const std::int64_t part : {256, 64, 16, 8, 4, 2, 1}) {
        const bool any = any_ && complete();
        const base::Int128 gap = any ? allowed_gap() : base::Int128(0);
        base::Int128 loss = PackingCore::no_limit;
        if (any) {
            loss = fine_bound - (best_value_ + gap + 1) * scale;
            if (loss < 0) {
                searched_all_ = true;
                search_bound_ = best_value_ + gap;
                return;
            }
        } else if (part > 1) {
            loss = fine_bound < 0 ? -fine_bound : fine_bound;
        }
        if (part > 1 && model_.options() < 100) continue;
        loss = part > 1 ? loss / part : loss;
        const PackingCore core(
            model_, fine_prices_,
            static_cast<std::int64_t>(std::min<base::Int128>(loss, PackingCore::no_limit)));
        if (!budget_.spend(2 * core.work())) return;
        PackingSearch search(model_, core, budget_);
        const std::uint64_t share = part > 1 ? settings_.search_nodes / 8 : nodes;
        const bool ended = search.run({best_value_, any, gap}, share, 1'000'000 + 300 * share);
        nodes -= std::min(nodes, search.nodes());
        if (search.found()) {
            any_ = false;
            offer(search.best());
        }
        if (budget_.stopped()) return;
        if (!ended) continue;
        const bool nothing_left = core.limit() == PackingCore::no_limit;
        if (!any_ || !complete()) {
            searched_all_ = nothing_left;
            continue;
        }
        const base::Int128 proved = std::max(search.bound(), best_value_);
        search_bound_ = search_bound_ ? std::min(*search_bound_, proved) : proved;
        if (*search_bound_ <= best_value_ + allowed_gap()) {
            searched_all_ = true;
            return;
        }
    }
}

/// What of a start keeps every rule of the problem.
IQMATCH_INLINE PackingState PackingSolve::fitting(const PackingStart& start) const {
    PackingState state(model_);
    for (Row row = 0; row < model_.rows(); ++row)
        for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o)
            if (model_.source(o) == start.chosen[row] && state.fits(o) && state.near_its_unit(row, o))
                state.put(row, o);
    dissolve_broken_units(model_, state);
    take_back(model_, state);
    return state;
}

IQMATCH_INLINE Packing PackingSolve::improve(const PackingStart& start) {
    fine_prices_.resize(model_.resources());
    constexpr base::Int128 most = (base::Int128(1) << 62) - 1;
    for (Resource r = 0; r < model_.resources(); ++r)
        fine_prices_[r] =
            static_cast<std::int64_t>(std::min(most, base::Int128(start.prices[r]) * model_.scale()));
    offer(fitting(start));
    take_prices();  // what a limit leaves standing
    oracle_ = make_packing_oracle(model_, budget_);
    PackingPrices prices(model_, *oracle_, fine_prices_);
    sharpen(prices);
    adopt(prices);
    const PackingCore core(model_, fine_prices_, narrow_limit());
    if (!budget_.stopped() && budget_.spend(core.work())) {
        const std::uint64_t most_work = 6 * model_.options() + 1'000'000;
        improve_best(core, most_work);
        select(core, relaxed_, most_work);
    }
    return finish({});
}

IQMATCH_INLINE Packing PackingSolve::run() {
    std::optional<PackingWitness> witness;
    // Whether somebody cannot be placed for a simple reason is not subject to limits.
    if (model_.must()) witness = packing_witness(problem_);
    fine_prices_.assign(model_.resources(), 0);
    if (!witness) {
        find_prices();
        if (!any_) offer(greedy_state(model_));
        if (model_.has_minima() && !model_.must() && !budget_.stopped()) improve_greedy();
        if (!budget_.stopped() && !good_enough() && model_.has_minima() && !model_.must()) branch();
        if (!budget_.stopped() && !good_enough() && !searched_all_) search();
        if (!budget_.stopped() && !good_enough() && !searched_all_ && !model_.has_minima() && !model_.must())
            branch();
    } else {
        take_prices();
        offer(greedy_state(model_));
    }
    return finish(witness);
}

IQMATCH_INLINE Packing PackingSolve::finish(const std::optional<PackingWitness>& witness) {
    Packing out;
    out.chosen.assign(model_.rows(), no_edge);
    (void)budget_.flush();
    for (Row row = 0; row < model_.rows(); ++row)
        if (best_[row] != no_edge) out.chosen[row] = model_.source(best_[row]);
    out.value = best_value_;
    out.prices = prices_;
    out.bound = bound_;
    out.work = budget_.work();
    if (witness || (searched_all_ && !complete())) {
        out.status = SolveStatus::infeasible;
        if (witness) {
            out.witness_rows = witness->rows;
            out.witness_resources = witness->resources;
        }
        return out;
    }
    if (complete() && out.value == out.bound)
        out.status = SolveStatus::optimal;
    else if (budget_.stopped() && !good_enough() && !searched_all_)
        out.status = budget_.why();
    else
        out.status = complete() ? SolveStatus::feasible : SolveStatus::work_limit;
    if (search_bound_ && *search_bound_ < out.bound) {
        out.proved_by = ProvedBy::search;
        out.search_bound = *search_bound_;
    }
    return out;
}

}  // namespace iqmatch::inline v0::graph::detail
