// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random packing problems with every feature, and the answer by trying everything.
#pragma once

#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/packing.hpp>
#include <limits>
#include <numeric>
#include <optional>
#include <vector>

namespace iqmatch_test {

using iqmatch::base::Int128;
using iqmatch::base::Rng;
using iqmatch::graph::EdgeIndex;
using iqmatch::graph::no_edge;
using iqmatch::graph::no_place;
using iqmatch::graph::Packing;
using iqmatch::graph::PackingUnit;
using iqmatch::graph::PackingView;
using iqmatch::graph::Place;
using iqmatch::graph::Resource;
using iqmatch::graph::Row;
using iqmatch::graph::Use;

/// A packing problem that grows row by row.
using PackingProblem = iqmatch::graph::PackingArrays;

struct PackingShape {
    std::uint32_t rows = 5, resources = 4, degree = 3, uses = 2;
    std::uint32_t amount = 1, capacity = 3;  ///< at most
    bool zero_capacities = false, minima = false, units = false, must = false;
    std::int64_t lowest = 1, highest = 20;  ///< weights
};

inline PackingProblem random_packing(Rng& rng, const PackingShape& shape) {
    PackingProblem out;
    out.must_assign = shape.must;
    for (std::uint32_t r = 0; r < shape.resources; ++r) {
        out.capacities.push_back(rng.below(shape.capacity) + (shape.zero_capacities ? 0 : 1));
        if (shape.minima) out.minima.push_back(rng.chance(1, 2) ? 0 : rng.below(shape.capacity + 1));
    }
    if (shape.units) {
        out.place_count = 3;
        out.distances.assign(9, 0);
        for (std::size_t a = 0; a < 3; ++a)
            for (std::size_t b = 0; b < a; ++b)
                out.distances[3 * a + b] = out.distances[3 * b + a] =
                    static_cast<std::uint32_t>(rng.below(40));
        for (Row row = 0; row + 1 < shape.rows;) {
            const auto size = static_cast<Row>(1 + rng.below(3));
            if (size > 1 && row + size <= shape.rows) {
                PackingUnit unit;
                for (Row k = 0; k < size; ++k) unit.rows.push_back(row + k);
                unit.all = rng.chance(1, 2);
                if (rng.chance(2, 3)) unit.reach = static_cast<std::uint32_t>(rng.below(40));
                out.units.push_back(unit);
            }
            row += size;
        }
    }
    std::vector<Resource> order(shape.resources);
    for (std::uint32_t row = 0; row < shape.rows; ++row) {
        for (std::uint64_t k = rng.below(shape.degree + 1); k > 0; --k) {
            std::iota(order.begin(), order.end(), Resource(0));
            std::vector<Use> used;
            for (std::uint64_t u = rng.below(shape.uses + 1); u > 0 && used.size() < shape.resources; --u) {
                const std::size_t at = used.size() + rng.below(shape.resources - used.size());
                std::swap(order[used.size()], order[at]);
                used.push_back({order[used.size()], static_cast<std::uint32_t>(1 + rng.below(shape.amount))});
            }
            out.add_option(rng.between(shape.lowest, shape.highest), used);
            if (shape.units)
                out.places.push_back(rng.chance(1, 5) ? no_place : static_cast<Place>(rng.below(3)));
        }
        out.finish_row();
    }
    return out;
}

/// The value of the best selection by trying every one; nothing if must_assign cannot be met.
class PackingBruteForce {
  public:
    /// `with_losses`: members of a unit that stays together may take what is worth nothing alone, as a live
    /// packing lets them keep it; pack() looks for no such choice.
    explicit PackingBruteForce(const PackingView& problem, bool with_losses = false) : problem_(problem) {
        used_.assign(problem.resource_count(), 0);
        chosen_.assign(problem.row_count(), no_edge);
        together_.resize(problem.row_count());
        for (const PackingUnit& unit : problem.units)
            for (const Row row : unit.rows) together_[row] = with_losses && unit.all;
        explore(0, 0);
    }
    [[nodiscard]] const std::optional<Int128>& value() const { return best_; }

  private:
    [[nodiscard]] bool legal() const {
        for (std::size_t r = 0; r < used_.size(); ++r) {
            if (used_[r] > problem_.capacities[r]) return false;
            if (!problem_.minima.empty() && used_[r] > 0 && used_[r] < problem_.minima[r]) return false;
        }
        for (const PackingUnit& unit : problem_.units) {
            std::size_t in = 0;
            for (const Row a : unit.rows) {
                if (chosen_[a] == no_edge) continue;
                ++in;
                for (const Row b : unit.rows) {
                    if (chosen_[b] == no_edge || problem_.places.empty()) continue;
                    const Place p = problem_.places[chosen_[a]], q = problem_.places[chosen_[b]];
                    if (a != b && p != no_place && q != no_place &&
                        problem_.distances[p * problem_.place_count + q] > unit.reach)
                        return false;
                }
            }
            if (unit.all && in != 0 && in != unit.rows.size()) return false;
        }
        return true;
    }
    void explore(Row row, Int128 value) {
        if (row == problem_.row_count()) {
            if (legal() && (!best_ || value > *best_)) best_ = value;
            return;
        }
        if (!problem_.must_assign) explore(row + 1, value);
        for (EdgeIndex o = problem_.offsets[row]; o < problem_.offsets[row + 1]; ++o) {
            if (problem_.weights[o] <= 0 && !problem_.must_assign && !together_[row]) continue;
            for (const Use& use : problem_.uses_of(o)) used_[use.resource] += use.amount;
            chosen_[row] = o;
            explore(row + 1, value + problem_.weights[o]);
            chosen_[row] = no_edge;
            for (const Use& use : problem_.uses_of(o)) used_[use.resource] -= use.amount;
        }
    }

    const PackingView& problem_;
    std::vector<std::uint64_t> used_;
    std::vector<EdgeIndex> chosen_;
    std::vector<bool> together_;  ///< per row: all of its unit or nobody
    std::optional<Int128> best_;
};

}  // namespace iqmatch_test
