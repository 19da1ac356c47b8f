// SPDX-License-Identifier: Apache-2.0
// What people want, what they have begun, and what was decided about them, as records.
#include <algorithm>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/parse_cell.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/detail/table_reader.hpp>
#include <set>
#include "group_records.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

CandidateId candidate(const Table& table, std::size_t row) {
    return CandidateId(static_cast<std::size_t>(table.column(0).number(row).value_or(0)));
}

/// A target that the reader has let through; the first row where it has not, which ends in an error anyway.
domain::Target target(const Network::State& state, std::string_view text) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view kind = text.substr(0, colon);
    const auto at = std::find(target_kind_names.begin(), target_kind_names.end(), kind);
    if (at == target_kind_names.end()) return {};
    const auto row = state.table(table_of_target(kind)).find(text.substr(std::min(colon + 1, text.size())));
    return {static_cast<TargetKind>(at - target_kind_names.begin()), row.value_or(0)};
}

/// LEAST-MOST or one number, in hundredths of an hour.
bool read_hours(std::string_view text, Wish& wish) {
    static constexpr ColumnSchema hours{.name = "hours",
                                        .type = ColumnType::hundredths,
                                        .meaning_en = "",
                                        .meaning_de = "",
                                        .least = 0,
                                        .most = most_weekly_hours};
    const std::size_t dash = text.find('-');
    const ParsedCell least = parse_cell(hours, text.substr(0, dash));
    const ParsedCell most = dash == std::string_view::npos ? least : parse_cell(hours, text.substr(dash + 1));
    if (least.state != CellState::value || most.state != CellState::value) return false;
    wish.hours_least_x100 = least.number;
    wish.hours_most_x100 = most.number;
    return least.number <= most.number;
}

std::size_t count_owners(const Network::State& state) {
    std::set<std::string_view> owners;
    for (const Table& table : state.tables) {
        if (state.shares(table)) continue;
        const Column& column = table.column("owner");
        if (!column.present()) continue;
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (column.state(row) == CellState::value) owners.insert(column.text(row));
    }
    return owners.size();
}

}  // namespace

std::string_view wish_form(WishKind kind) {
    switch (kind) {
        case WishKind::occupation:
            return "1–5 digits, KldB 2010";
        case WishKind::employer:
            return "employers.employer";
        case WishKind::region:
            return "regions.ags";
        case WishKind::shift:
            return "day, early, late, night, weekend, split, on_call";
        case WishKind::hours:
            return "20-30, 0 – 80";
        case WishKind::earliest_start:
            return "YYYY-MM-DD";
        case WishKind::route:
            return "course, exam";
    }
    return {};
}

bool read_wish(const Network::State& state, Wish& wish) {
    const std::string_view text = wish.value;
    switch (wish.kind) {
        case WishKind::occupation:
            return !text.empty() && text.size() <= 5 &&
                   std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        case WishKind::employer: {
            const auto row = state.table("employers").find(text);
            wish.row = row.value_or(0);
            return row.has_value();
        }
        case WishKind::region: {
            const auto region = state.catalogue.find_region(text);
            wish.row = region ? region->index() : 0;
            return region.has_value();
        }
        case WishKind::shift: {
            const auto at = std::find(shift_names.begin(), shift_names.end(), text);
            wish.shift = static_cast<Shift>(at != shift_names.end() ? at - shift_names.begin() : 0);
            return at != shift_names.end();
        }
        case WishKind::hours:
            return read_hours(text, wish);
        case WishKind::earliest_start: {
            const auto date = base::Date::parse(text);
            wish.date = date.value_or(base::Date());
            return date.has_value();
        }
        case WishKind::route:
            return std::find(chosen_way_names.begin(), chosen_way_names.end(), text) !=
                   chosen_way_names.end();
    }
    return false;
}

void fill_steering(Network::State& state) {
    const std::size_t people = state.table("candidates").rows();
    const Table& wishes = state.table("wishes");
    state.wishes = group<Wish>(
        wishes, people,
        [&](std::size_t row) {
            Wish out;
            out.candidate = candidate(wishes, row);
            out.kind =
                known<WishKind>(wishes.column(at("wishes", "kind")), row).value_or(WishKind::occupation);
            out.strength = known<WishStrength>(wishes.column(at("wishes", "strength")), row)
                               .value_or(WishStrength::prefer);
            out.value = wishes.column(at("wishes", "value")).text(row);
            out.origin.row = row;
            (void)read_wish(state, out);  // check_records() reports what it cannot read
            return out;
        },
        no_short_form);
    const Table& begun = state.table("participations");
    state.participations = group<Participation>(
        begun, people,
        [&](std::size_t row) {
            return Participation{
                .candidate = candidate(begun, row),
                .target = target(state, begun.column(at("participations", "target")).text(row)),
                .state = known<ParticipationState>(begun.column(at("participations", "state")), row)
                             .value_or(ParticipationState::applied),
                .since = known<base::Date>(begun.column(at("participations", "since")), row),
                .hours_done_x100 = begun.column(at("participations", "hours_done")).number(row),
                .origin = {.short_form = false, .row = row}};
        },
        no_short_form);
    const Table& decided = state.table("decisions");
    state.decisions = group<Decision>(
        decided, people,
        [&](std::size_t row) {
            return Decision{.candidate = candidate(decided, row),
                            .target = target(state, decided.column(at("decisions", "target")).text(row)),
                            .kind = known<DecisionKind>(decided.column(at("decisions", "kind")), row)
                                        .value_or(DecisionKind::pin),
                            .author = decided.column(at("decisions", "author")).text(row),
                            .date = known<base::Date>(decided.column(at("decisions", "date")), row),
                            .reason = decided.column(at("decisions", "reason")).text(row),
                            .origin = {.short_form = false, .row = row}};
        },
        no_short_form);
    state.owners = count_owners(state);
}

void fill_tranches(Network::State& state) {
    const Table& tranches = state.table("vacancy_tranches");
    state.offers->tranches = group<Tranche>(
        tranches, state.table("vacancies").rows(),
        [&](std::size_t row) {
            return Tranche{
                .vacancy = VacancyId(static_cast<std::size_t>(tranches.column(0).number(row).value_or(0))),
                .start_from = known<base::Date>(tranches.column(at("vacancy_tranches", "start_from")), row)
                                  .value_or(base::Date()),
                .start_to = known<base::Date>(tranches.column(at("vacancy_tranches", "start_to")), row),
                .positions = tranches.column(at("vacancy_tranches", "positions")).number(row).value_or(0),
                .origin = {.short_form = false, .row = row}};
        },
        no_short_form);
}

}  // namespace iqmatch::inline v0::domain::detail
