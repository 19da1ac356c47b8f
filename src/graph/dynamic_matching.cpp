// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/dynamic_matching.ipp>

namespace iqmatch::inline v0::graph {

template class DynamicMatching<std::int32_t>;
template class DynamicMatching<std::int64_t>;

}  // namespace iqmatch::inline v0::graph
