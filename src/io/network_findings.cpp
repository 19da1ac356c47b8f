// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/network_findings.hpp>
#include <nlohmann/json.hpp>

namespace iqmatch::inline v0::io {

std::string findings_json(const base::Findings& findings, std::string_view command) {
    using base::Language;
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const base::Finding& f : findings.items())
        list.push_back({{"severity", f.severity == base::Severity::error ? "error" : "warning"},
                        {"code", f.code},
                        {"entity", f.entity},
                        {"file", f.file},
                        {"row", f.row},
                        {"column", f.column},
                        {"value", f.value},
                        {"detail", f.detail},
                        {"message_de", base::message(f, Language::de)},
                        {"message_en", base::message(f, Language::en)},
                        {"hint_de", base::hint(f, Language::de)},
                        {"hint_en", base::hint(f, Language::en)}});
    const nlohmann::ordered_json out{{"schema", "iqmatch-findings-1"},
                                     {"command", command},
                                     {"errors", findings.errors()},
                                     {"warnings", findings.warnings()},
                                     {"findings", std::move(list)}};
    // File names and detail may hold bytes that are no UTF-8; they must not make the report fail.
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace iqmatch::inline v0::io
