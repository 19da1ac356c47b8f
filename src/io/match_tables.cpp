// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/changes.hpp>
#include <iqmatch/explain/explanation.hpp>
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
std::string open_questions(const rules::Eligibility& pair) {
    std::vector<std::string> out;
    for (const rules::Reason& reason : pair.reasons)
        if (reason.effect == rules::Effect::asks || reason.effect == rules::Effect::unknown)
            add_once(out, reason.asks.empty() ? rules::to_string(reason.code) : reason.asks);
    return joined(out);
}

std::string conditions(const rules::Eligibility& pair) {
    std::vector<std::string> out;
    for (const rules::Reason& reason : pair.reasons)
        if (reason.effect == rules::Effect::condition) add_once(out, rules::to_string(reason.code));
    return joined(out);
}

explain::Question question_of(const matching::Options& options, base::Language language) {
    return {options.network(), options.rules(), options.card(), options.date(), language};
}

}  // namespace

std::string match_assignment_csv(const matching::Assignment& assignment) {
    std::string out =
        "candidate,option,value,state,vacancy,start,outcome,open_questions,permission_authority,"
        "permission_lead_days,renewal_by,conditions,certainty,runner_up,difference,near_tie\n";
    const matching::Options& options = assignment.options();
    const domain::Network& network = options.network();
    for (const matching::Proposal& proposal : assignment.proposals()) {
        const matching::Option& option = proposal.option;
        const rules::Eligibility pair = options.detail(proposal.candidate, option.vacancy).eligibility;
        const bool permission = !pair.permission_authority.empty();
        const bool other = proposal.runner_up.has_value();
        append_csv_row(
            out, {network.candidates().key(proposal.candidate), options.key(option),
                  tables::grid_text(option.value, 6), "proposal", network.vacancies().key(option.vacancy),
                  option.start.iso(), rules::to_string(option.outcome), open_questions(pair),
                  pair.permission_authority,
                  permission ? std::to_string(pair.permission_lead_days) : std::string(),
                  pair.renewal_by ? pair.renewal_by->iso() : std::string(), conditions(pair),
                  rules::to_string(pair.certainty), other ? options.key(*proposal.runner_up) : std::string(),
                  other ? tables::grid_text(proposal.difference, 6) : std::string(),
                  proposal.near_tie ? "yes" : "no"});
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
        append_csv_row(out,
                       {change.candidate, matching::to_string(change.kind),
                        change.before ? matching::option_key(change.before->vacancy, change.before->start)
                                      : std::string(),
                        change.now ? options.key(*change.now) : std::string(), de.code, de.text, en.text,
                        change.loss ? tables::grid_text(*change.loss, 6) : std::string()});
    }
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
