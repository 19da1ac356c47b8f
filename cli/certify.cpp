// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/refusal.hpp>
#include <memory>
#include <vector>
#include "certify_json.hpp"
#include "command.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;

struct CertifyArguments {
    std::string folder;
    std::vector<std::string> inputs;
};

int certify(Context& context, const CertifyArguments& arguments) {
    open_json(context, {arguments.folder}, arguments.inputs);
    const io::CertifyReport report = io::certify_folder(
        arguments.folder,
        std::vector<std::filesystem::path>(arguments.inputs.begin(), arguments.inputs.end()));
    std::vector<std::string> inputs;
    for (const auto& input : report.inputs) inputs.push_back(input.string());
    keep_inputs_from_json(context, inputs);
    show_refusals(context, report.refusals);
    if (context.talks() && report.holds()) {
        if (report.status == "infeasible" && report.proved_by == "search")
            std::cout << context.pick(
                "holds: marked as what only a search showed, that not everybody can be assigned\n",
                "gilt: als nur durch Suche gezeigt gekennzeichnet, dass nicht alle eine Option "
                "erhalten können\n");
        else if (report.value.empty() && report.status != "infeasible")
            std::cout << context.pick("holds: no assignment of everybody was found, proven bound ",
                                      "gilt: keine Zuordnung aller gefunden, bewiesene Schranke ")
                      << context.number(report.bound) << "\n";
        else if (report.status == "infeasible")
            std::cout << context.pick("holds: the witness shows that not everybody can be assigned\n",
                                      "gilt: der Beleg zeigt, dass nicht alle eine Option erhalten können\n");
        else
            std::cout << context.pick("holds: ", "gilt: ") << report.status
                      << context.pick(", value ", ", Wert ") << context.number(report.value)
                      << context.pick(", proven bound ", ", bewiesene Schranke ")
                      << context.number(report.bound) << context.pick(", gap ", ", Abstand ")
                      << context.number(report.gap) << "; " << report.assigned
                      << context.pick(" of ", " von ") << report.candidates
                      << context.pick(" candidates, ", " Personen, ") << report.options
                      << context.pick(" options\n", " Optionen\n");
    }
    write_json(context, to_json(report).dump());
    return report.holds() ? done : certificate_fails;
}

}  // namespace

io::JsonValue to_json(const std::vector<iqmatch::tables::Refusal>& refusals) {
    io::JsonValue out = io::JsonValue::array();
    for (const auto& refusal : refusals) {
        io::JsonValue item = io::JsonValue::object();
        item.set("code", refusal.code).set("where", refusal.where).set("what", refusal.what);
        out.push(std::move(item));
    }
    return out;
}

io::JsonValue to_json(const io::CertifyReport& report) {
    io::JsonValue out = io::JsonValue::object();
    out.set("schema", "iqmatch-certify-1").set("holds", report.holds());
    out.set("command", report.command).set("status", report.status);
    out.set("refusals", to_json(report.refusals));
    return out;
}

void show_refusals(const Context& context, const std::vector<iqmatch::tables::Refusal>& refusals) {
    for (const auto& refusal : refusals) std::cerr << io::to_text(refusal, context.lang()) << "\n";
    if (context.talks() && !refusals.empty())
        std::cout << context.pick("refused: ", "abgelehnt: ") << refusals.size()
                  << context.pick(" reason(s)\n", " Grund/Gründe\n");
}

void add_certify(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<CertifyArguments>();
    CLI::App& command = *program.add_subcommand("certify", "Check a result again, without the solver");
    command.add_option("DIR", arguments->folder, "Folder of a result")->required();
    command
        .add_option("--inputs", arguments->inputs,
                    "Where the inputs stand now, in the order of summary.json, if they moved; of a result of "
                    "match the NETWORK is enough where rules and card are those compiled in")
        ->type_name("PATH");
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return certify(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
