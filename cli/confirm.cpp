// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/io/confirm.hpp>
#include <memory>
#include <vector>
#include "certify_json.hpp"
#include "command.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;
namespace matching = iqmatch::matching;

struct ConfirmArguments {
    std::string folder, by, decisions, out, time;
    std::vector<std::string> inputs;
};

std::array<std::uint64_t, matching::decision_kind_names.size()> count(const io::ConfirmReport& report) {
    std::array<std::uint64_t, matching::decision_kind_names.size()> out{};
    for (const matching::Decided& decided : report.confirmation.decided)
        ++out[static_cast<std::size_t>(decided.kind)];
    return out;
}

io::JsonValue confirm_json(const io::ConfirmReport& report) {
    io::JsonValue decided = io::JsonValue::object();
    const auto counts = count(report);
    for (std::size_t k = 0; k < counts.size(); ++k) decided.set(matching::decision_kind_names[k], counts[k]);
    io::JsonValue out = io::JsonValue::object();
    out.set("schema", "iqmatch-confirm-1").set("decided", std::move(decided));
    out.set("already", report.confirmation.already).set("open", report.confirmation.open);
    out.set("entries", report.entries).set("head", report.head);
    return out;
}

void print(const Context& context, const io::ConfirmReport& report, const ConfirmArguments& arguments) {
    const auto counts = count(report);
    std::cout << context.pick("final by ", "festgelegt von ") << arguments.by
              << context.pick(": accepted ", ": angenommen ") << counts[0]
              << context.pick(", refused ", ", abgelehnt ") << counts[1]
              << context.pick(", changed ", ", geändert ") << counts[2]
              << context.pick("; decided before ", "; schon entschieden ") << report.confirmation.already
              << context.pick(", still open ", ", noch offen ") << report.confirmation.open << "\n"
              << context.pick("written to ", "geschrieben nach ") << arguments.out
              << context.pick("; entries ", "; Einträge ") << report.entries << "\n"
              << context.pick("keep this elsewhere, it proves the end of the record: ",
                              "bewahren Sie dies anderswo auf, es belegt das Ende des Nachweises: ")
              << report.head << "\n";
}

int confirm(Context& context, const ConfirmArguments& arguments) {
    std::vector<std::string> inputs = arguments.inputs;
    if (!arguments.decisions.empty()) inputs.push_back(arguments.decisions);
    open_json(context, {arguments.folder, arguments.out}, inputs);
    io::ConfirmSettings settings{arguments.by, arguments.time.empty() ? now_utc() : arguments.time};
    settings.inputs.assign(arguments.inputs.begin(), arguments.inputs.end());
    if (!arguments.decisions.empty()) settings.decisions_file = arguments.decisions;
    const io::ConfirmReport report = io::confirm_folder(arguments.folder, settings, arguments.out);
    if (!report.certificate.holds()) {
        show_refusals(context, report.certificate.refusals);
        write_json(context, to_json(report.certificate).dump());
        return certificate_fails;
    }
    show_findings(context, report.confirmation.findings);
    if (context.talks()) print(context, report, arguments);
    write_json(context, confirm_json(report).dump());
    return done;
}

}  // namespace

void add_confirm(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<ConfirmArguments>();
    CLI::App& command = *program.add_subcommand(
        "confirm", "Make proposals final in the name of a person, after checking the result again");
    command.add_option("DIR", arguments->folder, "Folder of a result")->required();
    command.add_option("--by", arguments->by, "Who confirms: a name that stays in the record")
        ->required()
        ->type_name("NAME");
    command
        .add_option("--decisions", arguments->decisions,
                    "A table candidate,option,decision,other_option,reason: only what it names is decided. "
                    "Without it, all that is proposed is accepted")
        ->type_name("FILE");
    command.add_option("--out", arguments->out, "Folder of the decisions: new, or one that goes on")
        ->required()
        ->type_name("FINAL");
    command
        .add_option("--inputs", arguments->inputs,
                    "Where the inputs of the result stand now, if they moved; see certify")
        ->type_name("PATH");
    add_time_option(command, arguments->time);
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return confirm(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
