// SPDX-License-Identifier: Apache-2.0
/// @file
/// Reads RESOURCES into a builder.
#pragma once

#include <cstdint>
#include <iqmatch/tables/detail/read_count.hpp>
#include <iqmatch/tables/detail/table_checks.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables::detail {

class ResourcesReader {
  public:
    ResourcesReader(const base::TextTable& table, SelectionBuilder& builder)
        : table_(table), checks_(table), builder_(builder) {}

    void read(base::Findings& findings) {
        const std::size_t resource = checks_.column("resource", true),
                          capacity = checks_.column("capacity", true),
                          minimum = checks_.column("minimum", false);
        if (checks_.columns_complete(has_error(findings, table_.file()))) {
            for (std::size_t row = 0; row < table_.rows(); ++row)
                read_row(row, checks_.cell(row, resource), checks_.cell(row, capacity),
                         checks_.cell(row, minimum));
        }
        checks_.hand_over(findings);
    }

  private:
    void read_row(std::size_t row, std::string_view key, std::string_view capacity,
                  std::string_view minimum) {
        const std::uint64_t number = table_.number(row);
        checks_.set_entity(key);
        std::uint64_t count = 0, least = 0;
        bool sound = false;
        if (capacity.empty())
            checks_.add("value_required", number, "capacity", {});
        else
            sound = read_number(capacity, number, "capacity", count);
        if (!minimum.empty() && read_number(minimum, number, "minimum", least) && sound && least > count)
            checks_.add("minimum_above_capacity", number, "minimum", minimum, capacity);

        if (auto wrong = key_finding(key)) {
            checks_.add(std::move(*wrong), number, "resource");
            return;
        }
        const ResourceIndex earlier = builder_.find_resource(key);
        if (earlier != no_resource) {
            checks_.add("key_duplicate", number, "resource", key, checks_.place(rows_[earlier]));
            return;
        }
        builder_.add_resource(key, count, least);
        rows_.push_back(row);
    }
    bool read_number(std::string_view text, std::uint64_t number, std::string_view column,
                     std::uint64_t& out) {
        const std::string_view code = read_count(text, out);
        if (!code.empty())
            checks_.add(
                code, number, column, text,
                code == "number_out_of_range" ? "0 … " + std::to_string(largest_capacity) : std::string());
        return code.empty();
    }

    const base::TextTable& table_;
    TableChecks checks_;
    SelectionBuilder& builder_;
    std::vector<std::size_t> rows_;  ///< per resource
};

}  // namespace iqmatch::inline v0::tables::detail
