// SPDX-License-Identifier: Apache-2.0
/// @file
/// What one person lacks for one goal. Private to the layer.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/planning/goal.hpp>
#include <iqmatch/planning/need.hpp>
#include <iqmatch/planning/plan.hpp>
#include <iqmatch/rules/facts.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::planning::detail {

/// Adds a question that is not there yet; an empty one is none.
void ask(std::vector<Question>& questions, Question what);

/// One person on one day.
struct Asked {
    const domain::Network& network;
    const rules::RuleTables& tables;
    base::Date date;
    domain::CandidateId candidate;
    const rules::CandidateFacts& facts;
};

/// What has to be closed and by which ways. `block` other than none: no plan can be made.
struct Target {
    std::vector<Need> needs;                       ///< everything, in the order of NeedKind
    std::vector<const domain::Deficit*> deficits;  ///< open ones of the notice
    bool compensation = false;                     ///< compensation whose differences nobody recorded
    std::vector<domain::SkillId> skills;           ///< not held
    std::array<std::optional<base::Cefr>, 6> german_known{};
    base::Cefr german = base::Cefr::a0;     ///< level to be reached by a course; A0 = none
    std::optional<base::Cefr> certificate;  ///< of a level that the person has already
    std::string_view family;                ///< of the licence; empty = none is asked for
    std::string_view authority;             ///< that decided, as the notice names it
    const domain::Notice* notice = nullptr;
    bool licence = false;       ///< the paper is missing
    bool new_decision = false;  ///< full equivalence of a non-regulated qualification
    bool procedure = false;     ///< recognition has not been decided yet
    bool applied = false;       ///< the papers are there already
    std::optional<base::Date> applied_on;
    bool arrival = false;
    bool title = false;                         ///< another residence title has to follow
    bool course_open = true, exam_open = true;  ///< ways of compensation
    bool way_assumed = false;                   ///< both are open and nobody has chosen
    const rules::Row* way_row = nullptr;        ///< that opened the ways, where the notice did not say it
    PlanBlock block = PlanBlock::none;
    std::optional<Need> blocked_need;
    std::vector<Question> questions;

    /// Whether a compensation measure is part of the plan.
    [[nodiscard]] bool compensates() const { return licence && (compensation || !deficits.empty()); }
    void ask(Question what);
};

[[nodiscard]] Target target_of(const Asked& asked, const Goal& goal);

/// Where the recognition in a regulation family stands best, as the licence rule ranks it.
[[nodiscard]] const rules::QualificationFacts* best_in(const rules::RuleTables& tables,
                                                       const rules::CandidateFacts& facts,
                                                       std::string_view family, base::Date date);

/// Whether compensation is demanded, but not what for: no difference is recorded and nobody says that the
/// list is complete.
[[nodiscard]] bool differences_unknown(const domain::Notice* notice);

/// Whether a title is for recognition, training or search, so that work in the profession takes another one.
[[nodiscard]] bool title_must_change(const Asked& asked);

}  // namespace iqmatch::inline v0::planning::detail
