// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/explain/way_text.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <tuple>
#include "asked_text.hpp"
#include "outcome_word.hpp"
#include "steering_text.hpp"

namespace iqmatch::inline v0::explain {
namespace {

using domain::CandidateId;
using domain::VacancyId;

ReasonText reason_text(const Question& question, const rules::Reason& reason) {
    ReasonText out;
    out.code = rules::to_string(reason.code);
    out.rule = rules::to_string(reason.rule());
    out.effect = rules::to_string(reason.effect);
    out.text = say(reason, question.network, question.rules, question.language);
    out.asks = reason.asks;
    const rules::Row* weakest = nullptr;
    for (const rules::Row* row : {reason.row, reason.second}) {
        if (row == nullptr) continue;
        const std::string& source =
            question.language == base::Language::de && !row->source_de.empty() ? row->source_de : row->source;
        out.sources.push_back({row->table + ":" + row->id, source, row->valid_from, row->valid_to,
                               std::string(rules::to_string(row->certainty))});
        out.source += (out.source.empty() ? "" : "; ") + source;
        if (weakest == nullptr || row->certainty > weakest->certainty) weakest = row;
    }
    if (weakest == nullptr) return out;
    out.row = out.sources.front().row;
    out.valid_from = out.sources.front().valid_from;
    out.valid_to = out.sources.front().valid_to;
    out.certainty = rules::to_string(weakest->certainty);
    if (weakest->certainty == rules::Certainty::unverified) {
        out.caveat =
            weakest->authority.empty()
                ? say("sentences", "unverified_nobody", question.language)
                : say("sentences", "unverified", question.language,
                      {{"authority", authority_name(question.rules, weakest->authority, question.language)}});
    }
    return out;
}

StepText step_text(const Question& question, const std::string& step,
                   Audience audience = Audience::counsellor) {
    const bool plain = audience == Audience::person;
    const std::size_t colon = step.find(':');
    const std::string kind = step.substr(0, colon);
    std::string value = colon == std::string::npos ? std::string() : step.substr(colon + 1);
    if (kind == "licence") value = word("family." + value, question.language, value);
    if (kind == "rule") {
        if (const Text* label = find_text(plain ? "labels_person" : "labels", value))
            value = label->in(question.language);
    }
    if (kind == "ask") value = asked_text(value, question.language, audience);
    return {step, say(plain ? "steps_person" : "steps", kind, question.language, {{"value", value}})};
}

PartText part_text(const Question& question, const scoring::Part& part) {
    const std::string_view code = scoring::to_string(part.feature);
    const std::string_view side = scoring::to_string(question.card.feature(part.feature).side);
    std::string label = say("parts", code, question.language);
    if (!part.known) label += ", " + say("sentences", "part_unknown", question.language);
    return {std::string(code), std::move(label), std::string(side), part.value, part.known};
}

PairExplanation pair_text(const Question& question, CandidateId candidate, VacancyId vacancy,
                          const matching::PairDetail& detail, const matching::Assignment* result) {
    const auto vacancies = question.network.vacancies();
    const rules::Eligibility& rule = detail.eligibility;
    PairExplanation out;
    out.vacancy = vacancies.key(vacancy);
    out.occupation = question.network.catalogue().label(vacancies.kldb(vacancy), question.language);
    out.outcome = rules::to_string(rule.outcome);
    out.outcome_word = outcome_word(rule);
    out.start = rule.start;
    out.certainty = rules::to_string(rule.certainty);
    out.open_questions = rule.open_questions;
    out.permission_authority = rule.permission_authority;
    out.permission_lead_days = rule.permission_lead_days;
    out.renewal_by = rule.renewal_by;
    for (const rules::Reason& reason : rule.reasons) out.reasons.push_back(reason_text(question, reason));
    out.value = detail.score.value;
    for (const scoring::Part& part : detail.score.parts) out.parts.push_back(part_text(question, part));
    if (question.card.link())
        out.parts.push_back(
            {"link", say("parts", "link", question.language), "none", detail.score.link, true});
    if (question.continues != nullptr)
        if (const std::int64_t kept = question.continues->kept_part(candidate, vacancy); kept != 0) {
            out.value += kept;
            out.parts.push_back({"kept", say("parts", "kept", question.language), "none", kept, true});
        }
    out.utilities = scoring::utilities(question.card, detail.score);
    out.option = matching::is_option(question.card, rule.outcome, detail.score.value);
    const bool allowed = rules::lets_through(rule.outcome);
    if (allowed && detail.score.value > 0 && matching::pinned_to(question.network, candidate, vacancy))
        out.option = true;
    if (matching::ruled_out(question.network, candidate, vacancy)) {
        out.option = false;
        out.decided = ruled_out_text(question, candidate, vacancy);
    }
    out.kept = kept_texts(question, candidate, vacancy, result, Audience::counsellor);
    for (const std::string& step : matching::unlock_steps(rule))
        out.steps.push_back(step_text(question, step));
    return out;
}

std::optional<PlaceText> place_text(const Question& question, CandidateId candidate, VacancyId vacancy,
                                    const matching::Assignment& result,
                                    const std::vector<matching::Loss>& losses) {
    const auto options = result.options().of(candidate);
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const auto& o) { return !o.alone && o.vacancy == vacancy; });
    if (option == options.end()) return std::nullopt;
    PlaceText out;
    out.price = result.price(vacancy);
    const auto positions = question.network.vacancies().positions(vacancy);
    const auto language = question.language;
    const matching::Proposal* proposal = result.find(candidate);
    for (const matching::Loss& other : losses)
        if (other.option.vacancy == vacancy) out.loss = other.loss;
    if (proposal != nullptr && !proposal->option.alone && proposal->option.vacancy == vacancy) {
        out.relation = "assigned";
        out.text = say("sentences", "pair_assigned", language);
        return out;
    }
    if (positions == 0) {
        out.relation = "no_place";
        out.text = say("sentences", "pair_no_place", language);
    } else if (option->kept || result.used(vacancy) < result.options().open_positions(vacancy)) {
        out.relation = "place_free";
        out.text = say("sentences", "pair_free_place", language);
    } else {
        out.relation = "place_taken";
        // Where options share several capacities, a price bounds what one more is worth, up to the open gap.
        const bool several = result.several_capacities();
        if (several) out.price += static_cast<std::int64_t>(result.bound() - result.value());
        out.text =
            say("sentences", several ? "pair_place_taken_most" : "pair_place_taken", language,
                {{"positions", std::to_string(positions)}, {"price", write_micro(out.price, language)}});
    }
    if (out.loss)
        out.text +=
            " " + say("sentences", "pair_loss", language, {{"loss", write_micro(*out.loss, language)}});
    return out;
}

/// The steps of a way that leads through a plan.
std::vector<std::string> way_lines(const Question& question, const matching::Proposal& proposal,
                                   const matching::Assignment& result) {
    const matching::Options& options = result.options();
    const WayText way = way_text(options, proposal.candidate, proposal.option,
                                 options.detail(proposal.candidate, proposal.option),
                                 matching::SeatNumbers(result), question.language);
    std::vector<std::string> out = way.plan;
    if (!way.until_then.empty()) out.push_back(way.until_then);
    out.push_back(way.work);
    return out;
}

ProposalText proposal_text(const Question& question, const matching::Proposal& proposal,
                           const matching::Assignment& result) {
    const auto vacancies = question.network.vacancies();
    const auto language = question.language;
    ProposalText out;
    if (!proposal.option.alone) out.vacancy = vacancies.key(proposal.option.vacancy);
    out.option = result.options().key(proposal.option);
    out.start = proposal.option.start;
    out.value = proposal.option.value;
    out.text = say("sentences", "assigned", language,
                   {{"vacancy", out.vacancy},
                    {"start", write_date(out.start, language)},
                    {"value", write_micro(out.value, language)}});
    if (proposal.option.planned()) {
        out.way = way_lines(question, proposal, result);
        std::string way;
        for (const std::string& line : out.way) way += (way.empty() ? "" : "; ") + line;
        out.text = say("sentences", "assigned_way", language,
                       {{"way", way}, {"value", write_micro(out.value, language)}});
    }
    if (proposal.runner_up && !proposal.runner_up->alone) {
        out.runner_up = vacancies.key(proposal.runner_up->vacancy);
        out.runner_up_start = proposal.runner_up->start;
        out.difference = proposal.difference;
        out.near_tie = proposal.near_tie;
        out.text += " " + say("sentences", "runner_up", language,
                              {{"vacancy", out.runner_up},
                               {"start", write_date(proposal.runner_up->start, language)},
                               {"loss", write_micro(proposal.difference, language)}});
        if (proposal.near_tie) out.text += " " + say("sentences", "near_tie", language);
    }
    return out;
}

/// Each vacancy once: a decision comes before what the rules would say.
void count(matching::PairCounts& counts, const PairExplanation& pair, rules::Outcome outcome) {
    if (!pair.decided.empty()) {
        ++counts.decided;
        return;
    }
    switch (outcome) {
        case rules::Outcome::after:
            ++counts.after;
            return;
        case rules::Outcome::unknown:
            ++counts.unknown;
            return;
        case rules::Outcome::impossible:
            ++counts.impossible;
            return;
        default:
            ++(pair.option ? counts.options : counts.below_min_value);
    }
}

}  // namespace

CandidateExplanation explain_candidate(const Question& question, CandidateId candidate,
                                       const matching::Assignment* result) {
    CandidateExplanation out;
    out.candidate = question.network.candidates().key(candidate);
    out.date = question.date;
    out.language = question.language;
    out.min_value = question.card.min_value();
    std::vector<std::pair<rules::Outcome, PairExplanation>> others;
    const std::vector<matching::Loss> losses =
        result != nullptr ? result->losses(candidate) : std::vector<matching::Loss>();
    matching::PairScorer scorer(question.network, question.rules, question.card, question.date);
    for (std::size_t v = 0; v < question.network.vacancies().size(); ++v) {
        const matching::PairDetail detail = scorer.detail(candidate, VacancyId(v));
        PairExplanation pair = pair_text(question, candidate, VacancyId(v), detail, result);
        count(out.counts, pair, detail.eligibility.outcome);
        if (result != nullptr) pair.place = place_text(question, candidate, VacancyId(v), *result, losses);
        if (pair.option)
            out.options.push_back(std::move(pair));
        else
            others.emplace_back(detail.eligibility.outcome, std::move(pair));
    }
    // Vacancies come in the order of their keys, which decides what is equal.
    std::stable_sort(out.options.begin(), out.options.end(),
                     [](const auto& a, const auto& b) { return a.value > b.value; });
    std::stable_sort(others.begin(), others.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [outcome, pair] : others) out.others.push_back(std::move(pair));
    if (result != nullptr) {
        if (const auto* proposal = result->find(candidate))
            out.proposal = proposal_text(question, *proposal, *result);
        if (const auto* left = result->find_unmatched(candidate))
            out.unmatched = explain_unmatched(question, *left);
    }
    if (result != nullptr ? out.unmatched.has_value() : out.options.empty())
        out.openings = explain_openings(question, candidate, std::nullopt);
    return out;
}

PairReport explain_pair(const Question& question, CandidateId candidate, VacancyId vacancy,
                        const matching::Assignment* result) {
    PairReport out;
    out.candidate = question.network.candidates().key(candidate);
    out.date = question.date;
    out.language = question.language;
    out.min_value = question.card.min_value();
    matching::PairScorer scorer(question.network, question.rules, question.card, question.date);
    out.pair = pair_text(question, candidate, vacancy, scorer.detail(candidate, vacancy), result);
    if (result != nullptr)
        out.pair.place = place_text(question, candidate, vacancy, *result, result->losses(candidate));
    if (!out.pair.option) out.openings = explain_openings(question, candidate, vacancy);
    return out;
}

UnmatchedText explain_unmatched(const Question& question, const matching::Unmatched& unmatched,
                                Audience audience) {
    const bool plain = audience == Audience::person;
    UnmatchedText out;
    out.code = matching::to_string(unmatched.code);
    const matching::PairCounts& counts = unmatched.counts;
    std::uint64_t pairs = 0;
    switch (unmatched.code) {
        case matching::UnmatchedCode::below_min_value:
            pairs = counts.below_min_value;
            break;
        case matching::UnmatchedCode::after_step:
            pairs = counts.after;
            break;
        case matching::UnmatchedCode::blocked_unknown:
            pairs = counts.unknown;
            break;
        case matching::UnmatchedCode::forbidden:
            pairs = counts.decided;
            break;
        default:
            pairs = counts.pairs();
            break;
    }
    std::string blocking;
    if (unmatched.blocking) {
        const Text* label =
            find_text(plain ? "labels_person" : "labels", rules::to_string(*unmatched.blocking));
        if (label != nullptr) blocking = label->in(question.language);
    }
    out.text = say(plain ? "unmatched_person" : "unmatched", out.code, question.language,
                   {{"options", std::to_string(unmatched.options)},
                    {"pairs", std::to_string(pairs)},
                    {"blocking", blocking}});
    const bool stuck = unmatched.code == matching::UnmatchedCode::after_step;
    if (stuck && unmatched.plan_block != planning::PlanBlock::none)
        out.text += " " + say(plain ? "plan_blocks_person" : "plan_blocks",
                              planning::to_string(unmatched.plan_block), question.language);
    if (unmatched.nearest) {
        out.nearest_unlock = matching::to_text(*unmatched.nearest, question.network);
        for (const std::string& step : unmatched.nearest->steps)
            out.steps.push_back(step_text(question, step, audience));
        out.steps.push_back(step_text(
            question, "vacancy:" + std::string(question.network.vacancies().key(unmatched.nearest->vacancy)),
            audience));
    }
    return out;
}

}  // namespace iqmatch::inline v0::explain
