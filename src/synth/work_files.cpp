// SPDX-License-Identifier: Apache-2.0
// What a person wants and where a person works.
#include "case_files.hpp"

namespace iqmatch::inline v0::synth::detail {

void CaseFiles::write_wishes(const Person& p, Draw& draw) {
    if (!draw.share(parameters_.rate("wish"))) return;
    const Trade& trade = parameters_.trades[p.trade];
    const std::string_view strength = draw.share(parameters_.rate("wish_must")) ? "must" : "prefer";
    switch (draw.between(0, 6)) {
        case 0:
        case 1:
            wishes_.add({p.key, "occupation", trade.code.substr(0, 3), strength});
            break;
        case 2:
            if (!p.abroad) wishes_.add({p.key, "region", parameters_.towns[p.town].ags, strength});
            break;
        case 3:
            wishes_.add({p.key, "shift", p.care ? "day" : "early", strength});
            break;
        case 4:
            wishes_.add({p.key, "hours", p.care ? "15-25" : "30-40", "prefer"});
            break;
        case 5:
            if (p.status == domain::RecognitionStatus::compensation_required)
                wishes_.add({p.key, "route", draw.share(500) ? "course" : "exam", "prefer"});
            else
                wishes_.add({p.key, "occupation", trade.code.substr(0, 2), "prefer"});
            break;
        default:
            wishes_.add({p.key, "earliest_start",
                         settings_.as_of.plus_days(static_cast<std::int32_t>(draw.between(30, 150))).iso(),
                         "prefer"});
    }
}

void CaseFiles::write_times(const Person& p) {
    constexpr std::array days{"mon", "tue", "wed", "thu", "fri"};
    for (const char* day : days)
        availability_.add({p.key, day, "08:00", p.number % 3 == 0 ? "14:00" : "13:00"});
}

void CaseFiles::write_employment(const Person& p, Draw& draw) {
    const Trade& job = parameters_.trades[p.job];
    const std::int64_t week = p.care ? draw.between(4, 5) * 500 : draw.share(700) ? 3900 : 2000;
    const std::int64_t pay = draw.between(job.pay_low / 10, job.pay_high / 10) * 10 * week / 3900 / 10 * 1000;
    const std::int64_t days = std::min<std::int64_t>(settings_.as_of.days() - p.title_from.days(), 900);
    employments_.add({p.key, jobs_.employers[*p.employer].key, job.code, hours(week),
                      draw.share(700) ? text(pay) : std::string(), "month",
                      settings_.as_of.plus_days(-static_cast<std::int32_t>(draw.between(15, days))).iso(),
                      yes_no(!p.bound_employer.empty())});
}

}  // namespace iqmatch::inline v0::synth::detail
