// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_inner.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include <optional>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE base::Control PackingBudget::rest() {
    (void)flush();
    base::Control left = base::remaining(control_, began_);
    left.threads = 1;
    left.progress = {};
    if (left.work_limit) left.work_limit = *left.work_limit - std::min(*left.work_limit, budget_.work());
    return left;
}

namespace packing_oracle {
/// What the b-matching inside can count with.
template <class W>
inline constexpr std::int64_t most_weight = (std::int64_t(1) << (sizeof(W) == 4 ? 29 : 58)) - 1;
}  // namespace packing_oracle
using packing_oracle::most_weight;

IQMATCH_INLINE void PackingOracle::count_demand() {
    std::vector<double> demand(model_.resources(), 0);
    for (Row row = 0; row < model_.rows(); ++row) {
        if (chosen_[row] == no_edge) continue;
        for (const Use& use : model_.uses(chosen_[row])) demand[use.resource] += use.amount;
    }
    demand_.resize(priced_.size());
    for (std::size_t k = 0; k < priced_.size(); ++k) demand_[k] = demand[priced_[k]];
}

IQMATCH_INLINE void PackingOracle::set_priced(std::vector<Resource> priced, std::int64_t most_net) {
    priced_ = std::move(priced);
    most_net_ = most_net;
}

IQMATCH_INLINE void PackingOracle::set_joint(const std::vector<bool>& inside) {
    for (const PackingUnit& unit : model_.problem().units) {
        if (!restricts(model_, unit)) continue;
        bool priced = true;
        for (const Row row : unit.rows)
            for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o)
                for (const Use& use : model_.uses(o))
                    priced = priced && (inside.empty() || !inside[use.resource]);
        if (!priced) continue;
        joint_.push_back(&unit);
        joint_rows_.resize(model_.rows(), false);
        for (const Row row : unit.rows) joint_rows_[row] = true;
    }
}

IQMATCH_INLINE bool PackingOracle::choose_jointly() {
    const auto net = [&](EdgeIndex o) { return model_.net(o, current_) + noise(o, blur_); };
    const auto banned = [&](EdgeIndex o) { return !is_banned_.empty() && is_banned_[o] != 0; };
    for (const PackingUnit* unit : joint_) {
        bound_ += static_cast<double>(joint_choice_.best(*unit, net, banned, chosen_));
        std::uint64_t looked_at = joint_choice_.tries();
        for (const Row row : unit->rows) looked_at += model_.end(row) - model_.begin(row) + 1;
        if (!budget_.spend(looked_at)) return false;
    }
    return true;
}

/// Every resource has a price: each row takes its best option.
class RowOracle final : public PackingOracle {
  public:
    RowOracle(const PackingModel& model, PackingBudget& budget) : PackingOracle(model, budget) {
        current_.assign(model.resources(), 0);
        chosen_.assign(model.rows(), no_edge);
        std::vector<Resource> priced;
        for (Resource r = 0; r < model.resources(); ++r)
            if (model.capacity(r) > 0) priced.push_back(r);
        set_priced(std::move(priced), most_weight<std::int64_t>);
        set_joint({});
        for (EdgeIndex o = 0; o < model.options(); ++o)
            for (const Use& use : model.uses(o)) most_amount_ = std::max(most_amount_, use.amount);
    }

    [[nodiscard]] bool ask(const std::vector<std::int64_t>& prices) override {
        bound_ = 0;
        for (std::size_t k = 0; k < priced_.size(); ++k) {
            current_[priced_[k]] = prices[k];
            bound_ += static_cast<double>(prices[k]) * static_cast<double>(model_.capacity(priced_[k]));
        }
        if (!(small(prices) ? choose<std::int64_t>() : choose<base::Int128>())) return false;
        if (!choose_jointly()) return false;
        count_demand();
        return true;
    }
    [[nodiscard]] std::vector<std::int64_t> all_prices() const override { return current_; }
    void blur(std::int64_t most) override { blur_ = most; }
    void ban(const std::vector<EdgeIndex>& options) override {
        if (is_banned_.empty()) is_banned_.assign(model_.options(), 0);
        for (const EdgeIndex o : banned_) is_banned_[o] = 0;
        banned_ = options;
        for (const EdgeIndex o : banned_) is_banned_[o] = 1;
    }

  private:
    /// Whether sums of prices times amounts stay far from the end of 64 bits.
    [[nodiscard]] bool small(const std::vector<std::int64_t>& prices) const {
        std::int64_t most = 1;
        for (const std::int64_t price : prices) most = std::max(most, price < 0 ? -price : price);
        const auto uses = static_cast<base::Int128>(std::max<std::size_t>(model_.most_uses(), 1));
        return static_cast<base::Int128>(most) * most_amount_ * uses < (base::Int128(1) << 61);
    }
    template <class Sum>
    [[nodiscard]] bool choose() {
        for (Row row = 0; row < model_.rows(); ++row) {
            chosen_[row] = no_edge;
            if (is_joint(row)) continue;
            Sum best = 0;
            for (EdgeIndex o = model_.begin(row); o < model_.end(row); ++o) {
                if (!is_banned_.empty() && is_banned_[o] != 0) continue;
                Sum net = static_cast<Sum>(model_.weight(o) * model_.scale()) + noise(o, blur_);
                for (const Use& use : model_.uses(o))
                    net -= static_cast<Sum>(current_[use.resource]) * use.amount;
                if (net > best || (model_.must() && chosen_[row] == no_edge)) {
                    best = net;
                    chosen_[row] = o;
                }
            }
            bound_ += static_cast<double>(best);
            if (!budget_.spend(model_.end(row) - model_.begin(row) + 1)) return false;
        }
        return true;
    }

    std::vector<EdgeIndex> banned_;
    std::uint32_t most_amount_ = 1;
};

/// Some resources stay inside: for given prices of the others each pair of row and inner resource keeps its
/// best option, and the rest is a b-matching, which is kept up from one question to the next.
template <class W>
class MatchingOracle final : public PackingOracle {
  public:
    MatchingOracle(const PackingModel& model, PackingBudget& budget, const std::vector<bool>& inner)
        : PackingOracle(model, budget) {
        current_.assign(model.resources(), 0);
        chosen_.assign(model.rows(), no_edge);
        column_of_.assign(model.resources(), 0);
        std::vector<std::uint32_t> capacities;
        std::vector<Resource> priced;
        const auto room = [&](std::uint64_t capacity) {
            return static_cast<std::uint32_t>(std::min<std::uint64_t>(capacity, model.rows()));
        };
        for (Resource r = 0; r < model.resources(); ++r) {
            if (inner[r]) {
                column_of_[r] = static_cast<Column>(capacities.size());
                inner_.push_back(r);
                capacities.push_back(room(model.capacity(r)));
            } else if (model.capacity(r) > 0) {
                priced.push_back(r);
            }
        }
        set_priced(std::move(priced), most_weight<W>);
        set_joint(inner);
        const auto nowhere = static_cast<Column>(capacities.size());  // options that use nothing inside
        capacities.push_back(model.rows());
        for (const Resource r : priced_) column_of_[r] = nowhere;
        capacities_ = std::move(capacities);
        group(inner, nowhere);
    }

    [[nodiscard]] bool ask(const std::vector<std::int64_t>& prices) override {
        double free = 0;
        for (std::size_t k = 0; k < priced_.size(); ++k) {
            current_[priced_[k]] = prices[k];
            free += static_cast<double>(prices[k]) * static_cast<double>(model_.capacity(priced_[k]));
        }
        if (simple_)
            weigh_simple(prices);
        else if (small(prices))
            weigh<std::int64_t>(prices);
        else
            weigh<base::Int128>(prices);
        if (!budget_.spend(model_.options())) return false;
        const base::Control control = budget_.rest();
        const std::uint64_t before = matching_ ? matching_->work() : 0;
        SolveStatus status = SolveStatus::optimal;
        if (!matching_) {
            const BipartiteView<W> view{offsets_, columns_, weights_, capacities_, false};
            matching_.emplace(view, control);
            status = matching_->status();
        } else {
            matching_->set_weights(weights_);
            status = matching_->resolve(control);
        }
        (void)budget_.spend(matching_->work() - before);
        if (status != SolveStatus::optimal) {
            budget_.stop(status);
            return false;
        }
        bound_ = free;
        for (Row row = 0; row < model_.rows(); ++row) {
            chosen_[row] = no_edge;
            if (is_joint(row)) continue;
            if (const auto column = matching_->column_of(row)) {
                const auto from = columns_.begin() + static_cast<std::ptrdiff_t>(offsets_[row]);
                const auto to = columns_.begin() + static_cast<std::ptrdiff_t>(offsets_[row + 1]);
                const auto pair =
                    static_cast<std::size_t>(std::lower_bound(from, to, *column) - columns_.begin());
                chosen_[row] = order_[best_[pair]];
                bound_ += static_cast<double>(weights_[pair]);
            }
        }
        if (!choose_jointly()) return false;
        count_demand();
        return true;
    }
    [[nodiscard]] std::vector<std::int64_t> all_prices() const override {
        std::vector<std::int64_t> out = current_;
        for (std::size_t k = 0; k < inner_.size(); ++k)
            out[inner_[k]] = matching_->price(static_cast<Column>(k));
        return out;
    }

    void blur(std::int64_t most) override {
        const std::int64_t room = most_weight<W> - model_.largest_weight() * model_.scale();
        blur_ = std::min(most, room);
        for (std::size_t k = 0; k < order_.size(); ++k) {
            const auto weight =
                static_cast<W>(model_.weight(order_[k]) * model_.scale() + noise(order_[k], blur_));
            if (simple_)
                plans_[k].weight = weight;
            else
                plan_weights_[k] = weight;
        }
    }

    void ban(const std::vector<EdgeIndex>& options) override {
        constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();
        if (place_of_.empty()) {
            place_of_.assign(model_.options(), nowhere);
            is_banned_.assign(model_.options(), 0);
            for (std::size_t k = 0; k < order_.size(); ++k)
                place_of_[order_[k]] = static_cast<std::uint32_t>(k);
        }
        const auto set = [&](EdgeIndex o, bool banned) {
            is_banned_[o] = banned ? 1 : 0;
            if (place_of_[o] == nowhere) return;  // of a row that decides with others
            const std::int64_t weight = banned ? -most_weight<W> : model_.weight(o) * model_.scale();
            (simple_ ? plans_[place_of_[o]].weight : plan_weights_[place_of_[o]]) = static_cast<W>(weight);
        };
        for (const EdgeIndex o : banned_) set(o, false);
        banned_ = options;
        for (const EdgeIndex o : banned_) set(o, true);
    }

  private:
    [[nodiscard]] Column column(EdgeIndex o, const std::vector<bool>& inner, Column nowhere) const {
        for (const Use& use : model_.uses(o))
            if (inner[use.resource]) return column_of_[use.resource];
        return nowhere;
    }
    /// The pairs, by row and column, each with its options.
    void group(const std::vector<bool>& inner, Column nowhere) {
        std::vector<std::uint32_t> number(model_.resources(), 0);  // among the priced
        for (std::size_t k = 0; k < priced_.size(); ++k) number[priced_[k]] = static_cast<std::uint32_t>(k);
        simple_ = all_simple(inner);
        order_.reserve(model_.options());
        if (simple_)
            plans_.reserve(model_.options());
        else
            plan_weights_.reserve(model_.options());
        offsets_.push_back(0);
        std::vector<std::pair<Column, EdgeIndex>> row_options;
        for (Row row = 0; row < model_.rows(); ++row) {
            row_options.clear();
            for (EdgeIndex o = model_.begin(row); o < model_.end(row) && !is_joint(row); ++o)
                row_options.emplace_back(column(o, inner, nowhere), o);
            std::sort(row_options.begin(), row_options.end());
            for (const auto& [to, o] : row_options) {
                if (columns_.size() == offsets_.back() || columns_.back() != to) {
                    columns_.push_back(to);
                    first_.push_back(static_cast<std::uint32_t>(order_.size()));
                }
                order_.push_back(static_cast<std::uint32_t>(o));
                add_plan(o, inner, number);
            }
            offsets_.push_back(columns_.size());
        }
        first_.push_back(static_cast<std::uint32_t>(order_.size()));
        if (!simple_) first_use_.push_back(static_cast<std::uint32_t>(priced_uses_.size()));
        weights_.resize(columns_.size());
        best_.resize(columns_.size());
    }
    /// Whether every option uses one unit each of at most two priced resources.
    [[nodiscard]] bool all_simple(const std::vector<bool>& inner) const {
        for (Row row = 0; row < model_.rows(); ++row)
            for (EdgeIndex o = model_.begin(row); o < model_.end(row) && !is_joint(row); ++o) {
                int uses = 0;
                for (const Use& use : model_.uses(o)) {
                    if (inner[use.resource]) continue;
                    if (use.amount > 1 || ++uses > 2) return false;
                }
            }
        return true;
    }
    void add_plan(EdgeIndex o, const std::vector<bool>& inner, const std::vector<std::uint32_t>& number) {
        const auto weight = static_cast<W>(model_.weight(o) * model_.scale());
        const auto nothing = static_cast<std::uint32_t>(priced_.size());
        if (simple_) {
            Plan plan{weight, nothing, nothing};
            for (const Use& use : model_.uses(o))
                if (!inner[use.resource])
                    (plan.first == nothing ? plan.first : plan.second) = number[use.resource];
            plans_.push_back(plan);
            return;
        }
        plan_weights_.push_back(weight);
        first_use_.push_back(static_cast<std::uint32_t>(priced_uses_.size()));
        for (const Use& use : model_.uses(o))
            if (!inner[use.resource]) {
                priced_uses_.push_back({number[use.resource], use.amount});
                most_amount_ = std::max(most_amount_, use.amount);
            }
    }
    /// As weigh(); prices beyond every weight count as that, so that nothing overflows.
    void weigh_simple(const std::vector<std::int64_t>& prices) {
        constexpr std::int64_t most_price = (std::int64_t(1) << (sizeof(W) == 4 ? 29 : 60)) - 1;
        prices_.resize(prices.size() + 1);
        for (std::size_t k = 0; k < prices.size(); ++k)
            prices_[k] = static_cast<W>(std::min(prices[k], most_price));
        prices_.back() = 0;
        const Plan* plan = plans_.data();
        for (std::size_t pair = 0; pair < columns_.size(); ++pair) {
            W most = 0;
            std::uint32_t best = first_[pair];
            for (std::uint32_t k = first_[pair]; k < first_[pair + 1]; ++k, ++plan) {
                const W net = plan->weight - prices_[plan->first] - prices_[plan->second];
                best = net > most ? k : best;
                most = std::max(most, net);
            }
            best_[pair] = best;
            weights_[pair] = most;
        }
    }
    /// The best option of each pair at today's prices; what is worth nothing gets weight 0.
    template <class Sum>
    void weigh(const std::vector<std::int64_t>& prices) {
        for (std::size_t pair = 0; pair < columns_.size(); ++pair) {
            Sum most = 0;
            std::uint32_t best = first_[pair];
            for (std::uint32_t k = first_[pair]; k < first_[pair + 1]; ++k) {
                Sum net = plan_weights_[k];
                for (std::uint32_t u = first_use_[k]; u < first_use_[k + std::size_t(1)]; ++u)
                    net -= static_cast<Sum>(prices[priced_uses_[u].resource]) * priced_uses_[u].amount;
                if (net > most) {
                    most = net;
                    best = k;
                }
            }
            best_[pair] = best;
            weights_[pair] = static_cast<W>(most);
        }
    }
    /// Whether sums of prices times amounts stay far from the end of 64 bits.
    [[nodiscard]] bool small(const std::vector<std::int64_t>& prices) const {
        std::int64_t most = 1;
        for (const std::int64_t price : prices) most = std::max(most, price < 0 ? -price : price);
        const auto uses = static_cast<base::Int128>(std::max<std::size_t>(model_.most_uses(), 1));
        return static_cast<base::Int128>(most) * most_amount_ * uses < (base::Int128(1) << 62);
    }

    std::vector<Column> column_of_;  ///< per resource
    std::vector<Resource> inner_;    ///< per column
    std::vector<EdgeIndex> offsets_;
    std::vector<Column> columns_;  ///< per pair
    std::vector<W> weights_;
    std::vector<std::uint32_t> capacities_;
    std::vector<std::uint32_t> first_;     ///< pair p owns the places first_[p] ..
    std::vector<std::uint32_t> order_;     ///< per place its option
    std::vector<std::uint32_t> place_of_;  ///< the other way, once options are banned
    std::vector<EdgeIndex> banned_;
    struct Plan {
        W weight;
        std::uint32_t first, second;  ///< among the priced, or their number where there is none
    };
    bool simple_ = false;
    std::vector<Plan> plans_;               ///< per place, where all are simple
    std::vector<W> prices_;                 ///< the same, and a 0 for none
    std::vector<W> plan_weights_;           ///< per place, else
    std::vector<std::uint32_t> first_use_;  ///< per place
    std::vector<Use> priced_uses_;          ///< by number among the priced
    std::vector<std::uint32_t> best_;       ///< per pair: the place of its best option
    std::uint32_t most_amount_ = 1;
    std::optional<DynamicMatching<W>> matching_;
};

IQMATCH_INLINE std::unique_ptr<PackingOracle> make_packing_oracle(const PackingModel& model,
                                                                  PackingBudget& budget) {
    const std::vector<bool> inner = inner_resources(model);
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    if (inner.empty() || model.problem().uses.size() >= most || model.options() >= most)
        return std::make_unique<RowOracle>(model, budget);
    // With minima there are prices below 0, which make options worth more.
    const std::uint64_t times =
        model.has_minima() ? std::min<std::uint64_t>(model.most_amount(), 1 << 29) + 1 : 1;
    constexpr std::int64_t narrow = most_weight<std::int32_t>;
    if (model.largest_weight() <= narrow / model.scale() / static_cast<std::int64_t>(times))
        return std::make_unique<MatchingOracle<std::int32_t>>(model, budget, inner);
    return std::make_unique<MatchingOracle<std::int64_t>>(model, budget, inner);
}

}  // namespace iqmatch::inline v0::graph::detail
