// SPDX-License-Identifier: Apache-2.0
/// @file
/// Many short texts of which many are equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/tables/text_list.hpp>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::tables {

/// Numbers texts: equal texts have the same number, the first 0, each new one the next.
class TextNumbers {
  public:
    /// O(length) on average. @throws base::UsageError beyond 2^32 − 2 distinct texts.
    std::uint32_t number(std::string_view text) {
        if (2 * texts_.size() >= slots_.size()) grow();
        std::uint32_t& slot = slots_[find(text)];
        if (slot == none) {
            if (texts_.size() >= none - 1) throw base::UsageError("more than 2^32 - 2 distinct keys");
            slot = static_cast<std::uint32_t>(texts_.size());
            texts_.push_back(text);
        }
        return slot;
    }
    /// The number of a text that has one. O(length) on average.
    [[nodiscard]] std::optional<std::uint32_t> known(std::string_view text) const {
        if (slots_.empty()) return std::nullopt;
        const std::uint32_t slot = slots_[find(text)];
        return slot == none ? std::nullopt : std::optional(slot);
    }
    [[nodiscard]] const TextList& texts() const { return texts_; }

  private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// The slot of a text, or the free one where it belongs.
    [[nodiscard]] std::size_t find(std::string_view text) const {
        const std::size_t mask = slots_.size() - 1;
        auto at = static_cast<std::size_t>(base::key_hash(0, text)) & mask;
        while (slots_[at] != none && texts_[slots_[at]] != text) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), none);
        for (std::size_t i = 0; i < texts_.size(); ++i)
            slots_[find(texts_[i])] = static_cast<std::uint32_t>(i);
    }

    TextList texts_;
    std::vector<std::uint32_t> slots_;  ///< a power of two of them, at most half in use
};

/// A list in which each distinct text stands once: 4 bytes per entry.
class SharedTextList {
  public:
    SharedTextList() = default;
    /// An empty list over these texts, which add() then refers to.
    explicit SharedTextList(TextList texts) : texts_(std::move(texts)) {}
    void add(std::uint32_t number) { numbers_.push_back(number); }
    void reserve(std::size_t entries) { numbers_.reserve(entries); }

    [[nodiscard]] std::size_t size() const { return numbers_.size(); }
    /// Valid as long as the list.
    [[nodiscard]] std::string_view operator[](std::size_t i) const { return texts_[numbers_[i]]; }
    /// The number of the entry's text; equal texts have equal ones.
    [[nodiscard]] std::uint32_t number(std::size_t i) const { return numbers_[i]; }
    [[nodiscard]] const TextList& texts() const { return texts_; }

  private:
    TextList texts_;
    std::vector<std::uint32_t> numbers_;
};

}  // namespace iqmatch::inline v0::tables
