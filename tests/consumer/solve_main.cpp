// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/base/version.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include "solve.hpp"

int main() {
    const auto graph = small_graph();
    const auto result = iqmatch::graph::max_weight_b_matching(graph.view());
    std::cout << "iqmatch " << iqmatch::base::version << ": value " << static_cast<long long>(result.value)
              << ", " << iqmatch::graph::to_string(result.status) << ", prices " << result.prices[0] << ' '
              << result.prices[1] << ", " << (proved(result) ? "proved" : "not proved") << '\n';
    return 0;
}
