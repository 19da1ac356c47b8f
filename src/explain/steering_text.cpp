// SPDX-License-Identifier: Apache-2.0
#include "steering_text.hpp"
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/matching/steering.hpp>

namespace iqmatch::inline v0::explain {
namespace {

using domain::CandidateId;
using domain::VacancyId;

void join(std::string& list, std::string more) {
    list += (list.empty() ? "" : "; ") + std::move(more);
}

/// "decided by: X; on 2026-10-01; reason: Y", as far as recorded.
std::string details_of(const domain::Decision& decision, bool with_date, base::Language language) {
    std::string out;
    if (!decision.author.empty())
        join(out, say("sentences", "detail_author", language, {{"author", std::string(decision.author)}}));
    if (with_date && decision.date)
        join(out,
             say("sentences", "detail_date", language, {{"date", write_date(*decision.date, language)}}));
    if (!decision.reason.empty())
        join(out, say("sentences", "detail_reason", language, {{"reason", std::string(decision.reason)}}));
    return out;
}

std::string in_brackets(const std::string& details) {
    return details.empty() ? std::string() : " (" + details + ")";
}

/// Whether a place is kept, as far as the result says.
const matching::Steered* row_of(const matching::Assignment* result, CandidateId candidate,
                                std::string_view kind, std::string_view target) {
    if (result == nullptr) return nullptr;
    for (const matching::Steered& row : result->options().steered())
        if (row.candidate == candidate && row.kind == kind && row.target == target) return &row;
    return nullptr;
}

std::string why_not_kept(std::string_view reason, base::Language language) {
    if (const Text* label = find_text("labels", reason)) return std::string(label->in(language));
    return word("not_kept." + std::string(reason), language, reason);
}

}  // namespace

std::string ruled_out_text(const Question& question, CandidateId candidate, VacancyId vacancy) {
    const auto language = question.language;
    const matching::RuledOutBy by = matching::ruled_out_by(question.network, candidate, vacancy);
    std::string out;
    const auto sentence = [&](std::string_view code, const domain::Target& target,
                              const std::string& details) {
        const std::string named = target.kind == domain::TargetKind::vacancy
                                      ? std::string(question.network.vacancies().key(VacancyId(target.row)))
                                      : std::string();
        out += (out.empty() ? "" : " ") +
               say("sentences", code, language, {{"vacancy", named}, {"details", in_brackets(details)}});
    };
    for (const domain::Participation& begun : by.settled)
        sentence("ruled_out_settled", begun.target,
                 begun.since ? say("sentences", "detail_since", language,
                                   {{"date", write_date(*begun.since, language)}})
                             : std::string());
    for (const domain::Decision& decision : by.decisions)
        sentence(decision.kind == domain::DecisionKind::pin             ? "ruled_out_pin"
                 : decision.target.kind == domain::TargetKind::employer ? "ruled_out_employer"
                                                                        : "ruled_out_vacancy",
                 decision.target, details_of(decision, true, language));
    return out;
}

std::vector<std::string> kept_texts(const Question& question, CandidateId candidate, VacancyId vacancy,
                                    const matching::Assignment* result, Audience audience) {
    const auto language = question.language;
    const bool plain = audience == Audience::person;
    const std::string target = "vacancy:" + std::string(question.network.vacancies().key(vacancy));
    std::vector<std::string> out;
    const auto add = [&](std::string_view kind, const std::optional<base::Date>& day,
                         const std::string& details) {
        std::string how = word("kept." + std::string(kind), language, kind);
        if (day)
            how += " " + say("sentences", "detail_date", language, {{"date", write_date(*day, language)}});
        if (!plain) how += in_brackets(details);
        const matching::Steered* row = row_of(result, candidate, kind, target);
        std::string code = plain ? "person_kept" : "kept";
        std::string reason;
        if (row == nullptr) {
            code += "_recorded";
        } else if (row->state == matching::SteeringState::broken) {
            code += "_broken";
            reason = why_not_kept(row->reason, language);
        } else if (!row->reason.empty()) {
            code += "_blocked";
            reason = why_not_kept(row->reason, language);
        }
        out.push_back(say("sentences", code, language, {{"how", how}, {"reason", reason}}));
    };
    for (const domain::Participation& begun : question.network.participations_of(candidate))
        if (begun.state == domain::ParticipationState::promised && begun.target.is(vacancy))
            add(domain::to_string(begun.state), begun.since, {});
    for (const domain::Decision& decision : question.network.decisions_of(candidate))
        if (decision.kind != domain::DecisionKind::forbid && decision.target.is(vacancy))
            add(domain::to_string(decision.kind), decision.date, details_of(decision, false, language));
    return out;
}

}  // namespace iqmatch::inline v0::explain
