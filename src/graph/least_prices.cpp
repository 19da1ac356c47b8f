// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/least_prices.ipp>

namespace iqmatch::inline v0::graph::detail {

template bool lower_to_least_prices(const Market<std::int32_t>&, Standing<std::int32_t>&, Meter&,
                                    base::SimdLevel);
template bool lower_to_least_prices(const Market<std::int64_t>&, Standing<std::int64_t>&, Meter&,
                                    base::SimdLevel);

}  // namespace iqmatch::inline v0::graph::detail
