// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/auction.ipp>

namespace iqmatch::inline v0::graph::detail {

template class Auction<std::int32_t>;
template class Auction<std::int64_t>;

}  // namespace iqmatch::inline v0::graph::detail
