// SPDX-License-Identifier: Apache-2.0
#include "run_index.hpp"
#include <algorithm>
#include <chrono>

namespace iqmatch::inline v0::planning::detail {
namespace {

using domain::ClosureKind;
using domain::MeasureId;
using domain::RunId;

void note(std::vector<MeasureId>& list, MeasureId measure) {
    if (list.empty() || list.back() != measure) list.push_back(measure);
}

template <class Map, class Key>
std::span<const MeasureId> look_up(const Map& map, const Key& key) {
    const auto found = map.find(key);
    if (found == map.end()) return {};
    return found->second;
}

/// How long somebody stays in a run with continuous entry; empty = nobody can tell.
std::optional<std::int32_t> stay_days(const domain::Network& network, RunId run) {
    const auto hours = network.measures().hours_x100(network.runs().measure(run));
    const auto week = network.runs().hours_week_x100(run);
    if (!hours || !week || *week <= 0) return std::nullopt;
    return static_cast<std::int32_t>((*hours + *week - 1) / *week * 7);
}

}  // namespace

std::int32_t month_of(base::Date day) {
    const auto date = day.ymd();
    return (static_cast<int>(date.year()) - 1970) * 12 +
           static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

base::Date first_of_month(std::int32_t month) {
    return base::Date(std::chrono::year_month_day{std::chrono::year(1970 + month / 12),
                                                  std::chrono::month(static_cast<unsigned>(month % 12 + 1)),
                                                  std::chrono::day(1)});
}

RunIndex::RunIndex(const domain::Network& network) : network_(network) {
    for (std::size_t m = 0; m < network.measures().size(); ++m) {
        const MeasureId measure(m);
        for (const domain::MeasureClosure& closure : network.closures_of(measure)) {
            if (closure.accepted == domain::Accepted::no && closure.kind != ClosureKind::deficit) continue;
            switch (closure.kind) {
                case ClosureKind::german:
                    note(german_, measure);
                    break;
                case ClosureKind::skill:
                    if (closure.skill) note(skill_[closure.skill->index()], measure);
                    break;
                case ClosureKind::licence:
                    if (closure.field.has_value()) note(licence_[*closure.field], measure);
                    break;
                case ClosureKind::deficit:
                    note(closure.field.has_value() ? field_[*closure.field] : any_field_, measure);
                    break;
            }
        }
    }
}

std::span<const MeasureId> RunIndex::by_field(std::string_view field) const {
    return look_up(field_, field);
}
std::span<const MeasureId> RunIndex::by_skill(domain::SkillId skill) const {
    return look_up(skill_, skill.index());
}
std::span<const MeasureId> RunIndex::by_licence(std::string_view family) const {
    return look_up(licence_, family);
}

std::int64_t RunIndex::used_in_month(RunId run, std::int32_t month) const {
    std::int64_t used = network_.seats_used(run);
    const auto days = stay_days(network_, run);
    for (const domain::Participation& one : network_.participations_in(run)) {
        if (!one.takes_place() || !one.since) continue;
        const bool over = days && month_of(one.since->plus_days(*days - 1)) < month;
        if (over || month < month_of(*one.since)) --used;
    }
    return used;
}

std::int64_t RunIndex::minimum(RunId run) const {
    const auto least = network_.runs().minimum(run);
    return least ? std::max<std::int64_t>(0, *least - network_.seats_used(run)) : 0;
}

std::optional<std::int64_t> RunIndex::capacity(const Seat& seat) const {
    const auto seats = network_.runs().seats(seat.run);
    const std::int64_t used = network_.seats_used(seat.run);
    const auto left = [](std::int64_t all, std::int64_t taken) {
        return std::max<std::int64_t>(0, all - taken);
    };
    switch (seat.kind) {
        case SeatKind::run:
            return seats ? std::optional(left(*seats, used)) : std::nullopt;
        case SeatKind::month:
            return seats ? std::optional(left(*seats, used_in_month(seat.run, seat.month))) : std::nullopt;
        case SeatKind::part:
            for (const domain::RunPart& part : network_.parts_of(seat.run))
                // Which parts people from outside take, nobody records: `seats_taken` is about the run alone.
                if (part.row == seat.part_row && part.seats)
                    return left(*part.seats, used - network_.runs().seats_taken(seat.run).value_or(0));
            return std::nullopt;
        case SeatKind::contingent: {
            if (!seats) return std::nullopt;
            std::int64_t kept = 0;
            const auto counts = [&](const domain::Contingent& one) {
                return seat.part_row == no_group || seat.part_row == one.row;
            };
            for (const domain::Contingent& one : network_.contingents_of(seat.run))
                if (counts(one)) kept += one.seats;
            // Members who have a place already sit on seats that were kept for them.
            for (const domain::Participation& one : network_.participations_in(seat.run)) {
                if (!one.takes_place()) continue;
                const auto groups = network_.groups_of(one.candidate);
                const auto employers = network_.employers_of(one.candidate);
                for (const domain::Contingent& group : network_.contingents_of(seat.run))
                    if (counts(group) &&
                        (std::find(groups.begin(), groups.end(), group.group) != groups.end() ||
                         (group.employer && std::find(employers.begin(), employers.end(), *group.employer) !=
                                                employers.end()))) {
                        --kept;
                        break;
                    }
            }
            return left(*seats, used + std::max<std::int64_t>(0, kept));
        }
    }
    return std::nullopt;
}

}  // namespace iqmatch::inline v0::planning::detail
