// SPDX-License-Identifier: Apache-2.0
/// @file
/// As much of JSON Schema as the schemas of docs/reference/schemas use. An unknown keyword is an error of the
/// test.
#pragma once

#include <algorithm>
#include <iqmatch/io/json_value.hpp>
#include <string>
#include <vector>

namespace iqmatch_test {

using iqmatch::io::JsonValue;

inline bool has_type(const JsonValue& value, const std::string& type) {
    using Kind = JsonValue::Kind;
    switch (value.kind()) {
        case Kind::null:
            return type == "null";
        case Kind::boolean:
            return type == "boolean";
        case Kind::text:
            return type == "string";
        case Kind::array:
            return type == "array";
        case Kind::object:
            return type == "object";
        case Kind::number:
            return type == "number" ||
                   (type == "integer" && value.text().find_first_of(".eE") == std::string::npos);
    }
    return false;
}

/// What breaks the schema, each with its path; empty = valid.
inline std::vector<std::string> schema_errors(const JsonValue& schema, const JsonValue& value,
                                              const std::string& path = "$") {
    using Kind = JsonValue::Kind;
    std::vector<std::string> out;
    const auto add = [&](std::vector<std::string> more) { out.insert(out.end(), more.begin(), more.end()); };
    const auto same = [&](const JsonValue& a) {
        return a.kind() == value.kind() && a.text() == value.text();
    };
    for (const auto& [keyword, rule] : schema.members()) {
        if (keyword == "type") {
            const bool one = rule.is(Kind::text)
                                 ? has_type(value, rule.text())
                                 : std::any_of(rule.items().begin(), rule.items().end(),
                                               [&](const JsonValue& t) { return has_type(value, t.text()); });
            if (!one) out.push_back(path + ": type");
        } else if (keyword == "const") {
            if (!same(rule)) out.push_back(path + ": const");
        } else if (keyword == "enum") {
            if (std::none_of(rule.items().begin(), rule.items().end(), same)) out.push_back(path + ": enum");
        } else if (keyword == "minimum") {
            if (value.is(Kind::number) && std::stod(value.text()) < std::stod(rule.text()))
                out.push_back(path + ": minimum");
        } else if (keyword == "maximum") {
            if (value.is(Kind::number) && std::stod(value.text()) > std::stod(rule.text()))
                out.push_back(path + ": maximum");
        } else if (keyword == "required") {
            for (const JsonValue& key : rule.items())
                if (value.find(key.text()) == nullptr) out.push_back(path + ": misses " + key.text());
        } else if (keyword == "properties") {
            for (const auto& [key, member] : value.members())
                if (const JsonValue* inner = rule.find(key))
                    add(schema_errors(*inner, member, path + "." + key));
        } else if (keyword == "additionalProperties") {
            const JsonValue* known = schema.find("properties");
            for (const auto& [key, member] : value.members()) {
                if (known != nullptr && known->find(key) != nullptr) continue;
                if (rule.is(Kind::boolean) && rule.text() == "false")
                    out.push_back(path + ": unknown " + key);
                else
                    add(schema_errors(rule, member, path + "." + key));
            }
        } else if (keyword == "items") {
            for (std::size_t i = 0; i < value.items().size(); ++i)
                add(schema_errors(rule, value.items()[i], path + "[" + std::to_string(i) + "]"));
        } else if (keyword != "$schema" && keyword != "title" && keyword != "description") {
            out.push_back(path + ": the test does not know the keyword " + keyword);
        }
    }
    return out;
}

}  // namespace iqmatch_test
