// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/detail/resolve.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/io/network.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/io/result_tables.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <iqmatch/matching/changes.hpp>
#include <iqmatch/rules/check_titles.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::io {
namespace {

ResultSummary summary_of(const MatchSources& sources, const MatchSettings& settings,
                         const base::Control& control, const matching::Assignment& assignment,
                         const std::string& previous_hash) {
    const matching::Options& options = assignment.options();
    ResultSummary out;
    out.command = "match";
    out.policy = settings.policy;
    // Values lie on the grid already, so that nothing was rounded.
    out.value_original = tables::grid_text(assignment.value(), options.problem().decimals);
    out.unknown_pairs = options.counts().unknown;
    out.rejected = 0;
    out.scope = options.stopped() ? "examined" : assignment.over_all_pairs() ? "all_pairs" : "listed";
    if (options.max_options()) {
        out.cut = {*options.max_options(), options.cut(), assignment.pricing()};
        if (!assignment.over_all_pairs()) out.cut->priced.reset();
        out.dropped = options.cut().pairs;
    }
    out.not_examined = options.not_examined();
    ResultAudit& audit = out.audit;
    const auto input = [&](const char* role, const std::optional<std::filesystem::path>& path,
                           const std::string& hash) {
        audit.inputs.push_back({role, path ? std::optional(path->generic_string()) : std::nullopt, hash});
    };
    input("network", sources.network, options.network().content_hash());
    input("rules", sources.rules, options.rules().content_hash());
    input("card", sources.card, options.card().content_hash());
    if (sources.previous) input("previous", sources.previous, previous_hash);
    audit.options_hash = options.hash();
    audit.settings =
        base_settings(settings.policy, tables::grid_text(1, options.problem().decimals), false, control);
    audit.settings.set("date", options.date().iso()).set("plans", settings.plans);
    add_gap(audit.settings, options.problem(), settings.gap_e9);
    if (settings.max_options)
        audit.settings.set("max_options", *settings.max_options).set("all_pairs", settings.all_pairs);
    if (sources.previous) {
        audit.settings.set("keep", tables::grid_text(settings.keep, options.problem().decimals));
        const auto counts = matching::count_changes(matching::changes(assignment));
        out.changes.emplace();
        for (std::size_t k = 0; k < counts.size(); ++k)
            out.changes->emplace_back(matching::change_names[k], counts[k]);
    }
    audit.seed = settings.seed;
    audit.time = settings.time;
    audit.threads = control.threads;
    return out;
}

/// Whether `inner` is `outer` or lies in it; both absolute and without links.
bool within(const std::filesystem::path& inner, const std::filesystem::path& outer) {
    const auto [o, i] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return o == outer.end();
}

void require_sense(const MatchSettings& settings) {
    if (settings.all_pairs && settings.policy != tables::Policy::optimal)
        throw base::UsageError(
            "the best over all pairs (--all-pairs) can only be found with the policy optimal");
}

/// The earlier result is an input like any other: `certify` has to find it as it was.
void require_apart(const MatchSources& sources, const MatchSettings& settings,
                   const std::filesystem::path& out) {
    if (!sources.previous) {
        if (settings.keep != 0)
            throw base::UsageError("a value for keeping proposals needs an earlier result (--previous)");
        return;
    }
    if (settings.policy != tables::Policy::optimal)
        throw base::UsageError("an earlier result (--previous) can only be kept with the policy optimal");
    const auto old = detail::resolve(*sources.previous), fresh = detail::resolve(out);
    if (within(old, fresh) || within(fresh, old))
        throw base::UsageError("the earlier result " + sources.previous->string() +
                               " must stay as it is; choose another folder for the new one");
}

}  // namespace

MatchInputs load_match_inputs(const MatchSources& sources) {
    // Everything is read before anything is refused, so that all findings come at once.
    base::Findings findings;
    auto network = try_load_network(sources.network);
    findings.append(network.findings);
    std::optional<rules::RuleTables> rules;
    if (sources.rules) {
        auto loaded = try_load_rules(*sources.rules);
        findings.append(loaded.findings);
        rules = std::move(loaded.tables);
    } else {
        rules = rules::RuleTables::builtin();
    }
    std::optional<scoring::ModelCard> card;
    if (sources.card) {
        auto loaded = try_load_model_card(*sources.card);
        findings.append(loaded.findings);
        card = std::move(loaded.card);
    } else {
        card = scoring::ModelCard::builtin();
    }
    PreviousResult previous;
    if (sources.previous) {
        previous = try_load_previous(*sources.previous);
        findings.append(previous.findings);
    }
    if (network.network && rules) findings.append(rules::check_titles(*network.network, *rules));
    if (!findings.ok()) throw base::DataError(std::move(findings));
    return {std::move(*network.network), std::move(*rules), std::move(*card), std::move(findings),
            std::move(previous)};
}

MatchResult match_folder(const MatchSources& sources, const MatchSettings& settings,
                         const base::Control& control, const std::filesystem::path& out,
                         const BeforePublish& before) {
    const auto began = std::chrono::steady_clock::now();
    ResultFolder folder(out);
    require_apart(sources, settings, out);
    require_sense(settings);
    MatchInputs inputs = load_match_inputs(sources);
    matching::OptionSettings wanted{settings.date};
    wanted.plans = settings.plans;
    wanted.continuity = {inputs.previous.result, settings.keep};
    wanted.max_options = settings.max_options;
    wanted.keep_left_out = settings.all_pairs;
    const matching::Assignment assignment =
        matching::assign(matching::options(inputs.network, inputs.rules, inputs.card, wanted, control),
                         {settings.policy, settings.seed, settings.gap_e9, settings.all_pairs},
                         base::remaining(control, began));
    const matching::Options& options = assignment.options();

    ResultSummary summary = summary_of(sources, settings, control, assignment, inputs.previous.hash);
    summary.warnings = inputs.warnings.warnings();
    summary.model_status = to_string(options.card().evidence().status);
    if (settings.plans) summary.plans = matching::plan_gain(assignment, base::remaining(control, began));
    folder.add_file("assignment.csv", match_assignment_csv(assignment));
    folder.add_file("unmatched.csv", unmatched_csv(assignment));
    folder.add_file("prices.csv", prices_csv(options.problem(), assignment.selection()));
    if (!options.steered().empty()) folder.add_file("decisions.csv", decisions_csv(options));
    if (settings.max_options && settings.all_pairs) folder.add_file("added.csv", added_csv(options));
    if (sources.previous) folder.add_file("changes.csv", changes_csv(assignment));
    if (settings.plans) {
        folder.add_file("plans.csv", plans_csv(assignment));
        folder.add_file("waiting.csv", waiting_csv(assignment));
    }
    summary.milliseconds = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began)
            .count());
    std::string text =
        folder.finish(summary_json(options.problem(), assignment.selection(), summary), before);
    return {assignment, std::move(inputs.warnings), std::move(text), summary.plans};
}

}  // namespace iqmatch::inline v0::io
