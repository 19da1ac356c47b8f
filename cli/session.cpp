// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/network_folder.hpp>
#include <iqmatch/io/session_changes.hpp>
#include <iqmatch/io/session_folder.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <map>
#include <memory>
#include <optional>
#include "command.hpp"
#include "solve_status.hpp"

namespace iqmatch_cli {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace matching = iqmatch::matching;
namespace tables = iqmatch::tables;

struct SessionArguments {
    std::string folder, action, input, rules, card, date, keep, network, time;
    std::optional<std::uint64_t> since;
    bool no_plans = false, no_improve = false;
    std::uint64_t gap_e9 = tables::usual_gap_e9;
    bool gap_said = false;
};

/// What goes with one of the actions only must not be said with another, where it would change nothing.
void require(const SessionArguments& arguments, bool said, const char* name,
             std::initializer_list<std::string_view> with, bool needed = false) {
    const bool takes = std::find(with.begin(), with.end(), arguments.action) != with.end();
    if (takes && needed && !said)
        throw base::UsageError("session DIR " + arguments.action + " needs " + name);
    if (!takes && said) throw base::UsageError("session DIR " + arguments.action + " takes no " + name);
}

std::string_view reason(const Context& context, matching::MoveReason code) {
    switch (code) {
        case matching::MoveReason::arrived:
            return context.pick("new", "neu");
        case matching::MoveReason::left:
            return context.pick("has left", "ausgeschieden");
        case matching::MoveReason::own_change:
            return context.pick("own data or decision changed", "eigene Angaben oder Entscheidung geändert");
        case matching::MoveReason::place_gone:
            return context.pick("fewer positions", "weniger Plätze");
        case matching::MoveReason::option_gone:
            return context.pick("no option any more", "keine Möglichkeit mehr");
        case matching::MoveReason::displaced:
            return context.pick("the place is worth more with somebody else",
                                "der Platz bringt mit einer anderen Besetzung mehr");
        default:
            return context.pick("something better is free", "etwas Besseres ist frei");
    }
}

void print_moves(const Context& context, const std::vector<matching::SessionMove>& moves) {
    constexpr std::size_t most = 20;
    const std::string_view nothing = context.pick("nothing", "nichts");
    for (std::size_t k = 0; k < std::min(most, moves.size()); ++k) {
        const matching::SessionMove& move = moves[k];
        std::cout << "  " << move.candidate << ": " << (move.before.empty() ? nothing : move.before) << " -> "
                  << (move.after.empty() ? nothing : move.after) << " (" << reason(context, move.reason)
                  << ")\n";
    }
    if (moves.size() > most)
        std::cout << "  " << moves.size() - most
                  << context.pick(" more, see --json\n", " weitere, siehe --json\n");
}

void print_state(const Context& context, iqmatch::graph::SolveStatus status, base::Int128 value,
                 base::Int128 bound, std::uint64_t number) {
    std::cout << headline(context, status) << context.pick(" after batch ", " nach Stapel ") << number << ": "
              << context.pick("value ", "Wert ") << context.number(tables::grid_text(value, 6))
              << context.pick(", proven bound ", ", bewiesene Schranke ")
              << context.number(tables::grid_text(bound, 6)) << context.pick(", gap ", ", Abstand ")
              << context.number(tables::gap_text(value, bound)) << "\n";
}

io::JsonValue batch_json(const SessionArguments& arguments, std::uint64_t number, std::string_view status,
                         const std::string& value, const std::string& bound,
                         const std::vector<matching::SessionMove>& moves) {
    io::JsonValue out = io::JsonValue::object();
    out.set("schema", "iqmatch-batch-1").set("action", arguments.action).set("batch", number);
    out.set("status", status).set("value", io::JsonValue::number(value));
    out.set("bound", io::JsonValue::number(bound));
    io::JsonValue list = io::JsonValue::array();
    for (const matching::SessionMove& move : moves) list.push(io::move_json(move));
    out.set("moves", std::move(list));
    return out;
}

int show(Context& context, const SessionArguments& arguments, const matching::SessionBatch& batch) {
    end_progress();
    show_warnings(context, batch.warnings);
    if (context.talks()) {
        print_state(context, batch.status, batch.value, batch.bound, batch.number);
        std::cout << context.pick("proposals that changed: ", "geänderte Vorschläge: ") << batch.moves.size()
                  << "\n";
        print_moves(context, batch.moves);
        std::cout << context.pick("proposals only: a person decides\n",
                                  "nur Vorschläge: die Entscheidung trifft ein Mensch\n");
    }
    write_json(context,
               batch_json(arguments, batch.number, iqmatch::graph::to_string(batch.status),
                          tables::grid_text(batch.value, 6), tables::grid_text(batch.bound, 6), batch.moves)
                   .dump());
    return exit_code(batch.status);
}

/// One list of moves after the other: who was where first, and where now.
std::vector<matching::SessionMove> together(
    const std::vector<const std::vector<matching::SessionMove>*>& lists) {
    std::map<std::string, matching::SessionMove> moved;
    for (const auto* list : lists)
        for (const matching::SessionMove& move : *list) {
            const auto [at, fresh] = moved.try_emplace(move.candidate, move);
            if (fresh) continue;
            at->second.after = move.after;
            at->second.value_after = move.value_after;
        }
    std::vector<matching::SessionMove> out;
    for (const auto& [candidate, move] : moved)
        if (move.before != move.after) out.push_back(move);
    return out;
}

/// What a search for something better came to, after a batch.
void add(matching::SessionBatch& batch, const matching::SessionBatch& better) {
    batch.status = better.status;
    batch.value = better.value;
    batch.bound = better.bound;
    batch.moves = together({&batch.moves, &better.moves});
}

/// The session as it stands, as a batch without moves.
matching::SessionBatch standing(const matching::Session& session) {
    const auto view = session.view();
    matching::SessionBatch out;
    out.number = view.number();
    out.status = view.status();
    out.value = view.value();
    out.bound = view.bound();
    return out;
}

std::int64_t kept_value(const std::string& keep) {
    if (keep.empty()) return 0;
    const auto value = tables::read_grid(keep, 6);
    if (!value || *value < 0 || *value > matching::most_keep)
        throw base::UsageError(
            "--keep is a number of at least 0 with at most six decimals, such as 0.05, not '" + keep + "'");
    return static_cast<std::int64_t>(*value);
}

int open_session(Context& context, const SessionArguments& arguments, const std::string& time) {
    io::MatchSources sources{arguments.input};
    if (!arguments.rules.empty()) sources.rules = arguments.rules;
    if (!arguments.card.empty()) sources.card = arguments.card;
    matching::SessionSettings settings;
    if (!arguments.date.empty()) {
        settings.options.date = base::Date::parse(arguments.date);
        if (!settings.options.date) throw base::UsageError("--date is a day such as 2026-12-31");
    }
    settings.options.plans = !arguments.no_plans;
    settings.assign.seed = context.seed.value_or(0);
    settings.assign.gap_e9 = arguments.gap_e9;
    settings.keep = kept_value(arguments.keep);
    const io::SessionFolder session =
        io::SessionFolder::open(arguments.folder, sources, settings, time, make_control(context));
    matching::SessionBatch opening = standing(session.session());
    opening.warnings = session.warnings();
    return show(context, arguments, opening);
}

/// Who moved after a batch, whatever moved in between: first what was, then what is.
int diff(Context& context, const SessionArguments& arguments) {
    const auto journal = io::read_journal(arguments.folder);
    if (journal.empty()) throw base::UsageError("the journal has no batch");
    const std::uint64_t last = journal.back().number;
    const std::uint64_t since = arguments.since.value_or(last == 0 ? 0 : last - 1);
    std::vector<const std::vector<matching::SessionMove>*> lists;
    for (const io::JournalBatch& batch : journal)
        if (batch.number > since) lists.push_back(&batch.moves);
    const std::vector<matching::SessionMove> moves = together(lists);
    if (context.talks()) {
        std::cout << context.pick("since batch ", "seit Stapel ") << since
                  << context.pick(", now ", ", jetzt ") << last
                  << context.pick(": proposals that changed: ", ": geänderte Vorschläge: ") << moves.size()
                  << "\n";
        print_moves(context, moves);
    }
    const io::JournalBatch& now = journal.back();
    write_json(context, batch_json(arguments, last, now.status, now.value, now.bound, moves).dump());
    return done;
}

int session(Context& context, const SessionArguments& arguments) {
    require(arguments, !arguments.input.empty(), arguments.action == "open" ? "NETWORK" : "FILE",
            {"open", "apply"}, true);
    for (const auto& [value, name] :
         {std::pair(&arguments.rules, "--rules"), std::pair(&arguments.card, "--model"),
          std::pair(&arguments.date, "--date"), std::pair(&arguments.keep, "--keep")})
        require(arguments, !value->empty(), name, {"open"});
    require(arguments, arguments.no_plans, "--no-plans", {"open"});
    require(arguments, arguments.no_improve, "--no-improve", {"apply", "undo"});
    require(arguments, arguments.gap_said, "--gap", {"open"});
    require(arguments, context.seed.has_value(), "--seed", {"open"});
    require(arguments, arguments.since.has_value(), "--since", {"diff"});
    require(arguments, !arguments.network.empty(), "--network", {"restore"});
    open_json(context, {arguments.folder}, {arguments.input});
    const std::string time = arguments.time.empty() ? now_utc() : arguments.time;
    if (arguments.action == "open") return open_session(context, arguments, time);
    if (arguments.action == "diff") return diff(context, arguments);
    std::vector<matching::SessionChange> changes;
    if (arguments.action == "apply") changes = io::load_changes(arguments.input);
    const auto control = make_control(context);
    io::SessionFolder open = io::SessionFolder::restore(arguments.folder, control);
    if (arguments.action == "apply" || arguments.action == "undo") {
        matching::SessionBatch batch =
            arguments.action == "apply" ? open.apply(changes, time, control) : open.undo(time, control);
        const std::uint64_t goal = open.session().settings().assign.gap_e9;
        if (!arguments.no_improve && !tables::gap_reached(batch.value, batch.bound, goal))
            add(batch, open.improve(time, control));
        return show(context, arguments, batch);
    }
    if (arguments.action == "improve") return show(context, arguments, open.improve(time, control));
    open.write_snapshot();
    if (!arguments.network.empty()) io::write_network_folder(arguments.network, open.session().network());
    return show(context, arguments, standing(open.session()));
}

}  // namespace

void add_session(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<SessionArguments>();
    CLI::App& command = *program.add_subcommand(
        "session",
        "A living match in a folder: it follows changes, one batch after the other, and can be taken back");
    command.add_option("DIR", arguments->folder, "Folder of the session")->required();
    command
        .add_option(
            "ACTION", arguments->action,
            "open NETWORK: begin. apply FILE: make changes. diff: who moved. undo: take the last batch "
            "back. improve: seek a better match. restore: check everything and write a snapshot")
        ->required()
        ->check(CLI::IsMember({"open", "apply", "diff", "undo", "improve", "restore"}));
    command.add_option("INPUT", arguments->input, "NETWORK with open; FILE of changes with apply");
    command.add_option("--date", arguments->date, "With open: day for which rules are asked")
        ->type_name("YYYY-MM-DD");
    command.add_option("--model", arguments->card, "With open: model card")->type_name("CARD");
    command
        .add_option("--rules", arguments->rules,
                    "With open: folder whose tables replace the built-in rule tables")
        ->type_name("DIR");
    command.add_flag("--no-plans", arguments->no_plans, "With open: without qualification plans");
    command.add_flag("--no-improve", arguments->no_improve,
                     "With apply and undo: only repair nearby, whatever gap that leaves");
    command
        .add_option("--keep", arguments->keep, "With open: what keeping a proposal counts more (default 0)")
        ->type_name("V");
    command.add_option("--since", arguments->since, "With diff: since that batch (default: the last one)")
        ->type_name("N");
    command
        .add_option("--network", arguments->network,
                    "With restore: write the network as it is now to this folder")
        ->type_name("DIR");
    CLI::Option* gap = add_gap_option(command, arguments->gap_e9);
    add_time_option(command, arguments->time);
    add_solver_options(command, context);
    add_output_options(command, context);
    command.callback([&context, arguments, gap] {
        arguments->gap_said = gap->count() > 0;
        context.run = [&context, arguments] { return session(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
