// SPDX-License-Identifier: Apache-2.0
// The checker refuses every kind of wrong result.
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include "support/catch.hpp"

using namespace iqmatch;
using graph::CertificateFault;

namespace {

/// Two candidates want the one position; the second may also go elsewhere.
graph::BipartiteGraph<std::int64_t> contest() {
    graph::BipartiteGraph<std::int64_t> market({1, 1});
    market.add_edge(0, 9);
    market.finish_row();
    market.add_edge(0, 8);
    market.add_edge(1, 3);
    market.finish_row();
    return market;
}

}  // namespace

TEST_CASE("the checker accepts what the solver returns", "[graph][certificate]") {
    const auto market = contest();
    const auto matching = graph::max_weight_b_matching(market.view());
    REQUIRE(matching.value == 12);
    REQUIRE(matching.prices == std::vector<std::int64_t>{5, 0});
    REQUIRE(graph::check_certificate(market.view(), matching) == CertificateFault::none);
}

TEST_CASE("the checker refuses planted errors of every kind", "[graph][certificate]") {
    auto market = contest();
    const auto good = graph::max_weight_b_matching(market.view());
    auto bad = good;
    const auto fault = [&] { return graph::check_certificate(market.view(), bad); };

    SECTION("a price is missing") {
        bad.prices.pop_back();
        REQUIRE(fault() == CertificateFault::shape);
    }
    SECTION("a row is missing") {
        bad.chosen.pop_back();
        REQUIRE(fault() == CertificateFault::shape);
    }
    SECTION("a row holds the edge of another") {
        bad.chosen[0] = 1;
        REQUIRE(fault() == CertificateFault::foreign_edge);
    }
    SECTION("a row holds an edge that does not exist") {
        bad.chosen[1] = 3;
        REQUIRE(fault() == CertificateFault::foreign_edge);
    }
    SECTION("a column is used too often") {
        bad.chosen[1] = 1;
        bad.value = 17;
        REQUIRE(fault() == CertificateFault::over_capacity);
    }
    SECTION("a negative price") {
        bad.prices[1] = -1;
        REQUIRE(fault() == CertificateFault::negative_price);
    }
    SECTION("a wrong value") {
        bad.value += 1;
        REQUIRE(fault() == CertificateFault::wrong_value);
    }
    SECTION("a wrong bound") {
        bad.bound += 1;
        REQUIRE(fault() == CertificateFault::wrong_bound);
    }
    SECTION("an optimum that leaves a better edge aside") {
        bad.chosen[1] = graph::no_edge;
        bad.value = 9;
        REQUIRE(fault() == CertificateFault::complementary_slackness);
    }
    SECTION("a priced column with room") {
        bad.prices[1] = 1;
        bad.chosen[1] = graph::no_edge;
        bad.value = 9;
        REQUIRE(fault() == CertificateFault::complementary_slackness);
    }
    SECTION("prices that prove nothing") {
        bad.prices = {0, 0};
        bad.status = graph::SolveStatus::feasible;
        bad.bound = 12;
        REQUIRE(fault() == CertificateFault::wrong_bound);  // they prove 17
        bad.bound = 17;
        REQUIRE(fault() == CertificateFault::none);
        bad.status = graph::SolveStatus::optimal;
        REQUIRE(fault() != CertificateFault::none);
    }
    SECTION("somebody left out who must be placed") {
        market.set_must_assign(true);
        bad.chosen[1] = graph::no_edge;
        REQUIRE(fault() == CertificateFault::row_left_out);
    }
    SECTION("infeasible without a witness, or where staying out is allowed") {
        bad.status = graph::SolveStatus::infeasible;
        REQUIRE(fault() == CertificateFault::wrong_witness);
        market.set_must_assign(true);
        REQUIRE(fault() == CertificateFault::wrong_witness);
        bad.witness_rows = {0, 1};
        bad.witness_columns = {0, 1};  // has room for both
        REQUIRE(fault() == CertificateFault::wrong_witness);
        bad.witness_columns = {0};  // but row 1 may go to column 1
        REQUIRE(fault() == CertificateFault::wrong_witness);
    }
}

TEST_CASE("too few places: infeasible with a witness that holds", "[graph][certificate]") {
    graph::BipartiteGraph<std::int64_t> market({1, 5});
    for (int row = 0; row < 2; ++row) {
        market.add_edge(0, 5);
        market.finish_row();
    }
    market.add_edge(1, 1);
    market.finish_row();
    market.set_must_assign(true);
    const auto matching = graph::max_weight_b_matching(market.view());
    REQUIRE(matching.status == graph::SolveStatus::infeasible);
    REQUIRE(matching.witness_rows == std::vector<graph::Row>{0, 1});
    REQUIRE(matching.witness_columns == std::vector<graph::Column>{0});
    REQUIRE(graph::check_certificate(market.view(), matching) == CertificateFault::none);
}

TEST_CASE("what could overflow is refused before solving", "[graph]") {
    graph::BipartiteGraph<std::int64_t> market({1});
    market.add_edge(0, (std::int64_t(1) << 58) - 2);
    market.finish_row();
    REQUIRE(graph::max_weight_b_matching(market.view()).value == (std::int64_t(1) << 58) - 2);
    market.weights()[0] += 1;
    REQUIRE_THROWS_AS(graph::max_weight_b_matching(market.view()), base::UsageError);
    market.weights()[0] = std::numeric_limits<std::int64_t>::min();
    REQUIRE_THROWS_AS(graph::max_weight_b_matching(market.view()), base::UsageError);
    market.weights()[0] = std::int64_t(1) << 56;
    market.set_must_assign(true);
    REQUIRE_THROWS_AS(graph::max_weight_b_matching(market.view()), base::UsageError);
}

TEST_CASE("a malformed graph is refused", "[graph]") {
    const std::vector<graph::EdgeIndex> offsets{0, 1};
    const std::vector<graph::Column> columns{0};
    const std::vector<std::int64_t> weights{1};
    const std::vector<std::uint32_t> capacities{1};
    graph::BipartiteView<std::int64_t> view{offsets, columns, weights, capacities};
    REQUIRE_NOTHROW(graph::require_well_formed(view));
    SECTION("no offsets") {
        view.offsets = {};
    }
    SECTION("a column that does not exist") {
        view.capacities = {};
    }
    SECTION("too few weights") {
        view.weights = {};
    }
    const std::vector<graph::EdgeIndex> late{1, 1}, falling{0, 1, 0, 1}, wrong_end{0, 0};
    SECTION("offsets do not begin with 0") {
        view.offsets = late;
    }
    SECTION("offsets fall") {
        view.offsets = falling;
    }
    SECTION("offsets end elsewhere") {
        view.offsets = wrong_end;
    }
    if (view.offsets.data() != offsets.data() || view.capacities.empty() || view.weights.empty())
        REQUIRE_THROWS_AS(graph::max_weight_b_matching(view), base::UsageError);
    else
        REQUIRE(graph::max_weight_b_matching(view).value == 1);
}
