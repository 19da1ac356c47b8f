// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which measures close what, and how many seats are free. Built once. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/planning/plan.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace iqmatch::inline v0::planning::detail {

/// Months since January 1970 of a day.
[[nodiscard]] std::int32_t month_of(base::Date day);
[[nodiscard]] base::Date first_of_month(std::int32_t month);

class RunIndex {
  public:
    explicit RunIndex(const domain::Network& network);

    [[nodiscard]] std::span<const domain::MeasureId> by_german() const { return german_; }
    /// Deficits of a subject area, and measures that close any.
    [[nodiscard]] std::span<const domain::MeasureId> by_field(std::string_view field) const;
    [[nodiscard]] std::span<const domain::MeasureId> any_field() const { return any_field_; }
    [[nodiscard]] std::span<const domain::MeasureId> by_skill(domain::SkillId skill) const;
    /// Closures of kind `licence` that name the regulation family.
    [[nodiscard]] std::span<const domain::MeasureId> by_licence(std::string_view family) const;

    /// Units of a resource that are free; empty = nobody recorded how many there are.
    [[nodiscard]] std::optional<std::int64_t> capacity(const Seat& seat) const;
    /// How many more participants a run needs to open.
    [[nodiscard]] std::int64_t minimum(domain::RunId run) const;

  private:
    [[nodiscard]] std::int64_t used_in_month(domain::RunId run, std::int32_t month) const;
    domain::Network network_;
    std::vector<domain::MeasureId> german_, any_field_;
    std::unordered_map<std::string_view, std::vector<domain::MeasureId>> field_, licence_;
    std::unordered_map<std::size_t, std::vector<domain::MeasureId>> skill_;
};

}  // namespace iqmatch::inline v0::planning::detail
