// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a relaxed packing problem answers when some resources have prices instead of capacities.
#pragma once

#include <chrono>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/packing_joint.hpp>
#include <iqmatch/graph/detail/packing_model.hpp>
#include <memory>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// The budget of a packing solve, with what is left of it for the solves inside.
class PackingBudget {
  public:
    explicit PackingBudget(const base::Control& control)
        : control_(control), began_(std::chrono::steady_clock::now()), budget_(control) {}

    /// False once the solve should stop.
    bool spend(std::uint64_t units) {
        pending_ += units;
        if (pending_ < batch) return !budget_.stopped();
        return flush();
    }
    bool flush() { return budget_.spend(std::exchange(pending_, 0), true) && !budget_.stopped(); }
    /// The control of a solve inside; its work must be spent here afterwards.
    [[nodiscard]] base::Control rest();
    void stop(SolveStatus why) { budget_.stop(why); }
    [[nodiscard]] bool stopped() const { return budget_.stopped(); }
    [[nodiscard]] SolveStatus why() const { return budget_.why(); }
    [[nodiscard]] std::uint64_t work() const { return budget_.work() + pending_; }

  private:
    static constexpr std::uint64_t batch = 4096;
    const base::Control& control_;
    std::chrono::steady_clock::time_point began_;
    Budget budget_;
    std::uint64_t pending_ = 0;
};

/// The Lagrangian relaxation: capacities of the priced resources may be broken, every use of them costs their
/// price. Rows of a unit decide together where all that they use has a price, else apart.
class PackingOracle {
  public:
    virtual ~PackingOracle() = default;
    PackingOracle(const PackingOracle&) = delete;
    PackingOracle& operator=(const PackingOracle&) = delete;

    /// The resources that have prices.
    [[nodiscard]] const std::vector<Resource>& priced() const { return priced_; }
    /// Answers at these prices, one per priced resource, in the solver's units; below 0 as long as nothing is
    /// worth more than most_net() then. False if stopped: the last answer then is gone.
    [[nodiscard]] virtual bool ask(const std::vector<std::int64_t>& prices) = 0;
    /// From now on every option is worth up to `most` more, by chance: so that ties are broken, and the
    /// answer nearly fits where there were many. 0: as they are. The bound then is that of the blurred
    /// problem.
    virtual void blur(std::int64_t most) = 0;
    /// From now on nobody takes these options of the model, and everybody may take the others.
    virtual void ban(const std::vector<EdgeIndex>& options) = 0;
    [[nodiscard]] std::int64_t most_net() const { return most_net_; }
    /// The bound of the answer.
    [[nodiscard]] double bound() const { return bound_; }
    /// Per priced resource: how often the answer uses it.
    [[nodiscard]] const std::vector<double>& demand() const { return demand_; }
    /// Per row its option of the model, or no_edge.
    [[nodiscard]] const std::vector<EdgeIndex>& chosen() const { return chosen_; }
    /// Prices of all resources at the last answer.
    [[nodiscard]] virtual std::vector<std::int64_t> all_prices() const = 0;

  protected:
    PackingOracle(const PackingModel& model, PackingBudget& budget)
        : model_(model), budget_(budget), joint_choice_(model) {}
    void count_demand();
    void set_priced(std::vector<Resource> priced, std::int64_t most_net);
    /// Takes the units that decide together; `inside`: whether a resource has no price.
    void set_joint(const std::vector<bool>& inside);
    [[nodiscard]] bool is_joint(Row row) const { return !joint_rows_.empty() && joint_rows_[row]; }
    /// Lets them choose at the current prices; adds what that is worth to the bound. False if stopped.
    [[nodiscard]] bool choose_jointly();
    [[nodiscard]] static std::int64_t noise(EdgeIndex o, std::int64_t most) {
        return most > 0 ? static_cast<std::int64_t>(base::mix64(o) % static_cast<std::uint64_t>(most)) : 0;
    }

    const PackingModel& model_;
    PackingBudget& budget_;
    std::vector<Resource> priced_;
    std::int64_t most_net_ = 0;
    std::vector<std::int64_t> current_;  ///< per resource; 0 where it is not priced
    std::vector<double> demand_;
    std::vector<EdgeIndex> chosen_;
    double bound_ = 0;
    std::int64_t blur_ = 0;
    std::vector<char> is_banned_;  ///< per option; empty as long as none ever was

  private:
    JointChoice joint_choice_;
    std::vector<const PackingUnit*> joint_;
    std::vector<bool> joint_rows_;  ///< per row; empty where joint_ is
};

/// The oracle that suits the problem: with a b-matching inside if resources can be found of which every
/// option uses one unit at most, otherwise with everything priced.
[[nodiscard]] std::unique_ptr<PackingOracle> make_packing_oracle(const PackingModel& model,
                                                                 PackingBudget& budget);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_oracle.ipp>
#endif
