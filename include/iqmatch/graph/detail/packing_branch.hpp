// SPDX-License-Identifier: Apache-2.0
/// @file
/// Branch and bound over which resources with a minimum are used at all.
#pragma once

#include <functional>
#include <iqmatch/graph/detail/packing_bundle.hpp>
#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <iqmatch/graph/detail/packing_pattern.hpp>
#include <optional>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// The node with the largest bound is next; it is bounded by prices, which begin from those of its parent. If
/// these make some resource fall short on average, it is opened in one child and closed in the other.
/// Otherwise minima are no reason for what is missing: then an option is taken in one child and banned in the
/// other. Minima go first, since there are few of them.
class PackingBranch {
  public:
    struct Leaf {
        const PackingPattern& pattern;
        const std::vector<std::int64_t>& prices;  ///< of all resources
        const std::vector<EdgeIndex>& chosen;     ///< the relaxed answer at them
        bool search = false;                      ///< worth going through
    };
    /// Looks for selections of the pattern. What no selection of it exceeds, in the solver's units, or
    /// nothing.
    using Try = std::function<std::optional<base::Int128>(const Leaf&)>;
    /// Values up to this, in the solver's units, need not be looked for.
    using Goal = std::function<base::Int128()>;

    PackingBranch(const PackingModel& model, PackingBudget& budget, PackingOracle& oracle, Try attempt,
                  Goal goal);

    /// From good prices of all resources, which prove `bound` in the solver's units.
    void run(const std::vector<std::int64_t>& prices, base::Int128 bound, std::uint64_t most_nodes,
             std::uint64_t most_work);
    /// In the solver's units: no selection is worth more.
    [[nodiscard]] base::Int128 bound() const { return settled_; }
    [[nodiscard]] std::uint64_t nodes() const { return nodes_; }

  private:
    struct Node {
        PackingPattern pattern;
        std::vector<std::int64_t> prices;  ///< of the priced resources
        base::Int128 bound = 0;
        base::Int128 priced_bound = 0;  ///< what the prices prove; a search may have proved more
        double weight = 0;              ///< of the bundle
        std::uint64_t number = 0;
        Resource torn = 0;  ///< to be decided next; if there is none,
        EdgeIndex split = no_edge;
        bool searched = false;  ///< since the minima are decided
    };
    /// An answer of the oracle, whose value is a plane below the bound, whatever the pattern.
    struct Cut {
        double worth = 0;
        std::vector<double> use;            ///< per priced resource
        std::vector<std::uint32_t> chosen;  ///< per row
        std::size_t number = 0;
    };
    struct Coordinate {
        std::size_t k;  ///< which priced resource
        bool bonus;     ///< the part of the price below 0
    };
    [[nodiscard]] static bool later(const Node& a, const Node& b) {
        if ((a.split == no_edge) != (b.split == no_edge)) return a.split != no_edge;
        return a.bound != b.bound ? a.bound < b.bound : a.number > b.number;
    }
    [[nodiscard]] bool ask(Node& node, const std::vector<std::int64_t>& prices);
    [[nodiscard]] bool improve(Node& node, int most_questions);
    [[nodiscard]] bool enter(Node node);
    [[nodiscard]] Node take_next();
    void lay_out(const Node& node);
    [[nodiscard]] std::vector<double> slope_of(const PackingPattern& pattern, const Cut& cut) const;
    void begin_bundle(const Node& node, PackingBundle& bundle) const;
    [[nodiscard]] std::vector<std::int64_t> prices_at(const std::vector<double>& at) const;
    [[nodiscard]] Resource most_torn(const Node& node) const;
    [[nodiscard]] EdgeIndex most_split(const Node& node) const;
    [[nodiscard]] double cost_of(EdgeIndex o) const;
    [[nodiscard]] Cut allowed(const PackingPattern& pattern, const Cut& cut) const;
    void open_surely(Node& node);
    void settle(base::Int128 bound) {
        settled_ = any_ ? std::max(settled_, bound) : bound;
        any_ = true;
    }

    static constexpr std::size_t most_planes = 80;
    static constexpr auto nothing = static_cast<std::uint32_t>(no_edge);

    const PackingModel& model_;
    PackingBudget& budget_;
    Try attempt_;
    Goal goal_;
    PackingOracle& oracle_;
    std::vector<double> scale_;  ///< per priced resource
    std::int64_t most_bonus_ = 0, prohibitive_ = 0;
    std::vector<Coordinate> coordinates_;
    std::vector<Cut> cuts_;
    std::size_t most_cuts_ = 0, next_cut_ = 0;
    std::vector<std::size_t> place_;  ///< per resource: its number among the priced, or a large one
    std::vector<Row> row_of_;         ///< per option
    std::vector<std::pair<std::size_t, double>> shares_;  ///< of the cuts that carry the proposal
    std::vector<double> use_;               ///< per priced resource: the mean of the relaxed answers
    std::vector<EdgeIndex> chosen_;         ///< at the best prices of the node
    std::vector<std::int64_t> all_prices_;  ///< these
    base::Int128 asked_bound_ = 0;          ///< of the last answer
    std::vector<Node> open_;                ///< a heap
    base::Int128 settled_ = 0;
    bool any_ = false;
    std::uint64_t nodes_ = 0, turns_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_branch.ipp>
#endif
