// SPDX-License-Identifier: Apache-2.0
// Who may pay: each row of `funding` by its own conditions. Which instrument asks what stands in the table;
// here are only the kinds of condition. Nothing unknown counts as no.
#include <algorithm>
#include <array>
#include <iqmatch/rules/funding.hpp>
#include "plan_facts.hpp"

namespace iqmatch::inline v0::rules {

namespace detail {

std::optional<bool> decided(const CandidateFacts& person, std::span<const domain::NoticeDecision> any_of) {
    using domain::NoticeDecision;
    using domain::RecognitionStatus;
    const auto wanted = [&](NoticeDecision decision) {
        return std::find(any_of.begin(), any_of.end(), decision) != any_of.end();
    };
    const auto by_status = [&](RecognitionStatus status) {
        switch (status) {
            case RecognitionStatus::full:
                return wanted(NoticeDecision::full);
            case RecognitionStatus::partial:
                return wanted(NoticeDecision::partial);
            case RecognitionStatus::compensation_required:
                return wanted(NoticeDecision::compensation_required);
            case RecognitionStatus::negative:
                return wanted(NoticeDecision::negative);
            default:
                return false;
        }
    };
    bool unknown = person.qualifications.empty() || person.qualifications_complete == false;
    for (const QualificationFacts& own : person.qualifications) {
        if (own.notice != nullptr && own.notice->decision) {
            if (wanted(*own.notice->decision)) return true;
        } else if (own.status) {
            if (by_status(*own.status)) return true;
        } else {
            unknown = true;
        }
    }
    return unknown ? std::nullopt : std::optional(false);
}

bool in_group(const domain::Network& network, domain::CandidateId candidate, std::string_view group) {
    const auto groups = network.groups_of(candidate);
    return std::find(groups.begin(), groups.end(), group) != groups.end();
}

}  // namespace detail

namespace {

/// Whether a condition holds, and what to enter where nobody can tell.
struct Answered {
    std::optional<bool> holds;
    std::string_view asks;
};

template <class T, class Test>
std::optional<bool> when(const std::optional<T>& value, Test test) {
    return value ? std::optional<bool>(test(*value)) : std::nullopt;
}

class Conditions {
  public:
    explicit Conditions(const FundingCase& request) : r_(request), measures_(request.network.measures()) {}

    Answered answer(const Condition& c) const {
        Answered out{std::nullopt, c.asks};
        switch (c.kind) {
            case ConditionKind::fact: {
                const auto* fact = r_.network.fact(r_.candidate, c.name);
                if (fact != nullptr && fact->value) out.holds = *fact->value == c.value;
                return out;
            }
            case ConditionKind::status:
                out.holds = when(r_.network.candidates().employment_status(r_.candidate),
                                 [&](auto status) { return names(c, domain::to_string(status)); });
                return out;
            case ConditionKind::group:
                for (const std::string& group : c.any_of)
                    if (detail::in_group(r_.network, r_.candidate, group)) out.holds = true;
                return out;
            case ConditionKind::target_group:
                return target_group(c);
            case ConditionKind::measure_certified:
                if (r_.measure) out.holds = same(measures_.certified(*r_.measure), c.value);
                return out;
            case ConditionKind::provider_certified: {
                const auto provider = r_.measure ? measures_.provider(*r_.measure) : std::nullopt;
                if (provider)
                    out.holds = same(r_.network.providers().certified(*provider), c.value);
                else
                    out.asks = "measures.provider";
                return out;
            }
            case ConditionKind::notice:
                out.holds = notice(c);
                return out;
            case ConditionKind::region_abroad:
                if (r_.person.place.region) out.holds = r_.person.place.abroad == c.value;
                return out;
            case ConditionKind::hours_over:
                if (r_.measure)
                    out.holds = when(measures_.hours_x100(*r_.measure), [&](auto h) { return h > c.number; });
                return out;
            case ConditionKind::course_entitled:
                return entitled(c);
            case ConditionKind::employer_size:
                return employer_size(c);
            case ConditionKind::paid:
                if (r_.measure) {
                    const auto pay = measures_.pay_cents(*r_.measure);
                    if (!pay.unknown()) out.holds = (pay.has_value() && *pay > 0) == c.value;
                }
                return out;
            case ConditionKind::qualification:
                if (!r_.person.qualifications.empty())
                    out.holds = c.value;
                else if (r_.person.qualifications_complete == true)
                    out.holds = !c.value;
                return out;
        }
        return out;
    }

  private:
    static bool names(const Condition& c, std::string_view word) {
        return std::find(c.any_of.begin(), c.any_of.end(), word) != c.any_of.end();
    }
    static std::optional<bool> same(const std::optional<bool>& value, bool wanted) {
        return when(value, [&](bool v) { return v == wanted; });
    }

    /// A measure that is open to all is nobody's own.
    Answered target_group(const Condition& c) const {
        if (!r_.measure) return {false, c.asks};
        const auto group = measures_.target_group(*r_.measure);
        if (group.is_none()) return {false, c.asks};
        if (group.unknown()) return {std::nullopt, "measures.target_group"};
        if (detail::in_group(r_.network, r_.candidate, *group)) return {true, c.asks};
        return {std::nullopt, c.asks};
    }

    std::optional<bool> notice(const Condition& c) const {
        std::array<domain::NoticeDecision, domain::notice_decision_names.size()> wanted{};
        std::size_t count = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (names(c, domain::notice_decision_names[i]))
                wanted[count++] = static_cast<domain::NoticeDecision>(i);
        return detail::decided(r_.person, std::span(wanted).first(count));
    }

    Answered entitled(const Condition& c) const {
        if (!r_.measure) return {false, c.asks};
        const auto answer = course_entitlement(r_.tables, r_.person, measures_.kind(*r_.measure), r_.date);
        // No entitlement is needed where no row names the kind.
        if (!answer) return {c.value, c.asks};
        if (answer->entitled != Entitled::ask)
            return {(answer->entitled == Entitled::yes) == c.value, c.asks};
        if (answer->row != nullptr && !answer->row->asks.empty()) return {std::nullopt, answer->row->asks};
        return {std::nullopt, c.asks};
    }

    Answered employer_size(const Condition& c) const {
        const auto employers = r_.network.employers();
        bool unknown = false;
        for (const domain::EmployerId employer : r_.person.employers) {
            const auto size = employers.size_class(employer);
            if (!size)
                unknown = true;
            else if (names(c, domain::size_class_names[static_cast<std::size_t>(*size)]))
                return {true, c.asks};
        }
        if (r_.person.employers.empty()) return {std::nullopt, "employments.employer"};
        return {unknown ? std::nullopt : std::optional(false), c.asks};
    }

    const FundingCase& r_;
    domain::MeasuresView measures_;
};

void apply_dates(const FundingCase& request, FundingAnswer& out) {
    if (!out.row->prior_application) return;
    out.apply_by = request.start.plus_days(-out.row->lead_days);
    out.late = *out.apply_by < request.date;
    // What has begun cannot be applied for any more.
    if (request.measure && request.start <= request.date) out.outcome = FundingOutcome::no;
}

void apply_conditions(const Conditions& conditions, FundingAnswer& out) {
    for (const Condition& condition : out.row->conditions) {
        const Answered answer = conditions.answer(condition);
        if (answer.holds == false) {
            out.outcome = FundingOutcome::no;
            out.failed = &condition;
            out.asks.clear();
            return;
        }
        if (answer.holds) continue;
        if (out.outcome == FundingOutcome::possible) out.outcome = FundingOutcome::unknown;
        if (std::find(out.asks.begin(), out.asks.end(), answer.asks) == out.asks.end())
            out.asks.push_back(answer.asks);
    }
}

}  // namespace

std::vector<FundingAnswer> funding(const FundingCase& request) {
    std::vector<FundingAnswer> out;
    const Conditions conditions(request);
    const auto measures = request.network.measures();
    const auto cost = request.measure ? measures.cost_cents(*request.measure) : std::nullopt;
    for (const FundingRow& row : request.tables.funding()) {
        if (!row.covers(request.date)) continue;
        const bool fits = request.measure
                              ? domain::contains(row.measure_kinds, measures.kind(*request.measure))
                              : row.measure_kinds == 0;
        if (!fits) continue;
        FundingAnswer& answer = out.emplace_back();
        answer.row = &row;
        apply_dates(request, answer);
        apply_conditions(conditions, answer);
        if (cost && domain::contains(row.pays, Covers::course)) {
            answer.course_cents = *cost * row.share_percent / 100;
            if (row.cap_cents) answer.course_cents = std::min(*answer.course_cents, *row.cap_cents);
        }
    }
    return out;
}

std::optional<std::int64_t> own_cost_cents(const FundingCase& request,
                                           const std::vector<FundingAnswer>& answers, bool with_unknown) {
    if (!request.measure) return std::nullopt;
    const auto cost = request.network.measures().cost_cents(*request.measure);
    if (!cost) return std::nullopt;
    std::int64_t paid = 0;
    for (const FundingAnswer& answer : answers)
        if (answer.outcome == FundingOutcome::possible ||
            (with_unknown && answer.outcome == FundingOutcome::unknown))
            paid = std::max(paid, answer.course_cents.value_or(0));
    return *cost - paid;
}

std::optional<EntitlementAnswer> course_entitlement(const RuleTables& tables, const CandidateFacts& person,
                                                    domain::MeasureKind kind, base::Date day) {
    const auto general = tables.course_entitlement({}, kind, day);
    std::optional<EntitlementAnswer> best;
    const auto by_fact = [&](const CourseEntitlementRow& row) {
        for (const domain::LegalFact& fact : person.legal_facts)
            if (!row.fact.empty() && fact.fact == row.fact && fact.value)
                best = EntitlementAnswer{*fact.value ? Entitled::yes : Entitled::no, &row, {}};
        return best.has_value();
    };
    if (general && by_fact(*general)) return best;
    // The person may rely on the title that opens most.
    constexpr auto rank = [](Entitled e) { return e == Entitled::yes ? 0 : e == Entitled::ask ? 1 : 2; };
    for (const domain::Title& title : person.titles) {
        if (!title.code.has_value()) continue;
        if (title.valid_to.has_value() && *title.valid_to < day && person.titles.size() > 1) continue;
        const auto row = tables.course_entitlement(*title.code, kind, day);
        if (!row) continue;
        if (!general && by_fact(*row)) return best;
        if (!best || rank(row->entitled) < rank(best->entitled))
            best = EntitlementAnswer{row->entitled, row.row, *title.code};
    }
    if (best) return best;
    if (general)
        return EntitlementAnswer{
            general->entitled == Entitled::no ? Entitled::no : Entitled::ask, general.row, {}};
    // Rows that no longer hold leave nobody to say no.
    if (general.known) return EntitlementAnswer{};
    return std::nullopt;
}

}  // namespace iqmatch::inline v0::rules
