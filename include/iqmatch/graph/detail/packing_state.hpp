// SPDX-License-Identifier: Apache-2.0
/// @file
/// A selection under construction, with who uses what.
#pragma once

#include <iqmatch/graph/detail/packing_model.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Capacities are the caller's to respect, by fits().
class PackingState {
  public:
    struct Holder {
        Row row;
        std::uint32_t use;  ///< which of the uses of its option
    };

    explicit PackingState(const PackingModel& model);
    PackingState(const PackingState&) = default;
    PackingState& operator=(const PackingState& other);  ///< of the same model

    /// The option of the model that a row holds, or no_edge.
    [[nodiscard]] EdgeIndex held(Row row) const { return held_[row]; }
    [[nodiscard]] const std::vector<EdgeIndex>& all_held() const { return held_; }
    [[nodiscard]] base::Int128 value() const { return value_; }
    [[nodiscard]] std::size_t placed() const { return placed_; }
    [[nodiscard]] std::uint64_t load(Resource r) const { return load_[r]; }
    [[nodiscard]] std::uint64_t room(Resource r) const {
        return closed_[r] ? 0 : model_.capacity(r) - load_[r];
    }
    [[nodiscard]] const std::vector<Holder>& holders(Resource r) const { return holders_[r]; }
    /// Resources in use below their minimum.
    [[nodiscard]] std::size_t short_of_minimum() const { return short_; }
    /// So many units are missing to minima of resources in use, altogether.
    [[nodiscard]] std::uint64_t missing() const { return missing_; }
    [[nodiscard]] bool falls_short(Resource r) const { return load_[r] > 0 && load_[r] < model_.minimum(r); }
    [[nodiscard]] bool closed(Resource r) const { return closed_[r]; }
    void close(Resource r) { closed_[r] = true; }
    void open(Resource r) { closed_[r] = false; }

    /// Whether everything that an option uses is free, for a row that holds nothing.
    [[nodiscard]] bool fits(EdgeIndex o) const {
        for (const Use& use : model_.uses(o))
            if (use.amount > room(use.resource)) return false;
        return true;
    }
    /// Whether the option lets a row stay within reach of the placed rows of its unit.
    [[nodiscard]] bool near_its_unit(Row row, EdgeIndex o) const;
    /// Gives a row another option, or none.
    void put(Row row, EdgeIndex o);

  private:
    [[nodiscard]] std::uint64_t missing_of(Resource r) const {
        return falls_short(r) ? model_.minimum(r) - load_[r] : 0;
    }
    void use(Row row, EdgeIndex o);
    void free(Row row, EdgeIndex o);

    const PackingModel& model_;
    std::vector<EdgeIndex> held_;
    std::vector<std::uint64_t> load_;
    std::vector<bool> closed_;
    std::vector<std::vector<Holder>> holders_;
    std::vector<std::uint64_t> first_slot_;  ///< per row
    std::vector<std::uint32_t> slot_;        ///< per use of what a row holds: its place among the holders
    base::Int128 value_ = 0;
    std::size_t placed_ = 0, short_ = 0;
    std::uint64_t missing_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_state.ipp>
#endif
