// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/fine_auction.ipp>

namespace iqmatch::inline v0::graph::detail {

template struct Weights<std::int32_t>;
template struct Weights<std::int64_t>;
template bool hold_auction(const Market<std::int32_t>&, const Weights<std::int32_t>&, Standing<std::int32_t>&,
                           std::int32_t, Meter&, base::SimdLevel);
template bool hold_auction(const Market<std::int64_t>&, const Weights<std::int64_t>&, Standing<std::int64_t>&,
                           std::int64_t, Meter&, base::SimdLevel);

}  // namespace iqmatch::inline v0::graph::detail
