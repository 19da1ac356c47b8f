// SPDX-License-Identifier: Apache-2.0
#include "all_pairs.hpp"
#include <algorithm>
#include <chrono>
#include <iqmatch/base/int128.hpp>
#include <map>
#include <memory>
#include <tuple>
#include <utility>
#include "blocks.hpp"
#include "examiner.hpp"
#include "listing_cut.hpp"
#include "option_prices.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using base::Int128;
using domain::CandidateId;
using graph::SolveStatus;

/// Few rounds are worth more than few options, but not so much that the list grows to all of them.
constexpr std::size_t least_added = 8;

/// Per candidate the most that a listed option is worth at the prices; nothing is worth 0.
std::vector<Int128> best_nets(const tables::SelectionProblem& problem,
                              const std::vector<std::int64_t>& prices) {
    std::vector<Int128> out(problem.candidate_count());
    for (std::size_t c = 0; c < out.size(); ++c)
        for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            Int128 net = problem.values[o];
            problem.for_each_use(
                o, [&](const graph::Use& use) { net -= Int128(prices[use.resource]) * use.amount; });
            out[c] = std::max(out[c], net);
        }
    return out;
}

/// A candidate's options with those that came, alone in a block.
struct Longer {
    CandidateId candidate;
    Block block;
};

struct Found {
    std::vector<Longer> longer;  ///< by candidate
    Int128 more = 0;             ///< what the bound over all has more than that over the list
    std::uint64_t added = 0;
};

/// Prices the options of one person after the other; one per thread.
class Pricer {
  public:
    Pricer(const Options::State& state, const std::vector<std::int64_t>& prices,
           const std::vector<Int128>& nets, bool ties, std::optional<base::SimdLevel> level)
        : state_(state), nets_(nets), ties_(ties), examiner_(state, level), prices_(state, prices) {}

    void look_at(CandidateId candidate, Found& found) {
        const std::size_t c = candidate.index();
        const LeftOut& out = state_.left_out[c];
        // Prices only take away.
        if (out.options == 0 || !improves(out.best, nets_[c])) return;
        if (state_.rest.kept() && !any_better(c)) return;
        Block block;
        if (state_.rest.kept())
            remember(candidate, block);
        else
            examiner_.look_at(candidate, block);
        std::vector<ListedBy> marks = marks_of(c, block.listed.size());
        const auto better = better_ones(c, block, marks);
        if (better.empty()) return;
        found.more += better.front().first - nets_[c];
        found.added += better.size();
        for (const auto& [net, k] : better) marks[k] = ListedBy::request;
        keep_listed(block, BlockBegin(Block()), marks, false);
        found.longer.push_back({candidate, std::move(block)});
    }

  private:
    using Ranked = std::pair<Int128, std::size_t>;  // net, place among the options

    [[nodiscard]] bool improves(Int128 net, Int128 best) const { return ties_ ? net >= best : net > best; }
    [[nodiscard]] std::vector<ListedBy> marks_of(std::size_t c, std::size_t options) const {
        std::vector<ListedBy> out(options, ListedBy::nobody);
        for (std::uint64_t k = state_.offsets[c]; k < state_.offsets[c + 1]; ++k)
            out[state_.ordinals[k]] = state_.added[k] ? ListedBy::request : ListedBy::rank;
        return out;
    }
    /// Whether any option that is kept and not listed could make the assignment better.
    [[nodiscard]] bool any_better(std::size_t c) {
        const LeftOutOptions& rest = state_.rest;
        const auto first = state_.ordinals.begin() + static_cast<std::ptrdiff_t>(state_.offsets[c]),
                   last = state_.ordinals.begin() + static_cast<std::ptrdiff_t>(state_.offsets[c + 1]);
        for (std::uint64_t k = rest.offsets[c]; k < rest.offsets[c + 1]; ++k)
            if (improves(rest.options[k].value, nets_[c]) &&
                improves(prices_.net(state_.notes(), rest.options[k]), nets_[c]) &&
                !std::binary_search(first, last, rest.ordinals[k]))
                return true;
        return false;
    }
    /// All options of a person in their order, as the examiner finds them.
    void remember(CandidateId candidate, Block& block) const {
        const std::size_t c = candidate.index();
        const LeftOutOptions& rest = state_.rest;
        std::map<WayIndex, WayIndex> ways;
        std::map<std::uint32_t, std::uint32_t> plans;
        block.listed.resize(state_.offsets[c + 1] - state_.offsets[c] + rest.offsets[c + 1] -
                            rest.offsets[c]);
        std::vector<bool> there(block.listed.size());
        const auto take = [&](Option option, std::uint32_t ordinal) {
            if (option.planned()) option.way = own_way(option.way, ways, plans, block);
            block.listed[ordinal] = option;
            there[ordinal] = true;
        };
        for (std::uint64_t k = state_.offsets[c]; k < state_.offsets[c + 1]; ++k) {
            Option option = state_.listed[k];
            if (keeps_earlier(state_, candidate, option)) option.value -= state_.continuity.keep;
            take(option, state_.ordinals[k]);
        }
        // What came to the list later is among the rest as well.
        for (std::uint64_t k = rest.offsets[c]; k < rest.offsets[c + 1]; ++k)
            if (!there[rest.ordinals[k]]) take(rest.options[k], rest.ordinals[k]);
        block.listed.resize(static_cast<std::size_t>(std::count(there.begin(), there.end(), true)));
    }
    /// The number in the block of a way of the state.
    [[nodiscard]] WayIndex own_way(WayIndex way, std::map<WayIndex, WayIndex>& ways,
                                   std::map<std::uint32_t, std::uint32_t>& plans, Block& block) const {
        const auto [at, fresh] = ways.try_emplace(way, static_cast<WayIndex>(block.ways.size()));
        if (!fresh) return at->second;
        WayNote note = state_.ways[way];
        const auto [plan, new_plan] =
            plans.try_emplace(note.plan, static_cast<std::uint32_t>(block.plans.size()));
        if (new_plan) block.plans.push_back(state_.plans[note.plan]);
        note.plan = plan->second;
        block.ways.push_back(note);
        return at->second;
    }
    /// Those that could make the assignment better, the best first; not all where there are many.
    [[nodiscard]] std::vector<Ranked> better_ones(std::size_t c, const Block& block,
                                                  const std::vector<ListedBy>& marks) {
        std::vector<Ranked> out;
        const Notes notes{block.plans, block.ways};
        for (std::size_t k = 0; k < block.listed.size(); ++k) {
            if (marks[k] != ListedBy::nobody || !improves(block.listed[k].value, nets_[c])) continue;
            const Int128 net = prices_.net(notes, block.listed[k]);
            if (improves(net, nets_[c])) out.emplace_back(net, k);
        }
        std::sort(out.begin(), out.end(), [](const Ranked& a, const Ranked& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        const std::size_t most = std::max<std::size_t>(least_added, *state_.settings.max_options);
        if (out.size() > most) out.resize(most);
        return out;
    }

    const Options::State& state_;
    const std::vector<Int128>& nets_;
    bool ties_;
    Examiner examiner_;
    OptionPrices prices_;
};

/// The list with the options that came. Plans and ways that nobody refers to any more stay among the notes.
void lengthen(Options::State& state, std::vector<Longer>& longer) {
    const std::vector<std::uint64_t> offsets = std::exchange(state.offsets, {0});
    const std::vector<Option> listed = std::exchange(state.listed, {});
    const std::vector<std::uint32_t> ordinals = std::exchange(state.ordinals, {});
    const std::vector<bool> added = std::exchange(state.added, {});
    auto next = longer.begin();
    for (std::size_t c = 0; c + 1 < offsets.size(); ++c) {
        const auto begin = static_cast<std::ptrdiff_t>(offsets[c]),
                   end = static_cast<std::ptrdiff_t>(offsets[c + 1]);
        if (next != longer.end() && next->candidate.index() == c) {
            const Block& block = next->block;
            append_options(state, block.listed, block.plans, block.ways);
            state.ordinals.insert(state.ordinals.end(), block.ordinals.begin(), block.ordinals.end());
            state.added.insert(state.added.end(), block.added.begin(), block.added.end());
            state.left_out[c] = block.left_out.front();
            state.offsets.push_back(state.listed.size());
            add_kept(state, CandidateId(c));
            ++next;
            continue;
        }
        state.listed.insert(state.listed.end(), listed.begin() + begin, listed.begin() + end);
        state.ordinals.insert(state.ordinals.end(), ordinals.begin() + begin, ordinals.begin() + end);
        state.added.insert(state.added.end(), added.begin() + begin, added.begin() + end);
        state.offsets.push_back(state.listed.size());
    }
    settle(state);
}

class AllPairs {
  public:
    AllPairs(const Options& options, const AssignSettings& settings, const base::Control& control)
        : options_(options),
          settings_(settings),
          control_(control),
          began_(std::chrono::steady_clock::now()),
          ties_(options.continuity().earlier != nullptr) {}

    PricedSelection run() {
        selection_ = solve();
        while (!interrupted(selection_) && step()) {
        }
        selection_.work = work_;
        return {options_, std::move(selection_), pricing_};
    }

  private:
    [[nodiscard]] const Options::State& state() const { return options_.state(); }
    [[nodiscard]] bool several() const { return !state().problem.has_single_uses(); }
    [[nodiscard]] base::Control control() const {
        base::Control out = base::remaining(control_, began_);
        if (out.work_limit) *out.work_limit -= std::min(*out.work_limit, work_);
        return out;
    }

    /// With several capacities the whole effort is spent once, on a list that has what matters.
    tables::Selection solve(bool whole_effort = false) {
        const tables::SelectionProblem& problem = state().problem;
        const tables::SelectionSettings how{settings_.policy, settings_.seed, settings_.gap_e9};
        tables::Selection out;
        if (!several()) {
            const tables::OrderedGraph ordered = tables::order_graph(problem, settings_.seed);
            const std::vector<bool> wanted = ties_ ? options_kept(options_) : std::vector<bool>();
            out = tables::solve_ordered(problem, ordered, settings_.policy, control(), nullptr,
                                        ties_ ? &wanted : nullptr);
        } else if (whole_effort) {
            out = tables::solve(problem, how, control());
            // Any selection goes with any prices.
            if (out.value < selection_.value && !interrupted(out)) keep_chosen(out);
        } else {
            selection_.chosen.resize(problem.candidate_count(), tables::no_option);
            selection_.prices.resize(problem.resource_count());
            out = tables::improve_selection(problem, selection_.chosen, selection_.prices, how, control());
        }
        work_ += out.work;
        return out;
    }

    void keep_chosen(tables::Selection& prices) const {
        prices.chosen = selection_.chosen;
        prices.value = selection_.value;
        prices.assigned = selection_.assigned;
    }

    /// Whether a limit of the caller or a stop came. A search that ended at its own nodes is none.
    [[nodiscard]] bool interrupted(const tables::Selection& selection) const {
        if (selection.status == SolveStatus::work_limit) return !several() || control_.work_limit.has_value();
        return selection.status != SolveStatus::optimal && selection.status != SolveStatus::feasible;
    }

    /// Prices the selection and, where options came, finds a better one; false at the end.
    bool step() {
        std::optional<Found> found = price();
        if (!found) return false;
        ++pricing_.rounds;
        pricing_.complete = true;
        const Int128 over_list = std::exchange(selection_.bound, selection_.bound + found->more);
        if (several() || found->more > 0) prove_by_prices();
        if (found->longer.empty() && (!several() || tried_ || gap_reached())) return false;
        pricing_.added += found->added;
        if (!found->longer.empty()) extend(found->longer);
        proved_ = {selection_.prices, selection_.bound};
        const bool near = several() && near_enough(over_list);
        if (near && (tried_ || gap_reached())) return false;
        tried_ = tried_ || near;
        tables::Selection next = solve(near);
        if (interrupted(next)) {
            selection_.status = next.status;
            return false;
        }
        selection_ = std::move(next);
        return true;
    }

    /// With several capacities there is no optimum to wait for: near enough is a gap as was asked for, or,
    /// where the list alone leaves more open than that, a bound over all so near to that over the list.
    [[nodiscard]] bool near_enough(Int128 over_list) const {
        return gap_reached() || tables::gap_reached(over_list, selection_.bound, settings_.gap_e9);
    }
    [[nodiscard]] bool gap_reached() const {
        return tables::gap_reached(selection_.value, selection_.bound, settings_.gap_e9);
    }

    /// What a search found out about the list says nothing about all.
    void prove_by_prices() {
        selection_.proved_by = graph::ProvedBy::prices;
        selection_.search_bound = 0;
        selection_.status = selection_.value == selection_.bound ? SolveStatus::optimal
                            : gap_reached()                      ? SolveStatus::feasible
                                                                 : SolveStatus::work_limit;
    }

    /// Empty after a stop: then the last prices at which everything was priced prove the bound.
    std::optional<Found> price() {
        const std::vector<Int128> nets = best_nets(state().problem, selection_.prices);
        std::vector<Found> blocks(block_count(nets.size()));
        const auto stopped = for_blocks(nets.size(), control(), base::Stage::options, [&] {
            return [&, pricer = Pricer(state(), selection_.prices, nets, ties_, control_.simd)](
                       std::size_t begin, std::size_t end) mutable {
                for (std::size_t c = begin; c < end; ++c)
                    pricer.look_at(CandidateId(c), blocks[begin / block_size]);
            };
        });
        if (stopped) {
            selection_.status = *stopped;
            if (!pricing_.complete) return std::nullopt;
            std::tie(selection_.prices, selection_.bound) = proved_;
            selection_.proved_by = graph::ProvedBy::prices;
            selection_.search_bound = 0;
            return std::nullopt;
        }
        Found out;
        for (Found& block : blocks) {
            out.more += block.more;
            out.added += block.added;
            std::move(block.longer.begin(), block.longer.end(), std::back_inserter(out.longer));
        }
        return out;
    }

    /// Goes on with a longer list, where the selection has other indexes.
    void extend(std::vector<Longer>& longer) {
        const Options before = options_;
        const Options::State& old = before.state();
        if (!own_) {
            own_ = std::make_shared<Options::State>(old.network, old.market, old.settings);
            own_->planner = old.planner;
            static_cast<FoundOptions&>(*own_) = old;
            own_->continuity = old.continuity;
            own_->earlier_vacancy = old.earlier_vacancy;
            options_ = options_of(own_);
        }
        const std::vector<std::uint32_t> chosen = ordinals_chosen();
        const tables::TextList keys = own_->problem.resources;
        lengthen(*own_, longer);
        choose(chosen);
        price_again(keys);
    }
    static constexpr std::uint32_t nothing = 0xffffffffU;
    [[nodiscard]] std::vector<std::uint32_t> ordinals_chosen() const {
        std::vector<std::uint32_t> out;
        for (const tables::OptionIndex o : selection_.chosen)
            out.push_back(o == tables::no_option ? nothing : state().ordinals[state().sources[o]]);
        return out;
    }
    void choose(const std::vector<std::uint32_t>& ordinals) {
        std::vector<tables::OptionIndex> of_listed(state().listed.size());
        for (std::size_t o = 0; o < of_listed.size(); ++o) of_listed[state().sources[o]] = o;
        for (std::size_t c = 0; c < ordinals.size(); ++c) {
            if (ordinals[c] == nothing) continue;
            const auto begin = state().ordinals.begin();
            const auto at =
                std::lower_bound(begin + static_cast<std::ptrdiff_t>(state().offsets[c]),
                                 begin + static_cast<std::ptrdiff_t>(state().offsets[c + 1]), ordinals[c]);
            selection_.chosen[c] = of_listed[static_cast<std::size_t>(at - begin)];
        }
    }
    void price_again(const tables::TextList& keys) {
        const tables::TextList& now = state().problem.resources;
        std::vector<std::int64_t> prices(now.size());
        for (std::size_t r = 0, k = 0; r < keys.size(); ++r) {
            while (now[k] != keys[r]) ++k;
            prices[k] = selection_.prices[r];
        }
        selection_.prices = std::move(prices);
    }

    Options options_;
    const AssignSettings& settings_;
    const base::Control& control_;
    std::chrono::steady_clock::time_point began_;
    bool ties_;  ///< whether options that are as good matter: one of them may keep an earlier proposal
    tables::Selection selection_{};
    std::pair<std::vector<std::int64_t>, Int128> proved_{};  ///< prices and bound over all options
    Pricing pricing_{};
    std::uint64_t work_ = 0;
    bool tried_ = false;  ///< with the whole effort
    std::shared_ptr<Options::State> own_{};
};

}  // namespace

PricedSelection solve_all_pairs(const Options& options, const AssignSettings& settings,
                                const base::Control& control) {
    return AllPairs(options, settings, control).run();
}

}  // namespace iqmatch::inline v0::matching::detail
