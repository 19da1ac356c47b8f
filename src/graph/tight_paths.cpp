// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/tight_paths.ipp>

namespace iqmatch::inline v0::graph::detail {

template class TightRowPaths<std::int32_t>;
template class TightRowPaths<std::int64_t>;
template class TightColumnPaths<std::int32_t>;
template class TightColumnPaths<std::int64_t>;

}  // namespace iqmatch::inline v0::graph::detail
