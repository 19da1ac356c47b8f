// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_prices.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_prices {
/// How often the options use each resource, and a price of one unit of the scarcest kind.
struct Usage {
    std::vector<double> amounts, uses;
    double typical = 1;

    explicit Usage(const PackingModel& model) : amounts(model.resources(), 0), uses(model.resources(), 0) {
        double sum = 0, rows = 0;
        for (Row row = 0; row < model.rows(); ++row) {
            std::int64_t most = 0;
            for (EdgeIndex o = model.begin(row); o < model.end(row); ++o) {
                const std::int64_t weight = model.weight(o);
                most = std::max(most, weight < 0 ? -weight : weight);
                for (const Use& use : model.uses(o)) {
                    amounts[use.resource] += use.amount;
                    uses[use.resource] += 1;
                }
            }
            if (most > 0) {
                sum += static_cast<double>(most);
                rows += 1;
            }
        }
        if (rows > 0) typical = sum / rows * static_cast<double>(model.scale());
    }
    [[nodiscard]] double of(Resource r) const { return uses[r] > 0 ? typical * uses[r] / amounts[r] : 0; }
};
}  // namespace packing_prices

IQMATCH_INLINE std::vector<double> typical_prices(const PackingModel& model,
                                                  const std::vector<Resource>& priced) {
    const packing_prices::Usage usage(model);
    std::vector<double> out;
    for (const Resource r : priced) out.push_back(usage.of(r));
    return out;
}

IQMATCH_INLINE PackingPrices::PackingPrices(const PackingModel& model, PackingOracle& oracle)
    : model_(model), oracle_(oracle), best_(model.resources(), 0) {
    const auto& priced = oracle.priced();
    const packing_prices::Usage usage(model);
    const std::vector<double>& amounts = usage.amounts;
    typical_ = usage.typical;
    for (const Resource r : priced) scale_.push_back(usage.of(r));
    at_.assign(priced.size(), 0);
    for (std::size_t k = 0; k < priced.size(); ++k) {
        step_.push_back(0.1 * scale_[k]);
        // What never can be short needs no price.
        const bool scarce = amounts[priced[k]] > static_cast<double>(model.capacity(priced[k]));
        if (!scarce) scale_[k] = step_[k] = 0;
        at_[k] = 0.15 * scale_[k];
    }
    last_slack_.assign(priced.size(), 0);
    slack_.assign(priced.size(), 0);
}

IQMATCH_INLINE PackingPrices::PackingPrices(const PackingModel& model, PackingOracle& oracle,
                                            const std::vector<std::int64_t>& start)
    : PackingPrices(model, oracle) {
    for (std::size_t k = 0; k < at_.size(); ++k) {
        at_[k] = static_cast<double>(start[oracle.priced()[k]]);
        step_[k] *= 0.02;
    }
    shift_ = 0.002;
    first_questions_ = 15;
    turn_ = 10;
}

IQMATCH_INLINE bool PackingPrices::ask(const std::vector<double>& at) {
    asked_.resize(at.size());
    constexpr double most = 1e18;
    for (std::size_t k = 0; k < at.size(); ++k)
        asked_[k] = static_cast<std::int64_t>(std::min(most, at[k]) + 0.5);
    if (!oracle_.ask(asked_)) return false;
    ++questions_;
    const auto& priced = oracle_.priced();
    for (std::size_t k = 0; k < at.size(); ++k)
        slack_[k] = static_cast<double>(model_.capacity(priced[k])) - oracle_.demand()[k];
    if (!any_ || oracle_.bound() < best_bound_) {
        any_ = true;
        best_bound_ = oracle_.bound();
        best_ = oracle_.all_prices();
        best_chosen_ = oracle_.chosen();
        imbalance_ = 0;
        for (std::size_t k = 0; k < at.size(); ++k) {
            const double slack = slack_[k] < 0 ? -slack_[k] : slack_[k];
            imbalance_ += slack * static_cast<double>(asked_[k]);
        }
    }
    return true;
}

IQMATCH_INLINE bool PackingPrices::first_steps() {
    for (int k = 0; k < 5; ++k) {
        if (!ask(at_)) return false;
        ++turn_;
        if (turn_ > 12) {
            std::vector<double> exact(asked_.begin(), asked_.end());
            bundle_.add(exact, oracle_.bound(), slack_);
        }
        // All of them together, too: where one seat is as good as another, each follows its neighbours.
        double surplus = 0;
        for (std::size_t r = 0; r < at_.size(); ++r)
            if (at_[r] > 0 || slack_[r] < 0) surplus += slack_[r] * scale_[r];
        if (surplus * last_surplus_ > 0) shift_ *= 1.2;
        if (surplus * last_surplus_ < 0) shift_ *= 0.5;
        last_surplus_ = surplus;
        for (std::size_t r = 0; r < at_.size(); ++r) {
            if (step_[r] <= 0) continue;
            if (surplus < 0) at_[r] += shift_ * scale_[r];
            if (surplus > 0) at_[r] = std::max(0.0, at_[r] - shift_ * scale_[r]);
            const double slack = slack_[r], before = last_slack_[r];
            if (slack * before > 0) step_[r] *= 1.2;
            if (slack * before < 0) step_[r] *= 0.7;
            if (slack < 0) at_[r] += step_[r];
            if (slack > 0) at_[r] = std::max(0.0, at_[r] - step_[r]);
            last_slack_[r] = slack;
        }
    }
    return true;
}

IQMATCH_INLINE bool PackingPrices::bundle_step() {
    const double before = best_bound_, size = std::max(1.0, before < 0 ? -before : before);
    const std::vector<double>& next = bundle_.propose(near_enough * size);
    hope_ = std::max(0.0, bundle_.predicted());
    if (bundle_.settled() && hope_ <= near_enough * size) return false;
    if (!ask(next)) return false;
    const std::vector<double> exact(asked_.begin(), asked_.end());
    bundle_.add(exact, oracle_.bound(), slack_);
    bundle_.judge(oracle_.bound());
    idle_ = before - best_bound_ > near_enough * size ? 0 : idle_ + 1;
    return idle_ < 25;
}

IQMATCH_INLINE bool PackingPrices::improve() {
    constexpr int most_questions = 400;
    if (questions_ > 0 && std::all_of(step_.begin(), step_.end(), [](double step) { return step <= 0; }))
        return false;
    if (questions_ < first_questions_) return first_steps();
    if (!bundle_.started()) {
        std::vector<double> centre;
        for (const Resource r : oracle_.priced()) centre.push_back(static_cast<double>(best_[r]));
        bundle_.start(scale_, centre, best_bound_);
    }
    for (int k = 0; k < 5; ++k) {
        if (questions_ >= most_questions) return false;
        if (!bundle_step()) return false;
    }
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
