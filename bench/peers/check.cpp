// SPDX-License-Identifier: Apache-2.0
// Solves a small instance of every pattern with iqmatch and with Boost.Graph, and holds the patterns to what
// they say of themselves: iqmatch_peer_check [ROWS]. Exit code 1 if anything differs.
#include <exception>
#include <iostream>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include "peers/patterns.hpp"
#include "peers/view.hpp"
#include "support/boost_flow.hpp"

using namespace iqmatch_peers;
namespace graph = iqmatch::graph;

namespace {

bool well_formed(const Instance& instance) {
    for (std::size_t r = 0; r < instance.row_count(); ++r)
        for (std::uint64_t e = instance.offsets[r]; e < instance.offsets[r + 1]; ++e) {
            if (instance.columns[e] >= instance.column_count() || instance.weights[e] <= 0) return false;
            if (e > instance.offsets[r] && instance.columns[e - 1] >= instance.columns[e]) return false;
        }
    return true;
}

bool same(const Instance& a, const Instance& b) {
    return a.offsets == b.offsets && a.columns == b.columns && a.weights == b.weights &&
           a.capacities == b.capacities;
}

/// What 400 rows of every pattern must hash to: instances are the same on every machine and for ever, or
/// results of different days could not be compared. Whoever changes a pattern on purpose changes this too.
constexpr std::string_view expected = "5d746bb8ddbcf5148b5eb14151c508dcc443a6bc774f66923d6d42bd7adb466c";

void hash(iqmatch::base::Sha256& sum, const Instance& instance) {
    for (const auto x : instance.offsets) sum.number(static_cast<std::int64_t>(x));
    for (const auto x : instance.columns) sum.number(x);
    for (const auto x : instance.weights) sum.number(x);
    for (const auto x : instance.capacities) sum.number(x);
}

}  // namespace

int main(int argc, char** argv) try {
    const auto rows = static_cast<std::uint32_t>(argc > 1 ? std::stoul(argv[1]) : 400);
    bool good = true;
    iqmatch::base::Sha256 sum;
    for (const Pattern& pattern : patterns()) {
        const Instance instance = pattern.make(rows, 3);
        const auto view = view_of(instance);
        const graph::Matching matching = graph::max_weight_b_matching(view);
        auto network = graph::to_boost_flow_network(view);
        iqmatch_bench::run_boost(network);
        const std::int64_t boost = iqmatch_bench::boost_value(network, view);
        std::string wrong;
        hash(sum, instance);
        if (instance.row_count() != rows || !well_formed(instance)) wrong += " malformed";
        if (!same(instance, pattern.make(rows, 3))) wrong += " differs-from-itself";
        if (same(instance, pattern.make(rows, 4))) wrong += " seed-does-nothing";
        if (matching.status != graph::SolveStatus::optimal ||
            graph::check_certificate(view, matching) != graph::CertificateFault::none)
            wrong += " not-proved";
        if (matching.value != boost) wrong += " values-differ";
        good = good && wrong.empty();
        std::cout << pattern.name << ": " << instance.edge_count() << " edges, value " << boost
                  << (wrong.empty() ? ", as Boost says" : ", WRONG:" + wrong) << '\n';
    }
    const std::string found = sum.hex();
    if (rows == 400 && found != expected) {
        std::cout << "the instances are not those they used to be: " << found << '\n';
        good = false;
    }
    return good ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
