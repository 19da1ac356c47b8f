// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/texts.hpp>
#include "page.hpp"

namespace iqmatch::inline v0::explain {
namespace detail {

void whole_option(Page& page, const PairExplanation& pair) {
    page.option(2, pair);
    for (const ReasonText& reason : pair.reasons)
        if (reason.effect != "possible") page.reason(4, reason);
    page.parts(4, pair);
    for (const std::string& line : pair.kept) page.line(4, line);
    if (pair.place) page.line(4, pair.place->text);
}

void other_vacancy(Page& page, const PairExplanation& pair, std::int64_t min_value) {
    page.say_line(2, "other_line",
                  {{"vacancy", pair.vacancy},
                   {"occupation", pair.occupation},
                   {"outcome", page.the("outcome", pair.decided.empty() ? pair.outcome_word : "decided")}});
    for (const ReasonText& reason : pair.reasons)
        if (decisive(pair, reason))
            page.line(4, reason.text + (reason.caveat.empty() ? "" : " (" + reason.caveat + ")"));
    for (const std::string& line : pair.kept) page.line(4, line);
    if (!pair.decided.empty())
        page.line(4, pair.decided);
    else if (pair.outcome == "possible" || pair.outcome == "permission")
        page.line(4, page.text("value_line", {{"value", page.micro(pair.value)}}) + ". " +
                         page.text("below_min_value_line", {{"least", page.micro(min_value)}}));
}

}  // namespace detail

using detail::Page;

namespace {

/// What was promised comes first: whether it holds, and why not yet.
void places_kept(Page& page, const PairExplanation& pair) {
    for (const std::string& line : pair.kept) {
        std::string text = page.text(
            "card_kept", {{"vacancy", pair.vacancy}, {"occupation", pair.occupation}, {"kept", line}});
        if (pair.option) text += " " + page.text("card_kept_option", {{"start", page.date(pair.start)}});
        page.line(0, text);
    }
    if (pair.kept.empty() || pair.option) return;
    for (const ReasonText& reason : pair.reasons)
        if (detail::decisive(pair, reason))
            page.line(2, reason.text + (reason.caveat.empty() ? "" : " (" + reason.caveat + ")"));
}

}  // namespace

std::string to_text(const CandidateExplanation& e, Length length) {
    Page page(e.language);
    page.say_line(0, "card_heading", {{"candidate", e.candidate}, {"date", page.date(e.date)}});
    for (const auto* pairs : {&e.options, &e.others})
        for (const PairExplanation& pair : *pairs) places_kept(page, pair);
    page.say_line(0, "counts",
                  {{"options", std::to_string(e.counts.options)},
                   {"below", std::to_string(e.counts.below_min_value)},
                   {"after", std::to_string(e.counts.after)},
                   {"unknown", std::to_string(e.counts.unknown)},
                   {"impossible", std::to_string(e.counts.impossible)},
                   {"decided", std::to_string(e.counts.decided)}});
    if (e.proposal) page.line(0, e.proposal->text);
    if (e.unmatched) {
        page.say_line(0, "not_assigned", {{"reason", e.unmatched->text}});
        page.steps(0, e.unmatched->steps);
        if (e.openings.empty() && e.unmatched->steps.size() > 2) page.say_line(0, "openings_none");
    }
    page.openings(e.openings, "opening_line");
    if (length == Length::brief) {
        detail::short_listing(page, e);
        return page.take();
    }
    page.say_line(0, e.options.empty() ? "options_none" : "options_heading");
    for (const PairExplanation& pair : e.options) detail::whole_option(page, pair);
    if (!e.others.empty()) page.say_line(0, "others_heading");
    for (const PairExplanation& pair : e.others) detail::other_vacancy(page, pair, e.min_value);
    return page.take();
}

std::string to_text(const PairReport& report) {
    Page page(report.language);
    const PairExplanation& pair = report.pair;
    page.say_line(0, "pair_heading",
                  {{"candidate", report.candidate},
                   {"vacancy", pair.vacancy},
                   {"occupation", pair.occupation},
                   {"date", page.date(report.date)}});
    page.say_line(0, "outcome_line",
                  {{"outcome", page.the("outcome", pair.decided.empty() ? pair.outcome_word : "decided")}});
    if (!pair.decided.empty()) {
        page.line(0, pair.decided);
        page.say_line(0, "rules_outcome_line", {{"outcome", page.the("outcome", pair.outcome_word)}});
    }
    for (const std::string& line : pair.kept) page.line(0, line);
    const bool allowed = pair.outcome == "possible" || pair.outcome == "permission";
    if (allowed) page.say_line(0, "start_line", {{"start", page.date(pair.start)}});
    for (const ReasonText& reason : pair.reasons) page.reason(2, reason);
    page.say_line(0, allowed ? "value_line" : "hypothetical_value_line", {{"value", page.micro(pair.value)}});
    page.parts(0, pair);
    if (allowed && !pair.option && pair.decided.empty())
        page.say_line(0, "below_min_value_line", {{"least", page.micro(report.min_value)}});
    page.steps(0, pair.steps);
    page.openings(report.openings, "opening_pair_line");
    if (pair.place) page.line(0, pair.place->text);
    return page.take();
}

}  // namespace iqmatch::inline v0::explain
