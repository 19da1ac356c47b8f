// SPDX-License-Identifier: Apache-2.0
#include "result_arguments.hpp"
#include <iostream>
#include <iqmatch/io/match_result.hpp>
#include <iqmatch/io/refusal.hpp>
#include "solve_status.hpp"

namespace iqmatch_cli {

namespace io = iqmatch::io;
namespace matching = iqmatch::matching;

void add_result_arguments(CLI::App& command, Context& context, ResultArguments& arguments) {
    add_network_arguments(command, arguments.network);
    command
        .add_option("--result", arguments.result,
                    "Folder of a result of match (default: the network is matched now, with plans)")
        ->type_name("DIR");
    command.add_option("--out", arguments.out, "Folder for the tables: new, empty, or an earlier one")
        ->required()
        ->type_name("DIR");
    add_gap_option(command, arguments.gap_e9);
    add_solver_options(command, context);
    add_output_options(command, context);
}

std::optional<matching::Assignment> obtain(Context& context, const ResultArguments& arguments,
                                           const io::MatchInputs& inputs,
                                           const iqmatch::base::Control& control) {
    const auto day = arguments.network.day();
    if (arguments.result.empty()) {
        const auto began = std::chrono::steady_clock::now();
        matching::OptionSettings settings;
        settings.date = day;
        const matching::Options options =
            matching::options(inputs.network, inputs.rules, inputs.card, settings, control);
        matching::AssignSettings wanted;
        wanted.seed = context.seed.value_or(0);
        wanted.gap_e9 = arguments.gap_e9;
        return matching::assign(options, wanted, iqmatch::base::remaining(control, began));
    }
    const io::MatchExpectations stated{day, context.seed, !arguments.network.rules.empty(),
                                       !arguments.network.card.empty()};
    io::ReloadedMatch result = io::reload_match(arguments.result, inputs, control, stated);
    if (!result.refusal.empty()) {
        end_progress();
        std::cerr << "iqmatch: " << arguments.result << ": "
                  << io::to_text({result.refusal, result.where, ""}, context.lang()) << "\n";
    }
    return std::move(result.assignment);
}

int exit_code_of(const ResultArguments& arguments, const matching::Assignment& assignment) {
    if (!arguments.result.empty()) return done;
    return exit_code(assignment.status());
}

}  // namespace iqmatch_cli
