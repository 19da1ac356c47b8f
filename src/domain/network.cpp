// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>

namespace iqmatch::inline v0::domain {

const Table& Network::State::table(std::string_view name) const {
    const auto found =
        std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.name() == name; });
    if (found == tables.end()) throw base::UsageError("no table " + std::string(name) + " in a network");
    return *found;
}

const std::string& Network::name() const {
    return state_->settings.name;
}
base::Date Network::as_of() const {
    return state_->settings.as_of;
}
const Catalogue& Network::catalogue() const {
    return state_->catalogue;
}
const std::string& Network::content_hash() const {
    return state_->content_hash();
}
const base::Findings& Network::warnings() const {
    return state_->warnings;
}
std::span<const Table> Network::tables() const {
    return state_->tables;
}
const Table& Network::table(std::string_view name) const {
    return state_->table(name);
}

CandidatesView Network::candidates() const {
    return CandidatesView(state_->tables[detail::in_network("candidates")]);
}
EmployersView Network::employers() const {
    return EmployersView(state_->tables[detail::in_network("employers")]);
}
SitesView Network::sites() const {
    return SitesView(state_->tables[detail::in_network("sites")]);
}
VacanciesView Network::vacancies() const {
    return VacanciesView(state_->tables[detail::in_network("vacancies")],
                         state_->tables[detail::in_network("sites")], state_->catalogue);
}

ProvidersView Network::providers() const {
    return ProvidersView(state_->tables[detail::in_network("providers")]);
}
MeasuresView Network::measures() const {
    return MeasuresView(state_->tables[detail::in_network("measures")]);
}
RunsView Network::runs() const {
    return RunsView(state_->tables[detail::in_network("course_runs")],
                    state_->tables[detail::in_network("sites")], state_->catalogue);
}

std::span<const Qualification> Network::qualifications_of(CandidateId id) const {
    return state_->qualifications.of(id.index());
}
std::span<const LanguageRecord> Network::languages_of(CandidateId id) const {
    return state_->languages.of(id.index());
}
std::span<const Title> Network::titles_of(CandidateId id) const {
    return state_->titles.of(id.index());
}
std::span<const Licence> Network::licences_of(CandidateId id) const {
    return state_->licences.of(id.index());
}
std::span<const LegalFact> Network::facts_of(CandidateId id) const {
    return state_->facts.of(id.index());
}
std::span<const CandidateSkill> Network::skills_of(CandidateId id) const {
    return state_->candidate_skills.of(id.index());
}
std::span<const VacancySkill> Network::skills_of(VacancyId id) const {
    return state_->offers->vacancy_skills.of(id.index());
}

std::span<const Tranche> Network::tranches_of(VacancyId id) const {
    return state_->offers->tranches.of(id.index());
}
std::span<const Wish> Network::wishes_of(CandidateId id) const {
    return state_->wishes.of(id.index());
}
std::span<const Participation> Network::participations_of(CandidateId id) const {
    return state_->participations.of(id.index());
}
std::span<const Decision> Network::decisions_of(CandidateId id) const {
    return state_->decisions.of(id.index());
}
std::span<const Employment> Network::employments_of(CandidateId id) const {
    return state_->employments.of(id.index());
}
std::span<const AvailabilityWindow> Network::availability_of(CandidateId id) const {
    return state_->availability.of(id.index());
}
std::span<const Notice> Network::notices_of(CandidateId id) const {
    return state_->notices.of(id.index());
}
std::span<const Deficit> Network::deficits_of(NoticeId id) const {
    return state_->deficits.of(id.index());
}
std::span<const std::string_view> Network::groups_of(CandidateId id) const {
    return state_->groups.of(id.index());
}
std::span<const EntryTest> Network::entry_tests_of(CandidateId id) const {
    return state_->entry_tests.of(id.index());
}
std::span<const MeasureRequirement> Network::requirements_of(MeasureId id) const {
    return state_->offers->requirements.of(id.index());
}
std::span<const MeasureClosure> Network::closures_of(MeasureId id) const {
    return state_->offers->closures.of(id.index());
}
std::span<const RunId> Network::runs_of(MeasureId id) const {
    return state_->offers->runs_of.of(id.index());
}
std::span<const RunPart> Network::parts_of(RunId id) const {
    return state_->offers->parts.of(id.index());
}
std::span<const RunTime> Network::times_of(RunId id) const {
    return state_->offers->times.of(id.index());
}
std::span<const Contingent> Network::contingents_of(RunId id) const {
    return state_->offers->contingents.of(id.index());
}
std::span<const Participation> Network::participations_in(RunId id) const {
    return state_->run_participations.of(id.index());
}
std::int64_t Network::seats_used(RunId id) const {
    return state_->seats_used[id.index()];
}
std::span<const Unit> Network::units() const {
    return state_->units;
}

std::span<const EmployerId> Network::employers_of(CandidateId id) const {
    return state_->employers_of.of(id.index());
}
std::int64_t Network::in_recognition(EmployerId id) const {
    return state_->in_recognition[id.index()];
}
std::size_t Network::owners() const {
    return state_->owners;
}

std::optional<std::int64_t> Network::unit_travel_max_min(CandidateId id) const {
    const std::string_view unit = candidates().unit(id);
    if (unit.empty()) return std::nullopt;
    const Table& units = state_->tables[detail::in_network("units")];
    const auto row = units.find(unit);
    return row ? units.column(detail::at("units", "travel_max_min")).number(*row) : std::nullopt;
}

const LegalFact* Network::fact(CandidateId id, std::string_view name) const {
    const auto facts = facts_of(id);
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const LegalFact& f) { return f.fact == name; });
    return found != facts.end() ? &*found : nullptr;
}

LanguageLevels Network::language(CandidateId id, std::string_view code) const {
    return detail::language_levels(languages_of(id), code);
}

}  // namespace iqmatch::inline v0::domain
