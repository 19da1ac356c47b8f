// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/assignment.ipp>

namespace iqmatch::inline v0::graph {

template void require_solvable(const DenseView<std::int32_t>&);
template void require_solvable(const DenseView<std::int64_t>&);
template Assignment max_weight_assignment(const DenseView<std::int32_t>&, const base::Control&);
template Assignment max_weight_assignment(const DenseView<std::int64_t>&, const base::Control&);

}  // namespace iqmatch::inline v0::graph
