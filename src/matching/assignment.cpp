// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/forced_loss.hpp>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <memory>
#include <tuple>
#include <utility>
#include <variant>
#include "all_pairs.hpp"
#include "blocks.hpp"
#include "plan_finder.hpp"

namespace iqmatch::inline v0::matching {

using domain::CandidateId;
using domain::VacancyId;

/// Candidates have the same indexes in network and problem: both order them by the bytes of their keys. So do
/// vacancies, which stand last among the resources, because their prefix does.
struct Assignment::State {
    Options options;
    AssignSettings settings;
    tables::OrderedGraph ordered{};
    graph::Matching matching{};
    tables::Selection selection{};
    std::vector<graph::Row> row_of{};     ///< per candidate of the problem
    std::vector<std::uint64_t> used{};    ///< per VacancyId
    std::vector<std::uint64_t> filled{};  ///< per VacancyId, places of one's own included
    std::vector<Proposal> proposals{};
    std::vector<Unmatched> unmatched{};
    std::vector<std::optional<std::int64_t>> earlier_losses{};  ///< per CandidateId, with an earlier result
    std::optional<Pricing> pricing{};

    /// Of the option that keeps the earlier proposal, if there still is one.
    void find_earlier_loss(CandidateId candidate, graph::ForcedLoss<std::int64_t>& forced);
    [[nodiscard]] std::vector<Loss> losses(CandidateId candidate,
                                           graph::ForcedLoss<std::int64_t>& forced) const;
    /// Adds the positions that an option takes.
    void count(const Option& option);
    /// Orders the graph and makes room for what is known per candidate and vacancy.
    void prepare();
    /// The matching that the selection is.
    void match_selection();
    /// Whether options share several capacities; then `ordered` and `matching` are empty.
    [[nodiscard]] bool several() const { return !options.problem().has_single_uses(); }
    [[nodiscard]] std::size_t resource_of(VacancyId vacancy) const {
        return options.problem().resource_count() - options.network().vacancies().size() + vacancy.index();
    }
};

namespace {

/// The cheapest alternative elsewhere; of several that are equally cheap the one worth most, then the seeded
/// order.
void add_runner_up(const Assignment::State& state, graph::ForcedLoss<std::int64_t>& forced,
                   Proposal& proposal) {
    const Options& options = state.options;
    const graph::Row row = state.row_of[proposal.candidate.index()];
    const auto offsets = state.ordered.graph.view().offsets;
    std::vector<graph::EdgeIndex> elsewhere;
    for (graph::EdgeIndex e = offsets[row]; e < offsets[row + 1]; ++e)
        if (options.at(state.ordered.options[e]).vacancy != proposal.option.vacancy) elsewhere.push_back(e);
    const auto least = forced.least(row, elsewhere);
    if (!least) return;
    const auto rank = [&](const Option& option) {
        return std::pair(-option.value, base::key_hash(state.settings.seed, options.key(option)));
    };
    for (const graph::EdgeIndex edge : least->edges) {
        const Option& option = options.at(state.ordered.options[edge]);
        if (!proposal.runner_up || rank(option) < rank(*proposal.runner_up)) proposal.runner_up = option;
    }
    proposal.difference = least->loss;
    proposal.near_tie = least->loss < options.card().tolerance();
}

/// What an option is worth at the prices.
base::Int128 net_value(const Assignment::State& state, tables::OptionIndex option) {
    const tables::SelectionProblem& problem = state.options.problem();
    base::Int128 out = problem.values[option];
    problem.for_each_use(option, [&](const graph::Use& use) {
        out -= base::Int128(state.selection.prices[use.resource]) * use.amount;
    });
    return out;
}

/// With several capacities: the other vacancy of the least regret. By how much everybody together would lose
/// is only known from below: the regret, less what the bound leaves open.
void add_next_best(const Assignment::State& state, Proposal& proposal) {
    const Options& options = state.options;
    const tables::SelectionProblem& problem = options.problem();
    const std::size_t c = proposal.candidate.index();
    base::Int128 best = 0;
    std::optional<base::Int128> next;
    const auto rank = [&](const Option& option) {
        return std::pair(-option.value, base::key_hash(state.settings.seed, options.key(option)));
    };
    for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
        const base::Int128 net = net_value(state, o);
        best = std::max(best, net);
        const Option& option = options.at(o);
        if (option.vacancy == proposal.option.vacancy) continue;
        if (next && net < *next) continue;
        if (!next || net > *next || rank(option) < rank(*proposal.runner_up)) proposal.runner_up = option;
        next = net;
    }
    if (!next) return;
    const base::Int128 open = state.selection.bound - state.selection.value;
    const base::Int128 least = std::max<base::Int128>(0, best - *next - open);
    proposal.difference = static_cast<std::int64_t>(least);
    // What is left open says nothing about this person: at the prices the two are as close as that.
    proposal.near_tie = best - *next < options.card().tolerance();
}

/// What a candidate gets: a proposal or the reason why there is none. Empty where a stop came first.
using Answer = std::variant<std::monostate, Proposal, Unmatched>;

}  // namespace

std::vector<Loss> Assignment::State::losses(CandidateId candidate,
                                            graph::ForcedLoss<std::int64_t>& forced) const {
    const graph::Row row = row_of[candidate.index()];
    const auto offsets = ordered.graph.view().offsets;
    const auto per_edge = forced.row(row);
    std::vector<Loss> out;
    for (std::size_t k = 0; k < per_edge.size(); ++k)
        out.push_back({options.at(ordered.options[offsets[row] + k]), per_edge[k]});
    std::sort(out.begin(), out.end(),
              [](const Loss& a, const Loss& b) { return a.option.vacancy < b.option.vacancy; });
    return out;
}

void Assignment::State::count(const Option& option) {
    if (option.planned()) {
        const detail::WayNote& way = options.state().ways[option.way];
        if (way.bridged) {
            if (!way.work.kept) ++used[way.work.vacancy.index()];
            ++filled[way.work.vacancy.index()];
        }
    }
    if (option.alone) return;
    if (!option.kept) ++used[option.vacancy.index()];
    ++filled[option.vacancy.index()];
}

void Assignment::State::find_earlier_loss(CandidateId candidate, graph::ForcedLoss<std::int64_t>& forced) {
    const auto earlier = options.earlier_vacancy(candidate);
    if (!earlier) return;
    const tables::OptionIndex chosen = selection.chosen[candidate.index()];
    std::optional<std::int64_t>& loss = earlier_losses[candidate.index()];
    if (several()) return;
    if (chosen != tables::no_option && options.at(chosen).vacancy == *earlier) {
        loss = 0;
        return;
    }
    const auto own = options.of(candidate);
    if (std::none_of(own.begin(), own.end(), [&](const Option& o) { return o.vacancy == *earlier; })) return;
    for (const Loss& one : losses(candidate, forced))
        if (one.option.vacancy == *earlier) loss = one.loss;
}

namespace {

/// The answers for all, by several threads. A stop leaves the proposals, without alternatives, and the others
/// without a reason, and the status says so.
void explain_all(Assignment::State& state, const base::Control& control) {
    const Options& options = state.options;
    const std::size_t candidates = options.network().candidates().size();
    const bool optimal = state.selection.status == graph::SolveStatus::optimal;
    const bool several = state.several();
    std::vector<Answer> answers(candidates);
    std::optional<graph::ForcedLoss<std::int64_t>> prepared;
    if (optimal && !several) prepared.emplace(state.ordered.graph.view(), state.matching);
    const auto stopped = detail::for_blocks(candidates, control, base::Stage::explanations, [&] {
        return [&, forced = prepared](std::size_t begin, std::size_t end) mutable {
            for (std::size_t c = begin; c < end; ++c) {
                const CandidateId candidate(c);
                const tables::OptionIndex chosen = state.selection.chosen[c];
                if (forced) state.find_earlier_loss(candidate, *forced);
                if (chosen == tables::no_option) {
                    answers[c] = why_unmatched(options, candidate, state.settings.seed);
                    continue;
                }
                Proposal proposal{candidate, options.at(chosen)};
                if (forced) add_runner_up(state, *forced, proposal);
                if (several) add_next_best(state, proposal);
                answers[c] = proposal;
            }
        };
    });
    if (stopped && (optimal || state.selection.status == graph::SolveStatus::feasible))
        state.selection.status = *stopped;
    for (std::size_t c = 0; c < candidates; ++c) {
        const CandidateId candidate(c);
        const tables::OptionIndex chosen = state.selection.chosen[c];
        if (chosen != tables::no_option) {
            const Proposal* known = std::get_if<Proposal>(&answers[c]);
            state.proposals.push_back(known != nullptr ? *known : Proposal{candidate, options.at(chosen)});
            state.count(options.at(chosen));
        } else if (Unmatched* known = std::get_if<Unmatched>(&answers[c])) {
            state.unmatched.push_back(std::move(*known));
        } else {
            Unmatched left;
            left.candidate = candidate;
            left.code = UnmatchedCode::not_examined;
            left.counts = options.counts(candidate);
            state.unmatched.push_back(std::move(left));
        }
    }
}

}  // namespace

base::Int128 most_unexamined(const Options& options) {
    base::Int128 most = 0;
    for (const scoring::FeatureModel& model : options.card().features()) most += scoring::largest_part(model);
    most = options.card().link().value(static_cast<std::int64_t>(most));
    // Work until a plan is done adds to what the features can bring.
    if (options.planner() != nullptr)
        most += detail::bridge_part(options.card().plan(), static_cast<std::int64_t>(most));
    base::Int128 out = most * static_cast<base::Int128>(options.not_examined());
    for (std::size_t c = 0; options.stopped() && c < options.network().candidates().size(); ++c)
        if (options.counts(CandidateId(c)).not_examined > 0 && options.earlier_vacancy(CandidateId(c)))
            out += options.continuity().keep;
    return out;
}

void Assignment::State::prepare() {
    const tables::SelectionProblem& problem = options.problem();
    if (!several()) {
        ordered = tables::order_graph(problem, settings.seed);
        row_of.resize(problem.candidate_count());
        for (std::size_t row = 0; row < ordered.candidates.size(); ++row)
            row_of[ordered.candidates[row]] = static_cast<graph::Row>(row);
    }
    used.resize(options.network().vacancies().size());
    filled.resize(used.size());
    if (options.continuity().earlier) earlier_losses.resize(problem.candidate_count());
}

namespace {

graph::PackingView packing_view(const tables::SelectionProblem& problem) {
    graph::PackingView out;
    out.offsets = problem.offsets;
    out.weights = problem.values;
    out.use_offsets = problem.use_offsets;
    out.uses = problem.use_lists;
    out.capacities = problem.capacities;
    out.minima = problem.minima;
    out.units = problem.units;
    out.places = problem.places;
    out.distances = problem.distances;
    out.place_count = problem.place_count;
    return out;
}

/// Why a selection of options that share several capacities does not hold.
graph::PackingFault packing_fault(const Assignment::State& state) {
    graph::Packing packing;
    packing.status = state.selection.status;
    packing.chosen = state.selection.chosen;
    packing.prices = state.selection.prices;
    packing.value = state.selection.value;
    packing.bound = state.selection.bound - most_unexamined(state.options);
    return graph::check_packing(packing_view(state.options.problem()), packing);
}

}  // namespace

void Assignment::State::match_selection() {
    const tables::SelectionProblem& problem = options.problem();
    if (selection.chosen.size() != problem.candidate_count() ||
        selection.prices.size() != problem.resource_count())
        throw base::UsageError("the selection is not one of these options");
    if (several()) {
        const graph::PackingFault fault = packing_fault(*this);
        if (fault == graph::PackingFault::foreign_option)
            throw base::UsageError("the selection gives a candidate an option of somebody else");
        if (selection.status == graph::SolveStatus::optimal && fault != graph::PackingFault::none)
            throw base::UsageError("the selection is called optimal, which its prices do not prove");
        return;
    }
    const auto view = ordered.graph.view();
    matching.status = selection.status;
    matching.value = selection.value;
    matching.bound = selection.bound - most_unexamined(options);
    matching.work = selection.work;
    for (const tables::ResourceIndex resource : ordered.resources)
        matching.prices.push_back(resource == tables::no_resource ? 0 : selection.prices[resource]);
    for (std::size_t row = 0; row < ordered.candidates.size(); ++row) {
        const tables::OptionIndex wanted = selection.chosen[ordered.candidates[row]];
        graph::EdgeIndex edge = graph::no_edge;
        for (graph::EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e)
            if (ordered.options[e] == wanted) edge = e;
        if (wanted != tables::no_option && edge == graph::no_edge)
            throw base::UsageError("the selection gives a candidate an option of somebody else");
        matching.chosen.push_back(edge);
    }
    if (selection.status == graph::SolveStatus::optimal &&
        graph::check_certificate(view, matching) != graph::CertificateFault::none)
        throw base::UsageError("the selection is called optimal, which its prices do not prove");
}

Assignment assign(const Options& options, const AssignSettings& settings, const base::Control& control) {
    const auto began = std::chrono::steady_clock::now();
    const bool continues = options.continuity().earlier != nullptr;
    if (continues && settings.policy != tables::Policy::optimal)
        throw base::UsageError("an earlier result can only be kept with the policy optimal");
    if (settings.all_pairs && settings.policy != tables::Policy::optimal)
        throw base::UsageError("the best over all pairs can only be found with the policy optimal");
    if (settings.all_pairs && options.max_options() && !options.stopped())
        return assign_priced(options, settings, control);
    auto state = std::make_shared<Assignment::State>(Assignment::State{options, settings});
    state->prepare();
    const std::vector<bool> wanted = continues ? options_kept(options) : std::vector<bool>();
    if (state->several())
        state->selection =
            tables::solve(options.problem(), {settings.policy, settings.seed, settings.gap_e9}, control);
    else
        state->selection = tables::solve_ordered(options.problem(), state->ordered, settings.policy, control,
                                                 &state->matching, continues ? &wanted : nullptr);
    if (options.stopped()) {
        state->selection.bound += most_unexamined(options);
        state->selection.status = *options.stopped();
    }
    explain_all(*state, base::remaining(control, began));
    return Assignment(std::move(state));
}

Assignment assign_priced(const Options& options, const AssignSettings& settings,
                         const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const auto began = std::chrono::steady_clock::now();
    detail::PricedSelection priced = detail::solve_all_pairs(options, settings, control);
    auto state = std::make_shared<Assignment::State>(Assignment::State{priced.options, settings});
    state->prepare();
    state->selection = std::move(priced.selection);
    state->pricing = priced.pricing;
    state->match_selection();
    explain_all(*state, base::remaining(control, began));
    return Assignment(std::move(state));
}

Assignment restore(const Options& options, const AssignSettings& settings, tables::Selection selection,
                   const base::Control& control, std::optional<Pricing> pricing) {
    auto state = std::make_shared<Assignment::State>(Assignment::State{options, settings});
    state->prepare();
    state->selection = std::move(selection);
    state->pricing = pricing;
    state->match_selection();
    explain_all(*state, control);
    return Assignment(std::move(state));
}

const Options& Assignment::options() const {
    return state_->options;
}
const AssignSettings& Assignment::settings() const {
    return state_->settings;
}
graph::SolveStatus Assignment::status() const {
    return state_->selection.status;
}
base::Int128 Assignment::value() const {
    return state_->selection.value;
}
base::Int128 Assignment::bound() const {
    return state_->selection.bound;
}
std::string Assignment::gap() const {
    return tables::gap_text(value(), bound());
}
std::uint64_t Assignment::work() const {
    return state_->selection.work;
}
const std::optional<Pricing>& Assignment::pricing() const {
    return state_->pricing;
}
bool Assignment::over_all_pairs() const {
    return !options().max_options() || (pricing() && pricing()->complete);
}
std::span<const Proposal> Assignment::proposals() const {
    return state_->proposals;
}
std::span<const Unmatched> Assignment::unmatched() const {
    return state_->unmatched;
}
const tables::Selection& Assignment::selection() const {
    return state_->selection;
}

namespace {
template <class Entry>
const Entry* find_entry(std::span<const Entry> entries, CandidateId candidate) {
    const auto at = std::lower_bound(entries.begin(), entries.end(), candidate,
                                     [](const Entry& entry, CandidateId id) { return entry.candidate < id; });
    return at != entries.end() && at->candidate == candidate ? &*at : nullptr;
}
}  // namespace

const Proposal* Assignment::find(CandidateId candidate) const {
    return find_entry(proposals(), candidate);
}
const Unmatched* Assignment::find_unmatched(CandidateId candidate) const {
    return find_entry(unmatched(), candidate);
}

bool Assignment::several_capacities() const {
    return state_->several();
}
std::int64_t Assignment::price(VacancyId vacancy) const {
    return state_->selection.prices.at(state_->resource_of(vacancy));
}
std::int64_t Assignment::price(std::string_view resource) const {
    const auto& keys = options().problem().resources;
    std::size_t low = 0, high = keys.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (keys[middle] < resource)
            low = middle + 1;
        else
            high = middle;
    }
    return low < keys.size() && keys[low] == resource ? state_->selection.prices.at(low) : 0;
}
std::uint64_t Assignment::used(VacancyId vacancy) const {
    return state_->used.at(vacancy.index());
}

std::uint64_t Assignment::filled(VacancyId vacancy) const {
    return state_->filled.at(vacancy.index());
}

std::vector<Loss> Assignment::losses(CandidateId candidate) const {
    if (status() != graph::SolveStatus::optimal || several_capacities()) return {};
    graph::ForcedLoss<std::int64_t> forced(state_->ordered.graph.view(), state_->matching);
    return state_->losses(candidate, forced);
}

std::optional<std::int64_t> Assignment::earlier_loss(CandidateId candidate) const {
    return state_->earlier_losses.empty() ? std::nullopt : state_->earlier_losses.at(candidate.index());
}

std::string Assignment::certify() const {
    if (several_capacities()) {
        const graph::PackingFault fault = packing_fault(*state_);
        return fault == graph::PackingFault::none ? std::string() : std::string(graph::to_string(fault));
    }
    const auto fault = graph::check_certificate(state_->ordered.graph.view(), state_->matching);
    return fault == graph::CertificateFault::none ? std::string() : std::string(graph::to_string(fault));
}

}  // namespace iqmatch::inline v0::matching
