// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/json_value.hpp>
#include <nlohmann/json.hpp>

namespace iqmatch::inline v0::io {

namespace {

void append_quoted(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = base::utf8_sequence(text.substr(i));
        const char c = text[i];
        if (length == 0) {
            out += "\xef\xbf\xbd";
        } else if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4];
            out += hex[static_cast<unsigned char>(c) & 15U];
        } else {
            out += text.substr(i, length);
        }
        i += std::max<std::size_t>(length, 1);
    }
    out += '"';
}

/// Builds a JsonValue from the events of the parser.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
  public:
    JsonValue root;
    std::string error;

    bool null() override { return put(JsonValue()); }
    bool boolean(bool value) override { return put(JsonValue(value)); }
    bool number_integer(number_integer_t value) override { return put(JsonValue(value)); }
    bool number_unsigned(number_unsigned_t value) override { return put(JsonValue(value)); }
    bool number_float(number_float_t, const string_t& literal) override {
        std::string text = literal;
        std::replace(text.begin(), text.end(), ',', '.');  // the parser writes the host's decimal point
        return put(JsonValue::number(std::move(text)));
    }
    bool string(string_t& value) override { return put(JsonValue(std::string(value))); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonValue::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(JsonValue::array()); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (open_.back().find(name) != nullptr)
            return refuse("the key " + base::shorten(name) + " stands twice");
        keys_.back() = name;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& reason) override {
        error = reason.what();
        const std::size_t text = error.find("] ");  // behind the library's own number of the error
        if (text != std::string::npos) error.erase(0, text + 2);
        return false;
    }

  private:
    bool refuse(std::string why) {
        error = std::move(why);
        return false;
    }
    bool open(JsonValue value) {
        if (open_.size() >= 64) return refuse("more than 64 levels");
        open_.push_back(std::move(value));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        JsonValue done = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        return put(std::move(done));
    }
    bool put(JsonValue value) {
        if (open_.empty())
            root = std::move(value);
        else if (open_.back().is(JsonValue::Kind::object))
            open_.back().set(keys_.back(), std::move(value));
        else
            open_.back().push(std::move(value));
        return true;
    }

    std::vector<JsonValue> open_;
    std::vector<std::string> keys_;
};

std::string_view severity_name(base::Severity severity) {
    return severity == base::Severity::error ? "error" : "warning";
}

}  // namespace

JsonValue JsonValue::number(std::string literal) {
    JsonValue out(Kind::number);
    out.text_ = std::move(literal);
    return out;
}

const JsonValue* JsonValue::find(std::string_view key) const {
    const auto at =
        std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.first == key; });
    return at == members_.end() ? nullptr : &at->second;
}

std::optional<std::uint64_t> JsonValue::count() const {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), out);
    if (!is(Kind::number) || error != std::errc() || end != text_.data() + text_.size()) return std::nullopt;
    return out;
}

JsonValue& JsonValue::set(std::string_view key, JsonValue value) {
    const auto at =
        std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.first == key; });
    if (at != members_.end())
        at->second = std::move(value);
    else
        members_.emplace_back(std::string(key), std::move(value));
    return *this;
}

JsonValue& JsonValue::push(JsonValue value) {
    items_.push_back(std::move(value));
    return *this;
}

std::string JsonValue::dump() const {
    std::string out;
    write(out, Form::page, 0);
    out += '\n';
    return out;
}

std::string JsonValue::line() const {
    std::string out;
    write(out, Form::line, 0);
    return out;
}

void JsonValue::write(std::string& out, Form form, std::size_t depth) const {
    const auto line = [&](std::size_t level) {
        if (form == Form::page) out.append("\n").append(2 * level, ' ');
    };
    switch (kind_) {
        case Kind::null:
            out += "null";
            break;
        case Kind::boolean:
        case Kind::number:
            out += text_;
            break;
        case Kind::text:
            append_quoted(out, text_);
            break;
        case Kind::array:
            out += '[';
            for (std::size_t i = 0; i < items_.size(); ++i) {
                if (i != 0) out += ',';
                line(depth + 1);
                items_[i].write(out, form, depth + 1);
            }
            if (!items_.empty()) line(depth);
            out += ']';
            break;
        case Kind::object:
            out += '{';
            for (std::size_t i = 0; i < members_.size(); ++i) {
                if (i != 0) out += ',';
                line(depth + 1);
                append_quoted(out, members_[i].first);
                out += form == Form::page ? ": " : ":";
                members_[i].second.write(out, form, depth + 1);
            }
            if (!members_.empty()) line(depth);
            out += '}';
            break;
    }
}

std::optional<JsonValue> parse_json(std::string_view text, std::string_view file, base::Findings& findings) {
    const auto report = [&](std::string_view code, std::string detail) {
        base::Finding finding = base::make_finding(code);
        finding.file = std::string(file);
        finding.detail = std::move(detail);
        findings.add(std::move(finding));
    };
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (const std::size_t bad = base::utf8_error(text); bad != std::string_view::npos) {
        report("not_utf8", std::to_string(bad + 1));
        return std::nullopt;
    }
    TreeBuilder builder;
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
    report("json_syntax", base::shorten(builder.error, 200));
    return std::nullopt;
}

JsonValue findings_json(const base::Findings& findings) {
    JsonValue list = JsonValue::array();
    for (const base::Finding& finding : findings.items()) {
        JsonValue item = JsonValue::object();
        item.set("severity", severity_name(finding.severity))
            .set("code", finding.code)
            .set("entity", finding.entity);
        item.set("file", finding.file).set("row", finding.row).set("column", finding.column);
        item.set("value", finding.value).set("detail", finding.detail);
        item.set("message_de", base::message(finding, base::Language::de));
        item.set("message_en", base::message(finding, base::Language::en));
        item.set("hint_de", base::hint(finding, base::Language::de));
        item.set("hint_en", base::hint(finding, base::Language::en));
        list.push(std::move(item));
    }
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-findings-1")
        .set("errors", findings.errors())
        .set("warnings", findings.warnings());
    out.set("findings", std::move(list));
    return out;
}

}  // namespace iqmatch::inline v0::io
