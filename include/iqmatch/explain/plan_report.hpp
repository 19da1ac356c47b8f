// SPDX-License-Identifier: Apache-2.0
/// @file
/// Qualification plans of one person in words, for counselling.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/planning/planner.hpp>
#include <iqmatch/planning/targets.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::explain {

/// A code and what it means.
struct CodeText {
    std::string code;
    std::string text;
};

struct PlanFundingText {
    std::string instrument;
    std::string label;
    std::optional<std::int64_t> most_cents;
    std::optional<base::Date> apply_before;
    std::string authority;
    bool discretionary = true;
    bool unsure = false;  ///< facts are missing without which nobody can tell
    std::vector<CodeText> asks;
    std::string text;
};

struct PlanStepText {
    std::string kind;  ///< of planning::step_kind_names
    std::string what;  ///< in words
    std::string run, measure, provider, place, mode;
    std::vector<std::string> parts;
    bool under_way = false, seat_kept = false, planned_run = false, away = false;
    base::Date start, end, late_end;
    std::int32_t chance_milli = 1000;
    std::optional<std::int64_t> hours_week_x100, hours_x100, travel_min, cost_cents;
    std::vector<CodeText> closes;
    std::vector<PlanFundingText> fundings;
    std::optional<base::Date> apply_before;
    std::vector<CodeText> agreement_by;
    std::string authority;
    std::string certainty;
    std::vector<std::string> rows;  ///< "table:id" of rule rows
    std::vector<CodeText> questions;
};

struct PlanText {
    std::string key;
    std::string way;
    bool way_assumed = false;
    base::Date ready, late_ready;
    std::int32_t chance_milli = 1000;
    std::optional<std::int64_t> own_cost_cents, full_cost_cents;
    std::int64_t hours_x100 = 0;
    bool hours_known = true;
    std::int64_t travel_min = 0;
    std::int32_t weeks_away = 0, planned_runs = 0;
    std::optional<bool> income_below;
    std::string certainty;
    std::vector<std::string> resources;  ///< keys of what it uses up
    std::vector<CodeText> questions;
    std::vector<PlanStepText> steps;
};

struct PlanGoalText {
    std::vector<CodeText> missing;
    std::string status;  ///< complete or limit
    CodeText block;      ///< why there is no plan; code none where there is one
    std::string blocked_need;
    std::vector<CodeText> questions;  ///< where they block
    std::vector<PlanText> plans;
};

struct PlanReport {
    std::string candidate;
    std::string target;
    base::Date date;
    base::Language language = base::Language::en;
    std::vector<PlanGoalText> goals;
};

/// @throws base::UsageError as planning::plans_for.
[[nodiscard]] PlanReport explain_plans(const planning::Planner& planner, domain::CandidateId candidate,
                                       std::string_view target, base::Language language);
/// The report for a terminal.
[[nodiscard]] std::string to_text(const PlanReport& report);

}  // namespace iqmatch::inline v0::explain
