// SPDX-License-Identifier: Apache-2.0
// The times of the week at which a person can work, such as those of child care, against hours and shifts of
// the job. When a shift is, is a habit: what does not fit it asks.
#include <algorithm>
#include <iqmatch/rules/detail/availability.hpp>

namespace iqmatch::inline v0::rules::detail {
namespace {

using Key = ParameterKey;

std::int64_t minutes_a_week(std::span<const domain::AvailabilityWindow> windows) {
    std::int64_t sum = 0;
    for (const domain::AvailabilityWindow& one : windows) sum += one.to_min - one.from_min;
    return sum;
}

void hours(const Case& pair, Eligibility& out) {
    const CandidateFacts& person = pair.candidate;
    const auto& needed = pair.vacancy.hours_min_x100;
    if (!needed) return;  // asked about elsewhere
    const std::int64_t hours_x100 = minutes_a_week(person.availability) * 100 / 60;
    if (hours_x100 >= *needed) return;
    const bool all = person.availability_complete == true;
    out.add(all ? ReasonCode::dates_availability_short : ReasonCode::dates_availability_unclear,
            all ? Effect::impossible : Effect::asks)
        .with(Key::hours_x100, hours_x100)
        .with(Key::needed_x100, *needed);
}

/// Whether the person can be there long enough on some day on which the shift may be.
bool fits(std::span<const domain::AvailabilityWindow> windows, const ShiftTimeRow& shift) {
    return std::any_of(windows.begin(), windows.end(), [&](const domain::AvailabilityWindow& one) {
        const int both = std::min(one.to_min, shift.to_min) - std::max(one.from_min, shift.from_min);
        return both >= shift.least_min && (!shift.weekend || one.weekday >= 5);
    });
}

void shifts(const Case& pair, Eligibility& out) {
    if (!pair.vacancy.shifts || pair.candidate.availability_complete != true) return;
    for (std::size_t i = 0; i < domain::shift_names.size(); ++i) {
        const auto shift = static_cast<domain::Shift>(i);
        if (!domain::contains(*pair.vacancy.shifts, shift)) continue;
        const auto row = pair.tables.shift_time(shift, out.start);
        if (row && !fits(pair.candidate.availability, *row))
            out.add(ReasonCode::dates_shift_times, Effect::asks, row.row)
                .with(Key::shift, domain::shift_names[i]);
    }
}

}  // namespace

void availability(const Case& pair, Eligibility& out) {
    if (pair.candidate.availability.empty()) return;  // no times recorded, whatever the record says of them
    hours(pair, out);
    shifts(pair, out);
}

}  // namespace iqmatch::inline v0::rules::detail
