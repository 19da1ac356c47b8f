// SPDX-License-Identifier: Apache-2.0
#include "steering.hpp"

namespace iqmatch::inline v0::synth::detail {

Steering::Steering(const Parameters& parameters, const GenerateSettings& settings, Jobs& jobs,
                   Courses& courses)
    : parameters_(parameters), settings_(settings), jobs_(jobs), courses_(courses) {
    for (std::size_t r = 0; r < courses.runs.size(); ++r)
        runs_of_group_[parameters.measures[courses.measures[courses.runs[r].measure].kind].group].push_back(
            r);
}

void Steering::add(const Person& p) {
    Draw draw(settings_.seed, Stream::steering, p.number);
    decided_ = false;
    if (p.abroad) {  // an offer from here, before the visa
        if (draw.share(2 * parameters_.rate("participation"))) take_part_in_a_job(p, draw);
        return;
    }
    if (draw.share(parameters_.rate("participation"))) {
        if (draw.share(700))
            take_part_in_a_course(p, draw);
        else
            take_part_in_a_job(p, draw);
    } else if (draw.share(parameters_.rate("decision"))) {
        decide(p, draw);
    }
    // Apart from the rest, so that who takes part in what does not depend on it.
    Draw more(settings_.seed, Stream::run_steering, p.number);
    if (!decided_ && more.share(parameters_.rate("run_decision"))) decide_on_a_run(p, more);
}

bool Steering::fits(const Person& p, const MeasureKind& kind) {
    // Who owes nothing needs no adaptation course; who knows German that well no course for it.
    const bool compensation = p.status == domain::RecognitionStatus::compensation_required;
    const bool compensates =
        kind.kind == "adaptation_course" || kind.kind == "exam" || kind.kind == "exam_preparation";
    if (compensates && !compensation) return false;
    if (kind.german == "none") return true;
    const base::Cefr needed = base::parse_cefr(kind.german).value_or(base::Cefr::a1);
    return kind.closes_german ? p.german == needed : p.german >= needed;
}

void Steering::take_part_in_a_course(const Person& p, Draw& draw) {
    const auto own = runs_of_group_.find(parameters_.groups[p.group].name);
    const auto any = runs_of_group_.find("any");
    const auto& runs = own != runs_of_group_.end() && draw.share(600) ? own : any;
    if (runs == runs_of_group_.end()) return;
    for (int attempt = 0; attempt < 8; ++attempt) {
        const std::size_t at = draw.one_of(runs->second);
        if (!fits(p, kind_of(courses_.runs[at]))) continue;
        enter(p, courses_.runs[at], draw);
        return;
    }
}

void Steering::decide_on_a_run(const Person& p, Draw& draw) {
    const auto own = runs_of_group_.find(parameters_.groups[p.group].name);
    const auto& runs = own != runs_of_group_.end() && draw.share(700) ? own : runs_of_group_.find("any");
    if (runs == runs_of_group_.end()) return;
    for (int attempt = 0; attempt < 12; ++attempt) {
        Run& run = courses_.runs[draw.one_of(runs->second)];
        const MeasureKind& kind = kind_of(run);
        if (!fits(p, kind) || !run.dated || run.start <= settings_.as_of || kind.kind == "accompaniment")
            continue;
        const std::int64_t luck = draw.between(0, 99);
        const bool free = run.taken < run.seats;
        const std::string_view what = !free || luck < 45 ? "forbid" : luck < 70 ? "reserve" : "pin";
        if (what != "forbid") ++run.taken;
        const std::string_view reason =
            what == "forbid"    ? "the person attended that school and does not want to return"
            : what == "reserve" ? "the place stays open until the funder has answered"
                                : "the course and the person have agreed";
        decisions_.add({p.key, "run:" + run.key, what, parameters_.towns[p.town].office,
                        settings_.as_of.plus_days(-static_cast<std::int32_t>(draw.between(1, 40))).iso(),
                        reason});
        return;
    }
}

void Steering::enter(const Person& p, Run& run, Draw& draw) {
    const Measure& measure = courses_.measures[run.measure];
    const MeasureKind& kind = kind_of(run);
    const base::Date today = settings_.as_of;
    if (!run.dated) return;
    decided_ = true;
    std::string_view state;
    base::Date since = today.plus_days(-static_cast<std::int32_t>(draw.between(3, 60)));
    std::string done;
    if (run.end < today) {
        const bool finished = kind.kind == "exam" || draw.share(750);
        state = finished ? "finished" : "dropped_out";
        const std::int64_t all = std::max<std::int64_t>(run.end.days() - run.start.days(), 1);
        const std::int64_t stayed = finished ? all : draw.between(all / 6, all * 5 / 6);
        since = run.start.plus_days(
            static_cast<std::int32_t>(finished ? run.end.days() - run.start.days() : stayed));
        done = text(std::max<std::int64_t>(stayed * kind.hours_week / 7, kind.hours_week));
    } else if (run.start <= today) {
        state = "started";
        since = run.start;
        if (run.continuous)
            since = std::max(since, today.plus_days(-static_cast<std::int32_t>(draw.between(10, 120))));
        done = text((today.days() - since.days()) * kind.hours_week / 7);
    } else {
        state = draw.share(650) ? "applied" : "promised";
    }
    const bool uses = state == "started" || state == "promised";
    if (uses && run.taken >= run.seats) return;
    if (uses) ++run.taken;  // with those outside the network never more than there are seats
    participations_.add({p.key, "run:" + run.key, state, since.iso(), done});
    if ((kind.entry_test || kind.kind == "bridging_measure") && draw.share(600))
        tests_.add({p.key, measure.key, yes_no(state != "applied" || draw.share(700)),
                    since.plus_days(-static_cast<std::int32_t>(draw.between(5, 40))).iso()});
}

std::optional<std::size_t> Steering::vacancy_for(const Person& p, Draw& draw) const {
    const auto& all = jobs_.vacancies_of[p.trade];
    if (all.empty()) return std::nullopt;
    const std::string_view ags = parameters_.towns[p.town].ags;
    for (int attempt = 0; attempt < 16; ++attempt) {
        const std::size_t at = draw.one_of(all);
        if (jobs_.vacancies[at].ags == ags) return at;
    }
    return draw.one_of(all);
}

void Steering::take_part_in_a_job(const Person& p, Draw& draw) {
    const auto at = vacancy_for(p, draw);
    if (!at) return;
    decided_ = true;
    Vacancy& vacancy = jobs_.vacancies[*at];
    const bool may = parameters_.trades[p.trade].path != Path::licensed || p.licence == LicenceFact::held;
    const std::int64_t luck = draw.between(0, 99);
    const std::string_view state = !may || luck < 60       ? "applied"
                                   : luck < 80 || p.abroad ? "promised"
                                                           : "placed";
    if (state != "applied" && vacancy.promised >= vacancy.positions) return;
    if (state != "applied") ++vacancy.promised;
    participations_.add({p.key, "vacancy:" + vacancy.key, state,
                         settings_.as_of.plus_days(-static_cast<std::int32_t>(draw.between(2, 50))).iso(),
                         ""});
}

void Steering::decide(const Person& p, Draw& draw) {
    const auto at = vacancy_for(p, draw);
    if (!at) return;
    decided_ = true;
    Vacancy& vacancy = jobs_.vacancies[*at];
    const bool free = vacancy.promised < vacancy.positions;
    const bool local = vacancy.ags == parameters_.towns[p.town].ags;
    const std::int64_t luck = draw.between(0, 99);
    const std::string_view kind = !free || !local || luck < 45 ? "forbid" : luck < 70 ? "reserve" : "pin";
    if (kind != "forbid") ++vacancy.promised;
    const std::string_view reason =
        kind == "forbid"    ? "the person has worked there and does not want to return"
        : kind == "reserve" ? "trial work is agreed; the place stays open until then"
                            : "the firm and the person want each other";
    decisions_.add({p.key, "vacancy:" + vacancy.key, kind, parameters_.towns[p.town].office,
                    settings_.as_of.plus_days(-static_cast<std::int32_t>(draw.between(1, 40))).iso(),
                    reason});
}

std::vector<base::TextTable> Steering::take() {
    std::vector<base::TextTable> out;
    out.push_back(std::move(tests_).take());
    out.push_back(std::move(participations_).take());
    out.push_back(std::move(decisions_).take());
    return out;
}

}  // namespace iqmatch::inline v0::synth::detail
