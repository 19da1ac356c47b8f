// SPDX-License-Identifier: Apache-2.0
/// @file
/// A set of positions that gives them back in order. Private to the layer.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// One bit per position: adding costs O(1), taking them all in ascending order O(size / 64 + how many).
class IndexSet {
  public:
    explicit IndexSet(std::size_t size) : words_((size + 63) / 64) {}
    void set(std::size_t position) { words_[position / 64] |= std::uint64_t{1} << (position % 64); }
    /// Appends the positions to `out` and forgets them.
    template <class Id>
    void take(std::vector<Id>& out) {
        for (std::size_t w = 0; w < words_.size(); ++w)
            for (std::uint64_t& word = words_[w]; word != 0; word &= word - 1)
                out.emplace_back(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }

  private:
    std::vector<std::uint64_t> words_;
};

}  // namespace iqmatch::inline v0::matching::detail
