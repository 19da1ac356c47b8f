// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/options.hpp>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>
#include "blocks.hpp"
#include "examiner.hpp"
#include "listing_cut.hpp"
#include "options_state.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

namespace {

using domain::CandidateId;
using domain::VacancyId;

PairCounts& operator+=(PairCounts& sum, const PairCounts& more) {
    sum.options += more.options;
    sum.below_min_value += more.below_min_value;
    sum.after += more.after;
    sum.unknown += more.unknown;
    sum.impossible += more.impossible;
    sum.out_of_reach += more.out_of_reach;
    sum.no_fit += more.no_fit;
    sum.not_examined += more.not_examined;
    sum.decided += more.decided;
    return sum;
}

/// Nobody asked about this candidate.
void pass_over(const Options::State& state, detail::Block& block) {
    PairCounts counts;
    counts.not_examined = state.jobs.size();
    block.counts.push_back(counts);
    block.ends.push_back(block.listed.size());
    block.obstacles.emplace_back();
    if (state.planner) block.plan_outcomes.emplace_back();
}

/// Per block of candidates what was found; blocks that a stop left out stay empty.
/// `whom`: per candidate whether to look; nullptr = at everybody.
std::vector<detail::Block> look_at_all(Options::State& state, const OptionSettings& settings,
                                       const std::vector<bool>* whom, const base::Control& control) {
    const std::size_t candidates = state.network.candidates().size();
    const std::size_t first = std::min(settings.first.value_or(candidates), candidates);
    std::vector<detail::Block> blocks(detail::block_count(candidates));
    std::optional<detail::OptionCut> cut;
    if (settings.max_options) cut.emplace(state);
    state.stopped = detail::for_blocks(first, control, base::Stage::options, [&] {
        return [&, examiner = detail::Examiner(state, control.simd, cut ? &*cut : nullptr)](
                   std::size_t begin, std::size_t end) mutable {
            detail::Block& block = blocks[begin / detail::block_size];
            for (std::size_t c = begin; c < end; ++c)
                if (whom == nullptr || (*whom)[c])
                    examiner.look_at(CandidateId(c), block);
                else
                    pass_over(state, block);
        };
    });
    if (first < candidates && !state.stopped) state.stopped = graph::SolveStatus::cancelled;
    return blocks;
}

/// Stands for the candidates from `begin` to the end of the block that nobody looked at.
void add_unexamined(Options::State& state, std::size_t block, std::size_t begin) {
    const std::size_t end = std::min(state.network.candidates().size(), (block + 1) * detail::block_size);
    for (std::size_t c = begin; c < end; ++c) {
        PairCounts counts;
        counts.not_examined = state.jobs.size();
        state.offsets.push_back(state.offsets.back());
        state.per_candidate.push_back(counts);
        state.obstacles.emplace_back();
        if (state.planner) state.plan_outcomes.emplace_back();
        if (state.settings.max_options) state.left_out.emplace_back();
        if (state.settings.max_options && state.settings.keep_left_out)
            state.rest.offsets.push_back(state.rest.options.size());
        state.total += counts;
        ++state.not_examined;
    }
}

/// Appends a block: its plans and ways get the numbers that they have among all.
void append(Options::State& state, const detail::Block& block) {
    const std::uint64_t first_listed = state.listed.size();
    const WayIndex first_way = detail::append_options(state, block.listed, block.plans, block.ways);
    for (std::size_t k = 0; k < block.counts.size(); ++k) {
        state.offsets.push_back(first_listed + block.ends[k]);
        state.per_candidate.push_back(block.counts[k]);
        state.total += block.counts[k];
    }
    state.plan_outcomes.insert(state.plan_outcomes.end(), block.plan_outcomes.begin(),
                               block.plan_outcomes.end());
    state.left_out.insert(state.left_out.end(), block.left_out.begin(), block.left_out.end());
    state.ordinals.insert(state.ordinals.end(), block.ordinals.begin(), block.ordinals.end());
    state.added.insert(state.added.end(), block.added.begin(), block.added.end());
    const std::uint64_t first_left_out = state.rest.options.size();
    for (Option option : block.rest.options) {
        if (option.planned()) option.way += first_way;
        state.rest.options.push_back(option);
    }
    state.rest.ordinals.insert(state.rest.ordinals.end(), block.rest.ordinals.begin(),
                               block.rest.ordinals.end());
    for (std::size_t k = 1; k < block.rest.offsets.size(); ++k)
        state.rest.offsets.push_back(first_left_out + block.rest.offsets[k]);
}

}  // namespace

void detail::settle(Options::State& state) {
    state.cut = {};
    for (const detail::LeftOut& one : state.left_out) {
        state.cut.options += one.options;
        state.cut.pairs += one.pairs;
    }
    make_problem(state);
}

WayIndex detail::append_options(Options::State& state, std::span<const Option> listed,
                                std::span<const PlanNote> plans, std::span<const WayNote> ways) {
    const auto first_plan = static_cast<std::uint32_t>(state.plans.size());
    const auto first_way = static_cast<WayIndex>(state.ways.size());
    state.plans.insert(state.plans.end(), plans.begin(), plans.end());
    for (WayNote way : ways) {
        way.plan += first_plan;
        state.ways.push_back(way);
    }
    for (Option option : listed) {
        if (option.planned()) option.way += first_way;
        state.listed.push_back(option);
    }
    return first_way;
}

std::string option_key(std::string_view vacancy, base::Date start) {
    return "vacancy:" + std::string(vacancy) + "@" + start.iso();
}

namespace {

/// The same for other people: an earlier result and a limit are about those that it was asked for.
OptionSettings settings_of(const Options::State& known) {
    OptionSettings out = known.settings;
    out.first.reset();
    out.continuity = {};
    out.max_options.reset();
    out.keep_left_out = false;
    out.also.reset();
    return out;
}

/// Examines everybody and puts together what was found, but for the selection that it makes.
void fill(Options::State& state, const OptionSettings& settings, const base::Control& control,
          const std::vector<bool>* whom = nullptr) {
    detail::continue_from(state, settings.continuity);
    std::vector<detail::Block> blocks = look_at_all(state, settings, whom, control);
    std::size_t listed = 0;
    for (const detail::Block& block : blocks) listed += block.listed.size();
    state.listed.reserve(listed);
    detail::QuestionCount questions;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        // Freed at the end of its turn, so that the blocks never stand beside the whole.
        detail::Block block = std::move(blocks[b]);
        append(state, block);
        std::move(block.obstacles.begin(), block.obstacles.end(), std::back_inserter(state.obstacles));
        questions.add(block.questions);
        add_unexamined(state, b, b * detail::block_size + block.counts.size());
    }
    state.questions = questions.sorted();
    for (std::size_t c = 0; c < state.network.candidates().size(); ++c)
        detail::add_kept(state, CandidateId(c));
}

}  // namespace

Options options(const domain::Network& network, const rules::RuleTables& rules,
                const scoring::ModelCard& card, const OptionSettings& settings,
                const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    if (settings.max_options == 0U)
        throw base::UsageError("at least one option per candidate must be listed");
    auto state = std::make_shared<Options::State>(network, rules, card, settings);
    fill(*state, settings, control);
    detail::settle(*state);
    return options_of(std::move(state));
}

Options options_of(std::shared_ptr<const Options::State> state) {
    return Options(std::move(state));
}

std::optional<Options> options_beside(const Options& whole, const domain::Network& people,
                                      const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const Options::State& known = whole.state();
    if (!known.market->knows(people)) return std::nullopt;
    auto state = std::make_shared<Options::State>(people, known.market, settings_of(known));
    if (known.planner) state->planner.emplace(known.planner->for_people(people));
    fill(*state, state->settings, control);
    detail::make_problem_beside(*state, known);
    return options_of(std::move(state));
}

Options options_for_vacancies(const Options& whole, const domain::Network& people,
                              const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const Options::State& known = whole.state();
    auto market = std::make_shared<const detail::Market>(people, known.rules, known.card, known.date,
                                                         known.market->occupations);
    auto state = std::make_shared<Options::State>(people, std::move(market), settings_of(known));
    if (known.planner) state->planner.emplace(known.planner->for_people(people));
    fill(*state, state->settings, control);
    detail::make_problem_beside(*state, known);
    return options_of(std::move(state));
}

Options options_of_nobody(const domain::Network& network, const Options& known, bool same_vacancies) {
    const Options::State& before = known.state();
    auto market = same_vacancies && before.market->knows(network)
                      ? before.market
                      : std::make_shared<const detail::Market>(network, before.rules, before.card,
                                                               before.date, before.market->occupations);
    auto state = std::make_shared<Options::State>(network, std::move(market), settings_of(before));
    if (before.planner)
        state->planner.emplace(network, before.rules, before.date, before.settings.plan_limits);
    const std::vector<bool> nobody(network.candidates().size());
    fill(*state, state->settings, {}, &nobody);
    return options_of(std::move(state));
}

Options options_of_some(const Options& offers, std::span<const CandidateId> whom,
                        const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const Options::State& known = offers.state();
    auto state = std::make_shared<Options::State>(known.network, known.market, settings_of(known));
    state->planner = known.planner;
    std::vector<bool> asked(known.network.candidates().size());
    for (const CandidateId candidate : whom) asked.at(candidate.index()) = true;
    fill(*state, state->settings, control, &asked);
    detail::make_problem_beside(*state, known);
    return options_of(std::move(state));
}

const domain::Network& Options::network() const {
    return state_->network;
}
const rules::RuleTables& Options::rules() const {
    return state_->rules;
}
const scoring::ModelCard& Options::card() const {
    return state_->card;
}
base::Date Options::date() const {
    return state_->date;
}

std::span<const Option> Options::of(CandidateId candidate) const {
    const std::uint64_t begin = state_->offsets.at(candidate.index());
    return std::span(state_->listed).subspan(begin, state_->offsets.at(candidate.index() + 1) - begin);
}
std::optional<graph::SolveStatus> Options::stopped() const {
    return state_->stopped;
}
std::size_t Options::not_examined() const {
    return state_->not_examined;
}
std::uint64_t Options::size() const {
    return state_->listed.size();
}
std::optional<std::uint32_t> Options::max_options() const {
    return state_->settings.max_options;
}
const ListingCut& Options::cut() const {
    return state_->cut;
}
std::vector<NamedOption> Options::added() const {
    std::vector<NamedOption> out;
    const auto candidates = network().candidates();
    for (std::size_t c = 0; c < candidates.size(); ++c)
        for (std::uint64_t k = state_->offsets[c]; k < state_->offsets[c + 1]; ++k)
            if (k < state_->added.size() && state_->added[k])
                out.push_back({std::string(candidates.key(CandidateId(c))), key(state_->listed[k])});
    std::sort(out.begin(), out.end());
    return out;
}
const PairCounts& Options::counts() const {
    return state_->total;
}
const PairCounts& Options::counts(CandidateId candidate) const {
    return state_->per_candidate.at(candidate.index());
}

std::string Options::key(const Option& option) const {
    return detail::key_of(*state_, option);
}

std::span<const Steered> Options::steered() const {
    return state_->steering.rows();
}
std::uint64_t Options::open_positions(VacancyId vacancy) const {
    return state_->steering.open(vacancy);
}

std::uint64_t Options::taken_positions(VacancyId vacancy) const {
    return state_->steering.taken(vacancy);
}

const tables::SelectionProblem& Options::problem() const {
    return state_->problem;
}
const Option& Options::at(tables::OptionIndex index) const {
    return state_->listed[state_->sources.at(index)];
}
const Options::State& Options::state() const {
    return *state_;
}
const std::string& Options::hash() const {
    const std::lock_guard lock(state_->hashing);
    if (state_->hash.empty()) state_->hash = state_->problem.hash();
    return state_->hash;
}

}  // namespace iqmatch::inline v0::matching
