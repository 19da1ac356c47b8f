// SPDX-License-Identifier: Apache-2.0
/// @file
/// Why `certify` refuses a result, in words.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/tables/certify_selection.hpp>
#include <span>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io {

/// A documented reason with its texts.
struct RefusalCode {
    std::string_view code;
    std::string_view text_en;
    std::string_view text_de;
};

/// Every code that a refusal may carry, in alphabetical order.
[[nodiscard]] std::span<const RefusalCode> refusal_codes();

/// "where: text (code): what", the form that the command line prints.
[[nodiscard]] std::string to_text(const tables::Refusal& refusal, base::Language language);

}  // namespace iqmatch::inline v0::io
