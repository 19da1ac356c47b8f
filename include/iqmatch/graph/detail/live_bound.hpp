// SPDX-License-Identifier: Apache-2.0
/// @file
/// Prices of a packing that changes, and the bound that they prove, exact after every step.
#pragma once

#include <iqmatch/graph/detail/live_model.hpp>
#include <optional>

namespace iqmatch::inline v0::graph::detail {

/// Per row the few options that are worth most at today's prices (its short list), and a limit that no other
/// option of the row exceeds. The short list holds the best as long as that is not below the limit; else the
/// row is gone through anew. A price that rises touches the short lists that contain it; one that falls lifts
/// the limits of the resource's other users, too.
class LiveBound {
  public:
    /// An option of a row's short list that uses a resource. Stale once the row has another short list.
    struct Near {
        Row row;
        std::uint32_t version, amount, slot;
    };
    static constexpr std::uint32_t width = 16;

    explicit LiveBound(LiveModel& model);

    [[nodiscard]] std::int64_t price(Resource r) const { return prices_[r]; }
    [[nodiscard]] const std::vector<std::int64_t>& prices() const { return prices_; }
    [[nodiscard]] base::Int128 bound() const { return bound_; }
    /// What the row could have at these prices, at least 0.
    [[nodiscard]] std::int64_t best(Row row) const { return limits_[row].best; }
    [[nodiscard]] std::uint32_t listed(Row row) const { return limits_[row].count; }
    [[nodiscard]] std::uint32_t option(Row row, std::uint32_t slot) const {
        return options_[std::size_t(row) * width + slot];
    }
    [[nodiscard]] base::Int128 value(Row row, std::uint32_t slot) const {
        return values_[std::size_t(row) * width + slot];
    }
    /// What any option is worth at these prices; staying out is worth 0.
    [[nodiscard]] base::Int128 net(Row row, std::uint32_t k) const;
    /// Those of one row stand together.
    [[nodiscard]] const std::vector<Near>& near(Resource r) {
        return near_.fresh(r, [this](const Near& one) { return stale(one); });
    }
    [[nodiscard]] std::uint64_t work() const { return work_; }

    void add_row();
    void add_resource();
    /// A row has other options or weights.
    void refresh(Row row);
    void capacity_changed(Resource r, std::uint64_t before);
    /// All prices at once.
    void restart(const std::vector<std::int64_t>& prices);
    /// Moves one price to where the bound is least, the others as they are, as far as short lists show it.
    /// False, and nothing has changed, if the bound does not fall. Afterwards `shaken()` are the rows whose
    /// best has changed.
    [[nodiscard]] bool improve(Resource r);
    [[nodiscard]] const std::vector<Row>& shaken() const { return shaken_; }

  private:
    struct Limit {
        std::int64_t best, beyond;  ///< beyond: no option off the short list is worth more
        std::uint32_t count, version;
    };
    /// At prices below `price` a row would rather use the resource than not.
    struct Wish {
        base::Int128 price, least;  ///< rounded up, and down
        std::uint32_t amount;
    };
    [[nodiscard]] bool stale(const Near& one) const { return limits_[one.row].version != one.version; }
    void set_price(Resource r, std::int64_t price);
    void shift_listed(Resource r, std::int64_t by);
    void lift_limits(Resource r, std::int64_t by);
    void find_best(Row row);
    void collect_wishes(Resource r);
    [[nodiscard]] std::optional<std::int64_t> wished_price(Resource r);
    [[nodiscard]] std::int64_t affordable(Resource r, std::int64_t target);

    LiveModel& model_;
    std::vector<std::int64_t> prices_;
    std::vector<Limit> limits_;
    std::vector<std::uint32_t> options_;
    std::vector<base::Int128> values_;
    LazyLists<Near> near_;
    base::Int128 bound_ = 0;
    std::uint64_t work_ = 0;
    std::vector<Wish> wishes_;
    std::vector<Row> touched_, shaken_;
    std::vector<std::pair<std::int64_t, Row>> tight_;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/live_bound.ipp>
#endif
