// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the commands of the program share.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/stop.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch_cli {

/// Exit codes, as docs/reference/exit_codes.md documents them.
enum ExitCode : int {
    done = 0,
    data_errors = 1,
    wrong_usage = 2,
    stopped = 3,
    certificate_fails = 4,
    file_error = 5,
    infeasible = 6,
    our_defect = 70
};

/// What the command line said, and what to run. One per process; commands fill `run` when they are chosen.
struct Context {
    std::function<int()> run;  ///< returns the exit code

    // Options that several commands have.
    std::string language = "en";
    std::string json;  ///< file for --json, "-" = standard output, empty = not asked for
    bool quiet = false;
    unsigned threads = 0;  ///< 0 = all cores
    std::uint64_t seed = 0;
    std::optional<double> time_limit;
    std::optional<std::uint64_t> work_limit;

    [[nodiscard]] iqmatch::base::Language lang() const {
        return language == "de" ? iqmatch::base::Language::de : iqmatch::base::Language::en;
    }
    /// The text of the chosen language.
    [[nodiscard]] std::string_view pick(std::string_view en, std::string_view de) const {
        return language == "de" ? de : en;
    }
    /// A decimal text as the language writes it.
    [[nodiscard]] std::string number(std::string text) const;
    /// Whether something for people goes to standard output.
    [[nodiscard]] bool talks() const { return !quiet && json != "-"; }
};

/// --json, --quiet, --lang.
void add_output_options(CLI::App& command, Context& context);
/// --seed, --threads, --time-limit, --work-limit.
void add_solver_options(CLI::App& command, Context& context);

/// Threads, limits, Ctrl-C and, on a terminal, progress.
[[nodiscard]] iqmatch::base::Control make_control(const Context& context);
/// Ends the progress line that make_control may have begun.
void end_progress();

/// Prints findings to standard error and, if asked for, as JSON. Warnings alone are not printed with --quiet.
void show_findings(const Context& context, const iqmatch::base::Findings& findings);
/// Writes the text where --json says; does nothing without --json.
void write_json(const Context& context, std::string_view text);
/// Now, as "2026-12-31T23:59:59Z".
[[nodiscard]] std::string now_utc();

// One function per command; each adds a subcommand to the program.
void add_solve(CLI::App& program, Context& context);
void add_certify(CLI::App& program, Context& context);
void add_explain(CLI::App& program, Context& context);
void add_match(CLI::App& program, Context& context);
void add_validate(CLI::App& program, Context& context);

}  // namespace iqmatch_cli
