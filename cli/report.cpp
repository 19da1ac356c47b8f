// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/io/match_result.hpp>
#include <iqmatch/io/refusal.hpp>
#include <iqmatch/io/report.hpp>
#include <memory>
#include "command.hpp"
#include "network_arguments.hpp"
#include "overview.hpp"

namespace iqmatch_cli {
namespace {

namespace explain = iqmatch::explain;
namespace io = iqmatch::io;

struct ReportArguments {
    NetworkArguments network;
    std::string result, out;
    bool publish = false;
};

void print(const Context& context, const io::Report& report, const std::string& out) {
    print_groups(context, report.aggregates, explain::Dimension::network);
    std::cout << context.pick("by alliance:\n", "nach Bündnis:\n");
    print_groups(context, report.aggregates, explain::Dimension::alliance);
    print_questions(context, report.questions, 5);
    if (report.shortage_decides)
        std::cout << context.pick("proposals that the shortage of occupations decides: ",
                                  "Vorschläge, über die der Engpass entscheidet: ")
                  << *report.shortage_decides << "\n";
    std::cout << context.pick("Written to ", "Geschrieben nach ") << out << "\n";
}

int run_report(Context& context, const ReportArguments& arguments) {
    const auto day = arguments.network.day();
    std::vector<std::string> inputs_paths = arguments.network.paths();
    inputs_paths.push_back(arguments.result);
    open_json(context, {arguments.out}, inputs_paths);
    // Made from a result, it must not take the place of one.
    io::ResultFolder folder(arguments.out, {"summary.json", io::summary_schema, "report"});
    const io::MatchInputs inputs = io::load_match_inputs(arguments.network.sources());
    const io::MatchExpectations stated{day, context.seed, !arguments.network.rules.empty(),
                                       !arguments.network.card.empty()};
    const auto control = make_control(context);
    const io::ReloadedMatch result = io::reload_match(arguments.result, inputs, control, stated);
    if (!result.refusal.empty()) {
        end_progress();
        std::cerr << "iqmatch: " << arguments.result << ": "
                  << io::to_text({result.refusal, result.where, ""}, context.lang()) << "\n";
        return certificate_fails;
    }
    const io::Report report =
        io::make_report(*result.assignment, {arguments.publish, context.lang()}, control);
    end_progress();
    show_warnings(context, inputs.warnings);
    io::write_report(report, *result.assignment, folder, [&](std::string_view) {
        stage_json(context, io::report_json(report, *result.assignment).dump());
    });
    publish_json(context);
    if (context.talks()) print(context, report, arguments.out);
    return done;
}

}  // namespace

void add_report(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<ReportArguments>();
    CLI::App& command = *program.add_subcommand(
        "report",
        "A result from above: groups of people and positions, and the questions that open most options");
    add_network_arguments(command, arguments->network);
    command.add_option("--result", arguments->result, "Folder of a result of match")
        ->required()
        ->type_name("DIR");
    command.add_option("--out", arguments->out, "Folder for the report: new, empty, or an earlier one")
        ->required()
        ->type_name("DIR");
    command.add_flag("--publish", arguments->publish,
                     "Leave out every figure below 5 and what would betray one");
    add_seed_option(command, context,
                    "Common to all commands; a result brings its own, which must be the same");
    add_threads_option(command, context, "Threads (default: all cores); results do not depend on it");
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return run_report(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
