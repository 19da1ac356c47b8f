// SPDX-License-Identifier: Apache-2.0
/// @file
/// Reads OPTIONS into a builder that already knows the resources.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/detail/read_count.hpp>
#include <iqmatch/tables/detail/table_checks.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::tables::detail {

/// What the graph solver accepts in any problem; must_assign may need less.
inline constexpr base::Int128 largest_units = (base::Int128(1) << 58) - 2;

/// Units of one resource that an option may use: what the packing takes, so that no sum of uses overflows.
inline constexpr std::uint64_t largest_amount = (std::uint64_t{1} << 31) - 1;

class OptionsReader {
  public:
    OptionsReader(const base::TextTable& table, std::string resources_file, const Resolution& resolution,
                  SelectionBuilder& builder)
        : table_(table),
          checks_(table),
          resources_file_(std::move(resources_file)),
          least_decimals_(resolution.automatic ? 0 : resolution.decimals),
          builder_(builder) {}

    void read(base::Findings& findings) {
        candidate_ = checks_.column("candidate", true);
        option_ = checks_.column("option", true);
        value_ = checks_.column("value", true);
        uses_ = checks_.column("uses", true);
        complete_ = checks_.columns_complete(has_error(findings, table_.file()));
        if (complete_) {
            for (std::size_t row = 0; row < table_.rows(); ++row) read_row(row);
            contradicting_empty_rows();
            std::vector<SelectionBuilder::Duplicate> duplicates;
            built_ = builder_.build(&duplicates);
            for (const auto& [repeated, first] : duplicates) {
                checks_.set_entity(checks_.cell(rows_[repeated], candidate_));
                checks_.add("option_duplicate", table_.number(rows_[repeated]), "option",
                            checks_.cell(rows_[repeated], option_), checks_.place(rows_[first]));
            }
        }
        checks_.hand_over(findings);
    }

    [[nodiscard]] SelectionBuilder::Built& built() { return built_; }
    [[nodiscard]] const std::vector<std::uint64_t>& rows() const { return rows_; }
    /// The largest |value| on the finest grid.
    [[nodiscard]] base::Int128 largest() const { return largest_; }

  private:
    static constexpr std::uint64_t no_row = std::numeric_limits<std::uint64_t>::max();

    void read_row(std::size_t row) {
        const std::string_view key = checks_.cell(row, candidate_), option = checks_.cell(row, option_),
                               value = checks_.cell(row, value_), uses = checks_.cell(row, uses_);
        number_ = table_.number(row);
        checks_.set_entity(key);
        bool sound = true;
        CandidateIndex candidate = 0;
        if (auto wrong = key_finding(key)) {
            checks_.add(std::move(*wrong), number_, "candidate");
            sound = false;
        } else {
            candidate = builder_.add_candidate(key);
            if (candidate >= people_.size()) people_.resize(candidate + 1);
        }
        if (option.empty() && value.empty() && uses.empty()) {
            if (sound) empty_row(people_[candidate], row);
            return;
        }
        if (option.empty() || value.empty()) {
            for (const auto& [cell, column] : {std::pair(option, "option"), std::pair(value, "value")})
                if (cell.empty())
                    checks_.add("option_incomplete", number_, column, {}, std::string(column) + " = \"\"");
            sound = false;
        }
        if (!option.empty()) {
            if (auto wrong = key_finding(option)) {
                checks_.add(std::move(*wrong), number_, "option");
                sound = false;
            }
        }
        sound = (value.empty() || read_value(value)) && sound;
        sound = read_uses(uses) && sound;
        if (candidate < people_.size() && !key.empty() && people_[candidate].first_option == no_row)
            people_[candidate].first_option = row;
        if (!sound) return;
        builder_.add_option(candidate, option, 0, uses_list_);
        rows_.push_back(row);
    }

    bool read_value(std::string_view text) {
        Decimal number;
        const Decimal::Fault fault = Decimal::read(text, number);
        if (fault != Decimal::Fault::none) {
            checks_.add(decimal_finding(fault, text), number_, "value");
            return false;
        }
        const base::Int128 units = number.on_grid(least_decimals_).units;
        if (units > largest_units || units < -largest_units) {
            const std::string limit = grid_text(largest_units, least_decimals_);
            checks_.add("number_out_of_range", number_, "value", text, "-" + limit + " … " + limit);
            return false;
        }
        const base::Int128 fine = number.on_grid(max_decimals).units;
        largest_ = std::max(largest_, fine < 0 ? -fine : fine);
        return true;
    }

    /// Reads "resource" or "resource:amount", separated by ';', into uses_list_.
    bool read_uses(std::string_view text) {
        uses_list_.clear();
        if (text.empty()) return true;
        // The usual cell: one resource that exists, without amount.
        if (text.find_first_of(";:") == std::string_view::npos) {
            const ResourceIndex resource = builder_.find_resource(text);
            if (resource != no_resource) {
                uses_list_.push_back({resource, 1});
                return true;
            }
        }
        bool sound = true;
        std::set<std::string_view> named;
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find(';', begin), text.size());
            sound = read_use(text, text.substr(begin, end - begin), named) && sound;
            begin = end + 1;
        }
        return sound;
    }
    bool read_use(std::string_view cell, std::string_view part, std::set<std::string_view>& named) {
        const std::size_t colon = part.rfind(':');
        const std::string_view key = part.substr(0, colon);
        if (key.empty()) {
            checks_.add("uses_syntax", number_, "uses", cell);
            return false;
        }
        bool sound = true;
        std::uint64_t count = 1;
        if (colon != std::string_view::npos) sound = read_amount(part.substr(colon + 1), count);
        if (!named.insert(key).second) {
            checks_.add("resource_twice", number_, "uses", key);
            sound = false;
        }
        const ResourceIndex resource = builder_.find_resource(key);
        if (resource != no_resource) {
            if (sound) uses_list_.push_back({resource, static_cast<std::uint32_t>(count)});
            return sound;
        }
        if (auto wrong = key_finding(key))
            checks_.add(std::move(*wrong), number_, "uses");
        else
            checks_.add("reference_unknown", number_, "uses", key, resources_file_);
        return false;
    }
    bool read_amount(std::string_view text, std::uint64_t& count) {
        const std::string_view wrong = read_count(text, count);
        if (wrong == "number_out_of_range" || (wrong.empty() && count > largest_amount)) {
            checks_.add("number_out_of_range", number_, "uses", text,
                        "1 … " + std::to_string(largest_amount));
            return false;
        }
        if (wrong.empty() && count != 0) return true;
        checks_.add("amount_zero", number_, "uses", text);
        return false;
    }

    struct Person {
        std::uint64_t empty = no_row;         ///< first row that says "no options"
        std::uint64_t first_option = no_row;  ///< first row with an option, sound or not
    };
    void empty_row(Person& person, std::size_t row) {
        if (person.empty == no_row)
            person.empty = row;
        else
            checks_.add("option_duplicate", number_, "option", {}, checks_.place(person.empty));
    }
    void contradicting_empty_rows() {
        for (const Person& person : people_) {
            if (person.empty == no_row || person.first_option == no_row) continue;
            checks_.set_entity(checks_.cell(person.empty, candidate_));
            checks_.add("option_incomplete", table_.number(person.empty), "option", {},
                        checks_.place(person.first_option));
        }
    }

    const base::TextTable& table_;
    TableChecks checks_;
    std::string resources_file_;
    int least_decimals_;
    SelectionBuilder& builder_;
    std::size_t candidate_ = 0, option_ = 0, value_ = 0, uses_ = 0;
    bool complete_ = false;
    std::uint64_t number_ = 0;
    std::vector<graph::Use> uses_list_;  ///< of the row that is being read
    std::vector<Person> people_;         ///< per candidate of the builder
    std::vector<std::uint64_t> rows_;    ///< per option of the builder
    base::Int128 largest_ = 0;
    SelectionBuilder::Built built_;
};

}  // namespace iqmatch::inline v0::tables::detail
