// SPDX-License-Identifier: Apache-2.0
/// @file
/// A validated snapshot of people, employers and vacancies.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/deficits.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/measure_views.hpp>
#include <iqmatch/domain/measures.hpp>
#include <iqmatch/domain/records.hpp>
#include <iqmatch/domain/table.hpp>
#include <iqmatch/domain/units.hpp>
#include <iqmatch/domain/views.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// An immutable network; a cheap handle on shared state. Reading from many threads at once is safe. Made by
/// NetworkBuilder (or io::load_network), which lets nothing with errors through. Protected attributes are not
/// in it and cannot be.
class Network {
  public:
    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] base::Date as_of() const;
    [[nodiscard]] const Catalogue& catalogue() const;
    /// SHA-256 over the canonical form: as_of, the catalogue's hash, then tables in the order of the schema,
    /// rows by key, normalised cells; unknown cells and the name do not count. Equal for equal content from
    /// builder, frames and files.
    [[nodiscard]] const std::string& content_hash() const;
    /// What was noticed but is no error, such as stale records.
    [[nodiscard]] const base::Findings& warnings() const;

    [[nodiscard]] CandidatesView candidates() const;
    [[nodiscard]] EmployersView employers() const;
    [[nodiscard]] SitesView sites() const;
    [[nodiscard]] VacanciesView vacancies() const;
    [[nodiscard]] ProvidersView providers() const;
    [[nodiscard]] MeasuresView measures() const;
    [[nodiscard]] RunsView runs() const;

    // Records of one person in the order of their rows. Where the detail table has no row for the person (or,
    // for `german`, none about German) and `candidates` has a short form, that appears as a record of its
    // own.
    [[nodiscard]] std::span<const Qualification> qualifications_of(CandidateId id) const;
    [[nodiscard]] std::span<const LanguageRecord> languages_of(CandidateId id) const;
    [[nodiscard]] std::span<const Title> titles_of(CandidateId id) const;
    [[nodiscard]] std::span<const Licence> licences_of(CandidateId id) const;
    [[nodiscard]] std::span<const LegalFact> facts_of(CandidateId id) const;
    [[nodiscard]] std::span<const CandidateSkill> skills_of(CandidateId id) const;
    [[nodiscard]] std::span<const VacancySkill> skills_of(VacancyId id) const;
    [[nodiscard]] std::span<const Tranche> tranches_of(VacancyId id) const;
    [[nodiscard]] std::span<const Wish> wishes_of(CandidateId id) const;
    [[nodiscard]] std::span<const Participation> participations_of(CandidateId id) const;
    [[nodiscard]] std::span<const Decision> decisions_of(CandidateId id) const;
    [[nodiscard]] std::span<const Employment> employments_of(CandidateId id) const;
    [[nodiscard]] std::span<const AvailabilityWindow> availability_of(CandidateId id) const;
    [[nodiscard]] std::span<const Notice> notices_of(CandidateId id) const;
    /// The single differences of a notice, in the order of their keys.
    [[nodiscard]] std::span<const Deficit> deficits_of(NoticeId id) const;
    [[nodiscard]] std::span<const Deficit> deficits_of(const Notice& notice) const {
        return deficits_of(notice.id());
    }
    /// A funder's target groups that the person belongs to, ascending.
    [[nodiscard]] std::span<const std::string_view> groups_of(CandidateId id) const;
    [[nodiscard]] std::span<const EntryTest> entry_tests_of(CandidateId id) const;

    [[nodiscard]] std::span<const MeasureRequirement> requirements_of(MeasureId id) const;
    [[nodiscard]] std::span<const MeasureClosure> closures_of(MeasureId id) const;
    /// Runs of a measure, ascending.
    [[nodiscard]] std::span<const RunId> runs_of(MeasureId id) const;
    /// In the order of their first day, those without one last; ties by key.
    [[nodiscard]] std::span<const RunPart> parts_of(RunId id) const;
    /// By weekday and time.
    [[nodiscard]] std::span<const RunTime> times_of(RunId id) const;
    [[nodiscard]] std::span<const Contingent> contingents_of(RunId id) const;
    /// Who takes part in a run, in whatever state; by person.
    [[nodiscard]] std::span<const Participation> participations_in(RunId id) const;
    /// Seats of a run that are not free: `seats_taken`, and everybody of this network who has begun it or for
    /// whom a seat is kept (participations, pins and reservations), counted once each.
    [[nodiscard]] std::int64_t seats_used(RunId id) const;

    /// Units that at least one person names, by key.
    [[nodiscard]] std::span<const Unit> units() const;

    /// Where the person works or has a place kept (`placed`, `started`, `promised`); ascending.
    [[nodiscard]] std::span<const EmployerId> employers_of(CandidateId id) const;
    /// How many people whose recognition is under way work at the employer already, or have a place kept
    /// there
    /// (`placed`, `started`, `promised`).
    [[nodiscard]] std::int64_t in_recognition(EmployerId id) const;

    /// The longest way that the person's unit allows each member, one way; empty where nothing limits it.
    [[nodiscard]] std::optional<std::int64_t> unit_travel_max_min(CandidateId id) const;
    /// How many different partners keep records (`owner`), over all tables of the network.
    [[nodiscard]] std::size_t owners() const;

    /// The fact of that name, or nullptr where nobody entered it.
    [[nodiscard]] const LegalFact* fact(CandidateId id, std::string_view name) const;
    /// Levels of one language (ISO 639), as LanguageLevels defines them.
    [[nodiscard]] LanguageLevels language(CandidateId id, std::string_view code) const;
    [[nodiscard]] LanguageLevels german(CandidateId id) const { return language(id, "de"); }

    /// Tables as columns, in the order of the schema, the catalogue's excepted; tables that were not given
    /// have no rows.
    [[nodiscard]] std::span<const Table> tables() const;
    /// The table of that name; throws UsageError for one that the schema lacks.
    [[nodiscard]] const Table& table(std::string_view name) const;

    struct State;

  private:
    friend class NetworkBuilder;
    explicit Network(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

}  // namespace iqmatch::inline v0::domain
