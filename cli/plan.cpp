// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/explain/plan_report.hpp>
#include <iqmatch/explain/similar_keys.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/io/plan_json.hpp>
#include <iqmatch/planning/planner.hpp>
#include <memory>
#include "command.hpp"
#include "network_arguments.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;
namespace explain = iqmatch::explain;

struct PlanArguments {
    NetworkArguments network;
    std::string candidate, target = "recognition";
    iqmatch::planning::PlanLimits limits;
};

int run_plan(Context& context, const PlanArguments& arguments) {
    const auto day = arguments.network.day();
    open_json(context, {}, arguments.network.paths());
    const io::MatchInputs inputs = io::load_match_inputs(arguments.network.sources());
    const auto people = inputs.network.candidates();
    const auto candidate = people.find(arguments.candidate);
    if (!candidate) {
        std::string message = "there is no candidate '" + arguments.candidate + "'";
        const auto close = explain::similar_keys(people.table(), arguments.candidate);
        for (std::size_t i = 0; i < close.size(); ++i)
            message += (i == 0 ? "; did you mean " : ", ") + close[i];
        throw iqmatch::base::UsageError(message + (close.empty() ? "" : "?"));
    }
    const iqmatch::planning::Planner planner(inputs.network, inputs.rules,
                                             day.value_or(inputs.network.as_of()), arguments.limits);
    const explain::PlanReport report =
        explain::explain_plans(planner, *candidate, arguments.target, context.lang());
    show_warnings(context, inputs.warnings);
    if (context.talks()) std::cout << explain::to_text(report);
    write_json(context, io::plans_json(report).dump());
    for (const explain::PlanGoalText& goal : report.goals)
        if (goal.status == "limit") return stopped;
    return done;
}

}  // namespace

void add_plan(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<PlanArguments>();
    CLI::App& command = *program.add_subcommand(
        "plan", "Dated qualification plans of one person: what each step closes, and who may pay for it");
    add_network_arguments(command, arguments->network);
    command.add_option("CANDIDATE", arguments->candidate, "Key of the person")->required();
    command
        .add_option("--target", arguments->target,
                    "vacancy:KEY, occupation:KLDB, recognition (default) or assistant")
        ->type_name("TARGET");
    command
        .add_option("--alternatives", arguments->limits.alternatives,
                    "Keep plans that fewer than so many with other seats beat (default 3; 1: the best alone)")
        ->check(CLI::Range(1, 100))
        ->type_name("N");
    add_seed_option(command, context, "Common to all commands; plans do not depend on it");
    add_threads_option(command, context, "Threads; plans of one person take one");
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return run_plan(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
