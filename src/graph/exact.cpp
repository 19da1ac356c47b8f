// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/exact.ipp>

namespace iqmatch::inline v0::graph::detail {

template class Exact<std::int32_t>;
template class Exact<std::int64_t>;

}  // namespace iqmatch::inline v0::graph::detail
