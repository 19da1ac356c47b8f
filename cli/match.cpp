// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/matching/changes.hpp>
#include <iqmatch/matching/plan_gain.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <map>
#include <memory>
#include "command.hpp"
#include "network_arguments.hpp"
#include "overview.hpp"
#include "solve_status.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;
namespace matching = iqmatch::matching;
using iqmatch::graph::SolveStatus;

struct MatchArguments {
    NetworkArguments network;
    std::string out;
    std::string policy = "optimal";
    std::string previous;
    std::string keep;
    bool no_plans = false;
    std::uint64_t gap_e9 = iqmatch::tables::usual_gap_e9;
    std::uint32_t max_options = 0;
    bool all_pairs = false;
};

std::string_view reason(const Context& context, matching::UnmatchedCode code) {
    switch (code) {
        case matching::UnmatchedCode::all_taken:
            return context.pick("every place is worth more with somebody else",
                                "jeder Platz bringt mit einer anderen Besetzung mehr");
        case matching::UnmatchedCode::below_min_value:
            return context.pick("nothing fits well enough", "nichts passt gut genug");
        case matching::UnmatchedCode::after_step:
            return context.pick("a further step comes first", "ein weiterer Schritt kommt zuerst");
        case matching::UnmatchedCode::blocked_unknown:
            return context.pick("a fact is missing", "eine Angabe fehlt");
        case matching::UnmatchedCode::out_of_reach:
            return context.pick("out of reach", "außer Reichweite");
        case matching::UnmatchedCode::excluded:
            return context.pick("excluded by known facts", "durch Tatsachen ausgeschlossen");
        case matching::UnmatchedCode::no_fit:
            return context.pick("no vacancy is near enough to occupation, skills, level and place",
                                "keine Stelle passt zu Beruf, Fähigkeiten, Niveau und Ort");
        case matching::UnmatchedCode::no_vacancy:
            return context.pick("no vacancies", "keine Stellen");
        case matching::UnmatchedCode::placed:
            return context.pick("placed or started already", "bereits vermittelt oder begonnen");
        case matching::UnmatchedCode::pin_broken:
            return context.pick("pinned to a vacancy that cannot be proposed",
                                "auf eine Stelle festgelegt, die nicht vorgeschlagen werden kann");
        case matching::UnmatchedCode::forbidden:
            return context.pick("ruled out by decisions", "durch Entscheidungen ausgeschlossen");
        default:
            return context.pick("not examined before the stop", "vor dem Abbruch nicht geprüft");
    }
}

std::string grid(const Context& context, iqmatch::base::Int128 micro) {
    return context.number(iqmatch::tables::grid_text(micro, 6));
}

std::string_view name(const Context& context, matching::ChangeKind kind) {
    switch (kind) {
        case matching::ChangeKind::kept:
            return context.pick("kept", "beibehalten");
        case matching::ChangeKind::start_moved:
            return context.pick("kept with another start", "beibehalten mit anderem Beginn");
        case matching::ChangeKind::moved:
            return context.pick("moved", "verändert");
        case matching::ChangeKind::proposed:
            return context.pick("with a proposal for the first time", "erstmals mit Vorschlag");
        case matching::ChangeKind::arrived:
            return context.pick("new people with a proposal", "neue Personen mit Vorschlag");
        case matching::ChangeKind::dropped:
            return context.pick("without a proposal now", "jetzt ohne Vorschlag");
        case matching::ChangeKind::settled:
            return context.pick("placed or started since", "inzwischen vermittelt oder begonnen");
        default:
            return context.pick("gone", "nicht mehr im Netzwerk");
    }
}

/// What the value is the best of, where not every option is listed.
void print_scope(const Context& context, const matching::Assignment& result) {
    const auto& options = result.options();
    if (!options.max_options()) return;
    const bool best = result.status() == SolveStatus::optimal;
    if (result.over_all_pairs())
        std::cout << context.pick("over all pairs: what is not listed was priced, rounds ",
                                  "über alle Paare: was nicht gelistet ist, wurde bepreist, Runden ")
                  << result.pricing()->rounds << context.pick(", options added ", ", ergänzte Möglichkeiten ")
                  << result.pricing()->added;
    else
        std::cout << (best ? context.pick("optimal among the listed options",
                                          "optimal unter den gelisteten Möglichkeiten")
                           : context.pick("among the listed options", "unter den gelisteten Möglichkeiten"));
    std::cout << context.pick("; at most ", "; höchstens ") << *options.max_options()
              << context.pick(" by value are listed per person, left out: pairs ",
                              " nach Wert sind je Person gelistet, weggelassen: Paare ")
              << options.cut().pairs << context.pick(", options ", ", Möglichkeiten ")
              << options.cut().options << "\n";
}

/// How many earlier proposals were kept, and what became of the others.
void print_changes(const Context& context, const matching::Assignment& result) {
    if (!result.options().continuity().earlier) return;
    const auto counts = matching::count_changes(matching::changes(result));
    std::cout << context.pick("compared with the earlier result: ", "verglichen mit dem früheren Ergebnis: ");
    bool first = true;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        const auto kind = static_cast<matching::ChangeKind>(k);
        if (counts[k] == 0 && kind != matching::ChangeKind::kept && kind != matching::ChangeKind::moved)
            continue;
        std::cout << (first ? "" : ", ") << name(context, kind) << " " << counts[k];
        first = false;
    }
    std::cout << "\n";
}

/// What was decided and why it cannot be, as the explanations say it.
std::string in_words(const Context& context, const matching::Steered& row) {
    const std::string reason(row.reason);
    const auto* label = iqmatch::explain::find_text("labels", reason);
    return iqmatch::explain::word("kept." + std::string(row.kind), context.lang(), row.kind) + ": " +
           (label != nullptr ? std::string(label->in(context.lang()))
                             : iqmatch::explain::word("not_kept." + reason, context.lang(), reason));
}

/// How many proposals lead through a plan, and what the same network could do today.
void print_plans(const Context& context, const matching::PlanGain& gain) {
    std::cout << context.pick("with a plan to a vacancy ", "mit einem Plan zu einer Stelle ") << gain.planned
              << context.pick(", of these with work until then ", ", davon mit Arbeit bis dahin ")
              << gain.bridged << context.pick("; a plan without a vacancy yet ", "; Plan noch ohne Stelle ")
              << gain.alone << "\n"
              << context.pick("without plans: value ", "ohne Pläne: Wert ") << grid(context, gain.value_today)
              << context.pick(", proposals ", ", Vorschläge ") << gain.assigned_today << "\n";
}

void print(const Context& context, const matching::Assignment& result,
           const std::optional<matching::PlanGain>& gain, const std::string& out) {
    const auto& options = result.options();
    std::cout << headline(context, result.status()) << ": " << context.pick("value ", "Wert ")
              << grid(context, result.value()) << context.pick(", proven bound ", ", bewiesene Schranke ")
              << grid(context, result.bound()) << context.pick(", gap ", ", Abstand ")
              << context.number(result.gap()) << "\n"
              << result.proposals().size() << context.pick(" of ", " von ")
              << options.network().candidates().size()
              << context.pick(" candidates have a proposal, ", " Personen haben einen Vorschlag, ")
              << options.size() << context.pick(" options\n", " Möglichkeiten\n");
    print_scope(context, result);
    std::map<matching::UnmatchedCode, std::size_t> unmatched;
    for (const auto& left : result.unmatched()) ++unmatched[left.code];
    if (!unmatched.empty()) std::cout << context.pick("without a proposal:\n", "ohne Vorschlag:\n");
    for (const auto& [code, count] : unmatched)
        std::cout << "  " << count << "  " << reason(context, code) << "\n";

    if (gain) print_plans(context, *gain);
    print_changes(context, result);
    for (const matching::Steered& row : options.steered())
        if (row.state == matching::SteeringState::broken)
            std::cout << context.pick("cannot be obeyed: ", "nicht erfüllbar: ")
                      << options.network().candidates().key(row.candidate) << ", " << row.target << " ("
                      << in_words(context, row) << ")\n";

    std::size_t questions = 0;
    std::size_t permissions = 0;
    std::size_t near_ties = 0;
    for (const auto& proposal : result.proposals()) {
        const auto pair = options.detail(proposal.candidate, proposal.option).eligibility;
        questions += pair.open_questions;
        permissions += pair.outcome == iqmatch::rules::Outcome::permission ? 1 : 0;
        near_ties += proposal.near_tie ? 1 : 0;
    }
    std::cout << context.pick("to do before anybody starts: questions ", "zu tun vor jedem Beginn: Fragen ")
              << questions << context.pick(", permissions ", ", Erlaubnisse ") << permissions
              << context.pick("; close decisions ", "; knappe Entscheidungen ") << near_ties << "\n"
              << context.pick("pairs that a missing fact blocks: ",
                              "Paare, die eine fehlende Angabe sperrt: ")
              << options.counts().unknown << "\n";
    const auto rows = iqmatch::explain::aggregates(result, context.lang());
    std::cout << context.pick("by alliance:\n", "nach Bündnis:\n");
    print_groups(context, rows, iqmatch::explain::Dimension::alliance);
    print_questions(context, matching::open_questions(options), 5);
    if (result.status() == SolveStatus::optimal && result.over_all_pairs())
        std::cout << context.pick("best under this model and these data of ",
                                  "das Beste nach diesem Modell und diesen Daten vom ")
                  << iqmatch::explain::write_date(options.date(), context.lang())
                  << context.pick("; it says nothing about a person's suitability\n",
                                  "; über die Eignung einer Person sagt das nichts\n");
    std::cout << context.pick("proposals only: a person decides. Written to ",
                              "nur Vorschläge: die Entscheidung trifft ein Mensch. Geschrieben nach ")
              << out << "\n";
}

/// --keep, on the grid.
std::int64_t kept_value(const MatchArguments& arguments) {
    if (arguments.keep.empty()) return 0;
    if (arguments.previous.empty())
        throw iqmatch::base::UsageError(
            "--keep needs --previous: without an earlier result there is nothing to keep");
    const auto value = iqmatch::tables::read_grid(arguments.keep, 6);
    if (!value || *value < 0 || *value > matching::most_keep)
        throw iqmatch::base::UsageError(
            "--keep is a number of at least 0 with at most six decimals, such as 0.05, not '" +
            arguments.keep + "'");
    return static_cast<std::int64_t>(*value);
}

int match(Context& context, const MatchArguments& arguments) {
    io::MatchSettings settings;
    settings.keep = kept_value(arguments);
    io::MatchSources sources = arguments.network.sources();
    if (!arguments.previous.empty()) sources.previous = arguments.previous;
    settings.policy = *iqmatch::tables::parse_policy(arguments.policy);
    settings.seed = context.seed.value_or(0);
    settings.date = arguments.network.day();
    settings.plans = !arguments.no_plans;
    settings.gap_e9 = arguments.gap_e9;
    if (arguments.max_options != 0) settings.max_options = arguments.max_options;
    settings.all_pairs = arguments.all_pairs;
    settings.time = now_utc();
    open_json(context, {arguments.out, arguments.previous}, arguments.network.paths());
    const auto control = make_control(context);
    const io::MatchResult result =
        io::match_folder(sources, settings, control, arguments.out,
                         [&](std::string_view summary) { stage_json(context, summary); });
    publish_json(context);
    end_progress();
    show_warnings(context, result.warnings);
    if (context.talks()) print(context, result.assignment, result.gain, arguments.out);
    return exit_code(result.assignment.status());
}

}  // namespace

void add_match(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<MatchArguments>();
    CLI::App& command = *program.add_subcommand(
        "match", "Propose who takes which position in a whole network, with a proof and with reasons");
    add_network_arguments(command, arguments->network);
    command.add_option("--out", arguments->out, "Folder for the result: new, empty, or an earlier result")
        ->required()
        ->type_name("DIR");
    command.add_option("--policy", arguments->policy, "optimal (default) or greedy, a baseline")
        ->check(CLI::IsMember({"optimal", "greedy"}))
        ->type_name("POLICY");
    command
        .add_option("--previous", arguments->previous,
                    "An earlier result of match: of equally good assignments the one that keeps most of it")
        ->type_name("DIR");
    command
        .add_option("--keep", arguments->keep,
                    "What each kept proposal counts more, a decimal number (default 0; needs --previous)")
        ->type_name("V");
    command.add_flag("--no-plans", arguments->no_plans,
                     "Only what is possible today, without qualification plans");
    command
        .add_option("--max-options", arguments->max_options,
                    "List of each person only the so many options that are worth most")
        ->check(CLI::Range(1U, 1'000'000'000U))
        ->type_name("K");
    command.add_flag("--all-pairs", arguments->all_pairs,
                     "With --max-options: price what is not listed and add what could still make the result "
                     "better, until it is the best over all pairs");
    add_gap_option(command, arguments->gap_e9);
    add_solver_options(command, context);
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return match(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
