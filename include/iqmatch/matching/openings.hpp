// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which single facts, changed by whoever can change them, would open options for a person.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// Who can change a fact.
enum class Actor : std::uint8_t { person, counsellor, employer };
inline constexpr std::array<std::string_view, 3> actor_names{"person", "counsellor", "employer"};
[[nodiscard]] constexpr std::string_view to_string(Actor actor) {
    return actor_names[static_cast<std::size_t>(actor)];
}

/// What is changed. The last six are facts of a vacancy, each vacancy for itself; `permission` and `arrival`
/// are about one vacancy as well.
enum class FactChangeKind : std::uint8_t {
    german,           ///< the person's German is at this level
    travel,           ///< the person accepts a way of so many minutes
    hours_max,        ///< the person works up to so many hours a week
    hours_min,        ///< the person works from so many hours a week on
    compensation,     ///< the compensation measure is completed and the licence of this family given
    fact,             ///< a missing fact is entered, and the answer is favourable
    permission,       ///< the permission to work has been given already
    licence,          ///< the licence of this family has been given
    recognition,      ///< recognition has led to the licence of this family
    arrival,          ///< the person has entered with a permission for the vacancy and lives near it
    job_german,       ///< the vacancy demands no more German than this level
    job_hours,        ///< the vacancy is open for so many hours a week
    job_start,        ///< the vacancy may begin when the person can
    job_pay,          ///< the vacancy pays so much a year
    job_level,        ///< the vacancy asks for no higher requirement level than this
    job_recognition,  ///< the employer takes people whose recognition is under way
};
inline constexpr std::array<std::string_view, 16> fact_change_names{
    "german",     "travel",  "hours_max",   "hours_min",      "compensation", "fact",
    "permission", "licence", "recognition", "arrival",        "job_german",   "job_hours",
    "job_start",  "job_pay", "job_level",   "job_recognition"};
[[nodiscard]] constexpr std::string_view to_string(FactChangeKind kind) {
    return fact_change_names[static_cast<std::size_t>(kind)];
}
[[nodiscard]] constexpr Actor actor_of(FactChangeKind kind) {
    if (kind <= FactChangeKind::compensation) return Actor::person;
    return kind <= FactChangeKind::arrival ? Actor::counsellor : Actor::employer;
}

/// One fact, changed.
struct FactChange {
    FactChangeKind kind = FactChangeKind::german;
    /// A CEFR level, minutes, hours times 100, a regulation family, cents a year, a requirement level, or for
    /// `fact` the column to fill ("titles.title", "legal_facts.NAME"); empty where the kind says all.
    std::string value;
    std::string answer;  ///< of `fact`: the answer with which the pairs were asked again
    friend bool operator==(const FactChange&, const FactChange&) = default;
};

/// What one change would open.
struct Opening {
    FactChange change;
    std::uint64_t opens = 0;  ///< pairs that are no options now and are with this change alone
    domain::VacancyId best;   ///< the one of them that is worth most (ties: the smaller key)
    std::int64_t value = 0;   ///< what it is worth then, in millionths
};

/// The changes that open at least one option for a person, by actor, then the most opening first, then by the
/// value of the best, then by kind and value. Each was tried: rules and card are asked about the pairs again
/// with exactly that fact changed, and an option counts if it reaches the card's `min_value`. Of levels,
/// minutes and hours the least that opens as much. Never among them: what the person has ruled out (a `must`,
/// a move, work below the own level, other partners, hours beyond the times of `availability`, unless these
/// are said to be incomplete), a way beyond that of the unit, or longer than anybody should be asked for,
/// German below what the profession itself demands, a ban or a refused recognition. Pairs that decisions rule
/// out stay out. O(changes · vacancies · records of the person).
/// @param vacancy only this one; empty = all.
[[nodiscard]] std::vector<Opening> single_openings(const domain::Network& network,
                                                   const rules::RuleTables& rules,
                                                   const scoring::ModelCard& card, base::Date date,
                                                   domain::CandidateId candidate,
                                                   std::optional<domain::VacancyId> vacancy = std::nullopt);

/// The longest way, in minutes one way, that anybody is asked to accept: a default of ours, not law.
inline constexpr std::int64_t longest_asked_way_min = 90;

}  // namespace iqmatch::inline v0::matching
