// SPDX-License-Identifier: Apache-2.0
/// @file
/// The order that nobody could arrange: by a seeded hash of the keys.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace iqmatch::inline v0::tables::detail {

/// A position with the hash that orders it.
template <class Index>
struct Hashed {
    std::uint64_t hash;
    Index index;
};

/// Orders `begin` .. `end` - 1 of texts that ascend by key, so that equal hashes stay in the order of their
/// keys.
template <class Index, class Hash>
void order_by_hash(const Hash& hash, Index begin, Index end, std::vector<Hashed<Index>>& out) {
    out.clear();
    for (Index i = begin; i < end; ++i) out.push_back({hash(i), i});
    std::sort(out.begin(), out.end(), [](const Hashed<Index>& a, const Hashed<Index>& b) {
        return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
    });
}

}  // namespace iqmatch::inline v0::tables::detail
