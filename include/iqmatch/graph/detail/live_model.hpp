// SPDX-License-Identifier: Apache-2.0
/// @file
/// A packing problem that changes: options row by row, and which rows could use a resource.
#pragma once

#include <cstdint>
#include <iqmatch/graph/detail/lazy_lists.hpp>
#include <iqmatch/graph/detail/packing_model.hpp>
#include <iqmatch/graph/live_packing.hpp>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Index of an option within its row, where it means none.
inline constexpr std::uint32_t no_choice = std::numeric_limits<std::uint32_t>::max();

class LiveModel {
  public:
    /// An entry is stale once its row has other options.
    struct User {
        Row row;
        std::uint32_t version;
    };

    explicit LiveModel(const PackingView& problem);

    [[nodiscard]] Row rows() const { return static_cast<Row>(lists_.size()); }
    [[nodiscard]] Resource resources() const { return static_cast<Resource>(capacities_.size()); }
    [[nodiscard]] bool present(Row row) const { return present_[row]; }
    [[nodiscard]] std::uint32_t size(Row row) const {
        return static_cast<std::uint32_t>(lists_[row].options.size());
    }
    [[nodiscard]] std::int64_t weight(Row row, std::uint32_t k) const {
        return lists_[row].options[k].weight;
    }
    [[nodiscard]] std::span<const Use> uses(Row row, std::uint32_t k) const {
        const List& list = lists_[row];
        return std::span(list.uses).subspan(list.options[k].first, list.options[k].count);
    }
    [[nodiscard]] Place place(Row row, std::uint32_t k) const {
        return lists_[row].places.empty() ? no_place : lists_[row].places[k];
    }
    [[nodiscard]] std::uint64_t capacity(Resource r) const { return capacities_[r]; }
    [[nodiscard]] std::uint64_t minimum(Resource r) const { return minima_[r]; }
    /// No option has ever used more of it at once.
    [[nodiscard]] std::uint32_t most_amount(Resource r) const { return most_amounts_[r]; }
    /// The rows that have an option with it, each once.
    [[nodiscard]] const std::vector<User>& users(Resource r) {
        return users_.fresh(r, [this](const User& user) { return stale(user); });
    }
    /// The unit that a row belongs to, or no_unit.
    [[nodiscard]] std::uint32_t unit_of(Row row) const { return units_of_[row]; }
    [[nodiscard]] const PackingUnit& unit(std::uint32_t u) const { return units_[u]; }
    [[nodiscard]] std::uint32_t units() const { return static_cast<std::uint32_t>(units_.size()); }
    [[nodiscard]] bool near(const PackingUnit& unit, Place a, Place b) const;

    /// Throws UsageError unless set() may be called with them.
    void require_options(std::span<const LiveOption> options, bool in_unit) const;
    [[nodiscard]] Row add_row();
    void set(Row row, std::span<const LiveOption> options);
    void set_weight(Row row, std::uint32_t k, std::int64_t weight) { lists_[row].options[k].weight = weight; }
    void remove(Row row);
    /// The row decides alone from now on, as does whoever is left alone in its unit: returned, or the row
    /// itself.
    [[nodiscard]] Row leave_unit(Row row);
    Resource add_resource(std::uint64_t capacity, std::uint64_t minimum);
    Place add_place(std::span<const std::uint32_t> distances);
    void set_capacity(Resource r, std::uint64_t capacity) { capacities_[r] = capacity; }
    void set_minimum(Resource r, std::uint64_t minimum) {
        minima_[r] = minimum;
        has_minima_ = has_minima_ || minimum > 0;
    }
    [[nodiscard]] PackingArrays copy() const;

  private:
    struct Option {
        std::int64_t weight;
        std::uint32_t first, count;  ///< among the uses of the row
    };
    /// Exactly as long as they must be; a row that changes gets new arrays.
    struct List {
        std::vector<Option> options;
        std::vector<Use> uses;
        std::vector<Place> places;  ///< only in units
    };
    [[nodiscard]] bool stale(const User& user) const { return versions_[user.row] != user.version; }
    void new_row();
    void fill(Row row, std::span<const LiveOption> options);
    /// Calls with each resource of the row once.
    template <class Call>
    void each_resource(Row row, const Call& call);

    std::vector<List> lists_;
    std::vector<bool> present_;
    std::vector<std::uint32_t> versions_;
    std::vector<Row> vacant_;
    std::vector<std::uint64_t> capacities_, minima_;
    std::vector<std::uint32_t> most_amounts_;
    LazyLists<User> users_;
    std::vector<std::uint64_t> seen_;  ///< per resource: the last walk that met it
    std::uint64_t walk_ = 0;
    std::vector<std::uint32_t> units_of_;
    std::vector<PackingUnit> units_;  ///< without rows: none any more
    std::vector<std::uint32_t> distances_;
    std::size_t place_count_;
    bool has_minima_;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/live_model.ipp>
#endif
