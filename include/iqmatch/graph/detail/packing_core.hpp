// SPDX-License-Identifier: Apache-2.0
/// @file
/// The options that matter at good prices.
#pragma once

#include <iqmatch/graph/detail/packing_pattern.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// At given prices: bound − value of a selection = Σ regret of what the rows do + Σ price · what is left
/// over. Hence an option with more regret than the gap is in no better selection, and the others are few.
class PackingCore {
  public:
    struct Entry {
        std::int64_t regret;
        EdgeIndex option;
    };
    struct User {
        std::int64_t regret;
        Row row;
        EdgeIndex option;
    };
    static constexpr std::int64_t no_limit = std::int64_t(1) << 61;

    /// Prices of all resources, >= 0 unless the pattern opens a minimum, in the solver's units. Keeps options
    /// of at most `limit` regret.
    PackingCore(const PackingModel& model, std::vector<std::int64_t> prices, std::int64_t limit,
                const PackingPattern& pattern = {});

    /// By rising regret.
    [[nodiscard]] std::span<const Entry> entries(Row row) const {
        return {entries_.data() + first_[row], entries_.data() + first_[row + 1]};
    }
    /// Who may use a resource, by rising regret.
    [[nodiscard]] std::span<const User> users(Resource r) const {
        return {users_.data() + first_user_[r], users_.data() + first_user_[r + 1]};
    }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    /// What a row gets at best; at least 0 unless it must take an option.
    [[nodiscard]] base::Int128 best(Row row) const { return best_[row]; }
    /// Regret of an option, or of staying out; at most no_limit.
    [[nodiscard]] std::int64_t regret(Row row, EdgeIndex o) const;
    [[nodiscard]] const std::vector<std::int64_t>& prices() const { return prices_; }
    [[nodiscard]] const PackingPattern& pattern() const { return pattern_; }
    [[nodiscard]] base::Int128 bound() const { return bound_; }  ///< in the solver's units
    [[nodiscard]] std::int64_t limit() const { return limit_; }
    /// So many options were looked at.
    [[nodiscard]] std::uint64_t work() const { return model_.options(); }

  private:
    const PackingModel& model_;
    std::vector<std::int64_t> prices_;
    std::int64_t limit_;
    PackingPattern pattern_;
    std::vector<std::size_t> first_, first_user_;
    std::vector<Entry> entries_;
    std::vector<User> users_;
    std::vector<base::Int128> best_;
    base::Int128 bound_ = 0;
};

/// Σ capacity · price + Σ over units of their best choice: what whole prices of all resources prove, in the
/// units of the problem.
[[nodiscard]] base::Int128 proved_packing_bound(const PackingView& problem,
                                                std::span<const std::int64_t> prices);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_core.ipp>
#endif
