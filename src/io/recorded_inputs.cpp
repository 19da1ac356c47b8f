// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/result_summary.hpp>

namespace iqmatch::inline v0::io::detail {

namespace {

using Kind = JsonValue::Kind;

/// Results of version 0.1.0 have no `kind`: there the path "builtin" stood for what is compiled in.
bool compiled_in(const JsonValue& input) {
    if (input.find("kind") == nullptr) return required(input, "path", Kind::text).text() == builtin_input;
    const std::string& kind = required(input, "kind", Kind::text).text();
    if (kind != builtin_input && kind != path_input) throw Malformed{"audit.inputs: kind"};
    return kind == builtin_input;
}

}  // namespace

const JsonValue& required(const JsonValue& object, std::string_view key, JsonValue::Kind kind) {
    const JsonValue* found = object.find(key);
    if (found == nullptr || !found->is(kind)) throw Malformed{std::string(key)};
    return *found;
}

std::vector<RecordedInput> recorded_inputs(const JsonValue& audit,
                                           const std::vector<std::filesystem::path>& moved) {
    const auto& items = required(audit, "inputs", Kind::array).items();
    if (!moved.empty() && moved.size() != items.size())
        throw base::UsageError("the result has " + std::to_string(items.size()) + " inputs, --inputs names " +
                               std::to_string(moved.size()));
    std::vector<RecordedInput> out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        RecordedInput input{required(items[i], "role", Kind::text).text(), std::nullopt};
        std::filesystem::path path =
            moved.empty() ? std::filesystem::path(required(items[i], "path", Kind::text).text()) : moved[i];
        const bool stays = moved.empty() || path == builtin_input;
        if (!(compiled_in(items[i]) && stays)) input.path = std::move(path);
        out.push_back(std::move(input));
    }
    return out;
}

void require_roles(const std::vector<RecordedInput>& inputs, std::initializer_list<std::string_view> roles,
                   std::initializer_list<std::string_view> may_be_compiled_in) {
    const bool same =
        std::equal(inputs.begin(), inputs.end(), roles.begin(), roles.end(),
                   [](const RecordedInput& input, std::string_view role) { return input.role == role; });
    if (!same) throw Malformed{"audit.inputs: role"};
    for (const RecordedInput& input : inputs)
        if (!input.path && std::find(may_be_compiled_in.begin(), may_be_compiled_in.end(), input.role) ==
                               may_be_compiled_in.end())
            throw Malformed{"audit.inputs: " + input.role};
}

}  // namespace iqmatch::inline v0::io::detail
