// SPDX-License-Identifier: Apache-2.0
/// @file
/// Who may pay for a measure or a procedure. Possible is the most that it says: funding is granted by others.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/facts.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::rules {

/// What is to be paid for, and by whom it is asked.
struct FundingCase {
    const domain::Network& network;
    const RuleTables& tables;
    domain::CandidateId candidate;
    const CandidateFacts& person;
    std::optional<domain::MeasureId> measure;  ///< empty = the recognition procedure itself
    base::Date start;                          ///< first day of the measure, or day of the application
    base::Date date;                           ///< the day of the question
};

///   possible  every condition is met as far as the table knows them
///   unknown   a fact is missing: it may be possible, ask
///   no        a known fact, or the date, rules it out
enum class FundingOutcome : std::uint8_t { possible, unknown, no };
[[nodiscard]] constexpr std::string_view to_string(FundingOutcome outcome) {
    constexpr std::string_view names[]{"possible", "unknown", "no"};
    return names[static_cast<std::size_t>(outcome)];
}

/// The answer of one row. Pointers live as long as a handle on the rule tables.
struct FundingAnswer {
    const FundingRow* row = nullptr;
    FundingOutcome outcome = FundingOutcome::possible;
    const Condition* failed = nullptr;   ///< the first condition that is known not to hold; empty = none
    std::vector<std::string_view> asks;  ///< what to enter ("legal_facts.receives_sgb2"), each once
    /// Where it must be applied for before the start: the day by which to do so.
    std::optional<base::Date> apply_by;
    bool late = false;  ///< that day has passed, the start has not: hurry and ask
    /// The most that it may pay of the course's cost; empty where cost or cap are not known, or where it pays
    /// no course.
    std::optional<std::int64_t> course_cents;
};

/// One answer per row that covers the day of the question and is for this kind of measure, ordered by
/// instrument and variant. `no` without a failed condition: the measure has begun. O(rows × conditions).
[[nodiscard]] std::vector<FundingAnswer> funding(const FundingCase& request);

/// What is left for the person under the best answer, `possible` ones only or with `unknown` ones as well;
/// empty where the cost is not known. Rows do not add up: one payer is assumed.
[[nodiscard]] std::optional<std::int64_t> own_cost_cents(const FundingCase& request,
                                                         const std::vector<FundingAnswer>& answers,
                                                         bool with_unknown);

/// Whether a person is entitled to a kind of measure: the fact where it is recorded, else the best of the
/// person's titles. `row` is empty where no row covers the day.
struct EntitlementAnswer {
    Entitled entitled = Entitled::ask;
    const CourseEntitlementRow* row = nullptr;
    std::string_view title;  ///< the title that decided; empty = a fact did, or none is recorded
};
/// Empty where no row names the kind: then no entitlement is needed.
[[nodiscard]] std::optional<EntitlementAnswer> course_entitlement(const RuleTables& tables,
                                                                  const CandidateFacts& person,
                                                                  domain::MeasureKind kind, base::Date day);

}  // namespace iqmatch::inline v0::rules
