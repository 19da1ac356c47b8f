// SPDX-License-Identifier: Apache-2.0
/// @file
/// One solve of a packing problem: prices, selections, search.
#pragma once

#include <iqmatch/graph/detail/packing_branch.hpp>
#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <iqmatch/graph/detail/packing_prices.hpp>
#include <iqmatch/graph/detail/packing_state.hpp>
#include <iqmatch/graph/detail/packing_witness.hpp>
#include <memory>
#include <optional>

namespace iqmatch::inline v0::graph::detail {

class PackingSolve {
  public:
    PackingSolve(const PackingModel& model, const PackingSettings& settings, const base::Control& control)
        : model_(model), problem_(model.problem()), settings_(settings), budget_(control) {}

    [[nodiscard]] Packing run();
    /// Begins with a selection and prices that are known; no tree, no search.
    [[nodiscard]] Packing improve(const PackingStart& start);

  private:
    [[nodiscard]] Packing finish(const std::optional<PackingWitness>& witness);
    void sharpen(PackingPrices& prices);
    [[nodiscard]] PackingState fitting(const PackingStart& start) const;
    void improve_best(const PackingCore& core, std::uint64_t most_work);
    void find_prices();
    void take_prices();
    void adopt(const PackingPrices& prices);
    void break_ties(PackingOracle& oracle, double typical);
    void find_selection(std::uint64_t most_work);
    void select(const PackingCore& core, const std::vector<EdgeIndex>& wanted, std::uint64_t most_work);
    [[nodiscard]] std::int64_t narrow_limit() const;
    void improve_greedy();
    void branch();
    [[nodiscard]] std::optional<base::Int128> try_leaf(const PackingBranch::Leaf& leaf);
    [[nodiscard]] std::optional<base::Int128> search_leaf(const PackingBranch::Leaf& leaf);
    [[nodiscard]] base::Int128 enough() const;
    [[nodiscard]] PackingState state_of(const std::vector<EdgeIndex>& chosen) const;
    void search();
    [[nodiscard]] PackingState start(const PackingCore& core, const std::vector<EdgeIndex>& wanted) const;
    void offer(const PackingState& state);
    void offer(const std::vector<EdgeIndex>& chosen);
    [[nodiscard]] base::Int128 allowed_gap() const;
    [[nodiscard]] bool good_enough() const;
    [[nodiscard]] bool complete() const { return !model_.must() || best_placed_ == model_.rows(); }

    const PackingModel& model_;
    const PackingView& problem_;
    PackingSettings settings_;
    PackingBudget budget_;
    std::unique_ptr<PackingOracle> oracle_;
    std::vector<std::int64_t> fine_prices_;  ///< in the solver's units
    std::vector<EdgeIndex> relaxed_;         ///< the oracle's answer at them
    bool any_ = false;
    std::vector<EdgeIndex> best_;  ///< options of the model
    base::Int128 best_value_ = 0;
    std::size_t best_placed_ = 0;
    std::vector<std::int64_t> prices_;
    base::Int128 bound_ = 0;
    std::optional<base::Int128> search_bound_;
    bool searched_all_ = false;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_solve.ipp>
#endif
