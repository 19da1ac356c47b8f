// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/unlock.hpp>
#include <memory>
#include "overview.hpp"
#include "result_arguments.hpp"

namespace iqmatch_cli {
namespace {

namespace io = iqmatch::io;
namespace matching = iqmatch::matching;

constexpr std::size_t most_lines = 12;

void print(const Context& context, const matching::Unlocked& unlocked, const std::string& out) {
    std::cout << context.pick("people with a plan: ", "Personen mit einem Plan: ") << unlocked.candidates
              << context.pick("; vacancies that plans open for them: ", "; Stellen, die Pläne ihnen öffnen: ")
              << unlocked.opens << "\n";
    std::vector<std::vector<std::string>> lines{
        {std::string(context.pick("step that opens most", "Schritt, der am meisten öffnet")),
         std::string(context.pick("people", "Personen")), std::string(context.pick("openings", "Öffnungen")),
         std::string(context.pick("vacancies", "Stellen"))}};
    for (std::size_t k = 0; k < unlocked.needs.size() && k < most_lines; ++k) {
        const matching::UnlockedNeed& need = unlocked.needs[k];
        lines.push_back({need.need, std::to_string(need.candidates), std::to_string(need.opens),
                         std::to_string(need.vacancies)});
    }
    if (lines.size() > 1) print_table(lines);
    std::cout << context.pick("a vacancy that takes several steps counts for each of them. Written to ",
                              "eine Stelle, die mehrere Schritte braucht, zählt bei jedem. Geschrieben nach ")
              << out << "\n";
}

int run_unlock(Context& context, const ResultArguments& arguments) {
    open_json(context, {arguments.out}, arguments.paths());
    io::ResultFolder folder(arguments.out, {"summary.json", io::summary_schema, "unlock"});
    const io::MatchInputs inputs = io::load_match_inputs(arguments.network.sources());
    const auto control = make_control(context);
    const bool named = !arguments.result.empty();
    std::optional<matching::Assignment> result;
    std::optional<matching::Options> options;
    if (named) {
        result = obtain(context, arguments, inputs, control);
        if (!result) return certificate_fails;
        options = result->options();
        if (options->planner() == nullptr)
            throw iqmatch::base::UsageError(
                "the result was made without plans (--no-plans): nothing in it unlocks anything");
    } else {
        matching::OptionSettings settings;
        settings.date = arguments.network.day();
        options = matching::options(inputs.network, inputs.rules, inputs.card, settings, control);
    }
    const matching::Unlocked unlocked = matching::unlock(*options, named ? &*result : nullptr, control);
    end_progress();
    show_warnings(context, inputs.warnings);
    io::write_unlock(unlocked, *options, named, folder, [&](std::string_view) {
        stage_json(context, io::unlock_json(unlocked, *options, named).dump());
    });
    publish_json(context);
    if (context.talks()) print(context, unlocked, arguments.out);
    return unlocked.stopped || options->stopped() ? stopped : done;
}

}  // namespace

void add_unlock(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<ResultArguments>();
    CLI::App& command = *program.add_subcommand(
        "unlock", "Which plans open how many vacancies for each person, and which kinds of step open most");
    add_result_arguments(command, context, *arguments);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return run_unlock(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
