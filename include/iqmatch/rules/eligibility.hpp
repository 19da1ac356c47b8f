// SPDX-License-Identifier: Apache-2.0
/// @file
/// The answer of all rules about one pair.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/facts.hpp>
#include <iqmatch/rules/outcome.hpp>
#include <iqmatch/rules/reason.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::rules {

/// What the rules say about a pair. Views and row pointers live as long as handles on the network and the
/// rule tables that were asked.
struct Eligibility {
    Outcome outcome = Outcome::possible;  ///< that of the worst reason
    /// Earliest day of work: not before the date asked for, the person's availability, the vacancy's start,
    /// the beginning of title and licence, waiting periods and lead times. Meaningful for possible and
    /// permission.
    base::Date start;
    base::Date ready;  ///< the start as person and vacancy alone would have it; conditions explain the rest
    Certainty certainty = Certainty::verified;  ///< of the weakest row that a reason names
    std::uint32_t open_questions = 0;           ///< reasons that ask or block
    std::string_view permission_authority;      ///< code; empty = no permission needed
    std::int32_t permission_lead_days = 0;      ///< the longest of the permissions needed
    std::optional<base::Date> renewal_by;       ///< the first document that ends
    std::vector<Reason> reasons;  ///< in the order of the rules; at least one of each up to own_level

    /// The first reason that demands the outcome; nullptr where none does.
    [[nodiscard]] const Reason* deciding() const;
    /// Adds a reason and lets it act on outcome, certainty and questions.
    Reason& add(ReasonCode code, Effect effect, const Row* row = nullptr);
    /// Completes a reason that needs a permission: whom to ask and how long it takes from `asked_on`, which
    /// moves the start.
    void need_permission(Reason& reason, const ProcedureRow& how, base::Date asked_on);
    /// Start not before `day`.
    void not_before(base::Date day) { start = start < day ? day : start; }
    /// A document ends on `day`.
    void renew_by(base::Date day) { renewal_by = renewal_by && *renewal_by < day ? *renewal_by : day; }
    /// Forgets everything but keeps the memory.
    void reset(base::Date day);
};

/// One pair as the rules see it.
struct Case {
    const RuleTables& tables;
    const CandidateFacts& candidate;
    const VacancyFacts& vacancy;
    base::Date date;  ///< the day of the question; permissions are applied for on this day
};

/// The five rules of law and circumstance, the person's own three, the employer's two and the income. Each
/// but the last five adds at least one reason and may move the start. They run in this order, because a
/// licence must cover the start that permission and waiting leave. Law is looked up for the day on which work
/// would start, as far as the rules before have fixed it.
void begin(const Case& pair, Eligibility& out);  ///< start from date, availability and vacancy
void work_permission(const Case& pair, Eligibility& out);
void licence(const Case& pair, Eligibility& out);
void german(const Case& pair, Eligibility& out);
void reach(const Case& pair, Eligibility& out);
void dates(const Case& pair, Eligibility& out);
void own_level(const Case& pair, Eligibility& out);  ///< the person's own word on work below the own level
/// The person's own word on who may see the record; says nothing where the record may be seen.
void consent(const Case& pair, Eligibility& out);
/// What the person has named as a condition; says nothing where it is met.
void musts(const Case& pair, Eligibility& out);
/// Whether the employer takes people whose recognition is under way; says nothing where that is no question.
void readiness(const Case& pair, Eligibility& out);
/// The requirement level that the vacancy names; says nothing where it is reached.
void level_min(const Case& pair, Eligibility& out);
/// What the person needs to earn; says nothing where the job pays it.
void income(const Case& pair, Eligibility& out);
/// The earliest start that the person insists on; empty without one.
[[nodiscard]] std::optional<base::Date> earliest_start(const CandidateFacts& person);

/// Whether a vacancy is what a person named.
struct WishAnswer {
    bool any = false;         ///< the person named something of that kind and strength
    std::optional<bool> met;  ///< empty where the vacancy does not say
};
/// Several values of one kind are alternatives; of shifts, the work must include no other. For kinds that a
/// vacancy can meet: not for `earliest_start` and `route`, which count as met.
[[nodiscard]] WishAnswer wishes_met(std::span<const domain::Wish> wishes, domain::WishKind kind,
                                    domain::WishStrength strength, const VacancyFacts& vacancy);

/// All rules about one pair, into `out`, whose memory is reused. O(titles + facts + qualifications + licences
/// of the person), each with a binary search in the tables; no allocation once `out` has grown.
void evaluate(const Case& pair, Eligibility& out);
/// The same, gathering the facts first.
[[nodiscard]] Eligibility evaluate(const domain::Network& network, const RuleTables& tables,
                                   domain::CandidateId candidate, domain::VacancyId vacancy, base::Date date);

/// What the law demands of the vacancy's occupation on a day. O(1) for facts that prepare() has seen, else
/// some binary searches.
[[nodiscard]] VacancyLaw law(const RuleTables& tables, const VacancyFacts& vacancy, base::Date day);
/// The family of a person's qualification: the catalogue's, else by the code; empty = none or unknown.
[[nodiscard]] std::string_view family_of(const RuleTables& tables, const QualificationFacts& own,
                                         base::Date day);
/// Looks the law up for every period in which it stays the same, so that pairs by the million need not.
void prepare(const RuleTables& tables, VacancyFacts& vacancy);

/// Travel time of the fastest of the modes for an air line, one way, with the row that decided. Grows with
/// the distance. Empty where no row covers the day for any of the modes.
struct TravelTime {
    std::int64_t minutes = 0;
    domain::TravelMode mode = domain::TravelMode::car;
    const TravelRow* row = nullptr;
};
[[nodiscard]] std::optional<TravelTime> travel_time(const RuleTables& tables, domain::CodeSet modes,
                                                    std::int64_t metres, base::Date day);

/// The modes that people are taken to have where nobody knows theirs.
[[nodiscard]] domain::CodeSet default_modes(const RuleTables& tables, base::Date day);

/// The best estimate of the air line between two places; empty where one has no point.
[[nodiscard]] std::optional<std::int64_t> air_line_m(const RuleTables& tables, const Place& a, const Place& b,
                                                     base::Date day);

}  // namespace iqmatch::inline v0::rules
