// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the commands of the program share.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/io/pending_file.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    unsigned threads = 0;               ///< 0 = all cores
    std::optional<std::uint64_t> seed;  ///< as stated; 0 where it is not
    std::optional<double> time_limit;
    std::optional<std::uint64_t> work_limit;
    std::optional<iqmatch::base::SimdLevel> simd{};  ///< empty = what the processor has

    [[nodiscard]] iqmatch::base::Language lang() const {
        return language == "de" ? iqmatch::base::Language::de : iqmatch::base::Language::en;
    }
    /// The text of the chosen language.
    [[nodiscard]] std::string_view pick(std::string_view en, std::string_view de) const {
        return language == "de" ? de : en;
    }
    /// A decimal text as the language writes it.
    [[nodiscard]] std::string number(std::string text) const;
    std::unique_ptr<iqmatch::io::PendingFile> json_file{};  ///< what --json names, from open_json on

    /// Whether something for people goes to standard output.
    [[nodiscard]] bool talks() const { return !quiet && json != "-"; }
};

/// --json, --quiet, --lang.
void add_output_options(CLI::App& command, Context& context);
/// --seed. @param meaning the text of its help.
void add_seed_option(CLI::App& command, Context& context, const std::string& meaning);
/// --threads. @param meaning the text of its help.
void add_threads_option(CLI::App& command, Context& context, const std::string& meaning);
/// An option that takes a whole number from 0 to `most`; `value` must live as long as the program.
CLI::Option* add_count_option(CLI::App& command, const std::string& name, const std::string& meaning,
                              std::uint64_t most, std::uint64_t& value);
/// --gap, in units of 1e-9; `gap_e9` must live as long as the program.
CLI::Option* add_gap_option(CLI::App& command, std::uint64_t& gap_e9);
/// --seed, --threads, --time-limit, --work-limit, --simd.
void add_solver_options(CLI::App& command, Context& context);

/// Threads, limits, Ctrl-C and, on a terminal, progress.
[[nodiscard]] iqmatch::base::Control make_control(const Context& context);
/// Ends the progress line that make_control may have begun.
void end_progress();

/// Prints findings to standard error and, if asked for, as JSON. Warnings alone are not printed with --quiet.
void show_findings(const Context& context, const iqmatch::base::Findings& findings);
/// Warnings beside a result, in short: of many of one kind the first and how many more.
void show_warnings(const Context& context, const iqmatch::base::Findings& warnings);
/// Makes sure, before any work is done, that what --json names can be written and is nothing that must stay
/// as it is.
/// @param folders of results: it must not stand in them. @param inputs files, and folders of tables.
/// @throws UsageError, FileError.
void open_json(Context& context, const std::vector<std::string>& folders,
               const std::vector<std::string>& inputs);
/// @throws UsageError if what --json names is one of these files, or a table in one of these folders.
void keep_inputs_from_json(const Context& context, const std::vector<std::string>& inputs);
/// Writes the text to where it waits for publish_json; standard output has it from then on. Does nothing
/// without --json.
/// @throws FileError if it cannot be written.
void stage_json(const Context& context, std::string_view text);
void publish_json(const Context& context);
/// Both at once.
void write_json(const Context& context, std::string_view text);
/// Now, as "2026-12-31T23:59:59Z".
[[nodiscard]] std::string now_utc();
/// --time. `time` must live as long as the program; empty = now.
void add_time_option(CLI::App& command, std::string& time);

// One function per command; each adds a subcommand to the program.
void add_solve(CLI::App& program, Context& context);
void add_certify(CLI::App& program, Context& context);
/// `completion` and `man`, which are not in the help: for packagers and shells.
void add_definition(CLI::App& program, Context& context);
void add_confirm(CLI::App& program, Context& context);
void add_record(CLI::App& program, Context& context);
void add_session(CLI::App& program, Context& context);
void add_demand(CLI::App& program, Context& context);
void add_employers(CLI::App& program, Context& context);
void add_explain(CLI::App& program, Context& context);
void add_plan(CLI::App& program, Context& context);
void add_report(CLI::App& program, Context& context);
void add_generate(CLI::App& program, Context& context);
void add_match(CLI::App& program, Context& context);
void add_unlock(CLI::App& program, Context& context);
void add_validate(CLI::App& program, Context& context);

}  // namespace iqmatch_cli
