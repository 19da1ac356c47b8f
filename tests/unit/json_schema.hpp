// SPDX-License-Identifier: Apache-2.0
/// @file
/// As much of JSON Schema as the schemas of docs/reference/schemas use. An unknown keyword is an error of the
/// test.
#pragma once

#include <algorithm>
#include <iqmatch/io/json_value.hpp>
#include <string>
#include <utility>
#include <vector>
#include "support/catch.hpp"

namespace iqmatch_test {

using iqmatch::io::JsonValue;

inline JsonValue parsed(const std::string& text) {
    iqmatch::base::Findings findings;
    auto value = iqmatch::io::parse_json(text, "json", findings);
    INFO(text);
    REQUIRE(value.has_value());
    return std::move(*value);
}

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

/// What `#/$defs/NAME` stands for in the whole schema, or nullptr.
inline const JsonValue* schema_definition(const JsonValue& root, const std::string& reference) {
    const std::string prefix = "#/$defs/";
    const JsonValue* all = root.find("$defs");
    return all != nullptr && reference.starts_with(prefix) ? all->find(reference.substr(prefix.size()))
                                                           : nullptr;
}

/// What breaks the schema, each with its path; empty = valid. `root` is the whole schema, where `schema` is a
/// part of it.
inline std::vector<std::string> schema_errors(const JsonValue& schema, const JsonValue& value,
                                              const std::string& path = "$",
                                              const JsonValue* whole = nullptr) {
    using Kind = JsonValue::Kind;
    const JsonValue& root = whole == nullptr ? schema : *whole;
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
                    add(schema_errors(*inner, member, path + "." + key, &root));
        } else if (keyword == "additionalProperties") {
            const JsonValue* known = schema.find("properties");
            for (const auto& [key, member] : value.members()) {
                if (known != nullptr && known->find(key) != nullptr) continue;
                if (rule.is(Kind::boolean) && rule.text() == "false")
                    out.push_back(path + ": unknown " + key);
                else
                    add(schema_errors(rule, member, path + "." + key, &root));
            }
        } else if (keyword == "items") {
            for (std::size_t i = 0; i < value.items().size(); ++i)
                add(schema_errors(rule, value.items()[i], path + "[" + std::to_string(i) + "]", &root));
        } else if (keyword == "minItems") {
            if (value.is(Kind::array) && value.items().size() < std::stoul(rule.text()))
                out.push_back(path + ": minItems");
        } else if (keyword == "minLength") {
            if (value.is(Kind::text) && value.text().size() < std::stoul(rule.text()))
                out.push_back(path + ": minLength");
        } else if (keyword == "$ref") {
            if (const JsonValue* meant = schema_definition(root, rule.text()))
                add(schema_errors(*meant, value, path, &root));
            else
                out.push_back(path + ": the schema does not define " + rule.text());
        } else if (keyword == "oneOf") {
            // Where none fits, the errors of the nearest alternative tell more than that none does.
            std::size_t fitting = 0;
            std::vector<std::string> nearest;
            for (const JsonValue& alternative : rule.items()) {
                std::vector<std::string> errors = schema_errors(alternative, value, path, &root);
                fitting += errors.empty() ? 1 : 0;
                if (nearest.empty() || errors.size() < nearest.size()) nearest = std::move(errors);
            }
            if (fitting > 1) out.push_back(path + ": oneOf fits twice");
            if (fitting == 0) add(std::move(nearest));
        } else if (keyword != "$defs" && keyword != "$schema" && keyword != "title" &&
                   keyword != "description") {
            out.push_back(path + ": the test does not know the keyword " + keyword);
        }
    }
    return out;
}

}  // namespace iqmatch_test
