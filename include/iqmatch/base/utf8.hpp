// SPDX-License-Identifier: Apache-2.0
/// @file
/// UTF-8 as RFC 3629 defines it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::base {

/// Length in bytes of the valid UTF-8 sequence at the front of `text`; 0 if it is malformed (overlong forms,
/// surrogates, values above U+10FFFF, cut sequences) or `text` is empty.
[[nodiscard]] constexpr std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0U) != 0x80U) return 0;
    const unsigned second = byte(1);
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
        (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
        return 0;
    return length;
}

/// Index of the first byte that is not valid UTF-8, or npos.
[[nodiscard]] constexpr std::size_t utf8_error(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = utf8_sequence(text.substr(i));
        if (length == 0) return i;
        i += length;
    }
    return std::string_view::npos;
}

/// `text` cut to at most `limit` bytes at a character border, with "…" where something was cut and "\u{FFFD}"
/// where it is malformed.
[[nodiscard]] inline std::string shorten(std::string_view text, std::size_t limit = 60) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (out.size() >= limit) return out + "\xe2\x80\xa6";
        const std::size_t length = utf8_sequence(text.substr(i));
        if (length == 0) {
            out += "\xef\xbf\xbd";
            ++i;
            continue;
        }
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == 0x7f)
            out += ' ';
        else
            out += text.substr(i, length);
        i += length;
    }
    return out;
}

}  // namespace iqmatch::inline v0::base
