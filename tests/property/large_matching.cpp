// SPDX-License-Identifier: Apache-2.0
// A hundred million edges: offsets and positions are 64 bits wide. Takes some minutes and 4 GB, so that it
// runs when asked for only: iqmatch_property "[large]".
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <limits>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

TEST_CASE("a hundred million edges are solved and proved", "[.][large]") {
    constexpr std::uint32_t rows = 1'000'000, degree = 100, columns = 250'000;
    Rng rng(1);
    BipartiteGraph<std::int32_t> market(std::vector<std::uint32_t>(columns, 4));
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t k = 0; k < degree; ++k)
            market.add_edge(static_cast<Column>(rng.below(columns)),
                            static_cast<std::int32_t>(rng.between(1, 1'000'000)));
        market.finish_row();
    }
    const auto view = market.view();
    REQUIRE(view.edge_count() == 100'000'000);
    const auto matching = graph::max_weight_b_matching(view);
    REQUIRE(matching.status == graph::SolveStatus::optimal);
    REQUIRE(graph::check_certificate(view, matching) == graph::CertificateFault::none);
    REQUIRE(graph::memory_needed(view) < std::uint64_t(2'000'000'000));
}

TEST_CASE("numbers of edges beyond 32 bits keep their size", "[graph][memory]") {
    STATIC_REQUIRE(sizeof(EdgeIndex) == 8);
    // What five thousand million edges would need, from their number alone.
    const std::vector<EdgeIndex> offsets{0, EdgeIndex(5'000'000'000)};
    const std::vector<std::uint32_t> capacities{1};
    const BipartiteView<std::int32_t> claimed{offsets, {}, {}, capacities};
    REQUIRE_THROWS_AS(graph::max_weight_b_matching(claimed), base::UsageError);
    STATIC_REQUIRE(graph::memory_needed(1'000'000, 500'000, 5'000'000'000, true) > 80'000'000'000);
    STATIC_REQUIRE(graph::memory_needed(1'000'000, 500'000, 5'000'000'000, false) > 120'000'000'000);
}
