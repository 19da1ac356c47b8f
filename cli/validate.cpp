// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/io/json_value.hpp>
#include <memory>
#include "command.hpp"
#include "network_arguments.hpp"

namespace iqmatch_cli {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;

/// "3 errors, 1 warning" in the language.
std::string count(const Context& context, const base::Findings& findings) {
    const std::size_t errors = findings.errors(), warnings = findings.warnings();
    return std::to_string(errors) +
           std::string(errors == 1 ? context.pick(" error, ", " Fehler, ")
                                   : context.pick(" errors, ", " Fehler, ")) +
           std::to_string(warnings) +
           std::string(warnings == 1 ? context.pick(" warning", " Warnung")
                                     : context.pick(" warnings", " Warnungen"));
}

void print_network(const Context& context, const iqmatch::domain::Network& network) {
    std::int64_t positions = 0;
    const auto vacancies = network.vacancies();
    for (std::size_t v = 0; v < vacancies.size(); ++v)
        positions += vacancies.positions(iqmatch::domain::VacancyId(v));
    std::cout << network.candidates().size() << context.pick(" candidates, ", " Personen, ")
              << vacancies.size() << context.pick(" vacancies with ", " Stellenangebote mit ") << positions
              << context.pick(" positions, ", " Plätzen, ") << network.employers().size()
              << context.pick(" employers, as of ", " Betriebe, Stand ");
    const auto day = network.as_of().ymd();
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    std::cout << (context.language == "de" ? two(unsigned(day.day())) + "." + two(unsigned(day.month())) +
                                                 "." + std::to_string(int(day.year()))
                                           : network.as_of().iso())
              << "\n"
              << context.pick("content hash ", "Inhaltshash ") << network.content_hash() << "\n";
}

int validate(Context& context, const NetworkArguments& arguments) {
    (void)arguments.day();
    open_json(context, {}, arguments.paths());
    base::Findings findings;
    std::optional<io::MatchInputs> inputs;
    try {
        inputs = io::load_match_inputs(arguments.sources());
        findings = inputs->warnings;
    } catch (const base::DataError& error) {
        findings = error.findings();
    }
    show_findings(context, findings);
    if (context.talks()) {
        if (inputs) print_network(context, inputs->network);
        std::cout << count(context, findings) << "\n";
    }
    write_json(context, io::findings_json(findings).dump());
    return inputs ? done : data_errors;
}

}  // namespace

void add_validate(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<NetworkArguments>();
    CLI::App& command = *program.add_subcommand(
        "validate", "Load a network, its rule tables and model card, and list everything that is wrong");
    add_network_arguments(command, *arguments);
    // Nothing is solved here; the options are taken so that all commands on a NETWORK can be called alike.
    add_seed_option(command, context, "Accepted as in every command on a NETWORK; changes nothing here");
    add_threads_option(command, context, "Accepted as in every command on a NETWORK; changes nothing here");
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return validate(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
