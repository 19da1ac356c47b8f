// SPDX-License-Identifier: Apache-2.0
/// @file
/// JSON as a tree whose numbers stay the text they were: no digit of a value or bound is lost or invented.
#pragma once

#include <concepts>
#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {

/// A JSON value. Members of objects keep their order.
class JsonValue {
  public:
    enum class Kind : std::uint8_t { null, boolean, number, text, array, object };
    using Member = std::pair<std::string, JsonValue>;

    /// null
    JsonValue() = default;
    JsonValue(bool value) : kind_(Kind::boolean), text_(value ? "true" : "false") {}
    template <std::integral I>
        requires(!std::same_as<I, bool>)
    JsonValue(I value) : kind_(Kind::number), text_(std::to_string(value)) {}
    JsonValue(std::string text) : kind_(Kind::text), text_(std::move(text)) {}
    JsonValue(std::string_view text) : JsonValue(std::string(text)) {}
    JsonValue(const char* text) : JsonValue(std::string(text)) {}
    /// A number by its literal, such as "0.75"; it must be valid JSON.
    [[nodiscard]] static JsonValue number(std::string literal);
    [[nodiscard]] static JsonValue array() { return JsonValue(Kind::array); }
    [[nodiscard]] static JsonValue object() { return JsonValue(Kind::object); }

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
    /// The text, the number's literal, or "true" and "false"; empty for null, arrays and objects.
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<JsonValue>& items() const { return items_; }
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    /// A member of an object, or nullptr.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
    /// The number as a count; empty unless it is a number written as digits only and below 2^64.
    [[nodiscard]] std::optional<std::uint64_t> count() const;

    /// Sets a member of an object: in its place if the key exists, else at the end.
    JsonValue& set(std::string_view key, JsonValue value);
    /// Appends to an array.
    JsonValue& push(JsonValue value);

    /// The text with two spaces per level and a line feed at the end. Malformed UTF-8 becomes U+FFFD.
    [[nodiscard]] std::string dump() const;
    /// The same without spaces and line feeds: what parse_json reads from it has this text again.
    [[nodiscard]] std::string line() const;

  private:
    explicit JsonValue(Kind kind) : kind_(kind) {}
    enum class Form : std::uint8_t { page, line };
    void write(std::string& out, Form form, std::size_t depth) const;

    Kind kind_ = Kind::null;
    std::string text_;
    std::vector<JsonValue> items_;
    std::vector<Member> members_;
};

/// Reads JSON (RFC 8259; no comments, no key twice, at most 64 levels). Empty after a finding json_syntax or
/// not_utf8.
/// @param file how findings name the text.
[[nodiscard]] std::optional<JsonValue> parse_json(std::string_view text, std::string_view file,
                                                  base::Findings& findings);

/// Findings as JSON (docs/reference/schemas/findings.schema.json): counts, then every finding with its texts.
[[nodiscard]] JsonValue findings_json(const base::Findings& findings);

}  // namespace iqmatch::inline v0::io
