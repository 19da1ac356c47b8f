// SPDX-License-Identifier: Apache-2.0
#include "score_context.hpp"
#include <algorithm>

namespace iqmatch::inline v0::matching::detail {
namespace {

/// The table where this version's schema has it.
const domain::Table* find(const domain::Network& network, std::string_view name) {
    const auto tables = network.tables();
    const auto at = std::find_if(tables.begin(), tables.end(),
                                 [&](const domain::Table& table) { return table.name() == name; });
    return at == tables.end() ? nullptr : &*at;
}

std::optional<std::size_t> row_of(const domain::Column& column, std::size_t row) {
    const auto number = column.number(row);
    return number ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

}  // namespace

OpenDeficits::OpenDeficits(const domain::Network& network) {
    const domain::Table* notices = find(network, "notices");
    const domain::Table* deficits = find(network, "deficits");
    if (notices == nullptr || deficits == nullptr) return;
    const domain::Column& qualification = notices->column("qualification");
    const domain::Column& superseded = notices->column("superseded_by");
    const domain::Column& notice = deficits->column("notice");
    const domain::Column& skill = deficits->column("skill");
    const domain::Column& hours = deficits->column("hours");
    const domain::Column& done = deficits->column("hours_done");
    for (std::size_t row = 0; row < deficits->rows(); ++row) {
        const auto of = row_of(notice, row), which = row_of(skill, row);
        if (!of || !which || superseded.state(*of) == domain::CellState::value) continue;
        // Hours that nobody recorded may be missing.
        if (hours.number(row) && done.number(row) && *done.number(row) >= *hours.number(row)) continue;
        if (const auto owner = row_of(qualification, *of))
            skills_.emplace_back(*owner, domain::SkillId(*which));
    }
    std::sort(skills_.begin(), skills_.end());
    skills_.erase(std::unique(skills_.begin(), skills_.end()), skills_.end());
}

void OpenDeficits::of(const domain::Qualification& qualification, std::vector<domain::SkillId>& out) const {
    out.clear();
    if (qualification.origin.short_form) return;
    auto at = std::lower_bound(skills_.begin(), skills_.end(),
                               std::pair(qualification.origin.row, domain::SkillId(0)));
    for (; at != skills_.end() && at->first == qualification.origin.row; ++at) out.push_back(at->second);
}

}  // namespace iqmatch::inline v0::matching::detail
