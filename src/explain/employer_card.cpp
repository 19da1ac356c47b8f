// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/steering.hpp>
#include "audience_page.hpp"

namespace iqmatch::inline v0::explain {
namespace {

using domain::CandidateId;
using domain::VacancyId;
using rules::Effect;
using rules::Outcome;

/// The skills of the job that the person is known to have.
std::string shared_skills(const Question& question, CandidateId candidate, VacancyId vacancy) {
    std::string out;
    const auto own = question.network.skills_of(candidate);
    for (const domain::VacancySkill& needed : question.network.skills_of(vacancy)) {
        if (std::none_of(own.begin(), own.end(),
                         [&](const auto& skill) { return skill.skill == needed.skill; }))
            continue;
        const domain::Skill& skill = question.network.catalogue().skill(needed.skill);
        const std::string_view label =
            question.language == base::Language::de ? skill.label_de : skill.label_en;
        out += (out.empty() ? "" : ", ") + std::string(label.empty() ? skill.key : label);
    }
    return out;
}

std::string headline(const detail::AudiencePage& page, const rules::Eligibility& pair, bool proposed,
                     bool decided) {
    if (decided) return page.text("impossible");
    switch (pair.outcome) {
        case Outcome::possible:
        case Outcome::permission:
            if (law_open(pair))
                return page.text(proposed ? "proposed_clarify" : "clarify",
                                 {{"start", page.date(pair.start)}});
            return page.text(proposed ? "proposed" : "possible", {{"start", page.date(pair.start)}});
        case Outcome::after:
            return page.text("after");
        case Outcome::unknown:
            return page.text("unknown");
        case Outcome::impossible:
            return page.text("impossible");
    }
    return page.text("unknown");
}

}  // namespace

AudienceCard employer_card(const Question& question, CandidateId candidate, VacancyId vacancy,
                           const matching::Assignment* result) {
    detail::AudiencePage page(question, Audience::employer, candidate, vacancy);
    const matching::PairScorer scorer(question.network, question.rules, question.card, question.date);
    const rules::Eligibility pair = scorer.detail(candidate, vacancy).eligibility;
    const bool decided = matching::ruled_out(question.network, candidate, vacancy);
    const matching::Proposal* proposal = result != nullptr ? result->find(candidate) : nullptr;
    const bool proposed = proposal != nullptr && !proposal->option.alone && proposal->option.vacancy == vacancy;
    const auto sentence = [&](const rules::Reason& reason) {
        return say("reasons_employer", reason, question.network, question.rules, question.language);
    };
    page.heading(
        page.text("card_heading", {{"vacancy", std::string(question.network.vacancies().key(vacancy))},
                                   {"occupation", page.occupation(vacancy)},
                                   {"candidate", std::string(question.network.candidates().key(candidate))},
                                   {"date", page.date(question.date)}}));
    page.section("outcome", "", {headline(page, pair, proposed, decided)});
    const bool allowed = !decided && rules::lets_through(pair.outcome);
    // Who is out of the question is no subject of a page for the firm.
    if (!decided && pair.outcome != Outcome::impossible) {
        page.section("fits", page.text("fits_heading"),
                     detail::reasons_with(pair, {Effect::possible, Effect::condition}, sentence));
        if (const std::string skills = shared_skills(question, candidate, vacancy); !skills.empty())
            page.section("skills", page.text("skills_heading"),
                         {page.text("skills_line", {{"skills", skills}})});
        std::vector<std::string> missing = detail::reasons_with(pair, {Effect::after}, sentence);
        if (pair.permission_lead_days > 0)
            missing.push_back(
                page.text("permission", {{"lead_days", std::to_string(pair.permission_lead_days)}}));
        page.section("missing", page.text("missing_heading"), missing);
        page.section("open", page.text("open_heading"),
                     detail::reasons_with(pair, {Effect::asks, Effect::unknown}, sentence));
        std::vector<std::string> can;
        for (const OpeningText& one : explain_openings(question, candidate, vacancy, Audience::employer))
            can.push_back(one.text);
        page.section("employer_can", page.text("can_heading"), can);
        std::vector<std::string> next{page.text("next_details")};
        if (!question.network.vacancies().pay_cents(vacancy)) next.push_back(page.text("next_pay"));
        if (allowed) next.push_back(page.text("next_trial"));
        page.section("next", page.text("next_heading"), next);
        if (allowed)
            page.section("duties", page.text("duties_heading"),
                         {pair.permission_lead_days > 0 ? page.text("duty_details") : std::string(),
                          page.text("duty_documents"), page.text("duty_wait")});
        page.section("counsellor", page.text("counsellor_heading"),
                     {page.text("counsellor_clear"), page.text("counsellor_support")});
    }
    page.section("closing", "", {page.text("privacy"), page.text("closing")});
    return page.take();
}

}  // namespace iqmatch::inline v0::explain
