// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the rules read about a person and about a vacancy, gathered once. Rules see these structs only, so
/// that pairs by the million need no second look into the tables of a network.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/regulation.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::rules {

/// A place and how exact it is.
struct Place {
    std::optional<domain::RegionId> region;
    std::optional<domain::Point> point;
    bool region_point = false;  ///< the point stands for the whole region
    bool abroad = false;
};

/// A qualification with the regulation family of its reference occupation (as the catalogue says).
struct QualificationFacts {
    std::optional<domain::Kldb> kldb;
    domain::Maybe<std::string_view> regulation_family;
    std::optional<domain::RecognitionStatus> status;
    std::optional<std::int64_t> level;       ///< requirement level, 1 to 4
    const domain::Notice* notice = nullptr;  ///< the current one; into the network
};

/// Empty optionals are unknown. Views and spans point into the network.
struct CandidateFacts {
    std::span<const domain::Title> titles;
    std::span<const domain::LegalFact> legal_facts;
    std::span<const domain::Licence> licences;
    std::span<const domain::Wish> wishes;
    std::span<const domain::Employment> employments;
    std::span<const domain::EmployerId> employers;  ///< where the person works or has a place kept
    std::span<const domain::AvailabilityWindow> availability;
    std::optional<bool> availability_complete;  ///< whether `availability` lists all times
    std::vector<QualificationFacts> qualifications;
    std::optional<bool> qualifications_complete;  ///< whether `qualifications` lists all of them
    domain::LanguageLevels german;
    domain::Maybe<base::Cefr> german_certified;  ///< best level with a certificate; none = there is none
    Place place;
    std::optional<base::Date> available_from;
    std::optional<std::int64_t> hours_min_x100;
    std::optional<std::int64_t> hours_max_x100;
    std::optional<std::int64_t> income_min_cents;  ///< per month
    std::optional<std::int64_t> travel_max_min;    ///< the shorter of the person's and the unit's
    std::optional<domain::CodeSet> travel_modes;
    std::optional<bool> relocate;
    domain::AcceptsBelowLevel accepts_below_level = domain::AcceptsBelowLevel::only_with_plan;
    std::optional<bool> consent_network;  ///< yes where a single partner keeps the network and nobody asked
    std::string_view owner;               ///< the partner that keeps the record; empty = unknown
};

struct VacancyFacts {
    std::string_view employer;  ///< key; empty = unknown
    std::optional<domain::EmployerId> employer_id;
    std::string_view owner;  ///< the partner that keeps the record; empty = unknown
    domain::Kldb kldb;
    domain::Maybe<std::string_view>
        regulation_family;                  ///< as the catalogue says; unknown = not in the catalogue
    std::optional<domain::Kldb> helper_of;  ///< the occupation that the job assists, as the catalogue says
    std::string_view helper_family;         ///< its regulation family; empty = none or unknown
    std::optional<bool> regulated_activity;
    std::string_view state;  ///< where the work is, as the catalogue names states; empty = unknown
    std::optional<domain::VacancyKind> kind;
    std::optional<domain::Persistence> persistence;
    /// As entered, indexed by LanguageSkill.
    std::array<std::optional<base::Cefr>, 6> german{};
    Place place;
    std::optional<std::int64_t> hours_min_x100;
    std::optional<std::int64_t> hours_max_x100;
    std::optional<std::int64_t> pay_cents;
    std::optional<domain::PayPer> pay_per;
    std::optional<domain::CodeSet> shifts;           ///< bits of Shift
    std::optional<std::int64_t> level_min;           ///< lowest requirement level that will do, 1 to 4
    std::optional<bool> accepts_in_recognition;      ///< no also where the employer takes 0 at once
    std::optional<std::int64_t> max_in_recognition;  ///< how many at once; empty also where nothing limits it
    std::int64_t in_recognition = 0;                 ///< how many of them the employer has already
    std::optional<base::Date> start_from;            ///< of the first tranche where that is later
    std::optional<base::Date> start_to;              ///< of the last tranche where that is earlier
    std::optional<base::Date> valid_from;
    std::optional<base::Date> valid_to;
    /// Per period of the rule tables (RuleTables::period); empty until prepare() has filled it.
    std::vector<VacancyLaw> law;
};

/// O(records of the person). The result must not outlive every handle on the network.
[[nodiscard]] CandidateFacts gather(const domain::Network& network, domain::CandidateId candidate);
/// O(1).
[[nodiscard]] VacancyFacts gather(const domain::Network& network, domain::VacancyId vacancy);

}  // namespace iqmatch::inline v0::rules
