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

/// Where each input stands now: what is compiled in needs no name.
std::vector<std::filesystem::path> named_for_all(const std::vector<JsonValue>& items,
                                                 const std::vector<std::filesystem::path>& moved) {
    if (moved.empty() || moved.size() == items.size()) return moved;
    std::vector<std::filesystem::path> out;
    std::string with_path, all;
    std::size_t needed = 0;
    for (const JsonValue& item : items) {
        if (compiled_in(item)) {
            out.emplace_back(builtin_input);
            all += " " + std::string(builtin_input);
            continue;
        }
        out.push_back(needed < moved.size() ? moved[needed] : std::filesystem::path());
        ++needed;
        // In capitals, as the help writes what is to be filled in.
        std::string role = " " + required(item, "role", Kind::text).text();
        for (char& c : role)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        all += role;
        with_path += role;
    }
    if (needed == moved.size()) return out;
    throw base::UsageError("the result has " + std::to_string(items.size()) + " inputs, --inputs names " +
                           std::to_string(moved.size()) + "; type --inputs" + with_path +
                           (with_path == all ? "" : ", or all of them: --inputs" + all));
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
    const std::vector<std::filesystem::path> named = named_for_all(items, moved);
    std::vector<RecordedInput> out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        RecordedInput input{required(items[i], "role", Kind::text).text(), std::nullopt};
        std::filesystem::path path =
            moved.empty() ? std::filesystem::path(required(items[i], "path", Kind::text).text()) : named[i];
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
