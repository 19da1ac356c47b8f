// SPDX-License-Identifier: Apache-2.0
// What a notice leaves to be done: the ways that are open, the deadline, the differences. What the notice
// says comes before the table.
#include <iqmatch/rules/detail/compensation.hpp>

namespace iqmatch::inline v0::rules::detail {
namespace {

using Key = ParameterKey;
using domain::Ways;

std::string_view name(Ways ways) {
    return domain::way_names[static_cast<std::size_t>(ways)];
}

void ways(const Case& pair, std::string_view family, const domain::Notice* notice, Eligibility& out) {
    const OpenWays open = open_ways(pair, family, notice);
    if (!open.ways) return;
    out.add(ReasonCode::licence_ways, Effect::condition, open.row).with(Key::ways, name(*open.ways));
    if (notice == nullptr || !notice->chosen_way.has_value()) return;
    const Ways chosen = *notice->chosen_way;
    if (*open.ways == Ways::either || chosen == *open.ways)
        out.add(ReasonCode::licence_way_chosen, Effect::condition).with(Key::ways, name(chosen));
    else
        out.add(ReasonCode::licence_way_closed, Effect::asks, open.row).with(Key::ways, name(*open.ways));
}

void deadline(const Case& pair, const domain::Notice& notice, Eligibility& out) {
    if (!notice.deadline.has_value()) return;
    const bool passed = *notice.deadline < pair.date;
    out.add(passed ? ReasonCode::licence_deadline_passed : ReasonCode::licence_deadline,
            passed ? Effect::asks : Effect::condition)
        .with(Key::until, *notice.deadline);
}

void deficits(const domain::Notice& notice, Eligibility& out) {
    if (notice.open_for_good > 0) {
        out.add(ReasonCode::licence_deficit_for_good, Effect::impossible)
            .with(Key::deficits, notice.open_for_good);
    } else if (notice.open_deficits > 0 && notice.open_hours_known) {
        out.add(ReasonCode::licence_deficits, Effect::condition)
            .with(Key::deficits, notice.open_deficits)
            .with(Key::hours_x100, notice.open_hours_x100);
    } else if (notice.open_deficits > 0) {
        out.add(ReasonCode::licence_deficits_unmeasured, Effect::asks)
            .with(Key::deficits, notice.open_deficits);
    } else if (notice.deficits > 0 && notice.deficits_complete == true) {
        out.add(ReasonCode::licence_deficits_done, Effect::asks);
    }
}

}  // namespace

OpenWays open_ways(const Case& pair, std::string_view family, const domain::Notice* notice) {
    if (notice != nullptr && notice->ways_open) return {notice->ways_open, nullptr};
    const auto row = pair.tables.ways(family, notice != nullptr ? notice->waiver : std::nullopt, pair.date);
    return row ? OpenWays{row->ways, row.row} : OpenWays{};
}

void compensation(const Case& pair, std::string_view family, const domain::Notice* notice, Eligibility& out) {
    ways(pair, family, notice, out);
    if (notice == nullptr) return;
    deadline(pair, *notice, out);
    deficits(*notice, out);
}

}  // namespace iqmatch::inline v0::rules::detail
