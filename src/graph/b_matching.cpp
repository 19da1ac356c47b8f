// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/b_matching.ipp>

namespace iqmatch::inline v0::graph {

template std::uint64_t memory_needed(const BipartiteView<std::int32_t>&);
template std::uint64_t memory_needed(const BipartiteView<std::int64_t>&);
template void require_solvable(const BipartiteView<std::int32_t>&);
template void require_solvable(const BipartiteView<std::int64_t>&);
template Matching max_weight_b_matching(const BipartiteView<std::int32_t>&, const base::Control&);
template Matching max_weight_b_matching(const BipartiteView<std::int64_t>&, const base::Control&);
template Matching max_weight_b_matching(const BipartiteView<std::int32_t>&, const Matching&,
                                        const base::Control&);
template Matching max_weight_b_matching(const BipartiteView<std::int64_t>&, const Matching&,
                                        const base::Control&);
template Matching greedy_b_matching(const BipartiteView<std::int32_t>&, const base::Control&);
template Matching greedy_b_matching(const BipartiteView<std::int64_t>&, const base::Control&);

}  // namespace iqmatch::inline v0::graph
