// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/market_solver.ipp>

namespace iqmatch::inline v0::graph::detail {

template bool make_optimal_again(const Market<std::int32_t>&, const Weights<std::int32_t>&,
                                 Standing<std::int32_t>&, Exact<std::int32_t>&, Meter&, base::SimdLevel);
template bool make_optimal_again(const Market<std::int64_t>&, const Weights<std::int64_t>&,
                                 Standing<std::int64_t>&, Exact<std::int64_t>&, Meter&, base::SimdLevel);
template bool solve_markets(Markets<std::int32_t>&, Standing<std::int32_t>&, Begin, const base::Control&,
                            Budget&);
template bool solve_markets(Markets<std::int64_t>&, Standing<std::int64_t>&, Begin, const base::Control&,
                            Budget&);

}  // namespace iqmatch::inline v0::graph::detail
