// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of ModelCard: its state, and how tables become it.
#pragma once

#include <iqmatch/scoring/model_card.hpp>

namespace iqmatch::inline v0::scoring {

struct ModelCard::State {
    std::string name;
    std::string version;
    base::Date date;
    std::string origin;
    std::int64_t min_value = 0;
    std::int64_t tolerance = 0;
    std::vector<FeatureModel> features;  ///< all, in the order of Feature
    PlanTerms plan;
    CardEvidence evidence;
    std::string hash;
    base::Findings warnings;
};

namespace detail {

void read_card(std::span<const base::TextTable> tables, ModelCard::State& state, base::Findings& findings);

/// The warning about a card that nobody has checked.
[[nodiscard]] base::Finding unvalidated(std::string_view card);

/// A decimal number with at most six places, in millionths; empty where it is none.
[[nodiscard]] std::optional<std::int64_t> parse_micro(std::string_view text);

}  // namespace detail
}  // namespace iqmatch::inline v0::scoring
