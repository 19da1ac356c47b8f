// SPDX-License-Identifier: Apache-2.0
/// @file
/// The catalogue of texts by code, in German and English, and how numbers and dates are written in them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/reason.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::explain {

/// One text of one table. `{name}` in it stands for a parameter.
struct Text {
    std::string_view table;  ///< name of the file in data/texts: reasons, labels, words, parts, unmatched …
    std::string_view code;
    std::string_view en;
    std::string_view de;
    [[nodiscard]] std::string_view in(base::Language language) const {
        return language == base::Language::de ? de : en;
    }
};

/// Every text, by table and code.
[[nodiscard]] std::span<const Text> texts();
/// The text of that code, or nullptr.
[[nodiscard]] const Text* find_text(std::string_view table, std::string_view code);
/// Names of the parameters of a text, in the order of their first use.
[[nodiscard]] std::vector<std::string> parameters_of(std::string_view text);

using NamedText = std::pair<std::string_view, std::string>;
/// The text with its parameters filled in. @throws base::InternalError for an unknown code or a missing
/// parameter.
[[nodiscard]] std::string say(std::string_view table, std::string_view code, base::Language language,
                              std::span<const NamedText> parameters = {});
[[nodiscard]] std::string say(std::string_view table, std::string_view code, base::Language language,
                              std::initializer_list<NamedText> parameters);
/// The word of `words` for a code such as "status.full"; `fallback` where there is none (codes that users
/// add).
[[nodiscard]] std::string word(std::string_view code, base::Language language, std::string_view fallback);

/// "24.12.2026" or "2026-12-24".
[[nodiscard]] std::string write_date(base::Date date, base::Language language);
/// Millionths as a decimal number with decimal comma in German: "1,25" or "1.25".
[[nodiscard]] std::string write_micro(std::int64_t micro, base::Language language);
/// A number with `decimals` places behind the point, outer zeros dropped, groups of three set apart in
/// neither language.
[[nodiscard]] std::string write_decimal(std::int64_t units, int decimals, base::Language language);
/// An amount in euros, grouped; cents in two digits, or none: "EUR 45,934.20", "45.934,20 Euro", "EUR 1,500".
[[nodiscard]] std::string write_money(std::int64_t cents, base::Language language);

/// One reason as a sentence: every fact in it is a parameter of the reason.
[[nodiscard]] std::string say(const rules::Reason& reason, const domain::Network& network,
                              const rules::RuleTables& tables, base::Language language);
/// The same by another table: `reasons_person`, `reasons_employer`. Empty where the table has no text for the
/// code, which then is not for its audience.
[[nodiscard]] std::string say(std::string_view table, const rules::Reason& reason,
                              const domain::Network& network, const rules::RuleTables& tables,
                              base::Language language);
/// The name of an authority as a text mentions it.
[[nodiscard]] std::string authority_name(const rules::RuleTables& tables, std::string_view code,
                                         base::Language language);

}  // namespace iqmatch::inline v0::explain
