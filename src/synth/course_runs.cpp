// SPDX-License-Identifier: Apache-2.0
#include "course_maker.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

using base::Date;

/// Days and hours of a week: which weekdays, from and to.
struct Timetable {
    std::vector<std::string_view> days;
    std::string_view from, to;
};
Timetable timetable(std::int64_t hours_week) {
    const std::vector<std::string_view> all{"mon", "tue", "wed", "thu", "fri"};
    if (hours_week >= 35) return {all, "08:00", "15:00"};
    if (hours_week >= 30) return {all, "08:00", "14:00"};
    if (hours_week >= 25) return {all, "08:30", "13:30"};
    if (hours_week >= 20) return {all, "08:30", "12:30"};
    if (hours_week >= 12)
        return {{"mon", "tue", "wed", "thu"}, "17:00", hours_week >= 15 ? "20:45" : "20:00"};
    return {{"sat"}, "09:00", "17:00"};
}

/// The first Monday from that day on: courses begin with a week.
Date monday(Date day) {
    constexpr std::int32_t days = 7, monday_1970 = 4;  // 5 January 1970
    const std::int32_t since = ((day.days() - monday_1970) % days + days) % days;
    return day.plus_days(since == 0 ? 0 : days - since);
}

Date first_of_month(Date day) {
    const auto ymd = day.ymd();
    return Date(ymd.year() / ymd.month() / 1);
}

}  // namespace

void RunMaker::add(std::size_t number, std::size_t measure, const CalendarRow* fixed) {
    Draw draw(settings_.seed, Stream::run, number);
    const MeasureKind& m = parameters_.measures[out_.measures[measure].kind];
    Run run;
    run.measure = measure;
    run.key = key("run", number + 1, digits_for(settings_.runs));
    run.dated = m.waiting_days == 0;
    run.continuous = m.continuous;
    dates(run, fixed, draw);
    run.seats = fixed != nullptr ? fixed->seats : draw.between(m.seats_low, m.seats_high);
    const bool began = run.start <= settings_.as_of;
    run.taken = draw.between(0, run.seats * (began ? 8 : 4) / 10);
    if (draw.share(60)) run.taken = run.seats;  // full
    if (fixed != nullptr) run.taken = fixed->taken;
    const std::string_view how = status(run, fixed, draw);
    const Place school = place(measure, fixed, draw);
    const std::int64_t waiting = draw.share(300) ? draw.between(1, 12) : 0;
    const std::int64_t waiting_days = waiting > 0 ? draw.between(1, 6) * 30 : 0;
    std::string deadline = "none";
    if (run.dated && !run.continuous)
        deadline = fixed != nullptr || draw.share(800)
                       ? run.start.plus_days(-static_cast<std::int32_t>(draw.between(7, 28))).iso()
                       : std::string();
    const std::int64_t days = run.dated ? waiting_days : m.waiting_days;
    runs_.add({run.key, out_.measures[measure].key, school.site.empty() ? "none" : school.site,
               run.dated ? run.start.iso() : std::string(), run.dated ? run.end.iso() : std::string(),
               yes_no(run.continuous), text(run.seats), text(run.taken), text(m.minimum), how,
               text(m.hours_week), deadline, waiting > 0 ? text(waiting) : std::string(),
               days > 0 ? text(days) : std::string(),
               days == 0   ? std::string_view()
               : run.dated ? std::string_view("provider")
                           : std::string_view("authority")});
    if (run.dated) write_times(run, draw);
    if (m.kind == "adaptation_course") write_parts(run, school, draw);
    // The calendar's runs are for everybody.
    if (run.dated && !run.continuous && fixed == nullptr) write_contingents(run, school, draw);
    out_.runs.push_back(std::move(run));
}

void RunMaker::dates(Run& run, const CalendarRow* fixed, Draw& draw) const {
    const auto days = static_cast<std::int32_t>(draw.between(-150, 330));
    int months = details_[run.measure].months;
    if (fixed != nullptr) {
        run.start =
            monday(first_of_month(settings_.as_of).plus_months(static_cast<int>(fixed->starts_in_months)));
        months = static_cast<int>(fixed->months);
    } else {
        run.start = monday(settings_.as_of.plus_days(run.continuous ? std::min(days, days / 3) : days));
    }
    // Some are over: people have finished them, or dropped out.
    const std::int64_t ago = draw.share(110) ? draw.between(10, 200) : 0;
    if (ago > 0 && fixed == nullptr && !run.continuous && run.dated)
        run.start =
            monday(settings_.as_of.plus_days(-static_cast<std::int32_t>(ago) - 7).plus_months(-months));
    if (run.continuous) months = std::max(months + 6, 18);
    run.end = months == 0 ? run.start : run.start.plus_months(months);
}

RunMaker::Place RunMaker::place(std::size_t measure, const CalendarRow* fixed, Draw& draw) const {
    const MeasureKind& m = parameters_.measures[out_.measures[measure].kind];
    const auto& schools = providers_[details_[measure].provider].schools;
    const Provider::School* school = &draw.one_of(schools);
    for (const Provider::School& one : schools)
        if (fixed != nullptr && one.town == fixed->town) school = &one;
    const bool anywhere = m.mode == "virtual" || m.mode == "distance";
    return {anywhere ? std::string_view() : std::string_view(school->key), school->town};
}

std::string_view RunMaker::status(const Run& run, const CalendarRow* fixed, Draw& draw) const {
    const std::int64_t luck = draw.between(0, 999);
    const bool exam = kind_of(run).kind == "exam";
    if (!run.dated) return "planned";
    if (fixed != nullptr || run.start <= settings_.as_of || luck < (exam ? 800 : 450)) return "confirmed";
    return luck < 900 || exam ? "planned" : "suspended";
}

void RunMaker::write_times(const Run& run, Draw& draw) {
    const MeasureKind& m = kind_of(run);
    if (m.mode == "distance" || m.kind == "employer_internship" || draw.share(60)) return;
    if (m.kind == "exam") {
        times_.add({run.key, "mon", "08:00", "16:00"});  // every date is a Monday
        return;
    }
    const Timetable week = timetable(m.hours_week);
    for (const std::string_view day : week.days) times_.add({run.key, day, week.from, week.to});
}

std::vector<std::size_t> RunMaker::employers_near(std::size_t town, std::string_view group, std::size_t most,
                                                  Draw& draw) const {
    std::vector<std::size_t> found;
    const auto look = [&](std::size_t where) {
        for (const std::size_t at : by_town_[where]) {
            const auto& trades = parameters_.sectors[jobs_.employers[at].sector].trades;
            const bool fits = std::any_of(trades.begin(), trades.end(), [&](std::size_t t) {
                return parameters_.groups[parameters_.trades[t].group].name == group;
            });
            if (fits) found.push_back(at);
        }
    };
    look(town);
    for (const std::size_t near : parameters_.towns[town].near)
        if (found.size() < most) look(near);
    // Not always the same ones: begin somewhere in the list of those that come into question.
    std::vector<std::size_t> out;
    const std::size_t first = found.empty() ? 0 : static_cast<std::size_t>(draw.below(found.size()));
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i)
        out.push_back(found[(first + i) % found.size()]);
    return out;
}

/// Theory at the school, then practice by subject area, each at another employer with places of its own.
void RunMaker::write_parts(const Run& run, const Place& school, Draw& draw) {
    const MeasureKind& m = kind_of(run);
    const auto& fields = details_[run.measure].fields;
    const auto practice = std::count_if(fields.begin(), fields.end(), [](auto* f) { return f->practice; });
    const std::vector<std::size_t> hosts =
        employers_near(school.town, m.group, static_cast<std::size_t>(practice), draw);
    const std::int32_t all = run.end.days() - run.start.days();
    const std::int32_t parts = std::max<std::int32_t>(1, static_cast<std::int32_t>(fields.size()));
    std::int32_t at = 0;
    std::size_t host = 0;
    const auto write = [&](const DeficitField& field) {
        const Date from = run.start.plus_days(all * at / parts);
        const Date to = run.start.plus_days(std::max(all * (at + 1) / parts - 1, all * at / parts));
        std::string_view site = school.site;
        std::string seats;
        if (field.practice) {
            if (!hosts.empty()) {
                const Employer& employer = jobs_.employers[hosts[host++ % hosts.size()]];
                site = jobs_.sites[draw.one_of(employer.sites)].key;
            }
            seats = text(draw.between(2, std::max<std::int64_t>(3, run.seats / 2)));
        }
        ++at;
        parts_.add({run.key, (field.practice ? "practice-" : "theory-") + std::to_string(at),
                    field.practice ? "practice" : "theory", field.field, site, from.iso(), to.iso(),
                    text(field.hours_high), seats});
    };
    for (const bool second : {false, true})
        for (const DeficitField* field : fields)
            if (field->practice == second) write(*field);
}

/// Seats that a funder's project or several employers keep for their own people.
void RunMaker::write_contingents(const Run& run, const Place& school, Draw& draw) {
    const MeasureKind& m = kind_of(run);
    const std::int64_t free = run.seats - run.taken;
    const std::int64_t luck = draw.between(0, 999);
    if (free < 6 || m.kind == "exam") return;
    if (luck < parameters_.rate("contingent_project")) {
        contingents_.add({run.key, luck % 3 == 0 ? "wir-esf" : "iq-esf", text(draw.between(2, 4))});
    } else if (luck < parameters_.rate("contingent_project") + parameters_.rate("contingent_employers") &&
               m.group != "any") {
        // None of them alone fills the course; together they reach its minimum.
        std::int64_t left = free - 2;
        for (const std::size_t at : employers_near(school.town, m.group, 3, draw)) {
            const std::int64_t seats = std::min(draw.between(2, 4), left);
            if (seats < 1) break;
            contingents_.add({run.key, jobs_.employers[at].key, text(seats)});
            left -= seats;
        }
    }
}

void RunMaker::take() {
    for (Sheet* sheet : {&runs_, &times_, &parts_, &contingents_})
        out_.tables.push_back(std::move(*sheet).take());
}

}  // namespace iqmatch::inline v0::synth::detail
