// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/match_result.hpp>
#include <iqmatch/io/read_file.hpp>

namespace iqmatch::inline v0::io {
namespace {

using Kind = JsonValue::Kind;

ReloadedMatch refused(const char* code) { return {std::nullopt, code}; }

ReloadedMatch reload(const JsonValue& summary, const std::string& assignment_bytes, const MatchInputs& inputs,
                     base::Control control) {
    if (detail::required(summary, "command", Kind::text).text() != "match") return refused("summary_malformed");
    const JsonValue& audit = detail::required(summary, "audit", Kind::object);
    const JsonValue& settings = detail::required(audit, "settings", Kind::object);
    const auto policy = tables::parse_policy(detail::required(settings, "policy", Kind::text).text());
    const auto date = base::Date::parse(detail::required(settings, "date", Kind::text).text());
    const auto seed = detail::required(audit, "seed", Kind::number).count();
    const auto& recorded = detail::required(audit, "inputs", Kind::array).items();
    if (!policy || !date || !seed || recorded.size() != 3) return refused("summary_malformed");

    const std::string* hashes[] = {&inputs.network.content_hash(), &inputs.rules.content_hash(),
                                   &inputs.card.content_hash()};
    for (std::size_t i = 0; i < recorded.size(); ++i)
        if (detail::required(recorded[i], "hash", Kind::text).text() != *hashes[i]) return refused("input_changed");

    const matching::Options options =
        matching::options(inputs.network, inputs.rules, inputs.card, {date}, control);
    if (options.hash() != detail::required(audit, "options_hash", Kind::text).text())
        return refused("options_changed");
    control.work_limit.reset();
    if (const JsonValue* limit = settings.find("work_limit"); limit != nullptr && limit->is(Kind::number))
        control.work_limit = limit->count();
    ReloadedMatch out{matching::assign(options, {*policy, *seed}, control), {}};
    if (match_assignment_csv(*out.assignment) != assignment_bytes) return refused("assignment_changed");
    return out;
}

}  // namespace

ReloadedMatch reload_match(const std::filesystem::path& folder, const MatchInputs& inputs,
                           const base::Control& control) {
    const std::string text = read_file(folder / "summary.json");
    const std::string assignment = read_file(folder / "assignment.csv");
    base::Findings findings;
    const auto summary = parse_json(text, "summary.json", findings);
    if (!summary) return refused("summary_malformed");
    try {
        return reload(*summary, assignment, inputs, control);
    } catch (const detail::Malformed&) {
        return refused("summary_malformed");
    }
}

}  // namespace iqmatch::inline v0::io
