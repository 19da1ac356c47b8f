// SPDX-License-Identifier: Apache-2.0
/// @file
/// A proposal as the way it is: courses, papers and work, one after the other, in one sentence.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/seat_numbers.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::explain {

/// The steps of a way in words. Those of the plan come first, in its order, then the work.
struct WayText {
    std::vector<std::string> plan;  ///< per step of the plan
    std::string until_then;         ///< work until the plan is done; empty for most
    std::string work;               ///< the position; of a plan alone: when it is done
    /// All of it, separated by "; ".
    [[nodiscard]] std::string sentence() const;
};

/// For counselling. Funding is what may pay, never what is granted.
[[nodiscard]] WayText way_text(const matching::Options& options, domain::CandidateId candidate,
                               const matching::Option& option, const matching::OptionDetail& detail,
                               const matching::SeatNumbers& seats, base::Language language);

}  // namespace iqmatch::inline v0::explain
