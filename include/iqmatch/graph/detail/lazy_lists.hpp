// SPDX-License-Identifier: Apache-2.0
/// @file
/// Lists whose entries are not erased: they go stale, and are cleared away when somebody looks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Whether an entry is stale is the caller's to say. The order of entries is that in which they came.
template <class Entry>
class LazyLists {
  public:
    void add_list() {
        lists_.emplace_back();
        tidy_.push_back(0);
    }
    void clear() {
        for (auto& list : lists_) list.clear();
        tidy_.assign(lists_.size(), 0);
    }
    void reserve(std::size_t list, std::size_t entries) { lists_[list].reserve(entries); }
    /// Amortised O(1): at most half of a longer list is stale.
    template <class Stale>
    void push(std::size_t list, const Entry& entry, const Stale& stale) {
        if (lists_[list].size() > 2 * tidy_[list] + 32) (void)fresh(list, stale);
        lists_[list].push_back(entry);
    }
    template <class Stale>
    [[nodiscard]] const std::vector<Entry>& fresh(std::size_t list, const Stale& stale) {
        std::erase_if(lists_[list], stale);
        tidy_[list] = lists_[list].size();
        return lists_[list];
    }

  private:
    std::vector<std::vector<Entry>> lists_;
    std::vector<std::size_t> tidy_;  ///< how long each was when it was cleared last
};

}  // namespace iqmatch::inline v0::graph::detail
