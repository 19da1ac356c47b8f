// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/match.hpp>

namespace iqmatch::inline v0::io::detail {

RebuiltProblem rebuild_match(const JsonValue& audit, const std::vector<std::filesystem::path>& inputs) {
    if (inputs.size() != 3) throw Malformed{"audit.inputs"};
    const JsonValue& settings = required(audit, "settings", JsonValue::Kind::object);
    const auto date = base::Date::parse(required(settings, "date", JsonValue::Kind::text).text());
    if (!date) throw Malformed{"audit.settings.date"};
    const auto own = [](const std::filesystem::path& path) {
        return path == builtin_input ? std::nullopt : std::optional(path);
    };
    const MatchInputs loaded = load_match_inputs({inputs[0], own(inputs[1]), own(inputs[2])});
    RebuiltProblem out;
    out.input_hashes = {loaded.network.content_hash(), loaded.rules.content_hash(), loaded.card.content_hash()};
    out.problem = matching::options(loaded.network, loaded.rules, loaded.card, {date}).problem();
    return out;
}

}  // namespace iqmatch::inline v0::io::detail
