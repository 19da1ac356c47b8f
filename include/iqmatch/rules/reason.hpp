// SPDX-License-Identifier: Apache-2.0
/// @file
/// Reasons: what a rule found, as a stable code with typed parameters. Sentences are made from them
/// elsewhere.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/rules/outcome.hpp>
#include <iqmatch/rules/rows.hpp>
#include <span>
#include <string_view>
#include <variant>

namespace iqmatch::inline v0::rules {

/// Names of parameters. Units: hours in hundredths per week, money in euro cents per year unless its name
/// says month or income, ways in metres and minutes.
enum class ParameterKey : std::uint8_t {
    authority,     ///< code of the table `authorities`
    date,          ///< a day from which something holds
    deficits,      ///< number of differences that a notice states
    employer,      ///< key of an employer
    fact,          ///< name of a legal fact
    family,        ///< regulation family
    floor_cents,   ///< salary floor per year
    group,         ///< a funder's target group
    hours_x100,    ///< hours per week that the person or title allows
    income_cents,  ///< income that the person needs, per month
    kind,          ///< kind of licence
    known,         ///< the person's German level
    lead_days,     ///< days that a permission takes, as the table says
    level,         ///< requirement level, 1 to 4
    limit_min,     ///< longest way the person accepts, one way
    measure,       ///< key of a measure
    metres,        ///< air line
    minutes,       ///< one way, estimated
    mode,          ///< car, public, bicycle
    month_cents,   ///< pay per month
    needed,        ///< German level the job needs
    needed_x100,   ///< hours per week that the job needs
    occupation,    ///< KldB code as a number
    pay_cents,     ///< pay per year
    places,        ///< how many people at once
    restrictions,  ///< text of a licence
    shift,         ///< kind of shift
    skill,         ///< listening, reading, …, overall
    state,         ///< federal state, as the catalogue names it
    status,        ///< recognition status
    taken,         ///< how many of them are there already
    title,         ///< title code as entered
    until,         ///< a day until which something holds
    ways           ///< course, exam, either
};
[[nodiscard]] std::string_view to_string(ParameterKey key);

/// Text parameters are views into the network or the rule tables.
using ParameterValue = std::variant<std::int64_t, base::Date, base::Cefr, std::string_view>;

struct Parameter {
    ParameterKey key{};
    ParameterValue value{};
};

enum class ReasonCode : std::uint8_t {
    work_allowed,
    work_allowed_by_fact,
    work_permitted_printed,
    work_permission,
    work_permission_printed,
    work_same_employer,
    work_inside_change,
    work_inside_free,
    work_inside_unclear,
    work_not_allowed,
    work_forbidden_printed,
    work_banned_by_fact,
    work_title_missing,
    work_title_unknown,
    work_title_gap,
    work_title_unclear,
    work_fact_missing,
    work_fact_unclear,
    work_lead_unknown,
    work_waiting,
    work_title_starts,
    work_hours_cap,
    work_hours_cap_unrelated,
    work_hours_exceeded,
    work_hours_unknown,
    work_hours_unknown_unrelated,
    work_hours_related,
    work_only_qualified,
    work_only_qualified_unclear,
    work_only_non_regulated,
    work_employer_change,
    work_employer_change_unclear,
    work_employer_unknown,
    work_occupation_change,
    work_occupation_unknown,
    work_salary_below,
    work_salary_below_ask,
    work_salary_reduced,
    work_salary_unknown,
    work_salary_gap,
    work_renewal,
    work_renewal_unknown,
    work_title_ends,
    work_ends_on,
    work_title_expired,
    work_title_end_unknown,
    licence_not_regulated,
    licence_helper,
    licence_valid,
    licence_starts,
    licence_renewal,
    licence_restricted,
    licence_end_unknown,
    licence_missing,
    licence_expired,
    licence_kind_unknown,
    licence_proof_unknown,
    licence_compensation,
    licence_ways,
    licence_way_chosen,
    licence_way_closed,
    licence_deadline,
    licence_deadline_passed,
    licence_deficits,
    licence_deficits_unmeasured,
    licence_deficits_done,
    licence_deficit_for_good,
    licence_recognition,
    licence_negative,
    licence_no_qualification,
    licence_status_unknown,
    licence_qualification_unknown,
    licence_qualifications_incomplete,
    licence_family_unknown,
    licence_regulated_unknown,
    licence_regulated_in_part,
    licence_state_law,
    licence_gap,
    german_enough,
    german_enough_default,
    german_certificate,
    german_below,
    german_below_default,
    german_unknown,
    german_demand_unknown,
    reach_commute,
    reach_place_unclear,
    reach_mode_unknown,
    reach_limit_unknown,
    reach_too_far,
    reach_relocation,
    reach_relocation_unknown,
    reach_residence_order,
    reach_residence_order_unknown,
    reach_spatial_restriction,
    reach_spatial_permission,
    reach_residence_lead_unknown,
    reach_person_place_unknown,
    reach_job_place_unknown,
    reach_arrival,
    reach_table_gap,
    dates_start,
    dates_too_late,
    dates_later_start,
    dates_available_unknown,
    dates_closed,
    dates_closed_standing,
    dates_hours_apart,
    dates_person_hours_unknown,
    dates_job_hours_unknown,
    dates_availability_short,
    dates_availability_unclear,
    dates_shift_times,
    level_fits,
    level_accepted,
    level_only_with_plan,
    level_refused,
    level_unknown,
    consent_refused,
    consent_owner_unknown,
    consent_missing,
    must_occupation,
    must_employer,
    must_employer_unknown,
    must_region,
    must_region_unknown,
    must_shift,
    must_shift_unknown,
    must_hours,
    must_hours_unknown,
    must_route,
    must_route_unclear,
    readiness_refused,
    readiness_unknown,
    readiness_full,
    readiness_limited,
    level_min_below,
    level_min_unknown,
    income_below,
    income_unknown,
    run_open,
    run_planned,
    run_status_unknown,
    run_suspended,
    run_begun,
    run_start_unknown,
    run_registration_closed,
    run_not_entitled,
    run_entitlement_unclear,
    run_target_group_unclear,
    run_requirement_unknown,
    run_entry_test_failed,
    run_entry_test_missing,
    run_german_below,
    run_german_unknown,
    run_notice_missing,
    run_notice_unknown,
    run_title_other,
    run_title_unknown,
    run_skill_missing,
    run_skill_unknown,
    run_measure_before,
    run_licence_missing,
    run_licence_unknown,
    run_fact_other,
    run_fact_unknown,
    run_not_accepted,
    run_acceptance_unclear,
    run_way_other,
    run_way_closed,
    run_spatial_permission,
    run_spatial_unclear,
    run_arrival,
    run_permission_late,
    run_consent_refused,
    run_consent_missing
};
inline constexpr std::size_t reason_code_count =
    static_cast<std::size_t>(ReasonCode::run_consent_missing) + 1;

/// What one code means. The texts of every code take their facts from these parameters and no others.
struct ReasonCodeInfo {
    ReasonCode code;
    std::string_view name;  ///< "licence.missing": stable, appears in results
    Rule rule;
    std::span<const Effect> effects;           ///< those that a reason of this code may have
    std::span<const ParameterKey> parameters;  ///< always present, in this order
    std::string_view asks;  ///< the column to fill ("titles.title"); empty = nothing, "legal_facts" = a fact
    std::string_view meaning;  ///< English, for the reference
    /// The answer seldom speaks for the pair: it is asked, but promises nothing when questions are ranked.
    bool answer_rarely_opens = false;
};

/// Every code, index = ReasonCode, in the order of the rules.
[[nodiscard]] std::span<const ReasonCodeInfo> reason_codes();
[[nodiscard]] const ReasonCodeInfo& info(ReasonCode code);
[[nodiscard]] inline std::string_view to_string(ReasonCode code) {
    return info(code).name;
}
/// The code of that name, or nullptr.
[[nodiscard]] const ReasonCodeInfo* find_reason_code(std::string_view name);

/// One reason. `row` is the row of the rule table that decided, or nullptr where plain facts did.
struct Reason {
    ReasonCode code{};
    Effect effect = Effect::possible;
    const Row* row = nullptr;
    const Row* second = nullptr;  ///< a further row that had a say, such as the procedure of a permission
    std::string_view
        asks;  ///< what to enter: "titles.title", "legal_facts.unbroken_stay_since"; may be empty

    [[nodiscard]] Rule rule() const { return info(code).rule; }
    [[nodiscard]] std::span<const Parameter> parameters() const { return {parameters_.data(), count_}; }
    /// The parameter of that key, or nullptr.
    [[nodiscard]] const ParameterValue* find(ParameterKey key) const {
        for (const Parameter& parameter : parameters())
            if (parameter.key == key) return &parameter.value;
        return nullptr;
    }
    Reason& with(ParameterKey key, ParameterValue value) {
        if (count_ == parameters_.size()) base::throw_internal("room for a parameter", __FILE__, __LINE__);
        parameters_[count_++] = {key, value};
        return *this;
    }

  private:
    std::array<Parameter, 4> parameters_{};
    std::uint8_t count_ = 0;
};

}  // namespace iqmatch::inline v0::rules
