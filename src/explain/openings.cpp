// SPDX-License-Identifier: Apache-2.0
// What single changes would open, in words.
#include <charconv>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/matching/openings.hpp>
#include "asked_text.hpp"

namespace iqmatch::inline v0::explain {
namespace {

using matching::FactChangeKind;

std::string_view table_of(Audience audience) {
    switch (audience) {
        case Audience::person:
            return "openings_person";
        case Audience::employer:
            return "openings_employer";
        case Audience::counsellor:
            break;
    }
    return "openings";
}

std::int64_t number(const std::string& text) {
    std::int64_t out = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string value_text(const matching::FactChange& change, base::Language language, Audience audience) {
    switch (change.kind) {
        case FactChangeKind::hours_max:
        case FactChangeKind::hours_min:
        case FactChangeKind::job_hours:
            return write_decimal(number(change.value), 2, language);
        case FactChangeKind::compensation:
        case FactChangeKind::licence:
        case FactChangeKind::recognition:
            return word("family." + change.value, language, change.value);
        case FactChangeKind::job_pay:
            return write_money(number(change.value), language);
        case FactChangeKind::fact: {
            std::string asked = asked_text(change.value, language, audience);
            // Which answer would help is no hint for the one who gives it.
            if (audience == Audience::person || !change.value.starts_with("legal_facts.")) return asked;
            return say("sentences", "fact_answer", language,
                       {{"fact", asked}, {"answer", say("sentences", "answer_" + change.answer, language)}});
        }
        default:
            return change.value;
    }
}

}  // namespace

std::vector<OpeningText> explain_openings(const Question& question, domain::CandidateId candidate,
                                          std::optional<domain::VacancyId> vacancy, Audience audience) {
    std::vector<OpeningText> out;
    const auto vacancies = question.network.vacancies();
    for (const matching::Opening& opening : matching::single_openings(
             question.network, question.rules, question.card, question.date, candidate, vacancy)) {
        const matching::FactChange& change = opening.change;
        const std::string_view code = matching::to_string(change.kind);
        // Consent is given freely, not because it helps.
        if (audience == Audience::person && change.value == "candidates.consent_network") continue;
        // Each audience has its own words; a change without words there is not for it.
        if (find_text(table_of(audience), code) == nullptr) continue;
        out.push_back({std::string(matching::to_string(matching::actor_of(change.kind))), std::string(code),
                       change.value, change.answer, opening.opens, std::string(vacancies.key(opening.best)),
                       opening.value,
                       say(table_of(audience), code, question.language,
                           {{"value", value_text(change, question.language, audience)}})});
    }
    return out;
}

}  // namespace iqmatch::inline v0::explain
