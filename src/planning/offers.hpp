// SPDX-License-Identifier: Apache-2.0
/// @file
/// Course runs and exams that may be steps of one person's plans. Private to the layer.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/planning/planner.hpp>
#include <iqmatch/rules/plan_rows.hpp>
#include <optional>
#include <vector>
#include "fit.hpp"
#include "run_index.hpp"
#include "target.hpp"

namespace iqmatch::inline v0::planning::detail {

/// What is closed, as bits: open deficits first, then compensation as a whole, skills, and what runs demand.
using Bits = std::uint64_t;

/// A part of a run and the way to it.
struct OfferPart {
    const domain::RunPart* part = nullptr;
    Bits serves = 0;  ///< deficits that this part is about
    bool full = false;
    Reach reach;
};

/// One run, or an exam without a known date, as this person would use it.
struct Offer {
    domain::RunId run;  ///< invalid for an exam without a date
    domain::MeasureId measure;
    domain::MeasureKind kind = domain::MeasureKind::language_course;
    bool exam = false;
    bool blocks_time = true;  ///< accompaniment runs beside everything else
    bool under_way = false;
    bool seat_kept = false;
    bool planned = false;
    bool prepares = false;  ///< raises the chance of the exam
    Way way = Way::none;    ///< that it takes, by closing differences
    Bits closes = 0;
    Bits needs = 0;
    base::Cefr german = base::Cefr::a0;  ///< level that it leads to
    std::array<std::optional<base::Cefr>, 6> needs_german{};
    std::int32_t earliest = 0;  ///< first day on which it may begin, whatever the plan; days since 1970
    std::optional<std::int32_t> start, end;
    bool continuous = false;
    bool on_site = true;  ///< needs arrival
    std::optional<std::int64_t> hours_x100, week_x100;
    std::vector<OfferPart> parts;
    Reach reach;
    Week week;
    std::optional<std::int64_t> cost_cents;
    std::int32_t chance_milli = 1000;
    std::optional<std::int32_t> repeat_days;
    const rules::OutcomeChanceRow* chance_row = nullptr;
    const rules::ClosingRow* closing_row = nullptr;
    const rules::WaitingTimeRow* waiting_row = nullptr;  ///< exam without a date
    std::string_view authority;
    std::vector<Agreement> agreement;
    std::vector<const rules::Row*> rows;
    std::vector<Question> questions;
};

/// Offers and the meaning of their bits.
struct Offers {
    std::vector<Offer> list;
    Bits deficits = 0, compensation = 0, skills = 0;
    Bits goal = 0;                              ///< to be held at the end
    Bits held = 0;                              ///< demands that are met already
    base::Cefr german_useful = base::Cefr::a0;  ///< no level above it helps
    std::vector<std::size_t> deficit_rows;      ///< per bit
    std::vector<domain::SkillId> skill_of_bit;  ///< per bit; invalid where it is no skill
    bool too_many = false;                      ///< more than 64 bits
    /// Per bit and for German: why offers that would close it were dropped; `no_run` where there were none.
    std::array<PlanBlock, 64> dropped{};
    std::array<PlanBlock, 7> german_dropped{};  ///< per level, of runs that lead to it or beyond
    std::vector<Question> drop_questions;
    std::vector<std::uint32_t> under_way;  ///< offers that the person has begun
};

[[nodiscard]] Offers offers_of(const Asked& asked, const RunIndex& index, const Target& target,
                               const PlanLimits& limits);

/// What the person uses besides a seat of the run because seats are kept for groups; empty for members of
/// all.
[[nodiscard]] std::vector<Seat> contingent_seats(const Asked& asked, domain::RunId run);

/// The first day on which somebody from abroad can be here.
[[nodiscard]] std::int32_t arrival_day(const Asked& asked, std::string_view family);
/// Expected and late days of a step without a course; empty = no row says how long.
struct Waiting {
    std::int32_t days = 0, late_days = 0;
    const rules::WaitingTimeRow* row = nullptr;
};
[[nodiscard]] std::optional<Waiting> waiting(const Asked& asked, rules::WaitingStep step,
                                             std::string_view family);
/// First day after the decision of a procedure that is not decided yet.
[[nodiscard]] std::int32_t decision_day(const Asked& asked, const Target& target);

}  // namespace iqmatch::inline v0::planning::detail
