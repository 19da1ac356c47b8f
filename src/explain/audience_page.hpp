// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the pages of person and employer are put together with. Private to the layer.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iqmatch/explain/audience.hpp>
#include <iqmatch/explain/texts.hpp>
#include <string>
#include <string_view>
#include <utility>
#include "outcome_word.hpp"

namespace iqmatch::inline v0::explain::detail {

/// Adds sections to a card; a section without lines does not appear.
class AudiencePage {
  public:
    AudiencePage(const Question& question, Audience audience, domain::CandidateId candidate,
                 std::optional<domain::VacancyId> vacancy)
        : question_(question), prefix_(std::string(to_string(audience)) + "_") {
        card_.audience = audience;
        card_.candidate = question.network.candidates().key(candidate);
        if (vacancy) card_.vacancy = question.network.vacancies().key(*vacancy);
        card_.date = question.date;
        card_.language = question.language;
    }

    /// The sentence of this audience.
    [[nodiscard]] std::string text(std::string_view code,
                                   std::initializer_list<NamedText> parameters = {}) const {
        return say("sentences", prefix_ + std::string(code), question_.language, parameters);
    }
    [[nodiscard]] std::string outcome(const rules::Eligibility& pair) const {
        const std::string_view code = outcome_word(pair);
        return word("outcome." + std::string(code), question_.language, code);
    }
    [[nodiscard]] std::string date(base::Date day) const { return write_date(day, question_.language); }
    [[nodiscard]] std::string occupation(domain::VacancyId vacancy) const {
        return question_.network.catalogue().label(question_.network.vacancies().kldb(vacancy),
                                                   question_.language);
    }

    void heading(std::string text) { card_.heading = std::move(text); }
    /// No line appears twice.
    void section(std::string_view code, std::string heading, const std::vector<std::string>& lines) {
        std::vector<std::string> once;
        add_new(lines, once);
        list(code, std::move(heading), std::move(once));
    }
    /// The same for lines about several vacancies: what holds for two of them is said with each.
    void list(std::string_view code, std::string heading, std::vector<std::string> lines) {
        if (!lines.empty())
            card_.sections.push_back({std::string(code), std::move(heading), std::move(lines)});
    }
    /// Appends what is neither empty nor there already.
    static void add_new(const std::vector<std::string>& lines, std::vector<std::string>& to) {
        for (const std::string& line : lines)
            if (!line.empty() && std::find(to.begin(), to.end(), line) == to.end()) to.push_back(line);
    }
    [[nodiscard]] AudienceCard take() { return std::move(card_); }

  private:
    const Question& question_;
    std::string prefix_;
    AudienceCard card_;
};

/// The reasons with one of these effects as this audience reads them: a code without a text in the table is
/// not for it.
template <class Say>
std::vector<std::string> reasons_with(const rules::Eligibility& pair,
                                      std::initializer_list<rules::Effect> effects, const Say& sentence) {
    std::vector<std::string> out;
    for (const rules::Reason& reason : pair.reasons)
        if (std::find(effects.begin(), effects.end(), reason.effect) != effects.end())
            out.push_back(sentence(reason));
    return out;
}

}  // namespace iqmatch::inline v0::explain::detail
