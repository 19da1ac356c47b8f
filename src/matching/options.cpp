// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <utility>
#include <vector>

#include "blocks.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

struct Options::State {
    domain::Network network;
    rules::RuleTables rules;
    scoring::ModelCard card;
    base::Date date;
    std::vector<rules::VacancyFacts> vacancies;  ///< gathered once, per VacancyId

    std::vector<std::uint64_t> offsets{0};  ///< candidate c owns listed[offsets[c]] .. listed[offsets[c + 1] - 1]
    std::vector<Option> listed{};
    std::vector<PairCounts> per_candidate{};
    PairCounts total{};
    std::optional<graph::SolveStatus> stopped{};
    std::size_t not_examined = 0;  ///< candidates

    tables::SelectionProblem problem{};
    std::vector<tables::OptionIndex> sources{};  ///< per option of `problem`: index in `listed`
    std::string hash{};

    State(domain::Network network_, rules::RuleTables rules_, scoring::ModelCard card_, base::Date date_);
};

namespace {

using domain::CandidateId;
using domain::VacancyId;

/// The options of a run of candidates, in order.
struct Block {
    std::vector<Option> listed;
    std::vector<PairCounts> counts;
    std::vector<std::uint64_t> sizes;
};

PairCounts& operator+=(PairCounts& sum, const PairCounts& more) {
    sum.options += more.options;
    sum.below_min_value += more.below_min_value;
    sum.after += more.after;
    sum.unknown += more.unknown;
    sum.impossible += more.impossible;
    sum.not_examined += more.not_examined;
    return sum;
}

void look_at(const Options::State& state, CandidateId id, rules::Eligibility& scratch, const detail::Valuer& valuer,
             Block& out) {
    const rules::CandidateFacts facts = rules::gather(state.network, id);
    PairCounts counts;
    for (std::size_t v = 0; v < state.vacancies.size(); ++v) {
        rules::evaluate({state.rules, facts, state.vacancies[v], state.date}, scratch);
        switch (scratch.outcome) {
            case rules::Outcome::after: ++counts.after; continue;
            case rules::Outcome::unknown: ++counts.unknown; continue;
            case rules::Outcome::impossible: ++counts.impossible; continue;
            default: break;
        }
        const std::int64_t value = valuer.score(id, VacancyId(v), facts, state.vacancies[v], scratch).value;
        if (!is_option(state.card, scratch.outcome, value)) {
            ++counts.below_min_value;
            continue;
        }
        ++counts.options;
        out.listed.push_back({VacancyId(v), scratch.start, value, scratch.outcome});
    }
    out.sizes.push_back(counts.options);
    out.counts.push_back(counts);
}

/// Per block of candidates what was found; blocks that a stop left out stay empty.
std::vector<Block> look_at_all(Options::State& state, const base::Control& control) {
    const std::size_t candidates = state.network.candidates().size();
    std::vector<Block> blocks(detail::block_count(candidates));
    state.stopped = detail::for_blocks(candidates, control, base::Stage::options, [&] {
        return [&, scratch = rules::Eligibility(),
                valuer = detail::Valuer(state.network, state.rules, state.card, state.date)](std::size_t begin,
                                                                               std::size_t end) mutable {
            for (std::size_t c = begin; c < end; ++c)
                look_at(state, CandidateId(c), scratch, valuer, blocks[begin / detail::block_size]);
        };
    });
    return blocks;
}

/// Stands for the candidates of a block that nobody looked at.
void add_unexamined(Options::State& state, std::size_t block) {
    const std::size_t begin = block * detail::block_size;
    const std::size_t end = std::min(state.network.candidates().size(), begin + detail::block_size);
    for (std::size_t c = begin; c < end; ++c) {
        PairCounts counts;
        counts.not_examined = state.vacancies.size();
        state.offsets.push_back(state.offsets.back());
        state.per_candidate.push_back(counts);
        state.total += counts;
        ++state.not_examined;
    }
}

void make_problem(Options::State& state) {
    tables::SelectionBuilder builder(6, false);
    const auto candidates = state.network.candidates();
    const auto vacancies = state.network.vacancies();
    std::vector<tables::ResourceIndex> resources;
    for (std::size_t v = 0; v < vacancies.size(); ++v) {
        const VacancyId id(v);
        resources.push_back(builder.add_resource("vacancy:" + std::string(vacancies.key(id)),
                                                 static_cast<std::uint64_t>(vacancies.positions(id))));
    }
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        const auto row = builder.add_candidate(candidates.key(CandidateId(c)));
        for (std::uint64_t k = state.offsets[c]; k < state.offsets[c + 1]; ++k) {
            const Option& option = state.listed[k];
            builder.add_option(row, option_key(vacancies.key(option.vacancy), option.start), option.value,
                               resources[option.vacancy.index()]);
        }
    }
    auto built = builder.build();
    state.problem = std::move(built.problem);
    state.sources = std::move(built.sources);
    state.hash = state.problem.hash();
}

}  // namespace

Options::State::State(domain::Network network_, rules::RuleTables rules_, scoring::ModelCard card_, base::Date date_)
    : network(std::move(network_)), rules(std::move(rules_)), card(std::move(card_)), date(date_) {
    for (std::size_t v = 0; v < network.vacancies().size(); ++v)
        vacancies.push_back(rules::gather(network, VacancyId(v)));
}

std::string option_key(std::string_view vacancy, base::Date start) {
    return "vacancy:" + std::string(vacancy) + "@" + start.iso();
}

Options options(const domain::Network& network, const rules::RuleTables& rules, const scoring::ModelCard& card,
                const OptionSettings& settings, const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    auto state =
        std::make_shared<Options::State>(network, rules, card, settings.date.value_or(network.as_of()));
    const std::vector<Block> blocks = look_at_all(*state, control);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const Block& block = blocks[b];
        if (block.sizes.empty()) add_unexamined(*state, b);
        for (std::size_t k = 0; k < block.sizes.size(); ++k) {
            state->offsets.push_back(state->offsets.back() + block.sizes[k]);
            state->per_candidate.push_back(block.counts[k]);
            state->total += block.counts[k];
        }
        state->listed.insert(state->listed.end(), block.listed.begin(), block.listed.end());
    }
    make_problem(*state);
    return Options(std::move(state));
}

const domain::Network& Options::network() const { return state_->network; }
const rules::RuleTables& Options::rules() const { return state_->rules; }
const scoring::ModelCard& Options::card() const { return state_->card; }
base::Date Options::date() const { return state_->date; }

std::span<const Option> Options::of(CandidateId candidate) const {
    const std::uint64_t begin = state_->offsets.at(candidate.index());
    return std::span(state_->listed).subspan(begin, state_->offsets.at(candidate.index() + 1) - begin);
}
std::optional<graph::SolveStatus> Options::stopped() const { return state_->stopped; }
std::size_t Options::not_examined() const { return state_->not_examined; }
const rules::VacancyFacts& Options::facts(VacancyId vacancy) const { return state_->vacancies.at(vacancy.index()); }
std::uint64_t Options::size() const { return state_->listed.size(); }
const PairCounts& Options::counts() const { return state_->total; }
const PairCounts& Options::counts(CandidateId candidate) const {
    return state_->per_candidate.at(candidate.index());
}

std::string Options::key(const Option& option) const {
    return option_key(state_->network.vacancies().key(option.vacancy), option.start);
}

PairDetail Options::detail(CandidateId candidate, VacancyId vacancy) const {
    return PairScorer(state_->network, state_->rules, state_->card, state_->date).detail(candidate, vacancy);
}

const tables::SelectionProblem& Options::problem() const { return state_->problem; }
const Option& Options::at(tables::OptionIndex index) const { return state_->listed[state_->sources.at(index)]; }
const std::string& Options::hash() const { return state_->hash; }

}  // namespace iqmatch::inline v0::matching
