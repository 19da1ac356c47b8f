// SPDX-License-Identifier: Apache-2.0
// Numbers on the command line. Read here and not by the parser of the command line, which takes -1 for 2^64 -
// 1, 010 for 8 and what is too large for the largest there is.
#include <charconv>
#include <functional>
#include <iqmatch/tables/selection.hpp>
#include <limits>
#include <string>
#include <type_traits>
#include "command.hpp"

namespace iqmatch_cli {

namespace base = iqmatch::base;

namespace {

/// An option whose whole text is a number from `least` to `most`; NaN is none.
template <class Number>
CLI::Option* add_number(CLI::App& command, const std::string& name, const std::string& meaning,
                        const char* type_name, Number least, Number most, const std::string& range,
                        std::function<void(Number)> take) {
    return command
        .add_option_function<std::string>(
            name,
            [=](const std::string& text) {
                Number number{};
                const char* const end = text.data() + text.size();
                const auto [rest, error] = std::from_chars(text.data(), end, number);
                if (error != std::errc() || rest != end || !(number >= least && number <= most))
                    throw CLI::ValidationError(name, "'" + text + "' is no " + range);
                take(number);
            },
            meaning)
        ->type_name(type_name);
}

}  // namespace

void add_seed_option(CLI::App& command, Context& context, const std::string& meaning) {
    add_number<std::uint64_t>(command, "--seed", meaning, "N", 0, std::numeric_limits<std::uint64_t>::max(),
                              "whole number from 0 to 18446744073709551615",
                              [&context](std::uint64_t seed) { context.seed = seed; });
}

CLI::Option* add_count_option(CLI::App& command, const std::string& name, const std::string& meaning,
                              std::uint64_t most, std::uint64_t& value) {
    return add_number<std::uint64_t>(command, name, meaning, "N", 0, most,
                                     "whole number from 0 to " + std::to_string(most),
                                     [&value](std::uint64_t count) { value = count; });
}

void add_threads_option(CLI::App& command, Context& context, const std::string& meaning) {
    add_number<unsigned>(command, "--threads", meaning, "N", 1, 1024, "whole number from 1 to 1024",
                         [&context](unsigned threads) { context.threads = threads; });
}

CLI::Option* add_gap_option(CLI::App& command, std::uint64_t& gap_e9) {
    return command
        .add_option_function<std::string>(
            "--gap",
            [&gap_e9](const std::string& text) {
                const auto gap = iqmatch::tables::parse_gap(text);
                if (!gap)
                    throw CLI::ValidationError(
                        "--gap",
                        "'" + text + "' is no decimal number of 0 or more with at most nine decimals");
                gap_e9 = *gap;
            },
            "Good enough where options use several units: (bound - value) / |value| (default 0.0001); 0 "
            "searches for the optimum")
        ->type_name("G");
}

void add_solver_options(CLI::App& command, Context& context) {
    add_seed_option(command, context, "Decides among equal totals (default 0)");
    add_threads_option(command, context, "Threads (default: all cores); results do not depend on it");
    add_number<double>(command, "--time-limit", "Stop after so many seconds with the best result so far", "S",
                       0, 1e9, "number of seconds from 0 to 1e9",
                       [&context](double seconds) { context.time_limit = seconds + 0.0; });  // -0 becomes 0
    add_number<std::uint64_t>(command, "--work-limit", "Stop after so many work units; repeatable", "N", 0,
                              std::numeric_limits<std::uint64_t>::max(),
                              "whole number from 0 to 18446744073709551615",
                              [&context](std::uint64_t units) { context.work_limit = units; });
    command
        .add_option_function<std::string>(
            "--simd", [&context](const std::string& level) { context.simd = base::simd_level(level); },
            "Highest level of vector instructions (default: what the processor has); results do not depend "
            "on it")
        ->check(CLI::IsMember({"baseline", "avx2", "avx512"}))
        ->type_name("LEVEL");
}

}  // namespace iqmatch_cli
