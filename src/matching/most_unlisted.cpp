// SPDX-License-Identifier: Apache-2.0
// What options that are not listed could add: asked without anything that solving knows.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <numeric>
#include <vector>
#include "blocks.hpp"
#include "examiner.hpp"
#include "option_prices.hpp"

namespace iqmatch::inline v0::matching {
namespace {

/// The most that a listed option of the candidate is worth at the prices, or nothing.
base::Int128 best_listed(const Options& options, detail::OptionPrices& prices, domain::CandidateId who) {
    base::Int128 out = 0;
    for (const Option& option : options.of(who))
        out = std::max(out, prices.net(options.state().notes(), option));
    return out;
}

}  // namespace

base::Int128 most_unlisted(const Options& options, std::span<const std::int64_t> prices,
                           const base::Control& control) {
    const Options::State& state = options.state();
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    if (prices.size() != options.problem().resource_count())
        throw base::UsageError("there is one price per resource");
    if (!options.max_options()) return 0;
    // For people who decide together the best of each says too little: all of theirs has to be listed.
    std::vector<bool> together(options.network().candidates().size());
    for (const domain::Unit& unit : options.network().units())
        for (const domain::CandidateId member : unit.members)
            together[member.index()] = unit.rule.has_value() && unit.members.size() > 1;
    const std::size_t candidates = options.network().candidates().size() - options.not_examined();
    std::vector<base::Int128> more(detail::block_count(candidates));
    const auto look_at = [&](domain::CandidateId who, detail::Examiner& examiner,
                             detail::OptionPrices& at_prices) {
        detail::Block all;
        examiner.look_at(who, all);
        if (together[who.index()] && all.listed.size() != options.of(who).size())
            throw base::InternalError("options of people who decide together are not listed");
        base::Int128 best = 0;
        for (const Option& option : all.listed)
            best = std::max(best, at_prices.net({all.plans, all.ways}, option));
        return std::max<base::Int128>(0, best - best_listed(options, at_prices, who));
    };
    const auto stopped = detail::for_blocks(candidates, control, base::Stage::options, [&] {
        return [&, examiner = detail::Examiner(state, control.simd),
                at_prices = detail::OptionPrices(state, prices)](std::size_t begin, std::size_t end) mutable {
            for (std::size_t c = begin; c < end; ++c)
                more[begin / detail::block_size] += look_at(domain::CandidateId(c), examiner, at_prices);
        };
    });
    if (stopped) throw base::UsageError("what is not listed was not asked about to the end");
    return std::accumulate(more.begin(), more.end(), base::Int128(0));
}

}  // namespace iqmatch::inline v0::matching
