// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/keep_most.ipp>

namespace iqmatch::inline v0::graph {

template Matching keep_most(const BipartiteView<std::int32_t>&, const Matching&, const std::vector<bool>&,
                            const base::Control&);
template Matching keep_most(const BipartiteView<std::int64_t>&, const Matching&, const std::vector<bool>&,
                            const base::Control&);

}  // namespace iqmatch::inline v0::graph
