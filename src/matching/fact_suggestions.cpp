// SPDX-License-Identifier: Apache-2.0
// Which single changes the reasons of a pair suggest, and what nobody is asked for.
#include <algorithm>
#include <iqmatch/matching/openings.hpp>
#include "fact_changes.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using rules::Effect;
using rules::ParameterKey;
using rules::ReasonCode;

template <class Value>
std::optional<Value> parameter(const rules::Reason& reason, ParameterKey key) {
    const rules::ParameterValue* found = reason.find(key);
    const Value* value = found == nullptr ? nullptr : std::get_if<Value>(found);
    return value == nullptr ? std::nullopt : std::optional<Value>(*value);
}

class Suggestions {
  public:
    Suggestions(const PersonCopy& person, const PersonLimits& limits, const Job& job,
                const rules::RuleTables& tables, const rules::Eligibility& pair, std::vector<FactChange>& out)
        : person_(person.facts), limits_(limits), job_(job.facts), tables_(tables), pair_(pair), out_(out) {}

    void all() {
        for (const rules::Reason& reason : pair_.reasons) one(reason);
        if (limits_.accepts_below_level_unknown &&
            std::any_of(pair_.reasons.begin(), pair_.reasons.end(),
                        [](const auto& r) { return r.code == ReasonCode::level_only_with_plan; }))
            add(FactChangeKind::fact, "candidates.accepts_below_level", "yes");
    }

  private:
    void one(const rules::Reason& reason) {
        switch (reason.code) {
            case ReasonCode::german_below:
            case ReasonCode::german_below_default:
                if (reason.effect == Effect::after) german(reason);
                return;
            case ReasonCode::reach_too_far:
                return travel(*parameter<std::int64_t>(reason, ParameterKey::minutes));
            case ReasonCode::reach_arrival:
                if (person_.relocate != false && work_is_open()) add(FactChangeKind::arrival);
                return;
            case ReasonCode::dates_hours_apart:
                return hours();
            case ReasonCode::work_hours_exceeded:
                return add(FactChangeKind::job_hours, number_text(reason, ParameterKey::hours_x100));
            case ReasonCode::work_salary_below:
                return add(FactChangeKind::job_pay, number_text(reason, ParameterKey::floor_cents));
            case ReasonCode::dates_too_late:
                return add(FactChangeKind::job_start);
            case ReasonCode::level_min_below:
                return level();
            case ReasonCode::readiness_full:
            case ReasonCode::readiness_refused:
                return add(FactChangeKind::job_recognition);
            case ReasonCode::licence_missing:
            case ReasonCode::licence_expired:
                return licence(FactChangeKind::licence, reason);
            case ReasonCode::licence_compensation:
                return licence(FactChangeKind::compensation, reason);
            case ReasonCode::licence_recognition:
                return licence(FactChangeKind::recognition, reason);
            default:
                break;
        }
        if (reason.effect == Effect::permission && reason.rule() == rules::Rule::work_permission &&
            work_is_open())
            add(FactChangeKind::permission);
        if (reason.effect == Effect::unknown) missing(reason);
    }

    void add(FactChangeKind kind, std::string value = {}, std::string answer = {}) {
        FactChange change{kind, std::move(value), std::move(answer)};
        if (std::find(out_.begin(), out_.end(), change) == out_.end()) out_.push_back(std::move(change));
    }
    static std::string number_text(const rules::Reason& reason, ParameterKey key) {
        return std::to_string(*parameter<std::int64_t>(reason, key));
    }

    void german(const rules::Reason& reason) {
        const auto needed = *parameter<base::Cefr>(reason, ParameterKey::needed);
        const auto known = *parameter<base::Cefr>(reason, ParameterKey::known);
        add(FactChangeKind::german, std::string(base::to_string(needed)));
        // An employer cannot waive what the profession itself demands.
        const rules::GermanRow* row = rules::law(tables_, job_, pair_.start).german;
        if (row == nullptr || row->below_asks || row->german <= known)
            add(FactChangeKind::job_german, std::string(base::to_string(known)));
    }

    void level() {
        std::optional<std::int64_t> own;
        for (const rules::QualificationFacts& one : person_.qualifications)
            if (one.level) own = std::max(own.value_or(*one.level), *one.level);
        if (own) add(FactChangeKind::job_level, std::to_string(*own));
    }

    void travel(std::int64_t minutes) {
        constexpr std::int64_t step = 15;
        const std::int64_t way = (minutes + step - 1) / step * step;
        if (way > longest_asked_way_min) return;
        if (limits_.unit_travel_min && way > *limits_.unit_travel_min) return;
        add(FactChangeKind::travel, std::to_string(way));
    }

    void hours() {
        const auto& mine_min = person_.hours_min_x100;
        const auto& mine_max = person_.hours_max_x100;
        if (mine_max && job_.hours_min_x100 && *mine_max < *job_.hours_min_x100) {
            if (!limits_.available_hours_x100 || *job_.hours_min_x100 <= *limits_.available_hours_x100)
                add(FactChangeKind::hours_max, std::to_string(*job_.hours_min_x100));
            add(FactChangeKind::job_hours, std::to_string(*mine_max));
        } else if (mine_min && job_.hours_max_x100 && *job_.hours_max_x100 < *mine_min) {
            add(FactChangeKind::hours_min, std::to_string(*job_.hours_max_x100));
            add(FactChangeKind::job_hours, std::to_string(*mine_min));
        }
    }

    void licence(FactChangeKind kind, const rules::Reason& reason) {
        add(kind, std::string(*parameter<std::string_view>(reason, ParameterKey::family)));
    }

    /// A permission that has been given lifts nothing that excludes the job for other reasons.
    [[nodiscard]] bool work_is_open() const {
        return std::none_of(pair_.reasons.begin(), pair_.reasons.end(), [](const rules::Reason& reason) {
            return reason.rule() == rules::Rule::work_permission &&
                   rules::outcome_of(reason.effect) >= rules::Outcome::after;
        });
    }

    /// A missing fact that blocks, with the answers that could be favourable.
    void missing(const rules::Reason& reason) {
        const std::string asks(reason.asks);
        if (asks.starts_with("titles.")) {
            if (asks == "titles.title" || asks == "titles.printed_employment")
                add(FactChangeKind::fact, asks, "permitted");
            else if (asks == "titles.valid_to")
                add(FactChangeKind::fact, asks, "none");
        } else if (asks.starts_with("legal_facts.")) {
            if (asks.ends_with("_since")) {
                add(FactChangeKind::fact, asks, "long_ago");
            } else {
                add(FactChangeKind::fact, asks, "yes");
                add(FactChangeKind::fact, asks, "no");
            }
        } else if (asks == "languages.level") {
            if (const auto needed = parameter<base::Cefr>(reason, ParameterKey::needed))
                add(FactChangeKind::fact, asks, std::string(base::to_string(*needed)));
        } else if (asks == "licences.kind" || asks == "licences.valid_to") {
            if (const auto family = parameter<std::string_view>(reason, ParameterKey::family))
                add(FactChangeKind::fact, asks, std::string(*family));
        } else if (asks == "candidates.consent_network") {
            add(FactChangeKind::fact, asks, "yes");
        }
    }

    const rules::CandidateFacts& person_;
    const PersonLimits& limits_;
    const rules::VacancyFacts& job_;
    const rules::RuleTables& tables_;
    const rules::Eligibility& pair_;
    std::vector<FactChange>& out_;
};

}  // namespace

PersonLimits limits_of(const domain::Network& network, domain::CandidateId candidate) {
    PersonLimits out;
    out.unit_travel_min = network.unit_travel_max_min(candidate);
    const domain::Table& people = network.candidates().table();
    out.accepts_below_level_unknown =
        people.column("accepts_below_level").state(candidate.index()) == domain::CellState::unknown;
    const domain::Table& times = network.table("availability");
    if (people.column("availability_complete").number(candidate.index()) == 0) return out;
    std::int64_t minutes = 0;
    for (std::size_t row = 0; row < times.rows(); ++row) {
        if (times.column("candidate").number(row) != static_cast<std::int64_t>(candidate.index())) continue;
        const auto from = times.column("from").number(row), to = times.column("to").number(row);
        if (from && to && *from < *to) minutes += *to - *from;
    }
    if (minutes > 0) out.available_hours_x100 = minutes * 100 / 60;
    return out;
}

void suggest(const PersonCopy& person, const PersonLimits& limits, const Job& job,
             const rules::RuleTables& tables, const rules::Eligibility& pair, std::vector<FactChange>& out) {
    Suggestions(person, limits, job, tables, pair, out).all();
}

}  // namespace iqmatch::inline v0::matching::detail
