// SPDX-License-Identifier: Apache-2.0
#include "trials.hpp"
#include <algorithm>
#include <iqmatch/base/internal_error.hpp>
#include <set>
#include "blocks.hpp"
#include "examiner.hpp"

namespace iqmatch::inline v0::matching::detail {

using base::Int128;
using domain::CandidateId;

namespace {

OptionSettings settings_of(const Options& options, const planning::PlanLimits& limits) {
    OptionSettings out{options.date()};
    out.bridges = options.state().bridges;
    out.plan_limits = limits;
    return out;
}

std::shared_ptr<const Listing> listing_of(Block& block) {
    if (block.listed.empty()) return nullptr;
    return std::make_shared<const Listing>(
        Listing{std::move(block.listed), std::move(block.plans), std::move(block.ways)});
}

std::shared_ptr<const Listing> listing_of(Examiner& examiner, CandidateId candidate) {
    Block block;
    examiner.look_at(candidate, block);
    return listing_of(block);
}

/// What an option is worth after the price of what it uses, resources counted one by one.
template <class Price>
Int128 net_of(const tables::SelectionProblem& problem, tables::OptionIndex option, const Price& price) {
    Int128 out = problem.values[option];
    problem.for_each_use(option, [&](const graph::Use& use) {
        out -= Int128(price(use.resource)) * static_cast<Int128>(use.amount);
    });
    return out;
}

}  // namespace

Trials::Trials(const domain::Network& network, const Assignment& assignment,
               std::span<const PossibleRun> possible, const planning::PlanLimits& limits)
    : network_(network),
      possible_(possible.begin(), possible.end()),
      limits_(limits),
      left_out_(network.runs().size()),
      settings_(assignment.settings()),
      state_(network, assignment.options().rules(), assignment.options().card(),
             settings_of(assignment.options(), limits)) {
    settings_.policy = tables::Policy::optimal;
    for (const PossibleRun& run : possible_) {
        const auto id = network_.runs().find(run.key);
        if (!id) throw base::InternalError("a possible run is not in the network");
        runs_.push_back(*id);
        left_out_[id->index()] = true;
    }
    set_planner(std::nullopt);
}

void Trials::set_planner(std::optional<std::size_t> also) {
    auto left_out = std::make_shared<std::vector<bool>>(left_out_);
    if (also) (*left_out)[runs_[*also].index()] = false;
    planning::PlanLimits limits = limits_;
    limits.left_out = std::move(left_out);
    state_.planner.emplace(network_, state_.rules, state_.date, limits);
}

void Trials::admit(std::size_t possible) {
    left_out_[runs_[possible].index()] = false;
}

std::string Trials::resource(std::size_t possible) const {
    return "run:" + possible_[possible].key;
}

std::optional<Listings> Trials::without(const base::Control& control) {
    set_planner(std::nullopt);
    const std::size_t candidates = network_.candidates().size();
    Listings out(candidates);
    std::vector<PlanFinder::Noted> noted(candidates);
    const auto stopped = for_blocks(candidates, control, base::Stage::options, [&] {
        return [&, examiner = Examiner(state_, control.simd)](std::size_t begin, std::size_t end) mutable {
            for (std::size_t c = begin; c < end; ++c) {
                out[c] = listing_of(examiner, CandidateId(c));
                noted[c] = examiner.plans()->noted(CandidateId(c));
            }
        };
    });
    if (stopped) return std::nullopt;
    for (std::size_t c = 0; c < candidates; ++c)
        if (!noted[c].groups.empty())
            people_.push_back(
                {CandidateId(c), rules::gather(network_, CandidateId(c)), std::move(noted[c]), {}, {}});
    if (!ask_about_runs(control)) return std::nullopt;
    for (const Person& person : people_) {
        std::set<std::size_t> measures;
        for (const auto& useful : person.useful)
            for (const domain::MeasureId measure : useful) measures.insert(measure.index());
        for (const std::size_t measure : measures) by_measure_[measure].push_back(&person);
    }
    return out;
}

/// Which of the possible runs each person could use does not depend on the others.
bool Trials::ask_about_runs(const base::Control& control) {
    auto others = std::make_shared<std::vector<bool>>(left_out_);
    others->flip();
    planning::PlanLimits limits = limits_;
    limits.left_out = std::move(others);
    const planning::Planner planner(network_, state_.rules, state_.date, limits);
    return !for_blocks(people_.size(), control, base::Stage::options, [&] {
        return [&](std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k) {
                Person& person = people_[k];
                for (const PlanFinder::Group& group : person.noted.groups) {
                    const bool none = group.goal.empty();
                    using Measures = std::vector<domain::MeasureId>;
                    using Runs = std::vector<domain::RunId>;
                    person.useful.push_back(none ? Measures()
                                                 : planner.useful(person.id, person.facts, group.goal));
                    person.usable.push_back(none ? Runs()
                                                 : planner.usable(person.id, person.facts, group.goal));
                }
            }
        };
    });
}

/// An exam whose date is known takes the place of the waiting time that stands in for it, for everybody.
std::vector<char> Trials::may_use(const Person& person, std::size_t possible) const {
    const domain::MeasureId measure = possible_[possible].measure;
    const bool exam = network_.measures().kind(measure) == domain::MeasureKind::exam;
    std::vector<char> out(person.useful.size());
    for (std::size_t g = 0; g < out.size(); ++g) {
        const auto& useful = person.useful[g];
        if (!std::binary_search(useful.begin(), useful.end(), measure)) continue;
        const auto& usable = person.usable[g];
        if (exam || std::binary_search(usable.begin(), usable.end(), runs_[possible])) out[g] = 1;
    }
    return out;
}

std::optional<Changed> Trials::examine(std::size_t possible, std::span<const CandidateId> people,
                                       const base::Control& control) {
    set_planner(possible);
    Changed out(people.size());
    const auto stopped = for_blocks(people.size(), control, base::Stage::options, [&] {
        return [&, examiner = Examiner(state_, control.simd)](std::size_t begin, std::size_t end) mutable {
            for (std::size_t k = begin; k < end; ++k) out[k] = {people[k], listing_of(examiner, people[k])};
        };
    });
    if (stopped) return std::nullopt;
    return out;
}

std::optional<Promise> Trials::promise(std::size_t possible, const Solved& today,
                                       const base::Control& control) {
    const auto at = by_measure_.find(possible_[possible].measure.index());
    if (at == by_measure_.end()) return Promise{};
    const std::vector<const Person*>& people = at->second;
    std::vector<std::vector<char>> uses(people.size());
    auto stopped = for_blocks(people.size(), control, base::Stage::options, [&] {
        return [&](std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k) uses[k] = may_use(*people[k], possible);
        };
    });
    if (stopped) return std::nullopt;
    std::vector<std::size_t> who;
    Promise out;
    for (std::size_t k = 0; k < people.size(); ++k) {
        if (std::find(uses[k].begin(), uses[k].end(), 1) == uses[k].end()) continue;
        who.push_back(k);
        out.who.push_back(people[k]->id);
    }
    const auto least = std::max<std::int64_t>(1, possible_[possible].minimum);
    if (static_cast<std::int64_t>(who.size()) < least) return Promise{};
    set_planner(possible);
    Changed through(who.size());
    stopped = for_blocks(who.size(), control, base::Stage::options, [&] {
        return [&, finder = PlanFinder(state_, control.simd)](std::size_t begin, std::size_t end) mutable {
            for (std::size_t k = begin; k < end; ++k) {
                const Person& person = *people[who[k]];
                Block block;
                finder.follow_run(person.id, person.facts, person.noted, uses[who[k]], runs_[possible],
                                  block);
                through[k] = {person.id, listing_of(block)};
            }
        };
    });
    if (stopped) return std::nullopt;
    out.at_most = bound(possible, today, through);
    return out;
}

void Trials::put(const Listings& listings) {
    state_.listed.clear();
    state_.plans.clear();
    state_.ways.clear();
    state_.offsets.assign(1, 0);
    for (const auto& listing : listings) {
        if (listing) append_options(state_, listing->options, listing->plans, listing->ways);
        state_.offsets.push_back(state_.listed.size());
    }
}

tables::SelectionProblem Trials::problem(const Listings& listings) {
    put(listings);
    make_problem(state_);
    return std::move(state_.problem);
}

Int128 Trials::bound(std::size_t possible, const Solved& today, const Changed& changed) {
    Listings listings(network_.candidates().size());
    for (const auto& [candidate, listing] : changed) listings[candidate.index()] = listing;
    put(listings);
    const UseTable table = uses_of(state_);
    std::vector<std::int64_t> prices(table.names.size());
    std::size_t own = table.names.size();
    const std::string name = resource(possible);
    for (std::size_t r = 0; r < prices.size(); ++r) {
        const auto at = today.prices.find(table.names[r]);
        if (at != today.prices.end()) prices[r] = at->second;
        if (table.names[r] == name) own = r;
    }
    if (own == table.names.size()) return 0;
    Int128 open = today.selection.bound - today.selection.value;
    std::vector<Int128> more;               // per person or unit whom the run could serve
    std::map<std::uint32_t, bool> units;    // with people whose options change; whether one may use the run
    std::map<std::size_t, Int128> at_best;  // of members of units
    std::int64_t served = 0;
    for (const auto& [candidate, listing] : changed) {
        const std::size_t c = candidate.index();
        Int128 with = 0, other = today.best_net[c];
        bool uses = false;
        for (std::uint64_t o = state_.offsets[c]; o < state_.offsets[c + 1]; ++o) {
            bool through = false;
            Int128 net = state_.listed[o].value;
            for (std::uint64_t k = table.offsets[o]; k < table.offsets[o + 1]; ++k) {
                const graph::Use& use = table.uses[k];
                through = through || use.resource == own;
                net -= Int128(prices[use.resource]) * static_cast<Int128>(use.amount);
            }
            uses = uses || through;
            (through ? with : other) = std::max(through ? with : other, net);
        }
        served += uses ? 1 : 0;
        if (today.unit[c] == no_unit) {
            open += other - today.best_net[c];
            if (with > other) more.push_back(with - other);
        } else {
            bool& any = units[today.unit[c]];
            any = any || uses;
            at_best[c] = std::max(with, other);
        }
    }
    // A unit could do no better than if each member chose alone, and does no worse than what is chosen.
    for (const auto& [unit, any] : units) {
        Int128 best = 0, now = 0;
        for (const graph::Row member : today.problem.units[unit].rows) {
            const auto at = at_best.find(member);
            best += at == at_best.end() ? today.best_net[member] : at->second;
            now += today.chosen_net[member];
        }
        const Int128 gain = best - std::max<Int128>(0, now);
        if (any)
            more.push_back(gain);
        else
            open += gain;
    }
    if (served < std::max<std::int64_t>(1, possible_[possible].minimum)) return 0;
    std::sort(more.begin(), more.end(), [](const Int128& a, const Int128& b) { return a > b; });
    Int128 sum = 0;
    for (std::size_t k = 0; k < more.size() && k < table.capacities[own]; ++k) sum += more[k];
    return sum <= 0 ? 0 : sum + open;
}

Solved Trials::settle(tables::SelectionProblem problem_, tables::Selection selection) {
    Solved out;
    out.problem = std::move(problem_);
    if (selection.chosen.size() != out.problem.candidate_count() ||
        selection.prices.size() != out.problem.resource_count())
        throw base::InternalError("a selection is not one of these options");
    out.selection = std::move(selection);
    const auto price = [&](tables::ResourceIndex r) { return out.selection.prices[r]; };
    for (std::size_t r = 0; r < out.problem.resource_count(); ++r)
        if (out.selection.prices[r] != 0)
            out.prices.emplace(std::string(out.problem.resources[r]), out.selection.prices[r]);
    const std::size_t candidates = out.problem.candidate_count();
    out.best_net.assign(candidates, 0);
    out.chosen_net.assign(candidates, 0);
    out.unit.assign(candidates, no_unit);
    for (std::size_t c = 0; c < candidates; ++c) {
        for (tables::OptionIndex o = out.problem.offsets[c]; o < out.problem.offsets[c + 1]; ++o)
            out.best_net[c] = std::max(out.best_net[c], net_of(out.problem, o, price));
        if (out.selection.chosen[c] != tables::no_option)
            out.chosen_net[c] = net_of(out.problem, out.selection.chosen[c], price);
    }
    for (std::size_t u = 0; u < out.problem.units.size(); ++u)
        for (const graph::Row member : out.problem.units[u].rows)
            out.unit[member] = static_cast<std::uint32_t>(u);
    return out;
}

Solved Trials::solve(const Listings& listings, const base::Control& control) {
    tables::SelectionProblem problem_ = problem(listings);
    auto selection = tables::solve(problem_, {settings_.policy, settings_.seed, settings_.gap_e9}, control);
    return settle(std::move(problem_), std::move(selection));
}

Solved Trials::improve(const Listings& listings, const Solved& start, const base::Control& control) {
    // So few that a solve from nothing takes no time worth saving.
    constexpr std::size_t few = 20'000;
    tables::SelectionProblem here = problem(listings);
    std::vector<tables::OptionIndex> chosen(here.candidate_count(), tables::no_option);
    for (std::size_t c = 0; c < chosen.size(); ++c) {
        const tables::OptionIndex held = start.selection.chosen[c];
        if (held == tables::no_option) continue;
        const std::string_view key = start.problem.options[held];
        for (tables::OptionIndex o = here.offsets[c]; o < here.offsets[c + 1]; ++o)
            if (here.options[o] == key) chosen[c] = o;
    }
    std::vector<std::int64_t> prices(here.resource_count());
    for (std::size_t r = 0; r < prices.size(); ++r) {
        const auto at = start.prices.find(std::string_view(here.resources[r]));
        if (at != start.prices.end()) prices[r] = at->second;
    }
    const tables::SelectionSettings settings{settings_.policy, settings_.seed, settings_.gap_e9};
    tables::Selection selection = tables::improve_selection(here, chosen, prices, settings, control);
    if (here.option_count() <= few && !here.has_single_uses()) {
        tables::Selection anew = tables::solve(here, settings, control);
        if (anew.value >= selection.value) selection = std::move(anew);
    }
    return settle(std::move(here), std::move(selection));
}

Solved Trials::with(const Listings& listings, tables::Selection selection) {
    return settle(problem(listings), std::move(selection));
}

std::uint64_t Trials::users(const Solved& solved, std::size_t possible) const {
    const std::string name = resource(possible);
    std::uint64_t out = 0;
    for (const tables::OptionIndex option : solved.selection.chosen) {
        if (option == tables::no_option) continue;
        solved.problem.for_each_use(option, [&](const graph::Use& use) {
            out += solved.problem.resources[use.resource] == name ? 1U : 0U;
        });
    }
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
