// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a Network handle points to.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/domain/row_book.hpp>
#include <iqmatch/domain/schema.hpp>
#include <memory>
#include <mutex>
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

/// Records about vacancies and measures, which no person changes: networks with the same vacancies and
/// measures share them.
struct Offers {
    Grouped<VacancySkill> vacancy_skills;
    Grouped<Tranche> tranches;
    Grouped<MeasureRequirement> requirements;
    Grouped<MeasureClosure> closures;
    Grouped<RunId> runs_of;
    Grouped<RunPart> parts;
    Grouped<RunTime> times;
    Grouped<Contingent> contingents;
};

}  // namespace detail

struct Network::State {
    State(NetworkSettings given, Catalogue shared)
        : settings(std::move(given)), catalogue(std::move(shared)) {}
    /// Another network with the same employers and measures, and the same vacancies unless it has its own.
    State(NetworkSettings given, const State& base, bool own)
        : settings(std::move(given)),
          catalogue(base.catalogue),
          offers(own ? std::make_shared<detail::Offers>(*base.offers) : base.offers),
          offers_shared(true),
          own_vacancies(own) {}

    NetworkSettings settings;
    Catalogue catalogue;
    std::vector<Table> tables;  // columns refer to those of earlier tables by address
    std::shared_ptr<detail::Offers> offers = std::make_shared<detail::Offers>();
    bool offers_shared = false;  // and so are the tables that are not about people
    bool own_vacancies = false;  // but for those about vacancies
    detail::Grouped<Qualification> qualifications;
    detail::Grouped<LanguageRecord> languages;
    detail::Grouped<Title> titles;
    detail::Grouped<Licence> licences;
    detail::Grouped<LegalFact> facts;
    detail::Grouped<CandidateSkill> candidate_skills;
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
    detail::Grouped<Participation> run_participations;
    std::vector<std::int64_t> seats_used;  // per run
    std::vector<CandidateId> unit_members;
    std::vector<Unit> units;  // their members point into the vector above
    std::size_t owners = 0;
    base::Findings warnings;

    [[nodiscard]] const Table& table(std::string_view name) const;
    /// Whether a table was checked with another network.
    [[nodiscard]] bool shares(const Table& one) const { return shares(one.schema()); }
    [[nodiscard]] bool shares(const TableSchema& schema) const {
        return offers_shared && schema.kind != TableKind::people &&
               !(own_vacancies && entity_of(schema.name) == Entity::vacancy);
    }
    /// Made when it is first asked for: it reads every cell. Safe from many threads.
    [[nodiscard]] const std::string& content_hash() const;

  private:
    mutable std::once_flag hashed_;
    mutable std::string hash_;
};

namespace detail {

/// Makes the records of `offers`. Need tables without errors in references, as the functions below do.
void fill_vacancy_skills(Network::State& state);
void fill_tranches(Network::State& state);
void fill_courses(Network::State& state);
/// Makes the records from the tables about people, short forms included.
void fill_records(Network::State& state);
/// The same for what people want, have begun, and what was decided about them.
void fill_steering(Network::State& state);
/// The same for where people work, when they can and what authorities told them. After the two above.
void fill_circumstances(Network::State& state);
/// The same for who may and does take part in course runs. After all the ones above.
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
