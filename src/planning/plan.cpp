// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/planning/plan.hpp>

namespace iqmatch::inline v0::planning {

std::string resource_key(const Seat& seat, const domain::Network& network) {
    const std::string run(network.runs().key(seat.run));
    switch (seat.kind) {
        case SeatKind::run:
            return "run:" + run;
        case SeatKind::month: {
            constexpr std::int32_t months_a_year = 12, first_year = 1970;
            const std::int32_t month = seat.month % months_a_year + 1;
            return "run:" + run + "@" + std::to_string(first_year + seat.month / months_a_year) +
                   (month < 10 ? "-0" : "-") + std::to_string(month);
        }
        case SeatKind::part: {
            for (const domain::RunPart& part : network.parts_of(seat.run))
                if (part.row == seat.part_row) return "part:" + run + "/" + std::string(part.key);
            return "part:" + run + "/";
        }
        case SeatKind::contingent:
            for (const domain::Contingent& one : network.contingents_of(seat.run))
                if (one.row == seat.part_row) return "contingent:" + run + "/" + std::string(one.group);
            return "contingent:" + run + "/none";
    }
    return {};
}

std::size_t Plan::courses() const {
    return static_cast<std::size_t>(
        std::count_if(steps.begin(), steps.end(), [](const Step& step) { return step.run.valid(); }));
}

}  // namespace iqmatch::inline v0::planning
