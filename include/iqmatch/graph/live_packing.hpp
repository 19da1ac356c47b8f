// SPDX-License-Identifier: Apache-2.0
/// @file
/// A packing that is kept good, with a bound that always holds, while rows, capacities and weights change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/graph/packing.hpp>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph {

/// One option of a row that comes.
struct LiveOption {
    std::int64_t weight = 0;
    std::span<const Use> uses;  ///< no resource twice
    Place place = no_place;     ///< means something for rows of units only
};

/// Holds a packing problem of its own with a selection that keeps every rule and prices that bound how good
/// any other could be. Both hold after every call. Changes are noted at once: whoever loses their option is
/// left out, and a resource that falls below its minimum is filled from others or closed, whichever is worth
/// more. settle() then makes good what it can nearby, within little work: people change places as long as
/// that gains, and prices move as long as the bound falls. What is left is the gap; pack() or
/// improve_packing() on problem() find better, and restart() takes that over.
///
/// The same history leads to the same selection and prices. Ties leave people where they are. A resource with
/// a minimum that nobody uses stays closed until restart(). Rows of units keep what they hold or lose it (all
/// of a unit with `all`), and get nothing new until restart(); a unit from which all but one row were removed
/// is none any more.
///
/// Not for must_assign. For one thread. Memory: 16 bytes per option, 8 per use, 8 per row and resource that
/// it could use, and some 1.5 kB per row.
///
/// Every call throws base::UsageError for a row, resource or option that is not there, a change to a row that
/// was removed, an option that names a resource twice or 0 units of it, and for numbers beyond those of
/// require_well_formed(PackingView), and changes nothing then.
class LivePacking {
  public:
    /// Options looked at in one settle(), at most, unless its control says otherwise: about a millisecond.
    static constexpr std::uint64_t settle_work = 40'000;

    /// Begins with a selection and prices, such as pack() returns them. O(options + uses).
    /// @throws base::UsageError as require_well_formed, with must_assign, and as restart().
    LivePacking(const PackingView& problem, const Packing& start);
    ~LivePacking();
    LivePacking(LivePacking&&) noexcept;
    LivePacking& operator=(LivePacking&&) noexcept;

    /// A row comes. Gets the number of a row that was removed, the latest first, or the next one. O(uses).
    Row add_row(std::span<const LiveOption> options);
    /// A row has other options from now on; keeps what it holds if an option with the same uses (in a unit:
    /// and the same place) is among them, of which it then holds the heaviest. O(uses).
    void set_row(Row row, std::span<const LiveOption> options);
    /// A row leaves; its number stays, without options, until add_row() uses it again.
    void remove_row(Row row);
    /// A resource comes; rows use it once set_row() or add_row() says so.
    Resource add_resource(std::uint64_t capacity, std::uint64_t minimum = 0);
    /// A resource has another capacity from now on; 0 closes it. Where it is too small, those leave who lose
    /// least.
    void set_capacity(Resource resource, std::uint64_t capacity);
    /// A resource that is used at all must be used so much from now on. Where it is not, it is filled or
    /// closed.
    void set_minimum(Resource resource, std::uint64_t minimum);
    /// A place comes, with its distances to those before it, in their order. Nothing is there yet.
    Place add_place(std::span<const std::uint32_t> distances);
    /// `option`: its index within the row.
    void set_weight(Row row, std::uint32_t option, std::int64_t weight);

    /// Repairs what the changes since the last call left behind. `optimal`: value = bound; `feasible`:
    /// nothing more was found nearby; `work_limit` (settle_work, or what the control says) and the other
    /// limits: there is more to look at, and the next call goes on. Never makes value or bound worse.
    SolveStatus settle(const base::Control& control = {});
    /// Rows, ascending, that hold something else than after the settle() before the last one; with those that
    /// came and got something, without those that left.
    [[nodiscard]] const std::vector<Row>& moved() const;

    [[nodiscard]] std::size_t row_count() const;  ///< with those that were removed
    [[nodiscard]] std::size_t resource_count() const;
    [[nodiscard]] std::uint32_t option_count(Row row) const;
    [[nodiscard]] std::int64_t weight(Row row, std::uint32_t option) const;
    /// What the row holds, as index within the row.
    [[nodiscard]] std::optional<std::uint32_t> chosen(Row row) const;
    [[nodiscard]] std::int64_t price(Resource resource) const;
    [[nodiscard]] std::uint64_t capacity(Resource resource) const;
    [[nodiscard]] std::uint64_t used(Resource resource) const;
    [[nodiscard]] base::Int128 value() const;
    /// Σ capacity · price + Σ over rows of the best at those prices, also for rows of units: there
    /// packing().bound, which lets units decide as such, may be lower. O(1).
    [[nodiscard]] base::Int128 bound() const;
    [[nodiscard]] base::Int128 gap() const { return bound() - value(); }
    [[nodiscard]] std::uint64_t work() const;  ///< options looked at by settle() since the beginning

    /// A copy of the problem as it is now, removed rows as rows without options. O(options + uses).
    [[nodiscard]] PackingArrays problem() const;
    /// Selection and prices for that copy, as check_packing() accepts them. O(rows + resources); with units
    /// O(options + uses) and what their joint choices take.
    [[nodiscard]] Packing packing() const;
    /// Goes on from another selection and other prices, found for problem() as it is now. Status, value and
    /// bound of `packing` do not matter. O(options + uses).
    /// @throws base::UsageError for other sizes, a selection that breaks a rule, and prices below 0 or not
    /// below 2^62; changes nothing then.
    void restart(const Packing& packing);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/live_packing.ipp>
#endif
