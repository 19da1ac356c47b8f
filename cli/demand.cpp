// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/arrivals.hpp>
#include <iqmatch/io/demand.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <memory>
#include "overview.hpp"
#include "result_arguments.hpp"

namespace iqmatch_cli {
namespace {

namespace io = iqmatch::io;
namespace matching = iqmatch::matching;

constexpr std::size_t shown = 12;
constexpr std::uint64_t most_runs = 1000;

struct DemandArguments : ResultArguments {
    std::string arrivals, budget;
    std::uint64_t runs = 0, min_per_alliance = 0, tries = matching::NewRunSettings{}.tries;
    bool publish = false;
    CLI::Option* runs_option = nullptr;
    CLI::Option* min_option = nullptr;
};

/// What --runs and --budget ask for; empty where neither was given.
std::optional<matching::NewRunSettings> wanted(const DemandArguments& arguments) {
    matching::NewRunSettings out;
    if (arguments.runs_option->count() > 0) out.most = static_cast<std::uint32_t>(arguments.runs);
    if (!arguments.budget.empty()) {
        const auto cents = iqmatch::tables::read_grid(arguments.budget, 2);
        constexpr std::int64_t most = 1'000'000'000'000'000;
        if (!cents || *cents < 0 || *cents > most)
            throw iqmatch::base::UsageError(
                "--budget is an amount in euros of at least 0 with at most two decimals, not '" +
                arguments.budget + "'");
        out.budget_cents = static_cast<std::int64_t>(*cents);
    }
    out.min_per_alliance = static_cast<std::uint32_t>(arguments.min_per_alliance);
    out.tries = static_cast<std::uint32_t>(arguments.tries);
    if (out.most || out.budget_cents) return out;
    if (arguments.min_option->count() > 0)
        throw iqmatch::base::UsageError("--min-per-alliance needs --runs or --budget");
    return std::nullopt;
}

void print_needs(const Context& context, const io::DemandReport& report) {
    std::vector<std::vector<std::string>> lines{
        {std::string(context.pick("missing or full", "fehlt oder ist voll")),
         std::string(context.pick("people", "Personen")), std::string(context.pick("no run", "kein Termin")),
         std::string(context.pick("full", "voll")), std::string(context.pick("too far", "zu weit")),
         std::string(context.pick("waiting", "warten")), std::string(context.pick("measures", "Maßnahmen"))}};
    using matching::Lack;
    const auto lack = [](const iqmatch::explain::DemandGroup& group, Lack why) {
        return figure(group.lacks[static_cast<std::size_t>(why)]);
    };
    for (const matching::NeededCourse& course : report.demand.needs) {
        if (lines.size() > shown) break;
        for (const auto& group : report.groups)
            if (group.need == course.need && group.dimension == iqmatch::explain::DemandDimension::network)
                lines.push_back({course.need, figure(group.people), lack(group, Lack::no_run),
                                 lack(group, Lack::no_seat), lack(group, Lack::out_of_reach),
                                 lack(group, Lack::waiting), std::to_string(course.measures)});
    }
    if (lines.size() > 1) print_table(lines);
}

void print_runs(const Context& context, const io::DemandReport& report,
                const iqmatch::domain::Network& network) {
    const matching::NewRuns& runs = *report.runs;
    const auto number = [&](iqmatch::base::Int128 value) {
        return context.number(iqmatch::tables::grid_text(value, 6));
    };
    std::vector<std::vector<std::string>> lines{
        {std::string(context.pick("new runs, in order", "neue Termine, der Reihe nach")),
         std::string(context.pick("region", "Region")), std::string(context.pick("from", "ab")),
         std::string(context.pick("seats", "Plätze")), std::string(context.pick("people", "Personen")),
         std::string(context.pick("adds", "bringt")), std::string(context.pick("at most", "höchstens"))}};
    bool secret = false;
    bool proved = true;
    for (const matching::NewRun& one : runs.chosen) {
        const bool few = report.publish && one.people < iqmatch::explain::least_published;
        secret = secret || few;
        proved = proved && one.best;
        lines.push_back({std::string(network.measures().key(one.run.measure)),
                         one.run.region ? std::string(network.catalogue().region(*one.run.region).name)
                                        : std::string(context.pick("virtual", "virtuell")),
                         one.run.start.iso(), std::to_string(one.run.seats),
                         few ? "–" : std::to_string(one.people), few ? "–" : number(one.gain),
                         few ? "–" : number(one.gain_at_most)});
    }
    if (lines.size() > 1) print_table(lines);
    std::cout << context.pick("possible runs looked at: ", "geprüfte mögliche Termine: ")
              << runs.possible.runs.size();
    if (runs.cost_unknown > 0)
        std::cout << context.pick("; left out because nobody knows their cost: ",
                                  "; ohne die, deren Kosten niemand kennt: ")
                  << runs.cost_unknown;
    std::cout << "\n";
    if (!secret)
        std::cout << context.pick("together they add ", "zusammen bringen sie ")
                  << number(runs.value_after - runs.value_before)
                  << context.pick(" (solved together); proposals ", " (gemeinsam gelöst); Vorschläge ")
                  << runs.assigned_before << " → " << runs.assigned_after << "\n";
    for (const std::string& alliance : runs.short_alliances)
        std::cout << context.pick("fewer runs than asked for are of use in: ",
                                  "weniger Termine als verlangt nützen in: ")
                  << alliance << "\n";
    std::cout << (proved ? context.pick(
                               "each is the best at its turn, up to the gaps of the solves\n",
                               "jeder ist an seiner Stelle der beste, bis auf die Lücken der Lösungen\n")
                         : context.pick(
                               "some choices were made among the most promising runs only (--tries)\n",
                               "manche Wahl fiel nur unter den aussichtsreichsten Terminen (--tries)\n"));
}

void print(const Context& context, const io::DemandReport& report, const matching::Assignment& result,
           const std::string& out) {
    if (report.arrivals)
        std::cout << context.pick("courses that are missing or full, with people expected: ",
                                  "Kurse, die fehlen oder voll sind, mit erwarteten Personen: ")
                  << *report.arrivals << "\n";
    else
        std::cout << context.pick("courses that are missing or full (people known today only)\n",
                                  "Kurse, die fehlen oder voll sind (nur heute bekannte Personen)\n");
    print_needs(context, report);
    if (report.runs) print_runs(context, report, result.options().network());
    std::cout << context.pick("Written to ", "Geschrieben nach ") << out << "\n";
}

int run_demand(Context& context, const DemandArguments& arguments) {
    const auto settings = wanted(arguments);
    if (!arguments.arrivals.empty() && !arguments.result.empty())
        throw iqmatch::base::UsageError(
            "--arrivals adds people whom no earlier result knows: leave out --result");
    std::vector<std::string> paths = arguments.paths();
    paths.push_back(arguments.arrivals);
    open_json(context, {arguments.out}, paths);
    io::ResultFolder folder(arguments.out, {"summary.json", io::summary_schema, "demand"});
    io::MatchInputs inputs = io::load_match_inputs(arguments.network.sources());
    const std::size_t known = inputs.network.candidates().size();
    if (!arguments.arrivals.empty()) inputs.network = io::with_arrivals(inputs.network, arguments.arrivals);
    const auto control = make_control(context);
    const auto began = std::chrono::steady_clock::now();
    const auto result = obtain(context, arguments, inputs, control);
    if (!result) return certificate_fails;
    if (result->options().planner() == nullptr)
        throw iqmatch::base::UsageError(
            "the result was made without plans (--no-plans), which alone show "
            "what courses are for");
    io::DemandReport report = io::demand_report(*result, context.lang(), arguments.publish);
    if (!arguments.arrivals.empty()) report.arrivals = inputs.network.candidates().size() - known;
    if (settings)
        report.runs = matching::choose_runs(*result, *settings, iqmatch::base::remaining(control, began));
    end_progress();
    show_warnings(context, inputs.warnings);
    io::write_demand(report, *result, folder,
                     [&](std::string_view) { stage_json(context, io::demand_json(report, *result).dump()); });
    publish_json(context);
    if (context.talks()) print(context, report, *result, arguments.out);
    if (report.runs && report.runs->stopped) return stopped;
    return exit_code_of(arguments, *result);
}

}  // namespace

void add_demand(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<DemandArguments>();
    CLI::App& command = *program.add_subcommand(
        "demand", "Which courses are missing or full, and which new runs would be worth most together");
    add_result_arguments(command, context, *arguments);
    arguments->runs_option = add_count_option(
        command, "--runs", "Choose so many new runs, one after the other", most_runs, arguments->runs);
    command
        .add_option("--budget", arguments->budget,
                    "Choose new runs that cost no more than this together, in euros")
        ->type_name("EUR");
    arguments->min_option =
        add_count_option(command, "--min-per-alliance", "At least so many of the new runs in each alliance",
                         most_runs, arguments->min_per_alliance);
    add_count_option(command, "--tries",
                     "Solve so many possible runs per choice, the most promising first (default 12)",
                     1'000'000, arguments->tries);
    command
        .add_option("--arrivals", arguments->arrivals,
                    "Folder of a network whose people are expected and count as well")
        ->type_name("DIR");
    command.add_flag("--publish", arguments->publish,
                     "Leave out every figure below 5 and what would betray one");
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return run_demand(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
