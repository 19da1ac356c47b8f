// SPDX-License-Identifier: Apache-2.0
#include "session_touched.hpp"
#include <algorithm>
#include "session_takers.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::Entity;
using domain::EntityRows;
using domain::VacancyId;

/// Whether the solver's units stay as they are but for members who leave.
bool units_stay(const domain::RowBook& book, const EntityRows& before, const EntityRows& after) {
    const std::string_view unit = unit_of(before);
    if (after.empty()) return unit.empty() || !takes_place(book, before);
    if (unit != unit_of(after)) return false;
    return unit.empty() || (!takes_place(book, before) && !takes_place(book, after));
}

/// Whether only the numbers of seats of a run change.
bool only_seats(const EntityRows& before, const EntityRows& after) {
    if (before.empty() || after.empty()) return false;
    EntityRows same = before;
    for (const std::string_view column : {"seats", "seats_taken"})
        same = same.with_cell(Entity::run, column, std::string(after.cell(Entity::run, column)));
    return same == after;
}

bool only_positions(const EntityRows& before, const EntityRows& after) {
    if (before.empty() || after.empty()) return false;
    return after == before.with_cell(Entity::vacancy, "positions",
                                     std::string(after.cell(Entity::vacancy, "positions")));
}

}  // namespace

std::optional<Touched> touched_by(const domain::RowBook& book, const std::vector<Edit>& edits) {
    Touched out;
    for (const Edit& edit : edits) {
        const EntityRows& before = book.rows(edit.entity, edit.key);
        const EntityRows& after = edit.rows;
        switch (edit.entity) {
            case Entity::candidate:
                if (!units_stay(book, before, after)) return std::nullopt;
                out.people.push_back(&edit);
                break;
            case Entity::vacancy:
                out.vacancies = true;
                if (only_positions(before, after)) break;
                if (!before.empty()) out.gone.insert(edit.key);
                if (!after.empty()) out.fresh.insert(edit.key);
                break;
            case Entity::employer:
            case Entity::site:
                if (!before.empty()) return std::nullopt;
                out.rest = out.employers = true;
                break;
            case Entity::run:
                if (!only_seats(before, after)) out.runs.insert(edit.key);
                out.rest = true;
                break;
            case Entity::measure:
                out.measures.insert(edit.key);
                out.rest = true;
                break;
            case Entity::provider:
                if (!before.empty()) return std::nullopt;
                out.rest = true;
                break;
            case Entity::unit:
                return std::nullopt;
        }
    }
    return out;
}

bool spoken_of(const domain::RowBook& book, const std::vector<Edit>& edits) {
    return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
        bool out = false;
        if (edit.entity == Entity::candidate || !edit.rows.empty()) return false;
        book.each(Entity::candidate, [&](const std::string&, const EntityRows& rows) {
            out = out || speaks_of(rows, edit.entity, edit.key);
        });
        return out;
    });
}

void add_limits(const domain::Network& before, const domain::Network& after, Touched& out) {
    const auto employers = after.employers();
    for (std::size_t e = 0; e < employers.size(); ++e) {
        const domain::EmployerId id(e);
        const auto most = employers.max_in_recognition(id);
        const auto then = before.employers().find(employers.key(id));
        if (!most.has_value() || !then) continue;
        const std::int64_t was = before.in_recognition(*then), is = after.in_recognition(id);
        // Whoever is there already does not count for themselves.
        if ((was >= *most) == (is >= *most) && (was - 1 >= *most) == (is - 1 >= *most)) continue;
        for (std::size_t v = 0; v < after.vacancies().size(); ++v) {
            if (after.vacancies().employer(VacancyId(v)) != std::optional(id)) continue;
            out.gone.emplace(after.vacancies().key(VacancyId(v)));
            out.fresh.emplace(after.vacancies().key(VacancyId(v)));
        }
    }
}

std::vector<std::string> changed_runs(const Options& before, const Options& after, const Touched& touched) {
    if (before.planner() == nullptr) return {};
    const auto free = [](const planning::Planner& planner, domain::RunId run) {
        std::vector<bool> out;
        const auto note = [&](planning::SeatKind kind, std::size_t row) {
            const auto seats = planner.capacity({kind, run, row, 0});
            out.push_back(!seats || *seats > 0);
            out.push_back(seats.has_value());
        };
        note(planning::SeatKind::run, 0);
        out.push_back(planner.minimum(run) > 1);
        for (const domain::Contingent& one : planner.network().contingents_of(run))
            note(planning::SeatKind::contingent, one.row);
        note(planning::SeatKind::contingent, planning::no_group);
        for (const domain::RunPart& part : planner.network().parts_of(run))
            note(planning::SeatKind::part, part.row);
        return out;
    };
    std::set<std::string> out = touched.runs;
    const auto runs = after.network().runs();
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const domain::RunId run(r);
        const auto then = before.network().runs().find(runs.key(run));
        const std::string measure(after.network().measures().key(runs.measure(run)));
        if (!then || touched.measures.count(measure) != 0 ||
            free(*before.planner(), *then) != free(*after.planner(), run))
            out.emplace(runs.key(run));
    }
    return {out.begin(), out.end()};
}

}  // namespace iqmatch::inline v0::matching::detail
