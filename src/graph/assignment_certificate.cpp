// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/assignment_certificate.ipp>

namespace iqmatch::inline v0::graph {

template AssignmentFault check_assignment(const DenseView<std::int32_t>&, const Assignment&);
template AssignmentFault check_assignment(const DenseView<std::int64_t>&, const Assignment&);

}  // namespace iqmatch::inline v0::graph
