// SPDX-License-Identifier: Apache-2.0
#include "steering.hpp"
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>
#include <tuple>
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

namespace {

using domain::DecisionKind;
using domain::ParticipationState;
using domain::TargetKind;
using domain::VacancyId;

bool settles(const domain::Participation& p) {
    return p.target.kind == TargetKind::vacancy &&
           (p.state == ParticipationState::placed || p.state == ParticipationState::started);
}

bool covers(const domain::Network& network, const domain::Target& target, VacancyId vacancy) {
    if (target.kind == TargetKind::vacancy) return target.is(vacancy);
    if (target.kind != TargetKind::employer) return false;
    const auto employer = network.vacancies().employer(vacancy);
    return employer && employer->index() == target.row;
}

/// A ban on the vacancy or its employer, or a pin to another vacancy.
bool rules_out(const domain::Network& network, const domain::Decision& decision, VacancyId vacancy) {
    const bool covered = covers(network, decision.target, vacancy);
    if (decision.kind == DecisionKind::forbid) return covered;
    return decision.kind == DecisionKind::pin && decision.target.kind == TargetKind::vacancy && !covered;
}

/// Who comes first where places do not suffice: what is used, what was promised, what was decided.
int rank(std::string_view kind) {
    if (kind == to_string(ParticipationState::placed) || kind == to_string(ParticipationState::started))
        return 0;
    return kind == to_string(ParticipationState::promised) ? 1 : 2;
}

bool is_pin(std::string_view kind) {
    return kind == to_string(DecisionKind::pin);
}

}  // namespace

bool ruled_out(const domain::Network& network, domain::CandidateId candidate, VacancyId vacancy) {
    const auto begun = network.participations_of(candidate);
    const auto decided = network.decisions_of(candidate);
    return std::any_of(begun.begin(), begun.end(), settles) ||
           std::any_of(decided.begin(), decided.end(),
                       [&](const auto& d) { return rules_out(network, d, vacancy); });
}

RuledOutBy ruled_out_by(const domain::Network& network, domain::CandidateId candidate, VacancyId vacancy) {
    RuledOutBy out;
    for (const domain::Participation& p : network.participations_of(candidate))
        if (settles(p)) out.settled.push_back(p);
    for (const domain::Decision& d : network.decisions_of(candidate))
        if (rules_out(network, d, vacancy)) out.decisions.push_back(d);
    return out;
}

bool pinned_to(const domain::Network& network, domain::CandidateId candidate, VacancyId vacancy) {
    const auto own = network.decisions_of(candidate);
    return std::any_of(own.begin(), own.end(),
                       [&](const auto& d) { return d.kind == DecisionKind::pin && d.target.is(vacancy); });
}

namespace detail {

Steering::Steering(const domain::Network& network, const rules::RuleTables& tables, Valuer valuer,
                   base::Date date, const std::vector<Job>& jobs, std::int64_t least, bool plans)
    : network_(network) {
    if (network.table("decisions").rows() + network.table("participations").rows() == 0) return;
    const auto vacancies = network.vacancies();
    open_.reserve(vacancies.size());
    for (std::size_t v = 0; v < vacancies.size(); ++v)
        open_.push_back(static_cast<std::uint64_t>(vacancies.positions(VacancyId(v))));
    index_.assign(network.candidates().size(), nobody);
    taken_.assign(vacancies.size(), 0);
    collect(plans);
    judge_pins(tables, valuer, date, jobs);
    hand_out_places();
    judge_kept(tables, valuer, date, jobs, least);
}

Steering::Person& Steering::make(domain::CandidateId candidate) {
    std::uint32_t& at = index_[candidate.index()];
    if (at == nobody) {
        at = static_cast<std::uint32_t>(people_.size());
        people_.emplace_back();
    }
    return people_[at];
}

/// All rows, and what acts whatever the others say.
void Steering::collect(bool plans) {
    const auto& begun = network_.table("participations").column("target");
    const auto& decided = network_.table("decisions").column("target");
    for (std::size_t c = 0; c < network_.candidates().size(); ++c) {
        const domain::CandidateId candidate(c);
        for (const domain::Participation& p : network_.participations_of(candidate)) {
            rows_.push_back({candidate, to_string(p.state), begun.text(p.origin.row)});
            targets_.push_back(p.target);
            since_.push_back(p.since);
            if (settles(p)) make(candidate).settled = true;
        }
        for (const domain::Decision& d : network_.decisions_of(candidate)) {
            rows_.push_back({candidate, to_string(d.kind), decided.text(d.origin.row)});
            targets_.push_back(d.target);
            since_.push_back(d.date);
            if (d.kind == DecisionKind::pin && d.target.kind == TargetKind::run && plans) {
                rows_.back().state = SteeringState::obeyed;
                make(candidate).run_pinned = true;
            }
            if (d.kind != DecisionKind::forbid) continue;
            // Bans on course runs are obeyed where plans are made; without plans nothing uses a run.
            rows_.back().state = SteeringState::obeyed;
            make(candidate).forbidden.push_back(d.target);
        }
    }
}

/// A pin holds if the rules let it through. The card's least value does not count: somebody chose it
/// knowingly.
void Steering::judge_pins(const rules::RuleTables& tables, Valuer& valuer, base::Date date,
                          const std::vector<Job>& jobs) {
    rules::Eligibility pair;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        Steered& row = rows_[r];
        if (!is_pin(row.kind) || targets_[r].kind != TargetKind::vacancy) continue;
        Person& person = make(row.candidate);
        const auto breaks = [&](std::string_view reason) {
            row.state = SteeringState::broken;
            row.reason = reason;
            person.pin_broken = true;
        };
        if (person.settled) {
            breaks("settled");
            continue;
        }
        const rules::CandidateFacts facts = rules::gather(network_, row.candidate);
        const Job& job = jobs[targets_[r].row];
        valuer.begin(row.candidate);
        rules::evaluate({tables, facts, job.facts, date}, pair);
        if (!rules::lets_through(pair.outcome)) {
            breaks(rules::to_string(pair.deciding()->code));
        } else if (valuer.value(VacancyId(targets_[r].row), facts, job.facts, pair) < 1) {
            breaks("no_value");
        }
    }
}

/// One place per person and vacancy, in the order of rank, day (unknown last) and key of the person.
void Steering::hand_out_places() {
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        const Steered& row = rows_[r];
        const bool takes =
            rank(row.kind) < 2 || is_pin(row.kind) || row.kind == to_string(DecisionKind::reserve);
        if (takes && row.state == SteeringState::noted && targets_[r].kind == TargetKind::vacancy)
            order.push_back(r);
    }
    const auto key = [&](std::size_t r) {
        return std::tuple(rank(rows_[r].kind), !since_[r], since_[r].value_or(base::Date()), r);
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    for (const std::size_t r : order) {
        Steered& row = rows_[r];
        Person& person = make(row.candidate);
        const VacancyId vacancy(targets_[r].row);
        row.state = SteeringState::obeyed;
        if (rank(row.kind) > 0 && person.settled) {
            row.state = SteeringState::broken;
            row.reason = "settled";
            continue;
        }
        if (!keeps(person, vacancy)) {
            if (open_[vacancy.index()] > 0) {
                --open_[vacancy.index()];
                if (rank(row.kind) == 0) ++taken_[vacancy.index()];
                person.kept.push_back(vacancy);
            } else if (rank(row.kind) > 0) {
                // What is used already stays used; what was to be kept is not there.
                row.state = SteeringState::broken;
                row.reason = "no_position";
                person.pin_broken = person.pin_broken || is_pin(row.kind);
                continue;
            }
        }
        if (is_pin(row.kind)) person.pin = vacancy;
    }
}

/// A place is kept whether or not it can be proposed yet; why it cannot is said beside it.
void Steering::judge_kept(const rules::RuleTables& tables, Valuer& valuer, base::Date date,
                          const std::vector<Job>& jobs, std::int64_t least) {
    rules::Eligibility pair;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        Steered& row = rows_[r];
        const bool keeps_only = rank(row.kind) == 1 || row.kind == to_string(DecisionKind::reserve);
        if (!keeps_only || row.state != SteeringState::obeyed || targets_[r].kind != TargetKind::vacancy)
            continue;
        const Person& person = make(row.candidate);
        const VacancyId vacancy(targets_[r].row);
        if (person.pin_broken || (person.pin && *person.pin != vacancy)) {
            row.reason = "pinned";
            continue;
        }
        if (forbidden(person, vacancy)) {
            row.reason = "forbidden";
            continue;
        }
        const rules::CandidateFacts facts = rules::gather(network_, row.candidate);
        const Job& job = jobs[vacancy.index()];
        valuer.begin(row.candidate);
        rules::evaluate({tables, facts, job.facts, date}, pair);
        if (!rules::lets_through(pair.outcome)) {
            row.reason = rules::to_string(pair.deciding()->code);
        } else if (!person.pin && valuer.value(vacancy, facts, job.facts, pair) < least) {
            row.reason = "below_min_value";
        }
    }
}

bool Steering::forbidden(const Person& person, VacancyId vacancy) const {
    return std::any_of(person.forbidden.begin(), person.forbidden.end(),
                       [&](const domain::Target& target) { return covers(network_, target, vacancy); });
}

bool Steering::keeps(const Person& person, VacancyId vacancy) {
    return std::find(person.kept.begin(), person.kept.end(), vacancy) != person.kept.end();
}

}  // namespace detail
}  // namespace iqmatch::inline v0::matching
