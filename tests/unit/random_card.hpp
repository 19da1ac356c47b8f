// SPDX-License-Identifier: Apache-2.0
/// @file
/// Model cards at random for the tests of scoring and matching.
#pragma once

#include <iqmatch/base/rng.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <string>
#include <utility>
#include <vector>

namespace iqmatch_test {

namespace base = iqmatch::base;
namespace scoring = iqmatch::scoring;
namespace tables = iqmatch::tables;

/// A card with random weights, shapes and least value; every third one with a link.
inline scoring::ModelCard random_card(std::uint64_t seed) {
    base::Rng rng(seed);
    const auto micro_text = [](std::int64_t micro) { return tables::grid_text(micro, 6); };
    const auto between = [&](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(high - low + 1)));
    };
    const bool linked = seed % 3 == 2;
    base::TextTable card("card", "card", {"key", "value"});
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"schema", std::string(scoring::model_card_schema)},
             {"name", "random"},
             {"version", "1"},
             {"date", "2026-01-01"},
             {"origin", "random"},
             {"description", "for a test"},
             {"min_value", micro_text(between(-300'000, linked ? 900'000 : 1'500'000))},
             {"tolerance", "0.01"}})
        card.add_row({key, value});
    if (linked) {
        card.add_row({"link.kind", "logistic"});
        card.add_row({"link.intercept", micro_text(between(-3'000'000, 3'000'000))});
    }
    base::TextTable features("features", "features", {"name", "side", "weight", "shape", "unknown"});
    base::TextTable knots("knots", "knots", {"feature", "x", "y"});
    const scoring::ModelCard builtin = scoring::ModelCard::builtin();
    for (const scoring::FeatureModel& model : builtin.features()) {
        const std::string name(scoring::to_string(model.feature));
        features.add_row({name, std::string(scoring::side_names[static_cast<std::size_t>(model.side)]),
                          micro_text(between(0, 500'000)),
                          std::string(scoring::shape_names[static_cast<std::size_t>(model.shape)]),
                          micro_text(between(-1'000'000, 1'000'000))});
        for (const scoring::Knot& knot : model.knots)
            knots.add_row({name, micro_text(knot.x), micro_text(between(-1'000'000, 1'000'000))});
    }
    return scoring::ModelCard::from_tables(std::vector<base::TextTable>{card, features, knots});
}

}  // namespace iqmatch_test
