// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/changes.hpp>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/way_text.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <vector>

namespace iqmatch::inline v0::io {
namespace {

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ";") + text;
    return out;
}

void add_once(std::vector<std::string>& texts, std::string_view text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.emplace_back(text);
}

/// What to ask, as columns to fill; where no column answers it, the reason's code.
std::string open_questions(const matching::OptionDetail& detail) {
    std::vector<std::string> out;
    for (const rules::Reason& reason : detail.eligibility.reasons)
        if (reason.effect == rules::Effect::asks || reason.effect == rules::Effect::unknown)
            add_once(out, reason.asks.empty() ? rules::to_string(reason.code) : reason.asks);
    if (detail.plan)
        for (const planning::Question question : detail.plan->questions) add_once(out, question);
    return joined(out);
}

/// Codes of reasons, and what holds for plans alone: a run that the provider has not confirmed, a post that
/// the employer has to hold.
std::string conditions(const matching::OptionDetail& detail) {
    std::vector<std::string> out;
    for (const rules::Reason& reason : detail.eligibility.reasons)
        if (reason.effect == rules::Effect::condition) add_once(out, rules::to_string(reason.code));
    if (detail.plan && detail.plan->planned_runs > 0) add_once(out, "run_not_confirmed");
    if (detail.plan && detail.plan->way_assumed) add_once(out, "way_assumed");
    if (detail.post_to_be_held) add_once(out, "post_to_be_held");
    return joined(out);
}

rules::Certainty weakest(const matching::OptionDetail& detail) {
    return detail.plan ? std::max(detail.plan->certainty, detail.eligibility.certainty)
                       : detail.eligibility.certainty;
}

/// As the contract has it: work that begins after a plan is `after`, whatever it is then.
std::string_view outcome_of(const matching::Option& option) {
    return rules::to_string(option.planned() ? rules::Outcome::after : option.outcome);
}

std::string earlier_steps(const matching::Change& change) {
    if (!change.before) return {};
    if (!change.before->steps.empty()) return change.before->steps;
    return matching::option_key(change.before->vacancy, change.before->start);
}

explain::Question question_of(const matching::Options& options, base::Language language) {
    return {options.network(), options.rules(), options.card(), options.date(), language};
}

}  // namespace

std::string match_assignment_csv(const matching::Assignment& assignment) {
    std::string out =
        "candidate,option,value,state,vacancy,start,outcome,open_questions,permission_authority,"
        "permission_lead_days,renewal_by,conditions,certainty,runner_up,difference,near_tie,text_de,text_"
        "en\n";
    const matching::Options& options = assignment.options();
    const matching::SeatNumbers seats(assignment);
    const domain::Network& network = options.network();
    for (const matching::Proposal& proposal : assignment.proposals()) {
        const matching::Option& option = proposal.option;
        const matching::OptionDetail detail = options.detail(proposal.candidate, option);
        const rules::Eligibility& pair = detail.eligibility;
        const auto in_words = [&](base::Language language) {
            return explain::way_text(options, proposal.candidate, option, detail, seats, language).sentence();
        };
        const bool permission = !pair.permission_authority.empty();
        const bool other = proposal.runner_up.has_value();
        append_csv_row(
            out,
            {network.candidates().key(proposal.candidate), options.key(option),
             tables::grid_text(option.value, 6), "proposal",
             option.alone ? std::string_view() : network.vacancies().key(option.vacancy), option.start.iso(),
             outcome_of(option), open_questions(detail), pair.permission_authority,
             permission ? std::to_string(pair.permission_lead_days) : std::string(),
             pair.renewal_by ? pair.renewal_by->iso() : std::string(), conditions(detail),
             rules::to_string(weakest(detail)), other ? options.key(*proposal.runner_up) : std::string(),
             other ? tables::grid_text(proposal.difference, 6) : std::string(),
             proposal.near_tie ? "yes" : "no", in_words(base::Language::de), in_words(base::Language::en)});
    }
    return out;
}

std::string unmatched_csv(const matching::Assignment& assignment) {
    std::string out = "candidate,reason_code,reason_de,reason_en,nearest_unlock\n";
    const matching::Options& options = assignment.options();
    const explain::Question german = question_of(options, base::Language::de);
    const explain::Question english = question_of(options, base::Language::en);
    for (const matching::Unmatched& left : assignment.unmatched()) {
        const explain::UnmatchedText de = explain::explain_unmatched(german, left);
        const explain::UnmatchedText en = explain::explain_unmatched(english, left);
        append_csv_row(out, {options.network().candidates().key(left.candidate), de.code, de.text, en.text,
                             de.nearest_unlock});
    }
    return out;
}

std::string changes_csv(const matching::Assignment& assignment) {
    std::string out = "candidate,change,previous_option,option,reason_code,reason_de,reason_en,difference\n";
    const matching::Options& options = assignment.options();
    const explain::Question german = question_of(options, base::Language::de);
    const explain::Question english = question_of(options, base::Language::en);
    for (const matching::Change& change : matching::changes(assignment)) {
        const explain::ChangeText de = explain::explain_change(german, change);
        const explain::ChangeText en = explain::explain_change(english, change);
        append_csv_row(out, {change.candidate, matching::to_string(change.kind), earlier_steps(change),
                             change.now ? options.key(*change.now) : std::string(), de.code, de.text, en.text,
                             change.loss ? tables::grid_text(*change.loss, 6) : std::string()});
    }
    return out;
}

std::string added_csv(const matching::Options& options) {
    std::string out = "candidate,option\n";
    for (const matching::NamedOption& one : options.added()) append_csv_row(out, {one.candidate, one.option});
    return out;
}

std::string decisions_csv(const matching::Options& options) {
    std::string out = "candidate,kind,target,state,reason_code\n";
    for (const matching::Steered& row : options.steered())
        append_csv_row(out, {options.network().candidates().key(row.candidate), row.kind, row.target,
                             matching::to_string(row.state), row.reason});
    return out;
}

}  // namespace iqmatch::inline v0::io
