// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/detail/result_files.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/match_result.hpp>
#include <iqmatch/io/result_tables.hpp>

namespace iqmatch::inline v0::io {
namespace {

using Kind = JsonValue::Kind;

ReloadedMatch refused(std::string code, std::string where) {
    return {std::nullopt, std::move(code), std::move(where)};
}
ReloadedMatch malformed() {
    return refused("summary_malformed", "summary.json");
}

[[noreturn]] void contradicts(const std::string& what) {
    throw base::UsageError("the result was made with another " + what +
                           "; leave it out to use the recorded one");
}

ReloadedMatch reload(const JsonValue& summary, const detail::ResultFiles& files, const MatchInputs& inputs,
                     base::Control control, const MatchExpectations& stated) {
    const JsonValue& audit = detail::required(summary, "audit", Kind::object);
    const JsonValue& settings = detail::required(audit, "settings", Kind::object);
    const auto policy = tables::parse_policy(detail::required(settings, "policy", Kind::text).text());
    const auto date = base::Date::parse(detail::required(settings, "date", Kind::text).text());
    const auto seed = detail::required(audit, "seed", Kind::number).count();
    const auto& recorded = detail::required(audit, "inputs", Kind::array).items();
    if (!policy || !date || !seed || recorded.size() < 3 || recorded.size() > 4) return malformed();
    const bool continues = recorded.size() == 4;
    const auto same = [&](std::size_t input, const std::string& hash) {
        return detail::required(recorded[input], "hash", Kind::text).text() == hash;
    };
    const bool same_rules = same(1, inputs.rules.content_hash()),
               same_card = same(2, inputs.card.content_hash());

    if (stated.date && *stated.date != *date) contradicts("--date, " + date->iso());
    if (stated.seed && *stated.seed != *seed) contradicts("--seed, " + std::to_string(*seed));
    if (stated.rules && !same_rules) contradicts("content of --rules");
    if (stated.card && !same_card) contradicts("content of --model");
    if (!same(0, inputs.network.content_hash())) return refused("input_changed", "network");
    if (!same_rules) return refused("input_changed", "rules");
    if (!same_card) return refused("input_changed", "card");

    matching::OptionSettings wanted{date};
    wanted.plans = detail::recorded_plans(settings);
    wanted.max_options = detail::recorded_max_options(settings);
    const bool all_pairs = detail::recorded_all_pairs(settings);
    wanted.keep_left_out = all_pairs;
    wanted.continuity.keep = detail::recorded_keep(settings, continues);
    if (continues) {
        if (detail::required(recorded[3], "role", Kind::text).text() != "previous") return malformed();
        const PreviousResult previous =
            try_load_previous(detail::required(recorded[3], "path", Kind::text).text());
        if (!previous.result || !same(3, previous.hash)) return refused("input_changed", "previous");
        wanted.continuity.earlier = previous.result;
    }
    const matching::Options first =
        matching::options(inputs.network, inputs.rules, inputs.card, wanted, control);
    const auto changed = [&](const matching::Options& options) {
        return options.hash() != detail::required(audit, "options_hash", Kind::text).text();
    };
    if (!all_pairs && changed(first)) return refused("options_changed", "summary.json");
    control.work_limit.reset();
    if (const JsonValue* limit = settings.find("work_limit"); limit != nullptr && limit->is(Kind::number))
        control.work_limit = limit->count();
    ReloadedMatch out{
        matching::assign(first, {*policy, *seed, detail::recorded_gap(settings), all_pairs}, control)};
    // Pricing lengthens the list.
    const matching::Options& options = out.assignment->options();
    if (changed(options)) return refused("options_changed", "summary.json");
    std::vector<std::pair<std::string, std::string>> tables{
        {"assignment.csv", match_assignment_csv(*out.assignment)},
        {"prices.csv", prices_csv(options.problem(), out.assignment->selection())},
        {"unmatched.csv", unmatched_csv(*out.assignment)}};
    if (!options.steered().empty()) tables.emplace_back("decisions.csv", decisions_csv(options));
    if (wanted.max_options && all_pairs) tables.emplace_back("added.csv", added_csv(options));
    if (continues) tables.emplace_back("changes.csv", changes_csv(*out.assignment));
    if (wanted.plans) {
        tables.emplace_back("plans.csv", plans_csv(*out.assignment));
        tables.emplace_back("waiting.csv", waiting_csv(*out.assignment));
    }
    for (const auto& [name, bytes] : files.bytes)
        if (std::none_of(tables.begin(), tables.end(), [&](const auto& t) { return t.first == name; }))
            return refused("table_wrong", name);
    for (const auto& [name, bytes] : tables)
        if (const auto found = files.bytes.find(name); found == files.bytes.end() || found->second != bytes)
            return refused(name == "assignment.csv" ? "assignment_changed" : "table_wrong", name);
    return out;
}

}  // namespace

ReloadedMatch reload_match(const std::filesystem::path& folder, const MatchInputs& inputs,
                           const base::Control& control, const MatchExpectations& stated) {
    const auto text = detail::read_summary_text(folder);
    if (!text) return refused("file_missing", "summary.json");
    base::Findings findings;
    const auto summary = parse_json(*text, "summary.json", findings);
    if (!summary) return malformed();
    try {
        if (detail::required(*summary, "command", Kind::text).text() != "match") return malformed();
        const detail::ResultFiles files = detail::read_result_files(folder, *summary);
        if (!files.refusals.empty()) return refused(files.refusals[0].code, files.refusals[0].where);
        return reload(*summary, files, inputs, control, stated);
    } catch (const detail::Malformed&) {
        return malformed();
    }
}

}  // namespace iqmatch::inline v0::io
