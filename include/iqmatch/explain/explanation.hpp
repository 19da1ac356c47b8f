// SPDX-License-Identifier: Apache-2.0
/// @file
/// Why this, why not that, what would open it: for one person, or for one pair. Every number comes from the
/// code that scored and solved.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/matching/unmatched.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/scoring/score.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::explain {

enum class Audience : std::uint8_t { counsellor, person, employer };
inline constexpr std::array<std::string_view, 3> audience_names{"counsellor", "person", "employer"};
[[nodiscard]] constexpr std::string_view to_string(Audience audience) {
    return audience_names[static_cast<std::size_t>(audience)];
}
[[nodiscard]] constexpr std::optional<Audience> parse_audience(std::string_view name) {
    for (std::size_t i = 0; i < audience_names.size(); ++i)
        if (audience_names[i] == name) return static_cast<Audience>(i);
    return std::nullopt;
}

/// A row of the rule tables on which a sentence rests, with its own certainty.
struct SourceText {
    std::string row;  ///< "titles:title-18a"
    std::string source;
    std::optional<base::Date> valid_from{};
    std::optional<base::Date> valid_to{};
    std::string certainty;  ///< of rules::certainty_names
};

/// What a rule found, with what it rests on.
struct ReasonText {
    std::string code;    ///< of rules::reason_codes()
    std::string rule;    ///< of rules::rule_names
    std::string effect;  ///< of rules::effect_names
    std::string text;    ///< one or more sentences
    std::string asks;    ///< the column to fill, "titles.title"; empty = nothing to ask
    std::string
        row;  ///< "titles:title-18a": the row of the rule tables that decided; empty = plain facts did
    std::string source;  ///< of that row; with a second one both, joined
    std::optional<base::Date> valid_from{};
    std::optional<base::Date> valid_to{};
    /// Of rules::certainty_names: that of the sentence, which is as certain as the weaker of two rows; empty
    /// without a row.
    std::string certainty;
    /// The row that decided, then a further one that had a say (the procedure of a permission, the row that
    /// assigned the profession). A default of the second says nothing against the law of the first.
    std::vector<SourceText> sources;
    std::string caveat;  ///< "to our knowledge; please check with …" for unverified rows, else empty
};

/// One part of a value.
struct PartText {
    std::string code;  ///< of scoring::feature_names, or `kept`: an earlier proposal is kept
    std::string label;
    std::string side;        ///< whose advantage it counts, of scoring::side_names; `none` for `kept`
    std::int64_t value = 0;  ///< in millionths
    bool known = false;      ///< false: the card's value for an unknown input stands in
};

struct StepText {
    std::string step;  ///< "german:B2"
    std::string text;
};

/// How a pair stands in a result. No other person is named.
struct PlaceText {
    std::string relation;    ///< assigned, place_taken, place_free, no_place
    std::int64_t price = 0;  ///< what one more position would be worth, in millionths
    std::optional<std::int64_t>
        loss{};  ///< what everybody together would lose by this pair, where the result is optimal
    std::string text;
};

struct PairExplanation {
    std::string vacancy;
    std::string occupation;  ///< its label
    std::string outcome;     ///< of rules::outcome_names
    base::Date start;        ///< meaningful for possible and permission
    std::string certainty;
    std::uint32_t open_questions = 0;
    std::string permission_authority;  ///< code; empty = none needed
    std::int32_t permission_lead_days = 0;
    std::optional<base::Date> renewal_by{};
    std::vector<ReasonText> reasons;
    /// What the pair is worth, or would be worth if the rules allowed it, in millionths; the sum of the
    /// parts.
    std::int64_t value = 0;
    std::vector<PartText> parts;
    scoring::Utilities utilities{};  ///< the value by side
    bool option =
        false;  ///< the rules allow it and the card values it highly enough, and no decision rules it out
    std::string decided;  ///< where decisions or a placement rule it out: which, by whom and why; else empty
    std::vector<std::string>
        kept;  ///< promises and decisions that keep a place of it for this person, in words
    std::vector<StepText> steps;  ///< what would open it; empty for options and excluded pairs
    std::optional<PlaceText> place{};
    /// What cards say instead of the outcome, a code of the words `outcome.CODE`: the outcome, or
    /// `to_clarify` where it is possible and right to work or licence leave a question. Not in the JSON.
    std::string outcome_word{};
};

/// What a result says about a person.
struct ProposalText {
    std::string vacancy;             ///< empty for a plan without a position
    std::string option;              ///< its identity
    std::vector<std::string> way{};  ///< where a plan comes first: its steps, then the work
    base::Date start;
    std::int64_t value = 0;
    std::string runner_up;  ///< key of the vacancy; empty = none
    std::optional<base::Date> runner_up_start{};
    std::int64_t difference = 0;
    bool near_tie = false;
    std::string text;
};

struct UnmatchedText {
    std::string code;
    std::string text;
    std::string nearest_unlock;   ///< "german:B2;vacancy:KEY"; empty = none
    std::vector<StepText> steps;  ///< the same in words
};

/// One fact which, changed alone, would open options; see matching::single_openings.
struct OpeningText {
    std::string actor;   ///< of matching::actor_names: who can change it
    std::string change;  ///< of matching::fact_change_names
    std::string to;      ///< as matching::FactChange::value
    std::string answer;  ///< as matching::FactChange::answer
    std::uint64_t opens = 0;
    std::string vacancy;     ///< key of the best that it opens
    std::int64_t value = 0;  ///< of that, in millionths
    std::string text;        ///< the change in words
};

struct CandidateExplanation {
    std::string candidate;
    base::Date date;
    base::Language language = base::Language::en;
    std::int64_t min_value = 0;  ///< of the card, in millionths
    matching::PairCounts counts{};
    std::vector<PairExplanation> options;  ///< by falling value, then by key
    std::vector<PairExplanation> others;   ///< by outcome, then by key
    std::optional<ProposalText> proposal{};
    std::optional<UnmatchedText> unmatched{};
    /// Of people without a proposal; without a result, of people without options. By actor, most opening
    /// first.
    std::vector<OpeningText> openings;
};

struct PairReport {
    std::string candidate;
    base::Date date;
    base::Language language = base::Language::en;
    std::int64_t min_value = 0;  ///< of the card, in millionths
    PairExplanation pair;
    std::vector<OpeningText> openings;  ///< what would make an option of a pair that is none
};

/// What is asked and in which language.
struct Question {
    const domain::Network& network;
    const rules::RuleTables& rules;
    const scoring::ModelCard& card;
    base::Date date;
    base::Language language = base::Language::en;
    /// Where options continue an earlier result: their part `kept` counts as they count it. Else nullptr.
    const matching::Options* continues = nullptr;
};

/// Everything about one person: each vacancy's outcome with reasons, the options with their parts, and what
/// the result proposes or why it proposes nothing. O(vacancies).
/// @param result of the same network, rules, card and date, or nullptr.
[[nodiscard]] CandidateExplanation explain_candidate(const Question& question, domain::CandidateId candidate,
                                                     const matching::Assignment* result = nullptr);
/// Why, or why not, this pair: what every rule says with its source and how sure that is, the parts of the
/// value, and the steps that would open it; with a result also whether it is proposed, or what everybody
/// together would lose by it. O(1), with a result O(options of the component · log vacancies).
[[nodiscard]] PairReport explain_pair(const Question& question, domain::CandidateId candidate,
                                      domain::VacancyId vacancy,
                                      const matching::Assignment* result = nullptr);
/// Why a result proposes nothing for a person, as result files say it.
/// `audience`: counsellor or person; the same facts in the words of each.
[[nodiscard]] UnmatchedText explain_unmatched(const Question& question, const matching::Unmatched& unmatched,
                                              Audience audience = Audience::counsellor);

/// What single changes would open, in the words of an audience: to a person nothing that employers would have
/// to change, to an employer only what belongs to the vacancy. One vacancy, or all. O(changes · vacancies).
[[nodiscard]] std::vector<OpeningText> explain_openings(const Question& question,
                                                        domain::CandidateId candidate,
                                                        std::optional<domain::VacancyId> vacancy,
                                                        Audience audience = Audience::counsellor);

/// How much of a person's page is printed; what is computed is the same.
enum class Length : std::uint8_t {
    brief,  ///< what can be read aloud: proposal, runner-up, few others, the rest in numbers
    whole   ///< every vacancy
};

/// As a terminal prints it.
[[nodiscard]] std::string to_text(const CandidateExplanation& explanation, Length length = Length::brief);
[[nodiscard]] std::string to_text(const PairReport& report);

}  // namespace iqmatch::inline v0::explain
