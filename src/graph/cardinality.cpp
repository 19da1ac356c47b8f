// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/cardinality.ipp>

namespace iqmatch::inline v0::graph {

template Cardinality max_cardinality(const BipartiteView<std::int32_t>&, const std::vector<EdgeIndex>&);
template Cardinality max_cardinality(const BipartiteView<std::int64_t>&, const std::vector<EdgeIndex>&);

}  // namespace iqmatch::inline v0::graph
