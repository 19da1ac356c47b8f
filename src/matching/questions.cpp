// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/questions.hpp>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include "blocks.hpp"
#include "options_state.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using Counts = std::map<std::string_view, OpenQuestion>;

/// What a reason wants to know. Views into reason codes and rule tables, which the options keep alive.
std::string_view wanted(const rules::Reason& reason) {
    return reason.asks.empty() ? rules::to_string(reason.code) : reason.asks;
}

/// Counts the questions of candidates one after the other; one per thread.
class Counter {
  public:
    explicit Counter(const Options& options)
        : state_(options.state()), valuer_(state_.network, *state_.context, state_.kernel, state_.date) {}

    void count(domain::CandidateId id, Counts& out) {
        // An answer opens nothing to those about whom somebody has decided already.
        const detail::Steering::Person* steered = state_.steering.person(id);
        if (steered != nullptr && (steered->settled || steered->pin_broken)) return;
        const rules::CandidateFacts person = rules::gather(state_.network, id);
        valuer_.begin(id);
        (void)state_.index.find(valuer_.scorer(), person, near_);
        std::set<std::string_view> touched, opened;
        for (const domain::VacancyId vacancy : near_) {
            if (steered != nullptr &&
                (state_.steering.forbidden(*steered, vacancy) || (steered->pin && *steered->pin != vacancy)))
                continue;
            const detail::Job& job = state_.jobs[vacancy.index()];
            rules::evaluate({state_.rules, person, job.facts, state_.date}, pair_);
            if (pair_.open_questions == 0 || pair_.outcome == rules::Outcome::after ||
                pair_.outcome == rules::Outcome::impossible)
                continue;
            const std::int64_t value = valuer_.value(vacancy, person, job.facts, pair_);
            if (!is_option(state_.card, rules::Outcome::possible, value)) continue;
            const bool blocked = pair_.outcome == rules::Outcome::unknown;
            std::set<std::string_view> questions;
            for (const rules::Reason& reason : pair_.reasons)
                if (reason.effect == (blocked ? rules::Effect::unknown : rules::Effect::asks))
                    questions.insert(wanted(reason));
            for (const std::string_view question : questions) {
                OpenQuestion& one = out[question];
                touched.insert(question);
                ++(blocked ? one.blocks : one.asked);
                if (!blocked || questions.size() > 1) continue;
                ++one.opens;
                opened.insert(question);
            }
        }
        for (const std::string_view question : touched) ++out[question].candidates;
        for (const std::string_view question : opened) ++out[question].opens_candidates;
    }

  private:
    const Options::State& state_;
    detail::Valuer valuer_;
    rules::Eligibility pair_;
    std::vector<domain::VacancyId> near_;
};

}  // namespace

std::vector<OpenQuestion> open_questions(const Options& options, const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const std::size_t candidates = options.network().candidates().size();
    std::vector<Counts> blocks(detail::block_count(candidates));
    (void)detail::for_blocks(candidates, control, base::Stage::explanations, [&] {
        return [&, counter = Counter(options)](std::size_t begin, std::size_t end) mutable {
            for (std::size_t c = begin; c < end; ++c)
                counter.count(domain::CandidateId(c), blocks[begin / detail::block_size]);
        };
    });
    Counts all;
    for (const Counts& block : blocks)
        for (const auto& [question, counts] : block) {
            OpenQuestion& sum = all[question];
            sum.candidates += counts.candidates;
            sum.opens += counts.opens;
            sum.opens_candidates += counts.opens_candidates;
            sum.blocks += counts.blocks;
            sum.asked += counts.asked;
        }
    std::vector<OpenQuestion> out;
    for (auto& [question, counts] : all) {
        counts.asks = question;
        out.push_back(std::move(counts));
    }
    std::sort(out.begin(), out.end(), [](const OpenQuestion& a, const OpenQuestion& b) {
        return std::tuple(b.opens, b.blocks, b.asked, std::string_view(a.asks)) <
               std::tuple(a.opens, a.blocks, a.asked, std::string_view(b.asks));
    });
    return out;
}

}  // namespace iqmatch::inline v0::matching
