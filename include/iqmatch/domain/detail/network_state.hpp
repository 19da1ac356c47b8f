// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a Network handle points to.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <span>
#include <string>
#include <vector>

namespace iqmatch::inline v0::domain {

namespace detail {

/// Records grouped by the entity they belong to.
template <class Record>
struct Grouped {
    std::vector<Record> records;
    std::vector<std::size_t> offsets;  // one more than entities

    [[nodiscard]] std::span<const Record> of(std::size_t entity) const {
        if (records.empty()) return {};
        return std::span(records).subspan(offsets[entity], offsets[entity + 1] - offsets[entity]);
    }
};

}  // namespace detail

struct Network::State {
    State(NetworkSettings given, Catalogue shared)
        : settings(std::move(given)), catalogue(std::move(shared)) {}

    NetworkSettings settings;
    Catalogue catalogue;
    std::vector<Table> tables;  // never resized once filled: columns refer to each other by address
    detail::Grouped<Qualification> qualifications;
    detail::Grouped<LanguageRecord> languages;
    detail::Grouped<Title> titles;
    detail::Grouped<Licence> licences;
    detail::Grouped<LegalFact> facts;
    detail::Grouped<CandidateSkill> candidate_skills;
    detail::Grouped<VacancySkill> vacancy_skills;
    detail::Grouped<Tranche> tranches;
    detail::Grouped<Wish> wishes;
    detail::Grouped<Participation> participations;
    detail::Grouped<Decision> decisions;
    detail::Grouped<Employment> employments;
    detail::Grouped<AvailabilityWindow> availability;
    detail::Grouped<Notice> notices;
    detail::Grouped<EmployerId> employers_of;
    std::vector<std::int64_t> in_recognition;  // per employer
    detail::Grouped<Deficit> deficits;
    detail::Grouped<std::string_view> groups;
    detail::Grouped<EntryTest> entry_tests;
    detail::Grouped<MeasureRequirement> requirements;
    detail::Grouped<MeasureClosure> closures;
    detail::Grouped<RunId> runs_of;
    detail::Grouped<RunPart> parts;
    detail::Grouped<RunTime> times;
    detail::Grouped<Contingent> contingents;
    detail::Grouped<Participation> run_participations;
    std::vector<std::int64_t> seats_used;  // per run
    std::vector<CandidateId> unit_members;
    std::vector<Unit> units;  // their members point into the vector above
    std::size_t owners = 0;
    base::Findings warnings;
    std::string hash;

    [[nodiscard]] const Table& table(std::string_view name) const;
};

namespace detail {

/// Makes the records from the tables, short forms included. Needs tables without errors in references.
void fill_records(Network::State& state);
/// The same for what people want, have begun, and what was decided about them.
void fill_steering(Network::State& state);
/// The same for where people work, when they can and what authorities told them. After the two above.
void fill_circumstances(Network::State& state);
/// The same for measures, course runs, and who may and does take part in them. After the ones above.
void fill_measures(Network::State& state);
/// Reads the value of a requirement into the members of its kind; false where it does not go with the kind.
[[nodiscard]] bool read_requirement(const Network::State& state, MeasureRequirement& requirement);
/// Requirements that cannot be read or run in circles, parts outside their run, more seats promised than
/// there are, people booked on what will not take place.
void check_measures(const Network::State& state, base::Findings& findings);
/// Sites, notices, units and wishes: what one cell alone cannot tell.
void check_records(const Network::State& state, base::Findings& findings);
/// Decisions that contradict each other or are not obeyed, places used beyond the positions, consent,
/// records that were to be deleted.
void check_steering(const Network::State& state, base::Findings& findings);

/// What a wish of a kind must look like, for findings.
[[nodiscard]] std::string_view wish_form(WishKind kind);
/// Reads the value of a wish into the members of its kind; false where it does not go with the kind.
[[nodiscard]] bool read_wish(const Network::State& state, Wish& wish);

/// What one table alone cannot tell: short forms against detail tables, status against occupation, sites
/// against vacancies, age of records.
void check_network(const Network::State& state, bool with_catalogue, base::Findings& findings);
/// What this version would pass over in silence: filled columns that would restrict who is proposed
/// (warnings), facts whose names carry protected attributes (errors).
void check_disregarded(const Network::State& state, base::Findings& findings);

/// Levels of one language among a person's records.
[[nodiscard]] LanguageLevels language_levels(std::span<const LanguageRecord> records, std::string_view code);

}  // namespace detail

}  // namespace iqmatch::inline v0::domain
