// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/forced_loss.ipp>

namespace iqmatch::inline v0::graph {

template class ForcedLoss<std::int32_t>;
template class ForcedLoss<std::int64_t>;

}  // namespace iqmatch::inline v0::graph
