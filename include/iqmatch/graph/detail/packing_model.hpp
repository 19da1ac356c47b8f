// SPDX-License-Identifier: Apache-2.0
/// @file
/// A packing problem as its solver sees it: without the options that nobody will take, in finer units.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/packing.hpp>
#include <limits>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

inline constexpr std::uint32_t no_unit = std::numeric_limits<std::uint32_t>::max();

/// Options are numbered anew, row by row, as far as they are worth anything and use nothing of capacity 0.
/// Prices and regrets of the solver are in units of 1 / scale(), so that prices between two whole numbers can
/// be told apart where weights are small.
class PackingModel {
  public:
    explicit PackingModel(const PackingView& problem);

    [[nodiscard]] const PackingView& problem() const { return problem_; }
    [[nodiscard]] Row rows() const { return static_cast<Row>(first_.size() - 1); }
    [[nodiscard]] Resource resources() const { return static_cast<Resource>(problem_.resource_count()); }
    [[nodiscard]] EdgeIndex options() const { return first_.back(); }
    [[nodiscard]] EdgeIndex begin(Row row) const { return first_[row]; }
    [[nodiscard]] EdgeIndex end(Row row) const { return first_[row + 1]; }
    [[nodiscard]] EdgeIndex source(EdgeIndex o) const { return source_.empty() ? o : source_[o]; }
    [[nodiscard]] std::int64_t weight(EdgeIndex o) const { return problem_.weights[source(o)]; }
    [[nodiscard]] std::span<const Use> uses(EdgeIndex o) const { return problem_.uses_of(source(o)); }
    [[nodiscard]] Place place(EdgeIndex o) const {
        return problem_.places.empty() ? no_place : problem_.places[source(o)];
    }
    [[nodiscard]] std::uint64_t capacity(Resource r) const { return problem_.capacities[r]; }
    [[nodiscard]] std::uint64_t minimum(Resource r) const {
        return problem_.minima.empty() ? 0 : problem_.minima[r];
    }
    [[nodiscard]] bool must() const { return problem_.must_assign; }
    /// The unit that a row belongs to, or no_unit if it decides alone.
    [[nodiscard]] std::uint32_t unit_of(Row row) const { return unit_of_.empty() ? no_unit : unit_of_[row]; }
    [[nodiscard]] bool within_reach(const PackingUnit& unit, Place a, Place b) const {
        return a == no_place || b == no_place || unit.reach == std::numeric_limits<std::uint32_t>::max() ||
               problem_.distances[static_cast<std::size_t>(a) * problem_.place_count + b] <= unit.reach;
    }

    [[nodiscard]] std::int64_t scale() const { return scale_; }
    [[nodiscard]] std::int64_t largest_weight() const { return largest_; }    ///< of an absolute value
    [[nodiscard]] std::size_t most_uses() const { return most_uses_; }        ///< of one option
    [[nodiscard]] std::uint64_t most_amount() const { return most_amount_; }  ///< of one option together
    [[nodiscard]] bool has_minima() const { return has_minima_; }             ///< of 2 or more
    /// Every option uses at most one unit of at most one resource, and nothing else restricts the choice.
    [[nodiscard]] bool plain() const { return plain_; }
    /// What an option is worth at prices in the solver's units.
    [[nodiscard]] base::Int128 net(EdgeIndex o, std::span<const std::int64_t> prices) const {
        base::Int128 sum = static_cast<base::Int128>(weight(o)) * scale_;
        for (const Use& use : uses(o)) sum -= static_cast<base::Int128>(prices[use.resource]) * use.amount;
        return sum;
    }

  private:
    const PackingView& problem_;
    std::vector<EdgeIndex> first_;
    std::vector<EdgeIndex> source_;  ///< per option its number in the problem; empty: the same
    std::vector<std::uint32_t> unit_of_;
    std::int64_t scale_ = 1, largest_ = 0;
    std::size_t most_uses_ = 0;
    std::uint64_t most_amount_ = 0;
    bool plain_ = true, has_minima_ = false;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_model.ipp>
#endif
