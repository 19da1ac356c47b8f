// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/version.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/io/unlock.hpp>
#include "cells.hpp"

namespace iqmatch::inline v0::io {
namespace {

using detail::joined;
using detail::number_cell;
using detail::value_cell;

/// A plan without a course: offices alone. No key is that word.
std::string_view plan_name(const matching::UnlockedPlan& plan) {
    return plan.plan.empty() ? std::string_view("none") : std::string_view(plan.plan);
}

}  // namespace

std::string unlock_csv(const matching::Unlocked& unlocked, const domain::Network& network, bool result) {
    std::string out =
        "candidate,plan,closes,ready,late_ready,chance,own_cost_cents,hours,opens,best_vacancy,best_value";
    out += result ? ",proposed\n" : "\n";
    for (const matching::UnlockedPlan& plan : unlocked.plans) {
        const std::string closes = joined(plan.closes), ready = plan.ready.iso(),
                          late = plan.late_ready.iso();
        const std::string chance = tables::grid_text(plan.chance_milli, 3);
        const std::string cost = number_cell(plan.own_cost_cents);
        const std::string hours = tables::grid_text(plan.hours_x100, 2), opens = std::to_string(plan.opens);
        const std::string value = value_cell(plan.best_value);
        std::vector<std::string_view> cells{network.candidates().key(plan.candidate),
                                            plan_name(plan),
                                            closes,
                                            ready,
                                            late,
                                            chance,
                                            cost,
                                            hours,
                                            opens,
                                            network.vacancies().key(plan.best),
                                            value};
        if (result) cells.emplace_back(plan.proposed ? "yes" : "no");
        append_csv_row(out, cells);
    }
    return out;
}

std::string unlock_steps_csv(const matching::Unlocked& unlocked) {
    std::string out = "step,candidates,opens,vacancies\n";
    for (const matching::UnlockedNeed& need : unlocked.needs)
        append_csv_row(out, {need.need, std::to_string(need.candidates), std::to_string(need.opens),
                             std::to_string(need.vacancies)});
    return out;
}

JsonValue unlock_json(const matching::Unlocked& unlocked, const matching::Options& options, bool result) {
    const domain::Network& network = options.network();
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-unlock-1").set("date", options.date().iso());
    out.set("options_hash", options.hash()).set("stopped", unlocked.stopped);
    out.set("candidates", unlocked.candidates).set("opens", unlocked.opens);
    JsonValue steps = JsonValue::array();
    for (const matching::UnlockedNeed& need : unlocked.needs) {
        JsonValue one = JsonValue::object();
        one.set("step", need.need).set("candidates", need.candidates);
        one.set("opens", need.opens).set("vacancies", need.vacancies);
        steps.push(std::move(one));
    }
    out.set("steps", std::move(steps));
    JsonValue plans = JsonValue::array();
    for (const matching::UnlockedPlan& plan : unlocked.plans) {
        JsonValue one = JsonValue::object();
        JsonValue closes = JsonValue::array();
        for (const std::string& need : plan.closes) closes.push(need);
        one.set("candidate", network.candidates().key(plan.candidate)).set("plan", plan_name(plan));
        one.set("closes", std::move(closes)).set("ready", plan.ready.iso());
        one.set("late_ready", plan.late_ready.iso());
        one.set("chance", JsonValue::number(tables::grid_text(plan.chance_milli, 3)));
        one.set("own_cost_cents", detail::number_member(plan.own_cost_cents));
        one.set("hours", JsonValue::number(tables::grid_text(plan.hours_x100, 2)));
        one.set("opens", plan.opens).set("best_vacancy", network.vacancies().key(plan.best));
        one.set("best_value", detail::value_member(plan.best_value));
        one.set("proposed", result ? JsonValue(plan.proposed) : JsonValue());
        plans.push(std::move(one));
    }
    out.set("plans", std::move(plans));
    return out;
}

std::string write_unlock(const matching::Unlocked& unlocked, const matching::Options& options, bool result,
                         ResultFolder& folder, const BeforePublish& before) {
    folder.add_file("unlock.csv", unlock_csv(unlocked, options.network(), result));
    folder.add_file("unlock_steps.csv", unlock_steps_csv(unlocked));
    JsonValue summary = JsonValue::object();
    summary.set("schema", summary_schema).set("command", "unlock");
    summary.set("date", options.date().iso()).set("version", base::version);
    summary.set("options_hash", options.hash()).set("stopped", unlocked.stopped);
    summary.set("candidates", unlocked.candidates).set("plans", unlocked.plans.size());
    summary.set("opens", unlocked.opens);
    return folder.finish(std::move(summary), before);
}

}  // namespace iqmatch::inline v0::io
