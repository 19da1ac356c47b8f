// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a person shall hold at the end of a plan.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::planning {

/// What has to be held. Small, comparable and hashable: many vacancies lead to one goal, so that a person's
/// plans are made once per goal. What the person holds already costs nothing.
struct Goal {
    /// Levels of German, indexed by LanguageSkill.
    std::array<std::optional<base::Cefr>, 6> german{};
    /// The regulation family of the licence; empty = no licence is asked for.
    std::string licence;
    /// Whether the person must live here: visa and entry come first.
    bool arrival = false;
    /// Full equivalence of a qualification in a non-regulated occupation: every difference is closed.
    bool recognition = false;
    std::vector<domain::SkillId> skills;  ///< ascending, each once

    /// Whether it asks for nothing.
    [[nodiscard]] bool empty() const;
    friend bool operator==(const Goal&, const Goal&) = default;
};

/// The same on every platform.
[[nodiscard]] std::uint64_t hash(const Goal& goal);
struct GoalHash {
    std::size_t operator()(const Goal& goal) const { return static_cast<std::size_t>(hash(goal)); }
};

/// What the `after` reasons of a pair ask for: German, the licence (a missing one, one that ended, one that
/// compensation or recognition leads to), arrival. Empty where the pair is not `after`, where an `after`
/// reason is none that a plan closes, and where compensation is required but its differences are not recorded
/// (none is listed and nobody says that the list is complete): then what is missing is unknown.
/// O(reasons + qualifications).
[[nodiscard]] std::optional<Goal> goal_of(const rules::RuleTables& tables,
                                          const rules::CandidateFacts& candidate,
                                          const rules::Eligibility& eligibility);

/// The other targets of the command line. `recognition`: full equivalence of each qualification whose
/// recognition is open, with the licence where the profession needs one; one goal per qualification, in the
/// order of the records. `assistant`: the licence of the assistant's profession, where the tables know one
/// for the person's own. `occupation`: what the law asks of everybody in that occupation; skills that are
/// essential for it and not held where `with_skills`.
[[nodiscard]] std::vector<Goal> recognition_goals(const domain::Network& network,
                                                  const rules::RuleTables& tables,
                                                  domain::CandidateId candidate, base::Date date);
[[nodiscard]] std::optional<Goal> assistant_goal(const domain::Network& network,
                                                 const rules::RuleTables& tables,
                                                 domain::CandidateId candidate, base::Date date);
[[nodiscard]] Goal occupation_goal(const domain::Network& network, const rules::RuleTables& tables,
                                   domain::CandidateId candidate, domain::Kldb kldb, base::Date date,
                                   bool with_skills = false);

}  // namespace iqmatch::inline v0::planning
