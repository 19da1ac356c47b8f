// SPDX-License-Identifier: Apache-2.0
/// @file
/// What funding and run eligibility both ask about a person. Private to the layer.
#pragma once

#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/facts.hpp>
#include <optional>
#include <span>
#include <string_view>

namespace iqmatch::inline v0::rules::detail {

/// Whether a current decision about a qualification of the person is one of these; empty where nobody
/// recorded enough to tell. Where there is no notice the state of the recognition speaks.
[[nodiscard]] std::optional<bool> decided(const CandidateFacts& person,
                                          std::span<const domain::NoticeDecision> any_of);
/// Whether the person belongs to a group; a list of groups is seldom complete, so that it never says no.
[[nodiscard]] bool in_group(const domain::Network& network, domain::CandidateId candidate,
                            std::string_view group);

}  // namespace iqmatch::inline v0::rules::detail
