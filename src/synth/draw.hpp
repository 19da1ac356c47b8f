// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random choices out of integers only. Private to the layer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/base/rng.hpp>
#include <vector>

namespace iqmatch::inline v0::synth::detail {

/// What a stream of random numbers is for; keeps records of different kinds apart.
enum class Stream : std::uint64_t {
    person = 1,
    papers,
    couple,
    employer,
    vacancy,
    measure,
    run,
    steering,
    run_measure,
    plans,        ///< what plans need to know of a person, added to the case file
    notices,      ///< what is special about a notice
    pool,         ///< vacancies that are always open
    run_steering  ///< decisions about course runs
};

/// The random numbers of one record: they depend on seed, stream and index alone, so that no record changes
/// when others are added.
class Draw {
  public:
    Draw(std::uint64_t seed, Stream stream, std::uint64_t index)
        : rng_(base::mix64(base::mix64(seed ^ static_cast<std::uint64_t>(stream) << 56) + index)) {}

    /// True for `permille` of 1,000.
    bool share(std::int64_t permille) { return static_cast<std::int64_t>(rng_.below(1000)) < permille; }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return rng_.between(low, std::max(low, high));
    }
    std::uint64_t below(std::uint64_t bound) { return rng_.below(bound); }
    /// An entry of a list that is not empty.
    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(rng_.below(std::size(list)))];
    }

  private:
    base::Rng rng_;
};

/// Weighted choice in O(log n).
class Choice {
  public:
    void add(std::uint64_t weight) { ends_.push_back(total() + weight); }
    [[nodiscard]] std::uint64_t total() const { return ends_.empty() ? 0 : ends_.back(); }
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    /// An index, in proportion to its weight; total() must be positive.
    std::size_t pick(Draw& draw) const {
        const std::uint64_t ticket = draw.below(total());
        return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), ticket) - ends_.begin());
    }

  private:
    std::vector<std::uint64_t> ends_;
};

}  // namespace iqmatch::inline v0::synth::detail
