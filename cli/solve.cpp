// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/solve_files.hpp>
#include <memory>
#include "command.hpp"
#include "solve_status.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;
using iqmatch::graph::SolveStatus;

struct SolveArguments {
    std::string options, resources, out;
    std::string policy = "optimal";
    std::string resolution = "1e-6";
    std::uint64_t gap_e9 = iqmatch::tables::usual_gap_e9;
    bool must_assign = false;
};

void print(const Context& context, const io::SolveReport& report, const std::string& out) {
    std::cout << headline(context, report.status) << ": ";
    if (report.status == SolveStatus::infeasible && report.witness_candidates == 0) {
        std::cout << context.pick(
            "no assignment of everybody exists; why could not be said in few words\n",
            "eine Zuordnung aller gibt es nicht; der Grund ließ sich nicht kurz sagen\n");
        return;
    }
    if (report.status == SolveStatus::infeasible) {
        std::cout << report.witness_candidates
                  << (report.unit_prices
                          ? context.pick(" candidates have options only in resources with room for ",
                                         " Personen haben Optionen nur bei Ressourcen mit Platz für ")
                          : context.pick(
                                " candidates need more of certain resources than their capacity of ",
                                " Personen brauchen von bestimmten Ressourcen mehr als deren Kapazität "
                                "von "))
                  << report.witness_capacity << context.pick("; they are named in ", "; sie stehen in ")
                  << out << "/witness.csv\n";
        return;
    }
    if (report.value.empty()) {
        std::cout << context.pick("nothing that everybody could take was found; proven bound ",
                                  "nichts gefunden, was alle annehmen könnten; bewiesene Schranke ")
                  << context.number(report.bound) << "\n";
        return;
    }
    std::cout << context.pick("value ", "Wert ") << context.number(report.value)
              << context.pick(", proven bound ", ", bewiesene Schranke ") << context.number(report.bound)
              << context.pick(", gap ", ", Abstand ") << context.number(report.gap) << "\n"
              << report.assigned << context.pick(" of ", " von ") << report.candidates
              << context.pick(" candidates assigned, ", " Personen zugeordnet, ") << report.options
              << context.pick(" options\n", " Optionen\n");
    if (!report.dearest.empty())
        std::cout << (report.unit_prices
                          ? context.pick("most expensive resources (one more unit is worth):\n",
                                         "teuerste Ressourcen (eine Einheit mehr ist wert):\n")
                          : context.pick("most expensive resources (prices that prove the bound):\n",
                                         "teuerste Ressourcen (Preise, die die Schranke beweisen):\n"));
    for (const io::SolveReport::Price& price : report.dearest)
        std::cout << "  " << price.resource << "  " << context.number(price.price) << "  (" << price.used
                  << "/" << price.capacity << context.pick(" used)\n", " belegt)\n");
    std::cout << context.pick("written to ", "geschrieben nach ") << out << "\n";
}

int solve(Context& context, const SolveArguments& arguments) {
    io::SolveSettings settings;
    settings.selection.policy = *iqmatch::tables::parse_policy(arguments.policy);
    settings.selection.seed = context.seed.value_or(0);
    const auto resolution = iqmatch::tables::Resolution::parse(arguments.resolution);
    if (!resolution) throw iqmatch::base::UsageError("--resolution is auto or a power of ten from 1 to 1e-9");
    settings.resolution = *resolution;
    settings.must_assign = arguments.must_assign;
    settings.selection.gap_e9 = arguments.gap_e9;
    settings.time = now_utc();
    open_json(context, {arguments.out}, {arguments.options, arguments.resources});
    const io::SolveReport report =
        io::solve_files(arguments.options, arguments.resources, settings, make_control(context),
                        arguments.out, [&](std::string_view summary) { stage_json(context, summary); });
    publish_json(context);
    end_progress();
    show_findings(context, report.warnings);
    if (context.talks()) print(context, report, arguments.out);
    return exit_code(report.status);
}

}  // namespace

void add_solve(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<SolveArguments>();
    CLI::App& command =
        *program.add_subcommand("solve", "Choose the best options of your own values, with a proof");
    command.add_option("OPTIONS", arguments->options, "CSV: candidate,option,value,uses")->required();
    command.add_option("RESOURCES", arguments->resources, "CSV: resource,capacity and, if wanted, minimum")
        ->required();
    command.add_option("--out", arguments->out, "Folder for the result: new, empty, or an earlier result")
        ->required()
        ->type_name("DIR");
    command.add_option("--policy", arguments->policy, "optimal (default) or greedy, a baseline")
        ->check(CLI::IsMember({"optimal", "greedy"}))
        ->type_name("POLICY");
    command
        .add_option("--resolution", arguments->resolution,
                    "Grid of the values: a power of ten from 1 to 1e-9 (default 1e-6), or auto")
        ->type_name("R");
    command.add_flag("--must-assign", arguments->must_assign,
                     "Everybody must get an option, even one of negative value");
    add_gap_option(command, arguments->gap_e9);
    add_solver_options(command, context);
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return solve(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
