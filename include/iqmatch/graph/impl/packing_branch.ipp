// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_branch.hpp>
#include <iqmatch/graph/detail/packing_prices.hpp>
#include <numeric>
#include <utility>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE PackingBranch::PackingBranch(const PackingModel& model, PackingBudget& budget,
                                            PackingOracle& oracle, Try attempt, Goal goal)
    : model_(model), budget_(budget), attempt_(std::move(attempt)), goal_(std::move(goal)), oracle_(oracle) {
    const auto& priced = oracle_.priced();
    scale_ = typical_prices(model, priced);
    // An option pays everybody who comes at most what the dearest is worth, as far as the oracle can count.
    const std::int64_t largest = model.largest_weight() * model.scale();
    const auto amount = static_cast<std::int64_t>(
        std::min<std::uint64_t>(std::max<std::uint64_t>(model.most_amount(), 1), std::uint64_t(1) << 60));
    most_bonus_ = std::min(largest, (oracle_.most_net() - largest) / amount);
    // Not even what the others of its unit gain by it makes up for an option that uses what is closed.
    std::size_t members = 1;
    for (const PackingUnit& unit : model.problem().units)
        if (unit.all) members = std::max(members, unit.rows.size());
    prohibitive_ =
        (largest + most_bonus_ * amount) * static_cast<std::int64_t>(std::min<std::size_t>(8, members)) + 1;
    place_.assign(model.resources(), std::numeric_limits<std::size_t>::max());
    for (std::size_t k = 0; k < priced.size(); ++k) place_[priced[k]] = k;
    row_of_.reserve(model.options());
    for (Row row = 0; row < model.rows(); ++row) row_of_.resize(model.end(row), row);
    most_cuts_ = std::min<std::size_t>(400, 50 + 4'000'000 / (std::size_t(model.rows()) + 1));
}

/// The value of the relaxed problem at these prices, which bounds every selection of the pattern.
IQMATCH_INLINE bool PackingBranch::ask(Node& node, const std::vector<std::int64_t>& prices) {
    if (!oracle_.ask(prices)) return false;
    const auto& priced = oracle_.priced();
    const std::vector<std::int64_t> all = oracle_.all_prices();
    Cut cut{0, oracle_.demand(), {oracle_.chosen().begin(), oracle_.chosen().end()}, next_cut_++};
    base::Int128 sum = 0;
    for (std::size_t k = 0; k < priced.size(); ++k) sum += node.pattern.cost(model_, priced[k], prices[k]);
    for (const EdgeIndex o : oracle_.chosen()) {
        if (o == no_edge) continue;
        sum += static_cast<base::Int128>(model_.weight(o)) * model_.scale();
        cut.worth += static_cast<double>(model_.weight(o));
        for (const Use& use : model_.uses(o))
            if (place_[use.resource] < priced.size())
                sum -= static_cast<base::Int128>(all[use.resource]) * use.amount;
    }
    cut.worth *= static_cast<double>(model_.scale());
    if (cuts_.size() >= most_cuts_) cuts_.erase(cuts_.begin());
    cuts_.push_back(std::move(cut));
    asked_bound_ = sum;
    node.bound = std::min(node.bound, sum);
    if (sum < node.priced_bound || all_prices_.empty()) {
        node.priced_bound = sum;
        node.prices = prices;
        all_prices_ = all;
        chosen_ = oracle_.chosen();
    }
    return true;
}

/// One coordinate, 0 or more, for each price; two where it may have either sign, and none where it is closed.
IQMATCH_INLINE void PackingBranch::lay_out(const Node& node) {
    const auto& priced = oracle_.priced();
    coordinates_.clear();
    for (std::size_t k = 0; k < priced.size(); ++k) {
        if (node.pattern.closed(priced[k])) continue;
        coordinates_.push_back({k, false});
        if (node.pattern.of(priced[k]) == Opening::open) coordinates_.push_back({k, true});
    }
}

IQMATCH_INLINE std::vector<double> PackingBranch::slope_of(const PackingPattern& pattern,
                                                           const Cut& cut) const {
    std::vector<double> slope;
    for (const Coordinate& at : coordinates_) {
        const Resource r = oracle_.priced()[at.k];
        slope.push_back(at.bonus ? cut.use[at.k] - static_cast<double>(model_.minimum(r))
                                 : static_cast<double>(pattern.capacity(model_, r)) - cut.use[at.k]);
    }
    return slope;
}

/// What earlier answers say about this pattern, where they say most.
IQMATCH_INLINE void PackingBranch::begin_bundle(const Node& node, PackingBundle& bundle) const {
    std::vector<double> scale, centre;
    for (const Coordinate& at : coordinates_) {
        const auto price = static_cast<double>(node.prices[at.k]);
        scale.push_back(scale_[at.k]);
        centre.push_back(std::max(0.0, at.bonus ? -price : price));
    }
    bundle.start(scale, centre, static_cast<double>(node.priced_bound), node.weight);
    struct Way {
        double there;
        std::size_t cut;
        double height;
        std::vector<double> slope;
    };
    std::vector<Way> ways;
    for (std::size_t j = 0; j < cuts_.size(); ++j) {
        const Cut cut = allowed(node.pattern, cuts_[j]);
        Way way{0, cuts_[j].number, cut.worth, slope_of(node.pattern, cut)};
        for (std::size_t k = 0; k < oracle_.priced().size(); ++k)
            if (node.pattern.closed(oracle_.priced()[k]))
                way.height -= cut.use[k] * static_cast<double>(prohibitive_);
        way.there = std::inner_product(way.slope.begin(), way.slope.end(), centre.begin(), way.height);
        ways.push_back(std::move(way));
    }
    std::sort(ways.begin(), ways.end(), [](const Way& x, const Way& y) {
        return x.there != y.there ? x.there > y.there : x.cut > y.cut;
    });
    if (ways.size() > most_planes) ways.resize(most_planes);
    const std::vector<double> origin(coordinates_.size(), 0);
    for (const Way& way : ways) bundle.add(origin, way.height, way.slope, way.cut);
}

/// The answer without what the pattern bans: still one that the oracle might give.
IQMATCH_INLINE PackingBranch::Cut PackingBranch::allowed(const PackingPattern& pattern,
                                                         const Cut& cut) const {
    Cut out{cut.worth, cut.use, {}, cut.number};
    const auto leave_out = [&](EdgeIndex o) {
        out.worth -= static_cast<double>(model_.weight(o)) * static_cast<double>(model_.scale());
        for (const Use& use : model_.uses(o))
            if (place_[use.resource] < out.use.size()) out.use[place_[use.resource]] -= use.amount;
    };
    for (const EdgeIndex o : pattern.banned()) {
        const Row row = row_of_[o];
        if (cut.chosen[row] != o) continue;
        const std::uint32_t u = model_.unit_of(row);
        if (u == no_unit || !model_.problem().units[u].all) {
            leave_out(o);
            continue;
        }
        // All of them, once, where the first of those who may not have what they chose comes up.
        const auto& rows = model_.problem().units[u].rows;
        const auto taken = [&](Row one) { return cut.chosen[one] != nothing; };
        const auto first = std::find_if(rows.begin(), rows.end(),
                                        [&](Row one) { return taken(one) && pattern.bans(cut.chosen[one]); });
        if (*first != row) continue;
        for (const Row one : rows)
            if (taken(one)) leave_out(cut.chosen[one]);
    }
    return out;
}

IQMATCH_INLINE std::vector<std::int64_t> PackingBranch::prices_at(const std::vector<double>& at) const {
    std::vector<std::int64_t> prices(oracle_.priced().size(), prohibitive_);
    for (std::size_t j = 0; j < coordinates_.size(); ++j) {
        const Coordinate& one = coordinates_[j];
        const auto most = static_cast<double>(one.bonus ? most_bonus_ : prohibitive_);
        const auto whole = static_cast<std::int64_t>(std::min(most, at[j]) + 0.5);
        prices[one.k] =
            one.bonus ? prices[one.k] - std::min(whole, most_bonus_) : std::min(whole, prohibitive_);
    }
    for (std::size_t k = 0; k < prices.size(); ++k) prices[k] = std::max(prices[k], -most_bonus_);
    return prices;
}

/// Better prices for a node, until it is of no interest or they hardly get better; false if stopped.
IQMATCH_INLINE bool PackingBranch::improve(Node& node, int most_questions) {
    const auto& priced = oracle_.priced();
    lay_out(node);
    all_prices_.clear();
    oracle_.ban(node.pattern.banned());
    if (!ask(node, std::vector<std::int64_t>(node.prices))) return false;
    PackingBundle bundle;
    bundle.set_turns(nodes_ == 1 ? 300 : 100);
    begin_bundle(node, bundle);
    int idle = 0;
    for (int question = 0;; ++question) {
        const base::Int128 goal = goal_();
        if (node.bound <= goal) return true;
        const double above = static_cast<double>(node.bound - goal);
        const std::vector<double>& next = bundle.propose(above / 100);
        if (!budget_.spend(bundle.size() * coordinates_.size())) return false;
        const bool useless = bundle.settled() && bundle.predicted() <= above / 50;
        if (useless || idle >= 12 || question >= most_questions) break;
        const base::Int128 before = node.priced_bound;
        const std::vector<std::int64_t> prices = prices_at(next);
        if (!ask(node, prices)) return false;
        std::vector<double> exact;
        for (const Coordinate& at : coordinates_) {
            const auto price = static_cast<double>(prices[at.k]);
            exact.push_back(std::max(0.0, at.bonus ? -price : price));
        }
        const auto value = static_cast<double>(asked_bound_);
        bundle.add(exact, value, slope_of(node.pattern, cuts_.back()), cuts_.back().number);
        bundle.judge(value, exact);
        idle = static_cast<double>(before - node.priced_bound) > above / 100 ? 0 : idle + 1;
    }
    node.weight = bundle.weight();
    use_.assign(priced.size(), 0);
    for (std::size_t j = 0; j < coordinates_.size(); ++j)
        if (!coordinates_[j].bonus)
            use_[coordinates_[j].k] =
                static_cast<double>(node.pattern.capacity(model_, priced[coordinates_[j].k])) -
                bundle.mix()[j];
    shares_.clear();
    bundle.see_shares([&](std::size_t tag, double share) { shares_.emplace_back(tag, share); });
    return true;
}

/// The undecided resource that is furthest from both none and its minimum, or the number of resources.
IQMATCH_INLINE Resource PackingBranch::most_torn(const Node& node) const {
    Resource torn = model_.resources();
    double most = 0.01;
    for (std::size_t k = 0; k < use_.size(); ++k) {
        const Resource r = oracle_.priced()[k];
        if (model_.minimum(r) < 2 || node.pattern.of(r) != Opening::undecided) continue;
        const double by = std::min(use_[k], static_cast<double>(model_.minimum(r)) - use_[k]);
        if (by > most) {
            most = by;
            torn = r;
        }
    }
    return torn;
}

/// The option that is taken by halves and uses what is dear, or no_edge: on average over the answers that
/// carry the prices.
IQMATCH_INLINE EdgeIndex PackingBranch::most_split(const Node& node) const {
    std::vector<const Cut*> cuts;
    std::vector<double> shares;
    for (const auto& [number, share] : shares_)
        for (const Cut& cut : cuts_)
            if (cut.number == number) {
                cuts.push_back(&cut);
                shares.push_back(share);
            }
    EdgeIndex split = no_edge;
    double most = 0;
    std::vector<std::pair<std::uint32_t, double>> parts;
    for (Row row = 0; row < model_.rows(); ++row) {
        parts.clear();
        for (std::size_t j = 0; j < cuts.size(); ++j) {
            const std::uint32_t o = cuts[j]->chosen[row];
            if (o == nothing || node.pattern.bans(o)) continue;
            const auto at =
                std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.first == o; });
            if (at == parts.end())
                parts.emplace_back(o, shares[j]);
            else
                at->second += shares[j];
        }
        for (const auto& [o, part] : parts) {
            const double torn = std::min(part, 1 - part);
            if (torn < 0.02) continue;
            const double cost = cost_of(o);
            if (torn * cost > most) {
                most = torn * cost;
                split = o;
            }
        }
    }
    if (split != no_edge) return split;
    // Nothing is taken by halves, and yet something is missing: whoever uses most is asked next.
    for (Row row = 0; row < model_.rows(); ++row) {
        const EdgeIndex o = chosen_[row];
        if (o == no_edge || cost_of(o) <= most) continue;
        EdgeIndex allowed = 0;
        for (EdgeIndex k = model_.begin(row); k < model_.end(row) && allowed < 2; ++k)
            allowed += node.pattern.bans(k) ? 0 : 1;
        if (allowed < 2) continue;
        most = cost_of(o);
        split = o;
    }
    return split;
}

/// What an option uses, at today's prices.
IQMATCH_INLINE double PackingBranch::cost_of(EdgeIndex o) const {
    double cost = 1;
    for (const Use& use : model_.uses(o))
        cost += static_cast<double>(std::max<std::int64_t>(0, all_prices_[use.resource])) * use.amount;
    return cost;
}

/// What would cost too much to close is open.
IQMATCH_INLINE void PackingBranch::open_surely(Node& node) {
    const base::Int128 goal = goal_();
    for (std::size_t k = 0; k < node.prices.size(); ++k) {
        const Resource r = oracle_.priced()[k];
        if (model_.minimum(r) < 2 || node.pattern.of(r) != Opening::undecided) continue;
        const base::Int128 closed = node.priced_bound - node.pattern.cost(model_, r, node.prices[k]);
        if (closed > goal) continue;
        settle(closed);
        node.pattern.decide(model_, r, Opening::open);
    }
}

/// Bounds a new node, tries selections, and keeps it unless it is done with; false if stopped.
IQMATCH_INLINE bool PackingBranch::enter(Node node) {
    ++nodes_;
    node.number = nodes_;
    if (!improve(node, nodes_ == 1 ? 80 : 30)) {
        settle(node.bound);
        return false;
    }
    if (node.bound <= goal_()) {
        settle(node.bound);
        return true;
    }
    open_surely(node);
    node.torn = most_torn(node);
    node.split = node.torn == model_.resources() ? most_split(node) : no_edge;
    const bool last = node.torn == model_.resources() && node.split == no_edge;
    // Options are decided in many nodes, most of which suggest what others did.
    const bool often = node.split == no_edge || nodes_ < 20 || nodes_ % 10 == 0;
    const bool search = last || (node.torn == model_.resources() && !node.searched);
    if (search || often)
        if (const auto bound = attempt_({node.pattern, all_prices_, chosen_, search}))
            node.bound = std::min(node.bound, *bound);
    node.searched = node.searched || search;
    if (last || node.bound <= goal_()) {
        settle(node.bound);
        return !budget_.stopped();
    }
    open_.push_back(std::move(node));
    std::push_heap(open_.begin(), open_.end(), later);
    return !budget_.stopped();
}

/// Minima first, then the largest bound; or now and then, to come to selections, the better of the two nodes
/// entered last.
IQMATCH_INLINE PackingBranch::Node PackingBranch::take_next() {
    const bool dive = open_.front().split != no_edge && turns_++ % 128 < 32;
    if (dive) {
        const auto newest = std::max_element(open_.begin(), open_.end(), [](const Node& a, const Node& b) {
            const std::uint64_t x = a.number / 2, y = b.number / 2;
            return x != y ? x < y : later(a, b);
        });
        std::swap(*newest, open_.back());
    } else {
        std::pop_heap(open_.begin(), open_.end(), later);
    }
    Node node = std::move(open_.back());
    open_.pop_back();
    if (dive) std::make_heap(open_.begin(), open_.end(), later);
    return node;
}

IQMATCH_INLINE void PackingBranch::run(const std::vector<std::int64_t>& prices, base::Int128 bound,
                                       std::uint64_t most_nodes, std::uint64_t most_work) {
    const auto& priced = oracle_.priced();
    const std::uint64_t end = budget_.work() + most_work;
    Node root;
    root.bound = bound;
    root.torn = model_.resources();
    root.pattern.tighten(model_);
    for (const Resource r : priced) root.prices.push_back(root.pattern.closed(r) ? prohibitive_ : prices[r]);
    bool going = enter(std::move(root));
    while (going && !open_.empty() && nodes_ + 2 <= most_nodes && budget_.work() < end) {
        Node node = take_next();
        if (node.bound <= goal_()) {
            settle(node.bound);
            continue;
        }
        Node closed = node, open = std::move(node);
        if (const EdgeIndex split = open.split; split != no_edge) {
            closed.pattern.ban(split);
            const Row row = row_of_[split];
            for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o)
                if (o != split) open.pattern.ban(o);
        } else {
            open.pattern.decide(model_, open.torn, Opening::open);
            closed.pattern.decide(model_, closed.torn, Opening::closed);
            closed.prices[place_[closed.torn]] = prohibitive_;
        }
        // Both are done, or neither counts: a bound must cover all of them.
        const base::Int128 other = closed.bound;
        going = enter(std::move(open));
        if (going)
            going = enter(std::move(closed));
        else
            settle(other);
    }
    for (const Node& node : open_) settle(node.bound);
}

}  // namespace iqmatch::inline v0::graph::detail
