// SPDX-License-Identifier: Apache-2.0
/// @file
/// One finding about data: what is wrong, where, and what to do about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::base {

enum class Severity { error, warning };
enum class Language { de, en };

/// One finding. `code` is one of finding_codes() (documented, never renamed); everything else says where.
struct Finding {
    Severity severity = Severity::error;
    std::string code;
    std::string entity;     ///< the key of the record concerned, empty where none is known
    std::string file;       ///< file or table as the user named it
    std::uint64_t row = 0;  ///< as a spreadsheet counts: the header is row 1; 0 = the whole file
    std::string column;     ///< column name, empty = the whole row
    std::string value;      ///< the offending text, shortened for display
    std::string detail;     ///< what was expected or what it collides with; fills {detail} in the message
};

/// All findings of one load, in the order in which they were met.
class Findings {
  public:
    void add(Finding finding);
    void append(const Findings& other);
    [[nodiscard]] const std::vector<Finding>& items() const { return items_; }
    [[nodiscard]] std::size_t errors() const { return errors_; }
    [[nodiscard]] std::size_t warnings() const { return items_.size() - errors_; }
    [[nodiscard]] bool ok() const { return errors_ == 0; }

  private:
    std::vector<Finding> items_;
    std::size_t errors_ = 0;
};

/// What is wrong, in one sentence of the language.
[[nodiscard]] std::string message(const Finding& finding, Language language);
/// What to do about it.
[[nodiscard]] std::string hint(const Finding& finding, Language language);
/// "file:row: column: message (code); hint", the form that the command line prints.
[[nodiscard]] std::string to_text(const Finding& finding, Language language);

/// A documented code with its texts. {value} and {detail} stand for the finding's fields.
struct FindingCode {
    std::string_view code;
    Severity severity;
    std::string_view message_en;
    std::string_view message_de;
    std::string_view hint_en;
    std::string_view hint_de;
};

/// Every code that a finding may carry, in alphabetical order.
[[nodiscard]] std::span<const FindingCode> finding_codes();
/// The entry of a code, or nullptr.
[[nodiscard]] const FindingCode* find_finding_code(std::string_view code);

/// Makes a finding whose severity is the code's own. Throws InternalError for an undocumented code.
[[nodiscard]] Finding make_finding(std::string_view code);

}  // namespace iqmatch::inline v0::base

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/base/impl/finding.ipp>
#endif
