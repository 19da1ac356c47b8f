// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/certificate.ipp>

namespace iqmatch::inline v0::graph {

template CertificateFault check_certificate(const BipartiteView<std::int32_t>&, const Matching&);
template CertificateFault check_certificate(const BipartiteView<std::int64_t>&, const Matching&);

}  // namespace iqmatch::inline v0::graph
