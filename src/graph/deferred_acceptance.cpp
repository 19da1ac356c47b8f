// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/deferred_acceptance.ipp>

namespace iqmatch::inline v0::graph {

template StableMatching deferred_acceptance(const PreferenceView<std::int32_t>&, const Ties&,
                                            const base::Control&);
template StableMatching deferred_acceptance(const PreferenceView<std::int64_t>&, const Ties&,
                                            const base::Control&);

}  // namespace iqmatch::inline v0::graph
