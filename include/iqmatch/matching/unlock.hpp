// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which plans open how many vacancies for a person, and which kinds of step open most for everybody.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch::inline v0::matching {

/// One plan of one person, and what it opens.
struct UnlockedPlan {
    domain::CandidateId candidate;
    std::string plan;                 ///< its key; empty where it uses no run
    std::vector<std::string> closes;  ///< what was missing, as planning::to_text names it
    base::Date ready;
    base::Date late_ready;
    std::int64_t chance_milli = 1000;            ///< that all succeeds at the first attempt, of 1000
    std::optional<std::int64_t> own_cost_cents;  ///< under the best possible funding; empty = unknown
    std::int64_t hours_x100 = 0;
    std::uint64_t opens = 0;      ///< vacancies that the person has options for after this plan
    domain::VacancyId best;       ///< the one of these options that is worth most (ties: the smaller key)
    std::int64_t best_value = 0;  ///< what it is worth, in millionths, without what keeping a proposal counts
    bool proposed = false;        ///< the proposal leads through this plan
};

/// What a kind of step opens for all.
struct UnlockedNeed {
    std::string need;              ///< as shared_need() names it
    std::uint64_t candidates = 0;  ///< people with a plan that closes it
    std::uint64_t opens = 0;       ///< pairs of person and vacancy that such plans open
    std::uint64_t vacancies = 0;   ///< different vacancies among them
    friend bool operator==(const UnlockedNeed&, const UnlockedNeed&) = default;
};

struct Unlocked {
    /// By person; of a person by ready, then own cost (unknown last), hours, key.
    std::vector<UnlockedPlan> plans;
    /// The most opening first, then by name. A pair that needs several steps counts for each of them.
    std::vector<UnlockedNeed> needs;
    std::uint64_t candidates = 0;  ///< people with a plan
    std::uint64_t opens = 0;       ///< pairs that plans open; a pair with several plans counts once
    bool stopped = false;          ///< people whose turn a stop or limit came before are left out
};

/// Every person's plans and how many vacancies each opens, and the kinds of step that open most: from the
/// options that lead through a plan to a vacancy. A plan that leads to several goals alike is one; a pair
/// that needs several steps counts for each of them. Empty without plans. Makes each person's plans again,
/// which is where the time goes.
/// @param result marks what it proposes; it must be of these options.
/// @throws base::UsageError for a result of other options, and for zero threads.
[[nodiscard]] Unlocked unlock(const Options& options, const Assignment* result = nullptr,
                              const base::Control& control = {});

}  // namespace iqmatch::inline v0::matching
