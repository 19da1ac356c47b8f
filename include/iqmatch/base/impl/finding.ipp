// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/detail/finding_codes_a_to_m.hpp>
#include <iqmatch/base/detail/finding_codes_n_to_z.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/internal_error.hpp>
#include <iterator>

namespace iqmatch::inline v0::base {

namespace detail {
/// All of them in one list.
inline constexpr auto finding_code_table = [] {
    std::array<FindingCode, std::size(finding_codes_a_to_m) + std::size(finding_codes_n_to_z)> out{};
    std::copy(std::begin(finding_codes_n_to_z), std::end(finding_codes_n_to_z),
              std::copy(std::begin(finding_codes_a_to_m), std::end(finding_codes_a_to_m), out.begin()));
    return out;
}();

/// Puts the finding's fields into a text of the table; unknown braces stay as they are.
inline std::string fill(std::string_view text, const Finding& finding) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("{value}")) {
            out += finding.value.empty() ? "\"\"" : finding.value;
            i += 6;
        } else if (rest.starts_with("{detail}")) {
            out += finding.detail;
            i += 7;
        } else {
            out += text[i];
        }
    }
    return out;
}
}  // namespace detail

IQMATCH_INLINE void Findings::add(Finding finding) {
    if (finding.severity == Severity::error) ++errors_;
    items_.push_back(std::move(finding));
}

IQMATCH_INLINE void Findings::append(const Findings& other) {
    items_.insert(items_.end(), other.items_.begin(), other.items_.end());
    errors_ += other.errors_;
}

IQMATCH_INLINE std::span<const FindingCode> finding_codes() {
    return detail::finding_code_table;
}

IQMATCH_INLINE const FindingCode* find_finding_code(std::string_view code) {
    const auto codes = finding_codes();
    const auto at =
        std::lower_bound(codes.begin(), codes.end(), code,
                         [](const FindingCode& entry, std::string_view name) { return entry.code < name; });
    return at != codes.end() && at->code == code ? &*at : nullptr;
}

IQMATCH_INLINE Finding make_finding(std::string_view code) {
    const FindingCode* entry = find_finding_code(code);
    if (entry == nullptr) throw InternalError("undocumented finding code: " + std::string(code));
    Finding finding;
    finding.severity = entry->severity;
    finding.code = std::string(code);
    return finding;
}

IQMATCH_INLINE std::string message(const Finding& finding, Language language) {
    const FindingCode* entry = find_finding_code(finding.code);
    if (entry == nullptr) return finding.code + ": " + finding.value;
    return detail::fill(language == Language::de ? entry->message_de : entry->message_en, finding);
}

IQMATCH_INLINE std::string hint(const Finding& finding, Language language) {
    const FindingCode* entry = find_finding_code(finding.code);
    if (entry == nullptr) return finding.detail;
    return detail::fill(language == Language::de ? entry->hint_de : entry->hint_en, finding);
}

IQMATCH_INLINE std::string to_text(const Finding& finding, Language language) {
    std::string place = finding.file;
    if (finding.row != 0) place += ":" + std::to_string(finding.row);
    if (!finding.column.empty()) place += (place.empty() ? "" : ": ") + finding.column;
    if (!place.empty()) place += ": ";
    return place + message(finding, language) + " (" + finding.code + "); " + hint(finding, language);
}

}  // namespace iqmatch::inline v0::base
