// SPDX-License-Identifier: Apache-2.0
// A card that can be read aloud: what is proposed and beside it, what one step opens, the rest in numbers.
#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>
#include "page.hpp"

namespace iqmatch::inline v0::explain::detail {
namespace {

constexpr std::size_t most_options = 5;
constexpr std::size_t most_near = 5;
constexpr std::size_t most_reasons = 6;

const PairExplanation* find(const std::vector<PairExplanation>& pairs, const std::string& vacancy) {
    const auto at = std::find_if(pairs.begin(), pairs.end(),
                                 [&](const PairExplanation& pair) { return pair.vacancy == vacancy; });
    return at == pairs.end() ? nullptr : &*at;
}

/// The proposal, else the best option; then the runner-up; then the best ones.
std::vector<const PairExplanation*> chosen(const CandidateExplanation& e) {
    std::vector<const PairExplanation*> out;
    const auto add = [&](const PairExplanation* pair) {
        if (pair != nullptr && std::find(out.begin(), out.end(), pair) == out.end()) out.push_back(pair);
    };
    if (e.proposal) {
        add(find(e.options, e.proposal->vacancy));
        add(find(e.options, e.proposal->runner_up));
    }
    for (const PairExplanation& pair : e.options)
        if (out.size() < most_options + (e.proposal ? 1 : 0)) add(&pair);
    return out;
}

/// What one step or one answer would turn into an option, best first.
std::vector<const PairExplanation*> near(const CandidateExplanation& e) {
    std::vector<const PairExplanation*> out;
    for (const PairExplanation& pair : e.others)
        if (pair.decided.empty() && pair.steps.size() == 1 && pair.value >= e.min_value) out.push_back(&pair);
    std::stable_sort(out.begin(), out.end(),
                     [](const auto* a, const auto* b) { return a->value > b->value; });
    out.resize(std::min(out.size(), most_near));
    return out;
}

/// An option beside the first: what differs from what was said already.
void further_option(Page& page, const PairExplanation& pair, std::set<std::string>& said) {
    page.option(2, pair);
    for (const ReasonText& reason : pair.reasons)
        if (reason.effect != "possible" && said.insert(reason.text).second)
            page.line(4, reason.text + (reason.caveat.empty() ? "" : " (" + reason.caveat + ")"));
    if (pair.place) page.line(4, pair.place->text);
}

void near_vacancy(Page& page, const PairExplanation& pair) {
    page.say_line(2, "near_line",
                  {{"vacancy", pair.vacancy},
                   {"occupation", pair.occupation},
                   {"value", page.micro(pair.value)},
                   {"step", pair.steps.front().text}});
}

/// Why a pair that is not shown is no option: the value, or what the rules name first.
std::string why(const Page& page, const PairExplanation& pair, std::int64_t min_value) {
    for (const ReasonText& reason : pair.reasons)
        if (reason.effect == pair.outcome && pair.outcome != "possible" && pair.outcome != "permission")
            return page.label(reason.code, page.the("rule", reason.rule));
    return page.text("rest_below", {{"least", page.micro(min_value)}});
}

/// Everything else in numbers, so that all lines of the card add up to the vacancies. What people decided
/// stands before what follows from rules and values.
void rest(Page& page, const CandidateExplanation& e, const std::set<const PairExplanation*>& shown) {
    std::map<std::string, std::vector<const PairExplanation*>> decided;
    std::map<std::string, std::size_t> by_reason;
    std::size_t all = 0, options = 0;
    for (const PairExplanation& pair : e.options)
        if (shown.count(&pair) == 0) ++options;
    for (const PairExplanation& pair : e.others) {
        if (shown.count(&pair) != 0) continue;
        ++all;
        if (pair.decided.empty())
            ++by_reason[why(page, pair, e.min_value)];
        else
            decided[pair.decided].push_back(&pair);
    }
    if (options > 0) page.say_line(0, "rest_options", {{"count", std::to_string(options)}});
    if (all > 0) page.say_line(0, "rest_heading", {{"count", std::to_string(all)}});
    const auto line = [&](std::size_t count, const std::string& reason) {
        page.say_line(2, "rest_line", {{"count", std::to_string(count)}, {"reason", reason}});
    };
    for (const auto& [text, pairs] : decided)
        line(pairs.size(), pairs.size() == 1 ? pairs.front()->vacancy + ": " + text : text);
    std::vector<std::pair<std::string, std::size_t>> sorted(by_reason.begin(), by_reason.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::size_t more = 0;
    for (std::size_t k = 0; k < sorted.size(); ++k) {
        // A single reason left over is said rather than called "others".
        if (k < most_reasons || sorted.size() == most_reasons + 1)
            line(sorted[k].second, sorted[k].first);
        else
            more += sorted[k].second;
    }
    if (more > 0) page.say_line(2, "rest_more", {{"count", std::to_string(more)}});
    if (all + options > 0) page.say_line(0, "rest_all");
}

}  // namespace

void short_listing(Page& page, const CandidateExplanation& e) {
    std::set<const PairExplanation*> shown;
    std::set<std::string> said;
    const std::vector<const PairExplanation*> best = chosen(e);
    if (best.empty()) page.say_line(0, "options_none");
    for (std::size_t k = 0; k < best.size(); ++k) {
        shown.insert(best[k]);
        if (k == 0) {
            const bool proposed = e.proposal && e.proposal->vacancy == best[k]->vacancy;
            page.say_line(0, proposed ? "proposal_heading" : "best_heading");
            whole_option(page, *best[k]);
            for (const ReasonText& reason : best[k]->reasons) said.insert(reason.text);
            continue;
        }
        if (k == 1) page.say_line(0, "further_heading");
        further_option(page, *best[k], said);
    }
    const std::vector<const PairExplanation*> one_step = near(e);
    if (!one_step.empty()) page.say_line(0, "near_heading");
    for (const PairExplanation* pair : one_step) {
        shown.insert(pair);
        near_vacancy(page, *pair);
    }
    rest(page, e, shown);
}

}  // namespace iqmatch::inline v0::explain::detail
