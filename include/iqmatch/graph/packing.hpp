// SPDX-License-Identifier: Apache-2.0
/// @file
/// Choosing options that use several resources at once, some of them more than one unit: a position, a seat
/// of each course run, an exam slot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::graph {

/// Index of a resource.
using Resource = std::uint32_t;

/// So many units of a resource; `amount` is at least 1.
struct Use {
    Resource resource = 0;
    std::uint32_t amount = 1;
    friend bool operator==(const Use&, const Use&) = default;
};

/// Where an option takes place, for units that stay together; `no_place` is within reach of everything.
using Place = std::uint32_t;
inline constexpr Place no_place = std::numeric_limits<Place>::max();

/// Rows that decide together. Their places are within `reach` of one another, and with `all` either all of
/// them take an option or none does.
struct PackingUnit {
    std::vector<Row> rows;  ///< ascending, at least two; a row belongs to one unit at most
    bool all = false;
    std::uint32_t reach = std::numeric_limits<std::uint32_t>::max();  ///< the most distance allowed
};

/// A packing problem that somebody else owns: at most one option per row, no resource used more often than
/// its capacity, most total weight. Staying out is worth 0, an option worth 0 or less is not taken unless
/// `must_assign`.
struct PackingView {
    std::span<const EdgeIndex> offsets;          ///< rows + 1 entries: row r owns options offsets[r] ..
    std::span<const std::int64_t> weights;       ///< per option; any sign
    std::span<const std::uint64_t> use_offsets;  ///< options + 1 entries: what option o uses stands at
                                                 ///< use_offsets[o] ..; no resource twice in one option
    std::span<const Use> uses;
    std::span<const std::uint64_t> capacities;  ///< per resource; 0 is allowed
    /// Per resource: used not at all or at least so often. Empty = no resource has one. May exceed the
    /// capacity: then the resource cannot be used.
    std::span<const std::uint64_t> minima{};
    std::span<const PackingUnit> units{};  ///< rows that are in none decide alone
    std::span<const Place> places{};       ///< per option; empty = no_place throughout
    /// place_count × place_count, symmetric, row-major; looked at only where a unit has a reach.
    std::span<const std::uint32_t> distances{};
    std::size_t place_count = 0;
    bool must_assign = false;  ///< every row must take an option, even one of negative weight

    [[nodiscard]] std::size_t row_count() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] EdgeIndex option_count() const { return weights.size(); }
    [[nodiscard]] std::size_t resource_count() const { return capacities.size(); }
    [[nodiscard]] std::span<const Use> uses_of(EdgeIndex option) const {
        return uses.subspan(use_offsets[option], use_offsets[option + 1] - use_offsets[option]);
    }
};

/// A packing problem that owns its arrays (see PackingView), filled row by row: add_option for what a row may
/// take, then finish_row.
struct PackingArrays {
    std::vector<EdgeIndex> offsets{0};
    std::vector<std::int64_t> weights;
    std::vector<std::uint64_t> use_offsets{0};
    std::vector<Use> uses;
    std::vector<std::uint64_t> capacities;
    std::vector<std::uint64_t> minima;
    std::vector<PackingUnit> units;
    std::vector<Place> places;
    std::vector<std::uint32_t> distances;
    std::size_t place_count = 0;
    bool must_assign = false;

    void add_option(std::int64_t weight, std::span<const Use> used) {
        weights.push_back(weight);
        uses.insert(uses.end(), used.begin(), used.end());
        use_offsets.push_back(uses.size());
    }
    void add_option(std::int64_t weight, std::initializer_list<Use> used) {
        add_option(weight, std::span(used.begin(), used.size()));
    }
    void finish_row() { offsets.push_back(weights.size()); }

    [[nodiscard]] PackingView view() const {
        return {offsets, weights, use_offsets, uses,        capacities, minima,
                units,   places,  distances,   place_count, must_assign};
    }
};

/// What shows that a result is as good as its status says.
enum class ProvedBy : std::uint8_t {
    prices,  ///< the prices alone
    search   ///< no better one exists than `search_bound` allows, which only repeating the search could show
};

/// A selection with the prices that bound how good any other could be.
struct Packing {
    SolveStatus status = SolveStatus::feasible;
    std::vector<EdgeIndex> chosen;     ///< per row its option, or no_edge
    std::vector<std::int64_t> prices;  ///< per resource, >= 0; they prove `bound`, nothing more
    base::Int128 value = 0;
    /// Σ capacity · price + Σ over units (rows that are in none are units of one) of the best choice at those
    /// prices, over all options as they are given; minima are left out of account. No selection is worth
    /// more.
    base::Int128 bound = 0;
    ProvedBy proved_by = ProvedBy::prices;
    /// With ProvedBy::search: the bound that the search reached, value <= search_bound < bound.
    base::Int128 search_bound = 0;
    std::uint64_t work = 0;  ///< options looked at
    /// Only with `infeasible` (must_assign): rows whose options, whichever they take, together use more of
    /// the resources beside them than these have. Both empty: there is none of that simple kind, or it was
    /// not found.
    std::vector<Row> witness_rows;
    std::vector<Resource> witness_resources;
};

struct PackingSettings {
    /// Stop as soon as bound − value <= gap_e9 · 1e-9 · max(|value|, 1). 0: search for the optimum.
    std::uint64_t gap_e9 = 100'000;
    /// Search nodes of the exact phase per solve, at most, with a twentieth of that many in the tree over
    /// minima and options and work in proportion; deterministic. Reaching it is no error: the gap says what
    /// is left.
    std::uint64_t search_nodes = 200'000;
};

/// Throws base::UsageError unless the spans agree with each other and nothing can overflow: |weight| < 2^58,
/// amounts < 2^31, capacities and minima < 2^62. O(options + uses).
void require_well_formed(const PackingView& problem);

/// Solves. Equal problems, settings and work limits give equal results, whatever the number of threads.
///
/// `optimal` means value = bound. `feasible`: the gap goal was reached, or what search alone could prove, or
/// the search ended at its nodes; what is left is bound − value. A limit or stop returns the best selection
/// so far with a bound that holds. `infeasible` only with must_assign; if the nodes end before it is known
/// whether everybody can be placed, the status is `work_limit`, and rows are left out.
///
/// Method, and what is guaranteed: docs/explanation/packing.md.
/// @throws base::UsageError as require_well_formed, and for zero threads; whatever a callback throws.
[[nodiscard]] Packing pack(const PackingView& problem, const PackingSettings& settings = {},
                           const base::Control& control = {});

/// A selection and prices of a problem that differs little from the one at hand.
struct PackingStart {
    std::span<const EdgeIndex> chosen;     ///< per row its option, or no_edge
    std::span<const std::int64_t> prices;  ///< per resource, >= 0; any are of use
};

/// Makes a known selection better in little time: prices are sought beginning from those of the start, then
/// people change places; there is no tree and no search, so that more may be possible. What of the start does
/// not fit the problem is left out (options without room, units that it tears apart, resources below their
/// minimum); a start that fits is never made worse. Not for must_assign.
/// @param settings search_nodes means nothing here.
/// @throws base::UsageError as pack(), with must_assign, for a start of other sizes, with options of other
/// rows or with negative prices.
[[nodiscard]] Packing improve_packing(const PackingView& problem, const PackingStart& start,
                                      const PackingSettings& settings = {},
                                      const base::Control& control = {});

/// Baseline: options by falling weight (ties: the smaller index) where everything they use is still free.
/// Minimum group sizes: what falls short at the end is closed, and its people are placed elsewhere once more.
/// Bound and prices are those of pack().
[[nodiscard]] Packing greedy_packing(const PackingView& problem, const PackingSettings& settings = {},
                                     const base::Control& control = {});

/// The first promise that a packing breaks.
enum class PackingFault : std::uint8_t {
    none,
    shape,           ///< wrong number of entries
    foreign_option,  ///< a row was given an option of another row
    over_capacity,
    below_minimum,  ///< a resource is used, but less often than its minimum
    row_left_out,   ///< must_assign, and a row has no option
    unit_broken,    ///< a unit is torn apart
    negative_price,
    wrong_value,   ///< value is not the sum of the chosen weights
    wrong_bound,   ///< bound is not what the prices prove
    not_optimal,   ///< called optimal, but value and bound differ
    wrong_witness  ///< called infeasible, but the witness does not show it
};
inline constexpr std::string_view packing_fault_names[] = {
    "none",        "shape",          "foreign_option", "over_capacity", "below_minimum", "row_left_out",
    "unit_broken", "negative_price", "wrong_value",    "wrong_bound",   "not_optimal",   "wrong_witness"};
[[nodiscard]] constexpr std::string_view to_string(PackingFault fault) {
    return packing_fault_names[static_cast<std::size_t>(fault)];
}

/// What is wrong with the result, or PackingFault::none. Shares no code with the solver; all sums in 128
/// bits. O(options + uses) and, per unit with a reach, the combinations of places that could be its best: at
/// most the pairs for two rows, pruned but possibly many more for larger ones. Rows may be left out in spite
/// of must_assign if the status is `infeasible` or that of a limit.
[[nodiscard]] PackingFault check_packing(const PackingView& problem, const Packing& packing);

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing.ipp>
#endif
