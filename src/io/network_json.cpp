// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iqmatch/io/detail/network_json.hpp>
#include <nlohmann/json.hpp>
#include <vector>

namespace iqmatch::inline v0::io::detail {

namespace {

using Json = nlohmann::json;

constexpr std::string_view known_keys = "format, name, as_of, catalogue, defaults";
constexpr std::string_view known_defaults = "stale_after_days";

class NetworkJsonReader {
  public:
    NetworkJsonReader(const std::string& file, base::Findings& findings) : file_(file), findings_(findings) {}

    NetworkJson read(std::string_view text) {
        const Json root = parse(text);
        if (root.is_discarded()) return {};
        if (!root.is_object()) {
            report("json_type", {}, base::shorten(root.dump(-1, ' ', true)), "{ … }");
            return {};
        }
        for (const auto& [key, value] : root.items())
            if (key != "format" && key != "name" && key != "as_of" && key != "catalogue" && key != "defaults")
                report("json_key_unknown", key, key, std::string(known_keys));
        read_format(root);
        read_as_of(root);
        if (const std::string* name = text_at(root, "name")) out_.name = *name;
        if (const std::string* catalogue = text_at(root, "catalogue")) out_.catalogue = *catalogue;
        read_defaults(root);
        return std::move(out_);
    }

  private:
    void report(std::string_view code, std::string_view key, std::string_view value, std::string detail,
                std::uint64_t row = 0) {
        base::Finding finding = base::make_finding(code);
        finding.file = file_;
        finding.row = row;
        finding.column = base::shorten(key);
        finding.value = base::shorten(value);
        finding.detail = std::move(detail);
        findings_.add(std::move(finding));
    }

    Json parse(std::string_view text) {
        std::vector<std::vector<std::string>> keys;  // of the objects that are open
        const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
            if (event == Json::parse_event_t::object_start) keys.emplace_back();
            if (event == Json::parse_event_t::object_end) keys.pop_back();
            if (event == Json::parse_event_t::key) {
                const auto& key = parsed.get_ref<const std::string&>();
                auto& own = keys.back();
                if (std::find(own.begin(), own.end(), key) != own.end())
                    report("key_duplicate", key, key, file_);
                own.push_back(key);
            }
            return true;
        };
        try {
            return Json::parse(text.begin(), text.end(), watch);
        } catch (const Json::exception& error) {
            const auto* syntax = dynamic_cast<const Json::parse_error*>(&error);
            const std::size_t byte = syntax != nullptr ? std::min<std::size_t>(syntax->byte, text.size()) : 0;
            const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
            const auto line = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
            const std::size_t start = before.rfind('\n') + 1;  // npos + 1 = 0
            report("json_syntax", {}, {},
                   std::to_string(line) + ":" + std::to_string(before.size() - start + 1), line);
            return Json(Json::value_t::discarded);
        }
    }

    /// The text at a key; nullptr where it is missing or of another type, which is reported.
    const std::string* text_at(const Json& root, const char* key) {
        const auto found = root.find(key);
        if (found == root.end()) return nullptr;
        if (!found->is_string()) {
            report("json_type", key, found->dump(-1, ' ', true), "\"…\"");
            return nullptr;
        }
        return found->get_ptr<const std::string*>();
    }

    void read_format(const Json& root) {
        if (!root.contains("format")) {
            report("json_key_missing", "format", "format", "\"" + std::string(domain::network_format) + "\"");
        } else if (const std::string* format = text_at(root, "format"); format != nullptr) {
            if (*format != domain::network_format)
                report("format_unsupported", "format", *format, std::string(domain::network_format));
        }
    }

    void read_as_of(const Json& root) {
        if (!root.contains("as_of")) {
            report("json_key_missing", "as_of", "as_of", "\"2026-12-31\"");
        } else if (const std::string* as_of = text_at(root, "as_of"); as_of != nullptr) {
            out_.as_of = base::Date::parse(*as_of);
            if (out_.as_of) return;
            const bool form = as_of->size() == 10 && (*as_of)[4] == '-' && (*as_of)[7] == '-' &&
                              as_of->find_first_not_of("0123456789-") == std::string::npos;
            report(form ? "date_impossible" : "date_syntax", "as_of", *as_of, {});
        }
    }

    void read_defaults(const Json& root) {
        const auto defaults = root.find("defaults");
        if (defaults == root.end()) return;
        if (!defaults->is_object()) {
            report("json_type", "defaults", defaults->dump(-1, ' ', true), "{ … }");
            return;
        }
        for (const auto& [key, value] : defaults->items()) {
            if (key != "stale_after_days") {
                report("json_key_unknown", "defaults." + key, key, std::string(known_defaults));
            } else if (!value.is_number_integer() && !value.is_number_unsigned()) {
                report("json_type", "defaults." + key, value.dump(-1, ' ', true), "365");
            } else if (value < 0 || value > 36500) {
                report("number_out_of_range", "defaults." + key, value.dump(), "0 – 36500");
            } else {
                out_.stale_after_days = value.get<int>();
            }
        }
    }

    const std::string& file_;
    base::Findings& findings_;
    NetworkJson out_;
};

}  // namespace

NetworkJson parse_network_json(std::string_view text, const std::string& file, base::Findings& findings) {
    return NetworkJsonReader(file, findings).read(text);
}

}  // namespace iqmatch::inline v0::io::detail
