// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whether a person may take part in a course run: a rule set of its own. Courses are not employment, so that
/// a title that forbids work keeps them; a measure that takes place mainly inside a firm needs what work
/// needs.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <string_view>

namespace iqmatch::inline v0::rules {

/// One person and one run. `person` are the facts of `candidate`.
struct RunCase {
    const domain::Network& network;
    const RuleTables& tables;
    domain::CandidateId candidate;
    const CandidateFacts& person;
    domain::RunId run;
    base::Date date;  ///< the day of the question
};

/// All rules about a person and a run, into `out`, whose memory is reused. Reasons:
///   impossible  suspended, begun, registration closed, a known fact excludes it
///   unknown     a fact is missing without which nobody can tell
///   after       something that a plan can close first: German, a notice, a measure, a skill, a licence,
///   arrival permission  an authority must agree; `start` counts its lead time
/// Seats, travel, hours and overlaps are no matter of eligibility. `out.start` is the first day of the run,
/// or the day from which the person may enter one with continuous entry. O(records of person and measure).
void evaluate(const RunCase& pair, Eligibility& out);
/// The same, gathering the facts first.
[[nodiscard]] Eligibility evaluate(const domain::Network& network, const RuleTables& tables,
                                   domain::CandidateId candidate, domain::RunId run, base::Date date);

/// Whether an authority accepts what a measure closes: what it said, where it is the one that the record
/// names (or the record names none); else ask.
[[nodiscard]] domain::Accepted accepted(const domain::MeasureClosure& closure, std::string_view authority);

/// Whether a measure takes place mainly inside a firm, so that the rules of employment hold.
[[nodiscard]] bool in_company(const domain::Network& network, domain::MeasureId measure);

}  // namespace iqmatch::inline v0::rules
