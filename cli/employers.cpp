// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/io/employers.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <map>
#include <memory>
#include "overview.hpp"
#include "result_arguments.hpp"

namespace iqmatch_cli {
namespace {

namespace explain = iqmatch::explain;
namespace io = iqmatch::io;
namespace matching = iqmatch::matching;

constexpr std::size_t most_shown = 10;

void print_relaxations(const Context& context, const matching::Employers& all,
                       const iqmatch::domain::Network& network) {
    std::vector<std::pair<const matching::EmployerVacancy*, const matching::Relaxation*>> best;
    for (const auto& one : all.vacancies)
        for (const auto& relaxation : one.relaxations) best.emplace_back(&one, &relaxation);
    std::stable_sort(best.begin(), best.end(),
                     [](const auto& a, const auto& b) { return a.second->at_most > b.second->at_most; });
    std::vector<std::vector<std::string>> lines{
        {std::string(context.pick("what would open most", "was am meisten öffnen würde")),
         std::string(context.pick("change", "Änderung")), std::string(context.pick("people", "Personen")),
         std::string(context.pick("worth at most", "höchstens wert"))}};
    for (std::size_t k = 0; k < best.size() && k < most_shown; ++k) {
        const auto& [one, relaxation] = best[k];
        if (relaxation->at_most <= 0) break;
        const auto name = matching::fact_change_names[static_cast<std::size_t>(relaxation->change.kind)];
        std::string change = explain::word("change." + std::string(name), context.lang(), name);
        if (relaxation->change.kind == matching::FactChangeKind::job_german ||
            relaxation->change.kind == matching::FactChangeKind::job_level)
            change += " " + relaxation->change.value;
        lines.push_back({std::string(network.vacancies().key(one->vacancy)), change,
                         std::to_string(relaxation->opens),
                         context.number(iqmatch::tables::grid_text(relaxation->at_most, 6))});
    }
    if (lines.size() > 1) print_table(lines);
}

void print(const Context& context, const matching::Employers& all, const matching::Assignment& result,
           const std::string& out) {
    std::size_t proposed = 0, runners = 0;
    for (const auto& one : all.vacancies) {
        proposed += one.proposed.size();
        runners += one.runner_ups.size();
    }
    std::cout << context.pick("vacancies ", "Stellen ") << all.vacancies.size()
              << context.pick(", proposals ", ", Vorschläge ") << proposed
              << context.pick(", runner-ups ", ", Zweitbeste ") << runners << "\n";
    std::map<matching::Duty, std::size_t> duties;
    for (const auto& duty : all.duties) ++duties[duty.duty];
    for (const auto& [duty, count] : duties)
        std::cout << "  " << count << "  "
                  << explain::word("duty." + std::string(matching::to_string(duty)), context.lang(),
                                   matching::to_string(duty))
                  << "\n";
    print_relaxations(context, all, result.options().network());
    if (result.bound() != result.value())
        std::cout << context.pick("the match leaves open up to ", "die Zuordnung lässt offen bis zu ")
                  << context.number(iqmatch::tables::grid_text(result.bound() - result.value(), 6))
                  << context.pick(", which comes on top of what a change is worth at most\n",
                                  ", was zum höchsten Wert einer Änderung hinzukommt\n");
    std::cout << context.pick("Written to ", "Geschrieben nach ") << out << "\n";
}

int run_employers(Context& context, const ResultArguments& arguments) {
    open_json(context, {arguments.out}, arguments.paths());
    io::ResultFolder folder(arguments.out, {"summary.json", io::summary_schema, "employers"});
    const io::MatchInputs inputs = io::load_match_inputs(arguments.network.sources());
    const auto control = make_control(context);
    const auto result = obtain(context, arguments, inputs, control);
    if (!result) return certificate_fails;
    const matching::Employers all = matching::employers(*result, control);
    end_progress();
    show_warnings(context, inputs.warnings);
    io::write_employers(all, *result, folder, [&](std::string_view) {
        stage_json(context, io::employers_json(all, *result).dump());
    });
    publish_json(context);
    if (context.talks()) print(context, all, *result, arguments.out);
    return all.stopped ? stopped : exit_code_of(arguments, *result);
}

}  // namespace

void add_employers(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<ResultArguments>();
    CLI::App& command = *program.add_subcommand(
        "employers",
        "Per vacancy: proposals, runner-ups, the employer's duties with dates, and what each change opens");
    add_result_arguments(command, context, *arguments);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return run_employers(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
