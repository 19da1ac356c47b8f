// SPDX-License-Identifier: Apache-2.0
// Decisions that contradict each other or are not obeyed, places used beyond the positions, consent, records
// that were to be deleted.
#include <array>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <optional>
#include <set>
#include "collected_findings.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

/// Whether what one decision wants the other one rules out.
bool contradict(const Network::State& state, const Decision& a, const Decision& b) {
    const bool a_forbids = a.kind == DecisionKind::forbid, b_forbids = b.kind == DecisionKind::forbid;
    if (a_forbids && b_forbids) return false;
    if (!a_forbids && !b_forbids)
        return a.kind == DecisionKind::pin && b.kind == DecisionKind::pin && !(a.target == b.target);
    const Decision& ban = a_forbids ? a : b;
    const Decision& other = a_forbids ? b : a;
    if (ban.target == other.target) return true;
    if (ban.target.kind != TargetKind::employer || other.target.kind != TargetKind::vacancy) return false;
    const VacanciesView vacancies(state.table("vacancies"), state.table("sites"), state.catalogue);
    const auto employer = vacancies.employer(VacancyId(other.target.row));
    return employer && employer->index() == ban.target.row;
}

void check_conflicts(const Network::State& state, Collected& found) {
    const Table& table = state.table("decisions");
    const auto name = [&](const Decision& d) {
        return table.column(at("decisions", "kind")).canonical(d.origin.row) + " " +
               table.column(at("decisions", "target")).canonical(d.origin.row);
    };
    for (std::size_t person = 0; person + 1 < state.decisions.offsets.size(); ++person) {
        const auto own = state.decisions.of(person);
        for (std::size_t i = 0; i < own.size(); ++i)
            for (std::size_t k = i + 1; k < own.size(); ++k)
                if (contradict(state, own[i], own[k]))
                    found.add(table, "decision_conflict", own[k].origin.row, "target",
                              name(own[i]) + ", " + name(own[k]));
    }
}

/// An employer is no place, and seats are kept by a participation: such pins and reservations wait.
void check_unused(const Network::State& state, base::Findings& findings) {
    const Table& table = state.table("decisions");
    std::array<std::array<std::size_t, target_kind_names.size()>, decision_kind_names.size()> rows{};
    for (const Decision& d : state.decisions.records)
        if (d.kind != DecisionKind::forbid && d.target.kind != TargetKind::vacancy &&
            !(d.kind == DecisionKind::pin && d.target.kind == TargetKind::run))
            ++rows[static_cast<std::size_t>(d.kind)][static_cast<std::size_t>(d.target.kind)];
    for (std::size_t kind = 0; kind < rows.size(); ++kind)
        for (std::size_t to = 0; to < rows[kind].size(); ++to) {
            if (rows[kind][to] == 0) continue;
            base::Finding finding = base::make_finding("decision_unused");
            finding.file = table.file();
            finding.column = "kind";
            finding.value = std::string(decision_kind_names[kind]) + " " + std::string(target_kind_names[to]);
            finding.detail = std::to_string(rows[kind][to]);
            findings.add(std::move(finding));
        }
}

/// One place per person and vacancy, whatever says so.
void check_places(const Network::State& state, Collected& found) {
    const Table& vacancies = state.table("vacancies");
    std::vector<std::set<std::size_t>> people(
        state.participations.records.empty() && state.decisions.records.empty() ? 0 : vacancies.rows());
    if (people.empty()) return;
    for (const Participation& p : state.participations.records)
        if (p.target.kind == TargetKind::vacancy && p.target.row < people.size() &&
            (p.state == ParticipationState::promised || p.state == ParticipationState::started ||
             p.state == ParticipationState::placed))
            people[p.target.row].insert(p.candidate.index());
    for (const Decision& d : state.decisions.records)
        if (d.target.kind == TargetKind::vacancy && d.target.row < people.size() &&
            d.kind != DecisionKind::forbid)
            people[d.target.row].insert(d.candidate.index());
    for (std::size_t row = 0; row < people.size(); ++row) {
        const auto positions = vacancies.column(at("vacancies", "positions")).number(row);
        if (positions && static_cast<std::int64_t>(people[row].size()) > *positions)
            found.add(vacancies, "positions_overbooked", row, "positions",
                      std::to_string(people[row].size()));
    }
}

void check_consent(const Network::State& state, base::Findings& findings) {
    const Table& people = state.table("candidates");
    const Column& consent = people.column(at("candidates", "consent_network"));
    if (state.owners < 2) return;
    std::size_t missing = 0;
    for (std::size_t row = 0; row < people.rows(); ++row) missing += consent.number(row) ? 0 : 1;
    if (missing == 0) return;
    base::Finding finding = base::make_finding("consent_missing");
    finding.file = people.file();
    finding.column = "consent_network";
    finding.value = std::to_string(missing);
    findings.add(std::move(finding));
}

void check_deletion(const Network::State& state, Collected& found) {
    const Table& people = state.table("candidates");
    const Column& until = people.column(at("candidates", "delete_after"));
    for (std::size_t row = 0; row < people.rows(); ++row)
        if (const auto date = known<base::Date>(until, row); date && *date < state.settings.as_of)
            found.add(people, "delete_overdue", row, "delete_after", {});
}

}  // namespace

void check_steering(const Network::State& state, base::Findings& findings) {
    Collected found;
    check_conflicts(state, found);
    found.flush(findings);
    check_unused(state, findings);
    check_places(state, found);
    found.flush(findings);
    check_consent(state, findings);
    check_deletion(state, found);
    found.flush(findings);
}

}  // namespace iqmatch::inline v0::domain::detail
