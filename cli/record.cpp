// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/confirm.hpp>
#include <memory>
#include "certify_json.hpp"
#include "command.hpp"

namespace iqmatch_cli {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;

struct RecordArguments {
    std::string folder, action, candidate, head, by, reason, time;
};

/// What goes with one of the actions only must not be said with another, where it would change nothing.
void require(const RecordArguments& arguments, const std::string& value, const char* name,
             std::initializer_list<std::string_view> needs,
             std::initializer_list<std::string_view> may = {}) {
    const auto in = [&](auto list) {
        return std::find(list.begin(), list.end(), arguments.action) != list.end();
    };
    if (value.empty() && in(needs))
        throw base::UsageError("record FINAL " + arguments.action + " needs " + name);
    if (!value.empty() && !in(needs) && !in(may))
        throw base::UsageError("record FINAL " + arguments.action + " takes no " + name);
}

int verify(const Context& context, const RecordArguments& arguments) {
    const io::RecordContents record = io::verify_record(arguments.folder, arguments.head);
    show_refusals(context, record.faults);
    if (context.talks() && record.faults.empty())
        std::cout << context.pick("holds: entries ", "gilt: Einträge ") << record.entries.size()
                  << context.pick(", of these deleted ", ", davon gelöscht ") << record.deleted
                  << context.pick("; its end: ", "; sein Ende: ") << record.head() << "\n";
    io::JsonValue out = io::JsonValue::object();
    out.set("schema", "iqmatch-verify-1").set("holds", record.faults.empty());
    out.set("entries", record.entries.size()).set("deleted", record.deleted).set("head", record.head());
    out.set("refusals", to_json(record.faults));
    write_json(context, out.dump());
    return record.faults.empty() ? done : certificate_fails;
}

int export_candidate(const Context& context, const RecordArguments& arguments) {
    const io::JsonValue out = io::export_person(io::read_record(arguments.folder), arguments.candidate);
    if (out.find("entries")->items().empty()) {
        base::Finding finding = base::make_finding("record_person_unknown");
        finding.file = arguments.folder;
        finding.value = base::shorten(arguments.candidate);
        base::Findings findings;
        findings.add(std::move(finding));
        throw base::DataError(std::move(findings));
    }
    if (context.json.empty()) std::cout << out.dump();
    write_json(context, out.dump());
    return done;
}

int forget(const Context& context, const RecordArguments& arguments) {
    const io::Forgotten gone =
        io::forget_person(arguments.folder, arguments.candidate, arguments.by, arguments.reason,
                          arguments.time.empty() ? now_utc() : arguments.time);
    const io::RecordContents record = io::read_record(arguments.folder);
    if (context.talks()) {
        std::cout << context.pick("entries whose content is deleted: ",
                                  "Einträge, deren Inhalt gelöscht ist: ")
                  << gone.entries << context.pick("; the end of the record: ", "; das Ende des Nachweises: ")
                  << record.head() << "\n";
        if (!gone.mentioned.empty()) {
            std::cout << context.pick("still named in the entries", "noch genannt in den Einträgen");
            for (const std::uint64_t number : gone.mentioned) std::cout << " " << number;
            std::cout << context.pick(" of others: look whether that may stay\n",
                                      " über andere: prüfen Sie, ob das so bleiben darf\n");
        }
    }
    io::JsonValue mentioned = io::JsonValue::array();
    for (const std::uint64_t number : gone.mentioned) mentioned.push(number);
    io::JsonValue out = io::JsonValue::object();
    out.set("schema", "iqmatch-forget-1").set("deleted", gone.entries);
    out.set("mentioned", std::move(mentioned));
    out.set("entries", record.entries.size()).set("head", record.head());
    write_json(context, out.dump());
    return done;
}

int record(Context& context, const RecordArguments& arguments) {
    require(arguments, arguments.candidate, "CANDIDATE", {"export", "forget"});
    require(arguments, arguments.by, "--by", {"forget"});
    require(arguments, arguments.reason, "--reason", {"forget"});
    require(arguments, arguments.time, "--time", {}, {"forget"});
    require(arguments, arguments.head, "--head", {}, {"verify"});
    open_json(context, {arguments.folder}, {});
    if (arguments.action == "verify") return verify(context, arguments);
    if (arguments.action == "export") return export_candidate(context, arguments);
    return forget(context, arguments);
}

}  // namespace

void add_record(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<RecordArguments>();
    CLI::App& command = *program.add_subcommand(
        "record", "Check a record of decisions; export or delete what it says about a person");
    command.add_option("FINAL", arguments->folder, "Folder of confirm")->required();
    command
        .add_option("ACTION", arguments->action,
                    "verify: is it as it was written? export CANDIDATE: all about a person, as JSON. "
                    "forget CANDIDATE: delete that")
        ->required()
        ->check(CLI::IsMember({"verify", "export", "forget"}));
    command.add_option("CANDIDATE", arguments->candidate, "Whose data, with export and forget");
    command.add_option("--head", arguments->head, "With verify: a hash that once was the end of the record")
        ->type_name("HASH");
    command.add_option("--by", arguments->by, "With forget: who deletes")->type_name("NAME");
    command
        .add_option("--reason", arguments->reason,
                    "With forget: why; it stays in the record and must not name the person")
        ->type_name("TEXT");
    add_time_option(command, arguments->time);
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return record(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
