// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/blocking_pairs.ipp>

namespace iqmatch::inline v0::graph {

template BlockingPairs blocking_pairs(const PreferenceView<std::int32_t>&, std::span<const EdgeIndex>);
template BlockingPairs blocking_pairs(const PreferenceView<std::int64_t>&, std::span<const EdgeIndex>);

}  // namespace iqmatch::inline v0::graph
