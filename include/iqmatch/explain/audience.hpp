// SPDX-License-Identifier: Apache-2.0
/// @file
/// Explanations for people who are not counsellors. Each audience has a page of its own that is built from
/// what it may read, instead of one page from which things are taken out: the person reads plain language
/// without prices, sources and other people; the employer reads what matters for the job, never title,
/// permission to stay, ban, legal facts, notice, household or whose answer is missing.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/explain/explanation.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::explain {

/// One heading and what stands below it, ready to read.
struct CardSection {
    std::string code;     ///< stable: "options", "missing", "next" …
    std::string heading;  ///< may be empty
    std::vector<std::string> lines;
};

/// A page for a person or an employer. All it holds is text for that audience.
struct AudienceCard {
    Audience audience{};
    std::string candidate;
    std::string vacancy;  ///< empty where the page is about all vacancies
    base::Date date;
    base::Language language = base::Language::en;
    std::string heading;
    std::vector<CardSection> sections;
};

/// What is possible for a person, what is missing and who can do something about it. O(vacancies).
/// @param result of the same network, rules, card and date, or nullptr.
/// @param length brief: at most five vacancies of a kind, the rest in numbers.
[[nodiscard]] AudienceCard person_card(const Question& question, domain::CandidateId candidate,
                                       const matching::Assignment* result = nullptr,
                                       Length length = Length::brief);
/// The same about one vacancy.
[[nodiscard]] AudienceCard person_card(const Question& question, domain::CandidateId candidate,
                                       domain::VacancyId vacancy,
                                       const matching::Assignment* result = nullptr);
/// What the employer of a vacancy may know about a pair, and what the employer can do.
[[nodiscard]] AudienceCard employer_card(const Question& question, domain::CandidateId candidate,
                                         domain::VacancyId vacancy,
                                         const matching::Assignment* result = nullptr);

/// As a terminal prints it.
[[nodiscard]] std::string to_text(const AudienceCard& card);

}  // namespace iqmatch::inline v0::explain
