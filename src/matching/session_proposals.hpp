// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which options count as the same proposal. Private to the layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include "session_person.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Numbers proposals as EarlierResult tells them apart: by the vacancy that they lead to, whatever start and
/// plan; plans without a position by their steps.
class ProposalNumbers {
  public:
    [[nodiscard]] std::uint32_t of(const SessionPart& part, tables::OptionIndex option) {
        const Option& one = part.options.at(option);
        if (one.alone) return number(std::string(part.problem().options[option]));
        return number("vacancy:" + std::string(part.options.network().vacancies().key(one.vacancy)));
    }

  private:
    std::uint32_t number(std::string key) {
        return known_.try_emplace(std::move(key), static_cast<std::uint32_t>(known_.size())).first->second;
    }
    std::unordered_map<std::string, std::uint32_t> known_;
};

}  // namespace iqmatch::inline v0::matching::detail
