// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <iostream>
#include <iqmatch/base/date.hpp>
#include <iqmatch/io/json_value.hpp>
#include <map>
#include <string_view>
#include <thread>
#include "command.hpp"

namespace iqmatch_cli {

namespace base = iqmatch::base;

namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");
bool progress_shown = false;

extern "C" void on_interrupt(int signal) {
    interrupted.store(true);
    std::signal(signal, SIG_DFL);  // a second time ends the program at once
}

/// Turns the flag that a signal handler may set into a stop request, which it may not make.
class InterruptWatch {
  public:
    InterruptWatch() {
        std::signal(SIGINT, on_interrupt);
        std::signal(SIGTERM, on_interrupt);
        watcher_ = std::jthread([this](const std::stop_token& end) {
            while (!end.stop_requested() && !interrupted.load())
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            if (interrupted.load()) source_.request_stop();
        });
    }
    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  private:
    std::stop_source source_;
    std::jthread watcher_;
};

}  // namespace

std::string Context::number(std::string text) const {
    if (language == "de") std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

void add_output_options(CLI::App& command, Context& context) {
    command
        .add_option("--json", context.json, "Also write the outcome as JSON to FILE; - is standard output")
        ->type_name("FILE");
    command.add_flag("--quiet", context.quiet, "Print errors only");
    command.add_option("--lang", context.language, "Language of texts: de or en (default en)")
        ->check(CLI::IsMember({"de", "en"}))
        ->type_name("LANG");
}

base::Control make_control(const Context& context) {
    static const InterruptWatch watch;
    base::Control control;
    control.threads =
        context.threads != 0 ? context.threads : std::max(1U, std::thread::hardware_concurrency());
    control.stop = watch.token();
    if (context.time_limit) control.time_limit = std::chrono::duration<double>(*context.time_limit);
    control.work_limit = context.work_limit;
    control.simd = context.simd;
    if (!context.quiet && isatty(STDERR_FILENO) != 0)
        control.progress = [](const base::Progress& progress) {
            progress_shown = true;
            std::cerr << "\r" << base::to_string(progress.stage) << ": " << progress.done << "/"
                      << progress.total;
            if (progress.work != 0) std::cerr << ", " << progress.work << " work units";
            std::cerr << "\033[K" << std::flush;
        };
    return control;
}

void end_progress() {
    if (progress_shown) std::cerr << "\r\033[K" << std::flush;
    progress_shown = false;
}

namespace {

void show(const Context& context, const base::Finding& finding) {
    const bool error = finding.severity == base::Severity::error;
    std::cerr << (error ? context.pick("error: ", "Fehler: ") : context.pick("warning: ", "Warnung: "))
              << base::to_text(finding, context.lang()) << "\n";
}

}  // namespace

void show_warnings(const Context& context, const base::Findings& warnings) {
    if (context.quiet) return;
    // A network in use has the same warning about hundreds of records; what was asked for is the result.
    constexpr std::size_t shown_in_full = 3;
    std::map<std::string_view, std::size_t> counts, seen;
    for (const base::Finding& finding : warnings.items()) ++counts[finding.code];
    for (const base::Finding& finding : warnings.items()) {
        const std::size_t all = counts[finding.code], before = seen[finding.code]++;
        if (all <= shown_in_full || before == 0) show(context, finding);
        if (all > shown_in_full && before == 0)
            std::cerr << context.pick("         and ", "         und ") << all - 1
                      << context.pick(" more of the kind ", " weitere der Art ") << finding.code
                      << context.pick("; iqmatch validate lists all", "; iqmatch validate nennt alle")
                      << "\n";
    }
}

void show_findings(const Context& context, const base::Findings& findings) {
    if (findings.ok() && context.quiet) return;
    for (const base::Finding& finding : findings.items()) show(context, finding);
    if (findings.errors() != 0)
        std::cerr << findings.errors() << context.pick(" error(s), ", " Fehler, ") << findings.warnings()
                  << context.pick(" warning(s); nothing was written",
                                  " Warnung(en); nichts wurde geschrieben")
                  << "\n";
}

void add_time_option(CLI::App& command, std::string& time) {
    command
        .add_option("--time", time, "When this is done, in UTC such as 2026-12-31T23:59:59Z (default: now)")
        ->type_name("TIME");
}

std::string now_utc() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::hh_mm_ss clock(now - day);
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return base::Date(day).iso() + "T" + two(clock.hours().count()) + ":" + two(clock.minutes().count()) +
           ":" + two(clock.seconds().count()) + "Z";
}

}  // namespace iqmatch_cli
