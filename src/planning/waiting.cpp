// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include "offers.hpp"

namespace iqmatch::inline v0::planning::detail {

std::optional<Waiting> waiting(const Asked& asked, rules::WaitingStep step, std::string_view family) {
    const auto row = asked.tables.waiting_time(step, family, asked.date);
    if (!row) return std::nullopt;
    Waiting out{row->expected_days, row->late_days, row.row};
    if (!row->procedure.empty()) {
        const auto how = asked.tables.procedure(row->procedure, asked.date);
        if (!how) return std::nullopt;
        out.days = how->lead_days;
    }
    out.late_days = std::max(out.late_days, out.days);
    return out;
}

std::int32_t arrival_day(const Asked& asked, std::string_view family) {
    const auto visa = waiting(asked, rules::WaitingStep::entry, family);
    return asked.date.days() + (visa ? visa->days : 0);
}

std::int32_t decision_day(const Asked& asked, const Target& target) {
    const std::int32_t today = asked.date.days();
    const auto procedure = waiting(asked, rules::WaitingStep::recognition_procedure, target.family);
    const std::int32_t days = procedure ? procedure->days : 0;
    if (target.applied_on) return std::max(today, target.applied_on->days() + days);
    if (target.applied) return today + days;  // nobody recorded since when
    const auto papers = waiting(asked, rules::WaitingStep::documents, target.family);
    return today + (papers ? papers->days : 0) + days;
}

}  // namespace iqmatch::inline v0::planning::detail
