// SPDX-License-Identifier: Apache-2.0
/// @file
/// Findings of a check in the order of the source. Private to the layer.
#pragma once

#include <algorithm>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/table.hpp>
#include <string>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::domain::detail {

/// Findings of one kind of check, put into the order of the source before they are handed over.
class Collected {
  public:
    void add(const Table& table, std::string_view code, std::size_t row, std::string_view column,
             std::string detail) {
        found_.push_back(table.finding(code, row, column));
        found_.back().detail = std::move(detail);
    }
    void flush(base::Findings& findings) {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const auto& a, const auto& b) { return a.row < b.row; });
        for (base::Finding& finding : found_) findings.add(std::move(finding));
        found_.clear();
    }

  private:
    std::vector<base::Finding> found_;
};

}  // namespace iqmatch::inline v0::domain::detail
