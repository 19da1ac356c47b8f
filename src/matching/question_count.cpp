// SPDX-License-Identifier: Apache-2.0
#include "question_count.hpp"
#include <algorithm>
#include <tuple>
#include <utility>

namespace iqmatch::inline v0::matching::detail {
namespace {

/// What a reason wants to know.
std::string_view wanted(const rules::Reason& reason) {
    return reason.asks.empty() ? rules::to_string(reason.code) : reason.asks;
}

}  // namespace

QuestionCount::Entry& QuestionCount::entry(std::string_view asks) {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.asks == asks; });
    if (found != entries_.end()) return *found;
    entries_.push_back({asks});
    return entries_.back();
}

void QuestionCount::add(const rules::Eligibility& pair) {
    if (pair.open_questions == 0) return;
    const bool blocked = pair.outcome == rules::Outcome::unknown;
    const auto effect = blocked ? rules::Effect::unknown : rules::Effect::asks;
    of_pair_.clear();
    for (const rules::Reason& reason : pair.reasons) {
        if (reason.effect != effect) continue;
        const std::string_view what = wanted(reason);
        auto known = std::find_if(of_pair_.begin(), of_pair_.end(),
                                  [&](const Asked& one) { return one.what == what; });
        if (known == of_pair_.end()) known = of_pair_.insert(known, {what});
        known->may_open = known->may_open || !rules::info(reason.code).answer_rarely_opens;
    }
    for (const Asked& asked : of_pair_) {
        Entry& one = entry(asked.what);
        if (std::exchange(one.touched_by, person_) != person_) ++one.sums.candidates;
        ++(blocked ? one.sums.blocks : one.sums.asked);
        if (!blocked || of_pair_.size() > 1 || !asked.may_open) continue;
        ++one.sums.opens;
        if (std::exchange(one.opened_by, person_) != person_) ++one.sums.opens_candidates;
    }
}

void QuestionCount::add(const QuestionCount& other) {
    for (const Entry& more : other.entries_) {
        OpenQuestion& sum = entry(more.asks).sums;
        sum.candidates += more.sums.candidates;
        sum.opens += more.sums.opens;
        sum.opens_candidates += more.sums.opens_candidates;
        sum.blocks += more.sums.blocks;
        sum.asked += more.sums.asked;
    }
}

std::vector<OpenQuestion> QuestionCount::sorted() const {
    std::vector<OpenQuestion> out;
    for (const Entry& one : entries_) {
        out.push_back(one.sums);
        out.back().asks = one.asks;
    }
    std::sort(out.begin(), out.end(), [](const OpenQuestion& a, const OpenQuestion& b) {
        return std::tuple(b.opens, b.blocks, b.asked, std::string_view(a.asks)) <
               std::tuple(a.opens, a.blocks, a.asked, std::string_view(b.asks));
    });
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
