// SPDX-License-Identifier: Apache-2.0
/// @file
/// What counsellors decided and people have begun, and what became of it in a match.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

enum class SteeringState : std::uint8_t {
    obeyed,  ///< it acts as written
    broken,  ///< it cannot be obeyed; the reason says why
    noted    ///< shown, changes nothing in this version
};
inline constexpr std::array<std::string_view, 3> steering_state_names{"obeyed", "broken", "noted"};
[[nodiscard]] constexpr std::string_view to_string(SteeringState state) {
    return steering_state_names[static_cast<std::size_t>(state)];
}

/// One row of `decisions` or `participations`. Views live as long as a handle on the network.
struct Steered {
    domain::CandidateId candidate;
    std::string_view kind;    ///< pin, forbid, reserve; or the state of a participation
    std::string_view target;  ///< as entered: vacancy:KEY
    SteeringState state = SteeringState::noted;
    /// Of what is broken: a reason code of the rules, or `no_position` (all are used or kept), `settled` (the
    /// person is placed already), `no_value` (the card values the pair at 0 or less). Of a place that is kept
    /// and cannot be proposed at present: a reason code of the rules, `below_min_value`, `forbidden`,
    /// `pinned` (a decision names another vacancy).
    std::string_view reason{};
};

/// Whether decisions and participations keep a vacancy from being proposed to a person: the person is placed
/// or has started, is pinned to something else, or the vacancy or its employer is forbidden. O(rows about the
/// person).
[[nodiscard]] bool ruled_out(const domain::Network& network, domain::CandidateId candidate,
                             domain::VacancyId vacancy);

/// The rows behind ruled_out, in the order of their tables; both empty where nothing rules it out.
struct RuledOutBy {
    std::vector<domain::Participation> settled;  ///< where the person is placed or has started
    std::vector<domain::Decision> decisions;     ///< that forbid the vacancy, or name another one
};
[[nodiscard]] RuledOutBy ruled_out_by(const domain::Network& network, domain::CandidateId candidate,
                                      domain::VacancyId vacancy);

/// Whether a decision pins the person to the vacancy. O(decisions about the person).
[[nodiscard]] bool pinned_to(const domain::Network& network, domain::CandidateId candidate,
                             domain::VacancyId vacancy);

}  // namespace iqmatch::inline v0::matching
