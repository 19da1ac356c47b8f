// SPDX-License-Identifier: Apache-2.0
/// @file
/// The sample of Leer with its result, for the tests of explaining.
#pragma once

#include <string>
#include <string_view>
#include "matching_support.hpp"

namespace iqmatch_test {

struct Sample {
    iqmatch::domain::Network network = leer();
    iqmatch::rules::RuleTables tables = iqmatch::rules::RuleTables::builtin();
    iqmatch::scoring::ModelCard card = iqmatch::scoring::ModelCard::builtin();
    iqmatch::matching::Assignment result =
        iqmatch::matching::assign(iqmatch::matching::options(network, tables, card, without_plans()));
    [[nodiscard]] iqmatch::explain::Question question(
        iqmatch::base::Language language = iqmatch::base::Language::en) const {
        return {network, tables, card, network.as_of(), language};
    }
};

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace iqmatch_test
