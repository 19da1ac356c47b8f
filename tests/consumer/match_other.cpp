// SPDX-License-Identifier: Apache-2.0
// The second translation unit of consumer_match: a definition in a header that is not inline shows at link
// time.
#include <iqmatch/iqmatch.hpp>

std::size_t people_of(const iqmatch::domain::Network& network) {
    return network.candidates().size();
}
