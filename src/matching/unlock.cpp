// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/needs.hpp>
#include <iqmatch/matching/unlock.hpp>
#include <map>
#include <set>
#include <tuple>
#include "blocks.hpp"
#include "plan_maker.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::VacancyId;

/// A plan with what is needed to sum up over people.
struct Found {
    UnlockedPlan plan;
    std::set<std::string> needs;
    std::vector<VacancyId> vacancies;  ///< ascending, each once
    const detail::PlanNote* note = nullptr;
};

class Person {
  public:
    Person(const Options& options, const Assignment* result, CandidateId candidate)
        : options_(options), state_(options.state()), candidate_(candidate), maker_(state_, candidate) {
        const Proposal* proposal = result == nullptr ? nullptr : result->find(candidate);
        if (proposal != nullptr && proposal->option.planned()) proposed_ = &note_of(proposal->option);
    }

    [[nodiscard]] std::vector<Found> find() {
        std::vector<Found> out;
        for (const Option& option : options_.of(candidate_))
            if (option.planned() && !option.alone) add(option, out);
        for (Found& one : out) {
            auto& all = one.vacancies;
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
            one.plan.opens = all.size();
        }
        std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) {
            const auto order = [](const UnlockedPlan& p) {
                return std::tuple(p.ready, !p.own_cost_cents, p.own_cost_cents.value_or(0), p.hours_x100,
                                  std::string_view(p.plan), p.late_ready, p.best);
            };
            return order(a.plan) < order(b.plan);
        });
        return out;
    }

  private:
    [[nodiscard]] const detail::PlanNote& note_of(const Option& option) const {
        return state_.plans.at(state_.ways.at(option.way).plan);
    }
    static bool same(const detail::PlanNote& a, const detail::PlanNote& b) {
        return a.key == b.key && a.ready == b.ready && a.way == b.way && a.seats == b.seats;
    }

    void add(const Option& option, std::vector<Found>& out) {
        const detail::PlanNote& note = note_of(option);
        auto at =
            std::find_if(out.begin(), out.end(), [&](const Found& one) { return same(*one.note, note); });
        const planning::Plan& plan = maker_.of(option);
        if (at == out.end()) {
            Found fresh;
            fresh.note = &note;
            fresh.plan.candidate = candidate_;
            fresh.plan.plan = plan.key;
            fresh.plan.ready = plan.ready;
            fresh.plan.late_ready = plan.late_ready;
            fresh.plan.chance_milli = plan.chance_milli;
            fresh.plan.own_cost_cents = plan.own_cost_cents;
            fresh.plan.hours_x100 = plan.hours_x100;
            fresh.plan.best = option.vacancy;
            fresh.plan.proposed = proposed_ != nullptr && same(*proposed_, note);
            at = out.insert(out.end(), std::move(fresh));
        }
        // Goals that one plan serves alike may differ in what they ask for.
        for (const planning::Need& need : plan.closes) {
            std::string text = planning::to_text(need, state_.network);
            auto& closes = at->plan.closes;
            if (std::find(closes.begin(), closes.end(), text) == closes.end())
                closes.push_back(std::move(text));
            at->needs.insert(shared_need(need, state_.network));
        }
        at->vacancies.push_back(option.vacancy);
        const std::int64_t value = option.value - options_.kept_part(candidate_, option);
        if (value > at->plan.best_value) {
            at->plan.best = option.vacancy;
            at->plan.best_value = value;
        }
    }

    const Options& options_;
    const Options::State& state_;
    CandidateId candidate_;
    detail::PlanMaker maker_;
    const detail::PlanNote* proposed_ = nullptr;
};

}  // namespace

Unlocked unlock(const Options& options, const Assignment* result, const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    if (result != nullptr && &result->options().state() != &options.state())
        throw base::UsageError("the assignment is one of other options");
    detail::require_all_listed(options);
    Unlocked out;
    if (options.planner() == nullptr) return out;
    const std::size_t people = options.network().candidates().size();
    std::vector<std::vector<Found>> found(people);
    out.stopped = detail::for_blocks(people, control, base::Stage::options, [&] {
                      return [&](std::size_t begin, std::size_t end) {
                          for (std::size_t c = begin; c < end; ++c)
                              found[c] = Person(options, result, CandidateId(c)).find();
                      };
                  }).has_value();
    struct Sum {
        std::uint64_t candidates = 0, opens = 0;
        std::set<VacancyId> vacancies;
    };
    std::map<std::string, Sum> sums;
    for (std::vector<Found>& person : found) {
        std::map<std::string, std::set<VacancyId>> opened;
        std::set<VacancyId> any;
        for (Found& one : person) {
            any.insert(one.vacancies.begin(), one.vacancies.end());
            for (const std::string& need : one.needs)
                opened[need].insert(one.vacancies.begin(), one.vacancies.end());
            out.plans.push_back(std::move(one.plan));
        }
        if (!person.empty()) ++out.candidates;
        out.opens += any.size();
        for (const auto& [need, vacancies] : opened) {
            Sum& sum = sums[need];
            ++sum.candidates;
            sum.opens += vacancies.size();
            sum.vacancies.insert(vacancies.begin(), vacancies.end());
        }
    }
    for (const auto& [need, sum] : sums)
        out.needs.push_back({need, sum.candidates, sum.opens, sum.vacancies.size()});
    std::sort(out.needs.begin(), out.needs.end(), [](const UnlockedNeed& a, const UnlockedNeed& b) {
        return std::tuple(b.opens, b.candidates, std::string_view(a.need)) <
               std::tuple(a.opens, a.candidates, std::string_view(b.need));
    });
    return out;
}

}  // namespace iqmatch::inline v0::matching
