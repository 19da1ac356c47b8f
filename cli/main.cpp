// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <filesystem>
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/version.hpp>
#include <iqmatch/io/json_value.hpp>
#include <string>
#include "command.hpp"

namespace {

namespace base = iqmatch::base;
using iqmatch_cli::Context;

/// Runs the chosen command and turns every failure into its exit code.
int run(const Context& context) {
    try {
        return context.run();
    } catch (const base::DataError& error) {
        iqmatch_cli::end_progress();
        iqmatch_cli::show_findings(context, error.findings());
        iqmatch_cli::write_json(context, iqmatch::io::findings_json(error.findings()).dump());
        return iqmatch_cli::data_errors;
    } catch (const base::UsageError& error) {
        std::cerr << "iqmatch: " << error.what() << "\n";
        return iqmatch_cli::wrong_usage;
    } catch (const base::FileError& error) {
        std::cerr << "iqmatch: " << error.what() << "\n";
        return iqmatch_cli::file_error;
    } catch (const std::filesystem::filesystem_error& error) {
        std::cerr << "iqmatch: " << error.what() << "\n";
        return iqmatch_cli::file_error;
    }
}

/// What to print where the first word is none of the commands; else empty.
std::string unknown_command(const CLI::App& program, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-' || argv[1][0] == '\0') return {};
    std::string known;
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
        if (command->get_name() == argv[1]) return {};
        if (command->get_group().empty()) continue;  // hidden
        known += (known.empty() ? "" : ", ") + command->get_name();
    }
    return "iqmatch: there is no command '" + std::string(argv[1]) + "'; there are: " + known +
           "\nRun with --help for more information.\n";
}

/// Results that standard output did not take are results that were not written.
int flushed(int code) {
    std::cout.flush();
    if (std::cout) return code;
    std::cerr << "iqmatch: standard output: cannot be written\n";
    return iqmatch_cli::file_error;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App program("Matches foreign professionals with vacancies and courses, with proofs", "iqmatch");
        Context context;
        program.set_version_flag("--version", std::string("iqmatch ") + base::version);
        program.require_subcommand(1);
        iqmatch_cli::add_validate(program, context);
        iqmatch_cli::add_match(program, context);
        iqmatch_cli::add_explain(program, context);
        iqmatch_cli::add_plan(program, context);
        iqmatch_cli::add_report(program, context);
        iqmatch_cli::add_unlock(program, context);
        iqmatch_cli::add_demand(program, context);
        iqmatch_cli::add_employers(program, context);
        iqmatch_cli::add_generate(program, context);
        iqmatch_cli::add_solve(program, context);
        iqmatch_cli::add_certify(program, context);
        iqmatch_cli::add_confirm(program, context);
        iqmatch_cli::add_record(program, context);
        iqmatch_cli::add_session(program, context);
        iqmatch_cli::add_definition(program, context);
        if (const std::string wrong = unknown_command(program, argc, argv); !wrong.empty()) {
            std::cerr << wrong;
            return iqmatch_cli::wrong_usage;
        }
        try {
            program.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            // Help and version come as "errors" with code 0.
            return flushed(program.exit(error) == 0 ? iqmatch_cli::done : iqmatch_cli::wrong_usage);
        }
        return flushed(run(context));
    } catch (const base::FileError& error) {  // findings that --json asked for could not be written
        std::cerr << "iqmatch: " << error.what() << "\n";
        return iqmatch_cli::file_error;
    } catch (const std::exception& error) {
        std::cerr << "iqmatch: this is a defect of the program, please report it: " << error.what() << "\n";
        return iqmatch_cli::our_defect;
    }
}
