// SPDX-License-Identifier: Apache-2.0
/// @file
/// Cases for single rows of the rule tables: the smallest pair in which one row decides, in words, and what
/// the rules say about it. The cases stand in `tests/unit/rules_rows`, one file per table.
#pragma once

#include <string>
#include <string_view>
#include <unit/rules_pair.hpp>
#include <vector>

namespace iqmatch_test {

/// One line of a file of cases. `pair` says how the pair differs from Pair{} (see change()); the cell of
/// `column` decides it, and with `other` in its place the answer would be another one.
struct RowCase {
    std::string table, id, column, other, pair;
    std::string outcome, code;  ///< what the rules say, and the reason that says it
    std::string says;           ///< parts of the answer that must occur, separated by spaces: "lead_days=28"
    std::string cites;          ///< words of the source that the reason prints
    std::uint64_t line = 0;
    [[nodiscard]] std::string name() const {
        return table + ":" + id + " " + column + " (line " + std::to_string(line) + ")";
    }
};

/// Why a row, or one cell of it, has no case.
struct NoCase {
    std::string table, id, column, reason;  ///< column "*" = the whole row
};

/// All cases, ordered as in the files; empty for a table without a file.
[[nodiscard]] std::vector<RowCase> row_cases(std::string_view table);
[[nodiscard]] std::vector<NoCase> rows_without_case();
/// A table of `data/rules` as it stands in the source tree.
[[nodiscard]] base::TextTable rule_table(std::string_view name);

/// Applies words such as "title=18a hours=15 fact.safe_country_of_origin=yes" to a pair. Throws for a word
/// that it does not know.
void change(Pair& pair, std::string_view words);

/// Everything that the rules say, one reason per line, with the sources and the sentences of both languages.
[[nodiscard]] std::string written(const rules::Eligibility& answer, const rules::RuleTables& tables);

}  // namespace iqmatch_test
