// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/planning/plan.hpp>
#include "run_index.hpp"

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

std::optional<Seat> find_seat(std::string_view resource, const domain::Network& network) {
    const auto run_named = [&](std::string_view key) { return network.runs().find(key); };
    const auto is = [&](const Seat& seat) { return resource_key(seat, network) == resource; };
    const std::size_t colon = resource.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view kind = resource.substr(0, colon), rest = resource.substr(colon + 1);
    if (kind == "run") {
        if (const auto run = run_named(rest)) return Seat{SeatKind::run, *run, 0, 0};
        const std::size_t at = rest.rfind('@');
        const auto day = at == std::string_view::npos
                             ? std::nullopt
                             : base::Date::parse(std::string(rest.substr(at + 1)) + "-01");
        const auto run = day ? run_named(rest.substr(0, at)) : std::nullopt;
        if (!run) return std::nullopt;
        return Seat{SeatKind::month, *run, 0, detail::month_of(*day)};
    }
    // Keys of parts and groups may hold a stroke themselves: the run is what is there.
    for (std::size_t stroke = rest.find('/'); stroke != std::string_view::npos;
         stroke = rest.find('/', stroke + 1)) {
        const auto run = run_named(rest.substr(0, stroke));
        if (!run) continue;
        if (kind == "part")
            for (const domain::RunPart& part : network.parts_of(*run))
                if (const Seat seat{SeatKind::part, *run, part.row, 0}; is(seat)) return seat;
        if (kind != "contingent") continue;
        for (const domain::Contingent& one : network.contingents_of(*run))
            if (const Seat seat{SeatKind::contingent, *run, one.row, 0}; is(seat)) return seat;
        if (const Seat seat{SeatKind::contingent, *run, no_group, 0}; is(seat)) return seat;
    }
    return std::nullopt;
}

std::size_t Plan::courses() const {
    return static_cast<std::size_t>(
        std::count_if(steps.begin(), steps.end(), [](const Step& step) { return step.run.valid(); }));
}

}  // namespace iqmatch::inline v0::planning
