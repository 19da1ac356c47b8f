// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/similar_keys.hpp>
#include <iqmatch/io/explain_json.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/io/match_result.hpp>
#include <iqmatch/io/refusal.hpp>
#include <memory>
#include <optional>
#include "command.hpp"
#include "network_arguments.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;
namespace explain = iqmatch::explain;

struct ExplainArguments {
    NetworkArguments network;
    std::string candidate, vacancy, result;
    std::string audience = "counsellor";
    bool all = false;
};

/// The id of a key, or a UsageError that names keys much like it.
template <class View>
auto id_of(const View& view, const std::string& key, const char* what) {
    if (const auto id = view.find(key)) return *id;
    std::string message = std::string("there is no ") + what + " '" + key + "'";
    const std::vector<std::string> close = explain::similar_keys(view.table(), key);
    for (std::size_t i = 0; i < close.size(); ++i) message += (i == 0 ? "; did you mean " : ", ") + close[i];
    throw iqmatch::base::UsageError(message + (close.empty() ? "" : "?"));
}

int run_explain(Context& context, const ExplainArguments& arguments) {
    if (arguments.audience == "employer" && arguments.vacancy.empty())
        throw iqmatch::base::UsageError(
            "--for employer needs --vacancy: a firm reads about its own vacancy only");
    const auto day = arguments.network.day();
    open_json(context, {arguments.result}, arguments.network.paths());
    const io::MatchInputs inputs = io::load_match_inputs(arguments.network.sources());
    const auto candidate = id_of(inputs.network.candidates(), arguments.candidate, "candidate");
    std::optional<iqmatch::domain::VacancyId> vacancy;
    if (!arguments.vacancy.empty()) vacancy = id_of(inputs.network.vacancies(), arguments.vacancy, "vacancy");
    std::optional<io::ReloadedMatch> result;
    if (!arguments.result.empty()) {
        const io::MatchExpectations stated{day, context.seed, !arguments.network.rules.empty(),
                                           !arguments.network.card.empty()};
        result = io::reload_match(arguments.result, inputs, make_control(context), stated);
        end_progress();
        if (!result->refusal.empty()) {
            std::cerr << "iqmatch: " << arguments.result << ": "
                      << io::to_text({result->refusal, result->where, ""}, context.lang()) << "\n";
            return certificate_fails;
        }
    }
    const iqmatch::matching::Assignment* assignment = result ? &*result->assignment : nullptr;
    const auto date =
        assignment != nullptr ? assignment->options().date() : day.value_or(inputs.network.as_of());
    const explain::Question question{
        inputs.network, inputs.rules,   inputs.card,
        date,           context.lang(), assignment != nullptr ? &assignment->options() : nullptr};
    show_warnings(context, inputs.warnings);
    const auto audience = *explain::parse_audience(arguments.audience);
    const explain::Length length = arguments.all ? explain::Length::whole : explain::Length::brief;
    if (audience != explain::Audience::counsellor) {
        const auto card = [&](explain::Length how) {
            return audience == explain::Audience::employer
                       ? explain::employer_card(question, candidate, *vacancy, assignment)
                   : vacancy ? explain::person_card(question, candidate, *vacancy, assignment)
                             : explain::person_card(question, candidate, assignment, how);
        };
        if (context.talks()) std::cout << explain::to_text(card(length));
        // Machines get every vacancy.
        write_json(context, io::audience_json(card(explain::Length::whole)).dump());
        return done;
    }
    if (vacancy) {
        const explain::PairReport report = explain::explain_pair(question, candidate, *vacancy, assignment);
        if (context.talks()) std::cout << explain::to_text(report);
        write_json(context, io::explanation_json(report).dump());
    } else {
        const explain::CandidateExplanation card =
            explain::explain_candidate(question, candidate, assignment);
        if (context.talks()) std::cout << explain::to_text(card, length);
        write_json(context, io::explanation_json(card).dump());
    }
    return done;
}

}  // namespace

void add_explain(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<ExplainArguments>();
    CLI::App& command = *program.add_subcommand(
        "explain", "One person's options with reasons and sources, or why (not) one vacancy");
    add_network_arguments(command, arguments->network);
    command.add_option("CANDIDATE", arguments->candidate, "Key of the person")->required();
    command.add_option("--vacancy", arguments->vacancy, "Key of a vacancy: explain this pair")
        ->type_name("V");
    command
        .add_option("--for", arguments->audience,
                    "counsellor (default), person, or employer (of the vacancy)")
        ->check(CLI::IsMember({"counsellor", "person", "employer"}))
        ->type_name("AUDIENCE");
    command.add_flag("--all", arguments->all, "Print every vacancy, not only what matters most");
    command
        .add_option("--result", arguments->result,
                    "Folder of a result of match: explain what it proposes as well")
        ->type_name("DIR");
    add_seed_option(command, context,
                    "Common to all commands; a result brings its own, which must be the same");
    add_threads_option(command, context, "Threads (default: all cores); results do not depend on it");
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return run_explain(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
