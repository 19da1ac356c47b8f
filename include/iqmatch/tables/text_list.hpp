// SPDX-License-Identifier: Apache-2.0
/// @file
/// Many short texts in one buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables {

/// A growing list of texts: their bytes plus 8 per text.
class TextList {
  public:
    void push_back(std::string_view text) {
        bytes_ += text;
        ends_.push_back(bytes_.size());
    }
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] bool empty() const { return ends_.empty(); }
    /// Valid until the list changes.
    [[nodiscard]] std::string_view operator[](std::size_t i) const {
        const std::uint64_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(bytes_).substr(begin, ends_[i] - begin);
    }

  private:
    std::string bytes_;
    std::vector<std::uint64_t> ends_;
};

}  // namespace iqmatch::inline v0::tables
