// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/io/result_tables.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <limits>
#include <memory>
#include <stop_token>

namespace iqmatch::inline v0::io::detail {

namespace {

using Kind = JsonValue::Kind;

/// How many candidates a stop left out: certificate.not_examined where the scope says that there are some.
std::uint64_t not_examined(const JsonValue& summary) {
    const JsonValue& certificate = required(summary, "certificate", Kind::object);
    if (required(certificate, "scope", Kind::text).text() != "examined") return 0;
    const auto count = required(certificate, "not_examined", Kind::number).count();
    if (!count || *count == 0) throw Malformed{"certificate.not_examined"};
    return *count;
}

std::map<std::string, std::string> tables_of(const matching::Assignment& assignment) {
    std::map<std::string, std::string> out{
        {"assignment.csv", match_assignment_csv(assignment)},
        {"prices.csv", prices_csv(assignment.options().problem(), assignment.selection())},
        {"unmatched.csv", unmatched_csv(assignment)}};
    const matching::Options& options = assignment.options();
    if (!options.steered().empty()) out.emplace("decisions.csv", decisions_csv(options));
    if (options.max_options() && assignment.settings().all_pairs)
        out.emplace("added.csv", added_csv(options));
    if (options.continuity().earlier) out.emplace("changes.csv", changes_csv(assignment));
    if (options.planner() != nullptr) {
        out.emplace("plans.csv", plans_csv(assignment));
        out.emplace("waiting.csv", waiting_csv(assignment));
    }
    return out;
}

std::map<std::string, DerivedTable> derive(const matching::Options& options,
                                           const matching::AssignSettings& settings,
                                           tables::Selection selection) {
    using graph::SolveStatus;
    const bool may_be_bare =
        selection.status != SolveStatus::optimal && selection.status != SolveStatus::feasible;
    // A stop among the explanations takes the name of an optimal result, but not the alternatives found by
    // then.
    if (may_be_bare && !options.stopped() && selection.value == selection.bound)
        selection.status = SolveStatus::optimal;
    std::map<std::string, DerivedTable> out;
    for (auto& [name, bytes] : tables_of(matching::restore(options, settings, selection)))
        out[name].bytes = bytes;
    if (!may_be_bare) return out;
    std::stop_source source;
    source.request_stop();
    base::Control stopped;
    stopped.stop = source.get_token();
    for (auto& [name, bytes] : tables_of(matching::restore(options, settings, selection, stopped)))
        out[name].bare = bytes;
    return out;
}

}  // namespace

std::int64_t recorded_keep(const JsonValue& settings, bool continues) {
    if (!continues) return 0;
    const auto keep = tables::read_grid(required(settings, "keep", Kind::text).text(), 6);
    if (!keep || *keep < 0 || *keep > matching::most_keep) throw Malformed{"audit.settings.keep"};
    return static_cast<std::int64_t>(*keep);
}

bool recorded_plans(const JsonValue& settings) {
    const JsonValue* plans = settings.find("plans");
    if (plans != nullptr && !plans->is(Kind::boolean)) throw Malformed{"audit.settings.plans"};
    return plans != nullptr && plans->text() == "true";
}

std::uint64_t recorded_gap(const JsonValue& settings) {
    const JsonValue* gap = settings.find("gap");
    if (gap == nullptr) return tables::usual_gap_e9;
    const auto value = tables::read_grid(gap->text(), 9);
    if (!gap->is(Kind::number) || !value || *value < 0) throw Malformed{"audit.settings.gap"};
    return static_cast<std::uint64_t>(*value);
}

std::optional<std::uint32_t> recorded_max_options(const JsonValue& settings) {
    const JsonValue* found = settings.find("max_options");
    if (found == nullptr) return std::nullopt;
    const auto most = found->is(Kind::number) ? found->count() : std::nullopt;
    if (!most || *most == 0 || *most > std::numeric_limits<std::uint32_t>::max())
        throw Malformed{"audit.settings.max_options"};
    return static_cast<std::uint32_t>(*most);
}

bool recorded_all_pairs(const JsonValue& settings) {
    const JsonValue* found = settings.find("all_pairs");
    if (found != nullptr && !found->is(Kind::boolean)) throw Malformed{"audit.settings.all_pairs"};
    return found != nullptr && found->text() == "true";
}

namespace {

/// What pricing put on the list; whether it is all of that and no more, the tables tell that are written
/// again.
std::shared_ptr<const std::vector<matching::NamedOption>> added_options(const ResultTables& tables) {
    const auto found = tables.find("added.csv");
    if (found == tables.end()) return nullptr;
    const base::TextTable& table = found->second;
    const auto who = table.column("candidate"), what = table.column("option");
    if (!who || !what) return nullptr;
    std::vector<matching::NamedOption> out;
    for (std::size_t row = 0; row < table.rows(); ++row)
        out.push_back({std::string(table.cell(row, *who)), std::string(table.cell(row, *what))});
    std::sort(out.begin(), out.end());
    return std::make_shared<const std::vector<matching::NamedOption>>(std::move(out));
}

/// What the certificate has to say about options that are not listed. That all were priced is only believed
/// when they are priced again.
void add_cut(RebuiltProblem& out, const JsonValue& summary, const matching::Options& options,
             bool all_pairs) {
    if (!options.max_options()) return;
    out.cut = cut_json({*options.max_options(), options.cut()});
    out.dropped = options.cut().pairs;
    if (options.stopped()) return;
    const JsonValue& certificate = required(summary, "certificate", Kind::object);
    const bool priced = all_pairs && required(certificate, "scope", Kind::text).text() == "all_pairs";
    out.scope = priced ? "all_pairs" : "listed";
    if (!priced) return;
    out.added = options.added().size();
    out.unlisted_at = [options](std::span<const std::int64_t> prices) {
        return matching::most_unlisted(options, prices);
    };
}

}  // namespace

RebuiltProblem rebuild_match(const JsonValue& summary, const std::vector<RecordedInput>& inputs,
                             const ResultTables& tables) {
    const bool continues = inputs.size() == 4;
    if (continues)
        require_roles(inputs, {"network", "rules", "card", "previous"}, {"rules", "card"});
    else
        require_roles(inputs, {"network", "rules", "card"}, {"rules", "card"});
    const JsonValue& audit = required(summary, "audit", Kind::object);
    const JsonValue& recorded = required(audit, "settings", Kind::object);
    const auto date = base::Date::parse(required(recorded, "date", Kind::text).text());
    if (!date) throw Malformed{"audit.settings.date"};
    const auto policy = tables::parse_policy(required(recorded, "policy", Kind::text).text());
    if (!policy) throw Malformed{"audit.settings.policy"};
    const auto seed = required(audit, "seed", Kind::number).count();
    if (!seed) throw Malformed{"audit.seed"};

    const std::int64_t keep = recorded_keep(recorded, continues);
    const MatchInputs loaded = load_match_inputs(
        {*inputs[0].path, inputs[1].path, inputs[2].path, continues ? inputs[3].path : std::nullopt});
    matching::OptionSettings wanted{date};
    wanted.plans = recorded_plans(recorded);
    wanted.continuity = {loaded.previous.result, keep};
    wanted.max_options = recorded_max_options(recorded);
    const bool all_pairs = recorded_all_pairs(recorded);
    if (all_pairs) wanted.also = added_options(tables);
    if (const std::uint64_t left_out = not_examined(summary); left_out != 0) {
        const std::size_t candidates = loaded.network.candidates().size();
        if (left_out > candidates) throw Malformed{"certificate.not_examined"};
        wanted.first = candidates - static_cast<std::size_t>(left_out);
    }
    const matching::Options options = matching::options(loaded.network, loaded.rules, loaded.card, wanted);
    RebuiltProblem out;
    out.input_hashes = {loaded.network.content_hash(), loaded.rules.content_hash(),
                        loaded.card.content_hash()};
    if (continues) {
        out.input_hashes.push_back(loaded.previous.hash);
        out.wanted = matching::options_kept(options);
    }
    out.problem = options.problem();
    out.options = options;
    out.scope = options.stopped() ? "examined" : "all_pairs";
    out.unlisted = matching::most_unexamined(options);
    add_cut(out, summary, options, all_pairs);
    out.counts = {{"unknown_pairs", options.counts().unknown}, {"rejected", 0}};
    out.tables = [options,
                  settings = matching::AssignSettings{*policy, *seed, recorded_gap(recorded), all_pairs}](
                     const tables::Selection& selection) { return derive(options, settings, selection); };
    return out;
}

}  // namespace iqmatch::inline v0::io::detail
