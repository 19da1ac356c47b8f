// SPDX-License-Identifier: Apache-2.0
/// @file
/// The kinds of answer that rules give.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::rules {

/// What the rules say about a pair, from best to worst: the worst reason decides.
///   possible    may be proposed as it is; it may carry conditions and open questions
///   permission  may be proposed, an authority has to agree first; the lead time moves the start
///   after       only after something that a plan closes (licence, compensation measure, German, arrival)
///   unknown     a fact is missing without which nobody can tell; blocks until it is entered
///   impossible  known facts exclude it
enum class Outcome : std::uint8_t { possible, permission, after, unknown, impossible };
inline constexpr std::array<std::string_view, 5> outcome_names{"possible", "permission", "after", "unknown",
                                                               "impossible"};
[[nodiscard]] constexpr std::string_view to_string(Outcome outcome) {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

/// Whether such a pair may be proposed.
[[nodiscard]] constexpr bool lets_through(Outcome outcome) {
    return outcome == Outcome::possible || outcome == Outcome::permission;
}

/// What one reason does. `condition` and `asks` leave the outcome as it is: the first states what must hold
/// or be done, the second marks the pair with a question.
enum class Effect : std::uint8_t { possible, condition, asks, permission, after, unknown, impossible };
inline constexpr std::array<std::string_view, 7> effect_names{
    "possible", "condition", "asks", "permission", "after", "unknown", "impossible"};
[[nodiscard]] constexpr std::string_view to_string(Effect effect) {
    return effect_names[static_cast<std::size_t>(effect)];
}
/// The outcome that a reason of this effect demands at least.
[[nodiscard]] constexpr Outcome outcome_of(Effect effect) {
    switch (effect) {
        case Effect::permission:
            return Outcome::permission;
        case Effect::after:
            return Outcome::after;
        case Effect::unknown:
            return Outcome::unknown;
        case Effect::impossible:
            return Outcome::impossible;
        default:
            return Outcome::possible;
    }
}

/// How well a row of a rule table is founded, from best to worst.
///   verified    read in the text of the law or the decision itself
///   secondary   read in a cited secondary source, or in an older wording of the law
///   assumed     a default of ours, not law: change it to what holds locally
///   unverified  general knowledge without a checked source; texts say "to our knowledge; please check"
enum class Certainty : std::uint8_t { verified, secondary, assumed, unverified };
inline constexpr std::array<std::string_view, 4> certainty_names{"verified", "secondary", "assumed",
                                                                 "unverified"};
[[nodiscard]] constexpr std::string_view to_string(Certainty certainty) {
    return certainty_names[static_cast<std::size_t>(certainty)];
}

/// The rules, in the order in which they run: five of law and circumstance, the person's own three, the
/// employer's two, and what the person needs to earn. `run` stands apart: it is about courses, not vacancies.
enum class Rule : std::uint8_t {
    work_permission,
    licence,
    german,
    reach,
    dates,
    own_level,
    consent,
    must,
    readiness,
    level_min,
    income,
    run
};
inline constexpr std::array<std::string_view, 12> rule_names{
    "work_permission", "licence", "german",    "reach",     "dates",  "own_level",
    "consent",         "must",    "readiness", "level_min", "income", "run"};
[[nodiscard]] constexpr std::string_view to_string(Rule rule) {
    return rule_names[static_cast<std::size_t>(rule)];
}

}  // namespace iqmatch::inline v0::rules
