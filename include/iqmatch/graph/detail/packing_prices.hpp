// SPDX-License-Identifier: Apache-2.0
/// @file
/// Prices at which the relaxed packing problem bounds the real one as well as it can.
#pragma once

#include <iqmatch/graph/detail/packing_bundle.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Per priced resource what a price of it is like, in the solver's units.
[[nodiscard]] std::vector<double> typical_prices(const PackingModel& model,
                                                 const std::vector<Resource>& priced);

/// Minimises the bound over the prices. First by steps per resource that grow while the sign of the surplus
/// stays and shrink when it turns (Riedmiller & Braun 1993), which nearly gets there in a few dozen
/// questions; then by a proximal bundle (Lemaréchal), which ends by itself at the optimum: by strong duality
/// that of the linear relaxation, since what the oracle solves has integral corners (Geoffrion 1974).
class PackingPrices {
  public:
    PackingPrices(const PackingModel& model, PackingOracle& oracle);
    /// Begins from good prices of all resources.
    PackingPrices(const PackingModel& model, PackingOracle& oracle, const std::vector<std::int64_t>& start);
    /// A typical price of one unit of the scarcest kind, in the solver's units.
    [[nodiscard]] double typical() const { return typical_; }

    /// Another few questions; false once no better prices are expected or the solve was stopped. After true
    /// the oracle's answer is that at the last prices asked, not always the best.
    [[nodiscard]] bool improve();
    /// What better prices might still gain at most, by the model of the bundle.
    [[nodiscard]] double hope() const { return hope_; }
    [[nodiscard]] double best_bound() const { return best_bound_; }
    /// Σ price · |capacity − use| of the answer at the best prices: about what repairing it will cost.
    [[nodiscard]] double imbalance() const { return imbalance_; }
    [[nodiscard]] int questions() const { return questions_; }
    /// Prices of all resources with the best bound, in the solver's units; and the answer there.
    [[nodiscard]] const std::vector<std::int64_t>& best() const { return best_; }
    [[nodiscard]] const std::vector<EdgeIndex>& best_chosen() const { return best_chosen_; }

  private:
    [[nodiscard]] bool ask(const std::vector<double>& at);
    [[nodiscard]] bool first_steps();
    [[nodiscard]] bool bundle_step();

    const PackingModel& model_;
    PackingOracle& oracle_;
    std::vector<double> scale_;  ///< per priced resource: what a price of it is like
    std::vector<double> at_, step_, last_slack_, slack_;
    PackingBundle bundle_;
    std::vector<std::int64_t> asked_, best_;
    std::vector<EdgeIndex> best_chosen_;
    double best_bound_ = 0, hope_ = 0, imbalance_ = 0, shift_ = 0.05, last_surplus_ = 0;
    /// Of the bound: what is not worth another question.
    static constexpr double near_enough = 3e-8;
    double typical_ = 1;
    int first_questions_ = 30;
    int turn_ = 0, questions_ = 0, idle_ = 0;
    bool any_ = false;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_prices.ipp>
#endif
