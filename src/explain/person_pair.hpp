// SPDX-License-Identifier: Apache-2.0
/// @file
/// A pair as the person's page sees it. Private to the layer.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/steering.hpp>
#include <utility>

namespace iqmatch::inline v0::explain::detail {

/// One vacancy as the person's page sees it.
struct Pair {
    domain::VacancyId vacancy;
    rules::Eligibility rule;
    std::int64_t value = 0;
    bool option = false;
    bool decided = false;
};

[[nodiscard]] inline Pair look(const Question& question, const matching::PairScorer& scorer,
                               domain::CandidateId candidate, domain::VacancyId vacancy) {
    matching::PairDetail detail = scorer.detail(candidate, vacancy);
    Pair out{vacancy, std::move(detail.eligibility), detail.score.value};
    out.decided = matching::ruled_out(question.network, candidate, vacancy);
    const bool allowed = rules::lets_through(out.rule.outcome);
    out.option = !out.decided &&
                 (matching::is_option(question.card, out.rule.outcome, out.value) ||
                  (allowed && out.value > 0 && matching::pinned_to(question.network, candidate, vacancy)));
    return out;
}

/// Citizens work by right: the row that says so names no authority, and there is no document to show.
[[nodiscard]] inline bool free_by_right(const rules::Eligibility& pair) {
    return std::any_of(pair.reasons.begin(), pair.reasons.end(), [](const rules::Reason& reason) {
        return (reason.code == rules::ReasonCode::work_allowed ||
                reason.code == rules::ReasonCode::work_allowed_by_fact) &&
               reason.row != nullptr && reason.row->authority.empty();
    });
}

/// Each vacancy once, as the counsellor's card counts them.
inline void count(matching::PairCounts& counts, const Pair& pair) {
    if (pair.decided)
        ++counts.decided;
    else if (pair.option)
        ++counts.options;
    else if (pair.rule.outcome == rules::Outcome::after)
        ++counts.after;
    else if (pair.rule.outcome == rules::Outcome::unknown)
        ++counts.unknown;
    else if (pair.rule.outcome == rules::Outcome::impossible)
        ++counts.impossible;
    else
        ++counts.below_min_value;
}

}  // namespace iqmatch::inline v0::explain::detail
