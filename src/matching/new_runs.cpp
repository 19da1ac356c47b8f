// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/matching/new_runs.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <map>
#include <set>
#include "trials.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using base::Int128;
using detail::Listings;
using detail::Promise;
using detail::Solved;

base::TextTable as_table(const domain::Network& network, const std::vector<PossibleRun>& runs) {
    base::TextTable out("course_runs", "course_runs.csv",
                        {"run", "measure", "site", "start", "end", "continuous", "seats", "seats_taken",
                         "minimum", "status", "hours_week"});
    for (const PossibleRun& run : runs) {
        const std::string seats = std::to_string(run.seats), least = std::to_string(run.minimum);
        const std::string start = run.start.iso(), end = run.end.iso();
        const std::string week = run.hours_week_x100 ? tables::grid_text(*run.hours_week_x100, 2) : "";
        out.add_row({run.key, network.measures().key(run.measure),
                     run.site ? network.sites().key(*run.site) : "none", start, end, "no", seats, "0",
                     run.minimum > 0 ? std::string_view(least) : std::string_view(), "planned", week});
    }
    return out;
}

std::string alliance_of(const domain::Network& network, const PossibleRun& run) {
    if (!run.region) return {};
    const auto& name = network.catalogue().region(*run.region).alliance;
    return name.has_value() ? std::string(*name) : std::string();
}

/// Which possible runs may be chosen next.
class Rules {
  public:
    Rules(const domain::Network& network, const std::vector<PossibleRun>& runs,
          const NewRunSettings& settings)
        : runs_(runs), settings_(settings) {
        for (const PossibleRun& run : runs) {
            alliances_.push_back(alliance_of(network, run));
            if (!alliances_.back().empty()) missing_[alliances_.back()] = settings.min_per_alliance;
        }
        chosen_.resize(runs.size());
        left_ = settings.budget_cents.value_or(0);
        const std::uint64_t least = std::uint64_t(settings.min_per_alliance) * missing_.size();
        if (settings.most && *settings.most < least)
            throw base::UsageError(std::to_string(settings.min_per_alliance) + " per alliance in " +
                                   std::to_string(missing_.size()) + " alliances are more runs than " +
                                   std::to_string(*settings.most));
    }

    [[nodiscard]] bool done() const { return settings_.most && count_ >= *settings_.most; }
    [[nodiscard]] bool may(std::size_t r) const {
        if (chosen_[r]) return false;
        if (settings_.budget_cents && (!runs_[r].run_cost_cents || *runs_[r].run_cost_cents > left_))
            return false;
        return !must() || (!alliances_[r].empty() && missing_.at(alliances_[r]) > 0);
    }
    /// Whether every choice left has to go to an alliance that has too few. With a budget alone nobody knows
    /// how many choices are left: these come first.
    [[nodiscard]] bool must() const {
        std::uint64_t sum = 0;
        for (const auto& [alliance, missing] : missing_) sum += missing;
        return sum > 0 && (!settings_.most || *settings_.most - count_ <= sum);
    }
    void choose(std::size_t r) {
        chosen_[r] = true;
        ++count_;
        if (settings_.budget_cents) left_ -= *runs_[r].run_cost_cents;
        if (alliances_[r].empty()) return;
        std::uint32_t& missing = missing_.at(alliances_[r]);
        if (missing > 0) --missing;
    }
    /// Nothing more is of use in the alliances that have too few.
    void give_up() {
        for (auto& [alliance, missing] : missing_) {
            if (missing > 0) short_.insert(alliance);
            missing = 0;
        }
    }
    [[nodiscard]] std::vector<std::string> short_alliances() const {
        std::set<std::string> out = short_;
        for (const auto& [alliance, missing] : missing_)
            if (missing > 0) out.insert(alliance);
        return {out.begin(), out.end()};
    }

    /// Whether one gain is to be preferred to another.
    [[nodiscard]] bool better(std::size_t a, Int128 gain_a, std::size_t b, Int128 gain_b) const {
        if (settings_.budget_cents) {
            const Int128 left = gain_a * *runs_[b].run_cost_cents, right = gain_b * *runs_[a].run_cost_cents;
            if (left != right) return left > right;
        }
        return gain_a > gain_b;
    }

  private:
    const std::vector<PossibleRun>& runs_;
    const NewRunSettings& settings_;
    std::vector<std::string> alliances_;
    std::map<std::string, std::uint32_t> missing_;
    std::set<std::string> short_;
    std::vector<bool> chosen_;
    std::int64_t left_ = 0;
    std::uint64_t count_ = 0;
};

void require(const Assignment& assignment, const NewRunSettings& settings) {
    if (assignment.options().planner() == nullptr)
        throw base::UsageError("new runs are worth something through plans only: match with plans");
    detail::require_all_listed(assignment.options());
    if (assignment.options().stopped())
        throw base::UsageError("a result that was stopped early says nothing about the people left out");
    if (!settings.most && !settings.budget_cents)
        throw base::UsageError("how many new runs, or what they may cost, has to be said");
    if (settings.budget_cents && *settings.budget_cents < 0)
        throw base::UsageError("a budget is not negative");
    if (settings.tries == 0) throw base::UsageError("at least one possible run has to be tried per choice");
}

class Chooser {
  public:
    Chooser(const Assignment& assignment, const NewRunSettings& settings, const base::Control& control)
        : assignment_(assignment),
          control_(control),
          began_(std::chrono::steady_clock::now()),
          settings_(settings) {
        const domain::Network& network = assignment.options().network();
        out_.possible = possible_runs(network, assignment.options().date(), settings.months);
        if (settings.budget_cents)
            out_.cost_unknown = static_cast<std::uint64_t>(std::count_if(
                runs().begin(), runs().end(), [](const PossibleRun& run) { return !run.run_cost_cents; }));
        rules_.emplace(network, runs(), settings_);
        const base::TextTable table = as_table(network, runs());
        trials_.emplace(domain::with_rows(network, std::span(&table, 1)), assignment, runs(),
                        settings.plan_limits);
    }

    NewRuns run() {
        if (begin())
            while (!rules_->done() && !stopped() && step()) {
            }
        out_.short_alliances = rules_->short_alliances();
        out_.value_after = today_.selection.value;
        out_.bound_after = today_.selection.bound;
        out_.assigned_after = today_.selection.assigned;
        return std::move(out_);
    }

  private:
    struct Candidate {
        std::size_t run;
        Promise promise;
    };

    [[nodiscard]] const std::vector<PossibleRun>& runs() const { return out_.possible.runs; }
    [[nodiscard]] base::Control control() const { return base::remaining(control_, began_); }
    bool stopped() {
        const base::Control now = control();
        if (now.stop.stop_requested())
            out_.stopped = graph::SolveStatus::cancelled;
        else if (now.time_limit && now.time_limit->count() <= 0)
            out_.stopped = graph::SolveStatus::time_limit;
        return out_.stopped.has_value();
    }
    bool stop() {
        if (!stopped()) out_.stopped = graph::SolveStatus::time_limit;
        return false;
    }

    bool begin() {
        auto listings = trials_->without(control());
        if (!listings) return stop();
        listings_ = *std::move(listings);
        const Options& options = assignment_.options();
        const bool plain = options.continuity().earlier == nullptr &&
                           assignment_.settings().policy == tables::Policy::optimal;
        today_ =
            plain ? trials_->with(listings_, assignment_.selection()) : trials_->solve(listings_, control());
        // Runs that nobody has offered must not change anything.
        if (plain && today_.problem.hash() != options.hash())
            throw base::UsageError("the options were formed with other limits of plans");
        settle_today();
        out_.value_before = today_.selection.value;
        out_.bound_before = today_.selection.bound;
        out_.assigned_before = today_.selection.assigned;
        return true;
    }

    /// What can be made better without a new run is not to count as the gain of one.
    void settle_today() {
        constexpr int most_rounds = 10;
        for (int round = 0; round < most_rounds && !stopped(); ++round) {
            Solved better = trials_->improve(listings_, today_, control());
            if (better.selection.value <= today_.selection.value) return;
            today_ = std::move(better);
        }
    }

    /// Adds one run; false where nothing adds anything, or after a stop.
    bool step() {
        std::vector<Candidate> candidates;
        for (std::size_t r = 0; r < runs().size(); ++r) {
            if (!rules_->may(r)) continue;
            auto promise = trials_->promise(r, today_, control());
            if (!promise) return stop();
            if (promise->at_most <= 0) continue;
            candidates.push_back({r, *std::move(promise)});
            keep_first(candidates);
        }
        std::sort(candidates.begin(), candidates.end(),
                  [&](const Candidate& a, const Candidate& b) { return before(a, b); });
        NewRun best;
        std::optional<std::size_t> best_run;
        Solved best_solved;
        Listings best_listings;
        std::uint32_t tried = 0;
        bool proved = true;
        for (const Candidate& one : candidates) {
            const Int128 limit = best_run ? best.gain : Int128(0);
            if (best_run && !rules_->better(one.run, one.promise.at_most, *best_run, limit)) break;
            if (tried == settings_.tries) {
                proved = false;
                break;
            }
            if (stopped()) return false;
            ++tried;
            const auto changed = trials_->examine(one.run, one.promise.who, control());
            if (!changed) return stop();
            Listings listings = listings_;
            for (const auto& [candidate, listing] : *changed) listings[candidate.index()] = listing;
            Solved solved = trials_->improve(listings, today_, control());
            const Int128 gain = solved.selection.value - today_.selection.value;
            if (gain <= 0 || (best_run && !rules_->better(one.run, gain, *best_run, best.gain))) continue;
            best_run = one.run;
            best.gain = gain;
            best.gain_at_most = one.promise.at_most;
            best_solved = std::move(solved);
            best_listings = std::move(listings);
        }
        if (!best_run) {
            const bool again = rules_->must();
            rules_->give_up();
            return again;
        }
        best.run = runs()[*best_run];
        best.tried = tried;
        best.best = proved;
        best.people = trials_->users(best_solved, *best_run);
        trials_->admit(*best_run);
        rules_->choose(*best_run);
        out_.cost_cents += best.run.run_cost_cents.value_or(0);
        out_.chosen.push_back(std::move(best));
        today_ = std::move(best_solved);
        listings_ = std::move(best_listings);
        return true;
    }

    [[nodiscard]] bool before(const Candidate& a, const Candidate& b) const {
        if (rules_->better(a.run, a.promise.at_most, b.run, b.promise.at_most)) return true;
        if (rules_->better(b.run, b.promise.at_most, a.run, a.promise.at_most)) return false;
        return a.run < b.run;
    }
    /// Those that will never be tried are let go.
    void keep_first(std::vector<Candidate>& candidates) const {
        const std::size_t most = std::size_t(settings_.tries) + 1;
        if (candidates.size() < 2 * most) return;
        std::nth_element(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(most),
                         candidates.end(),
                         [&](const Candidate& a, const Candidate& b) { return before(a, b); });
        candidates.resize(most);
    }

    const Assignment& assignment_;
    base::Control control_;
    std::chrono::steady_clock::time_point began_;
    NewRunSettings settings_;
    NewRuns out_;
    std::optional<Rules> rules_;
    std::optional<detail::Trials> trials_;
    Listings listings_;
    Solved today_;
};

}  // namespace

NewRuns choose_runs(const Assignment& assignment, const NewRunSettings& settings,
                    const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    require(assignment, settings);
    return Chooser(assignment, settings, control).run();
}

}  // namespace iqmatch::inline v0::matching
