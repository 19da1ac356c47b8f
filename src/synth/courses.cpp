// SPDX-License-Identifier: Apache-2.0
#include "courses.hpp"

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

class CourseMaker {
  public:
    CourseMaker(const domain::Catalogue& catalogue, const Parameters& parameters,
                const GenerateSettings& settings, Jobs& jobs)
        : catalogue_(catalogue), parameters_(parameters), settings_(settings), jobs_(jobs) {
        for (const MeasureKind& kind : parameters.measures)
            kinds_.add(static_cast<std::uint64_t>(kind.weight));
    }

    Courses make() {
        if (settings_.runs > 0) {
            const std::size_t measures = std::max<std::size_t>(1, settings_.runs / 3);
            add_providers(std::max<std::size_t>(1, measures / 4));
            for (std::size_t m = 0; m < measures; ++m) add_measure(m);
            for (std::size_t r = 0; r < settings_.runs; ++r) add_run(r);
        }
        for (Sheet* sheet :
             {&providers_, &measures_, &requires_, &closes_, &runs_, &times_, &parts_, &contingents_})
            out_.tables.push_back(std::move(*sheet).take());
        return std::move(out_);
    }

  private:
    struct Provider {
        std::string key;
        std::vector<std::string> sites;
    };

    void add_providers(std::size_t count) {
        base::TextTable* sites = nullptr;
        for (base::TextTable& table : jobs_.tables)
            if (table.name() == "sites") sites = &table;
        for (std::size_t p = 0; p < count; ++p) {
            Draw draw(settings_.seed, Stream::measure, ~std::uint64_t{p});
            Provider provider;
            provider.key = key("bildung", p + 1, 3);
            providers_.add({provider.key, draw.share(850) ? "yes" : draw.share(500) ? "no" : ""});
            const std::size_t home = parameters_.town.pick(draw);
            const std::int64_t places = draw.between(1, 3);
            for (std::int64_t s = 0; s < places; ++s) {
                const auto& near = parameters_.towns[home].near;
                const Town& town = parameters_.towns[s == 0 || near.empty() ? home : draw.one_of(near)];
                const domain::Point point = point_in(town, draw);
                provider.sites.push_back(provider.key + "-" + std::to_string(s + 1));
                sites->add_row({provider.sites.back(), "none", provider.key, town.ags,
                                degrees(point.lat_micro), degrees(point.lon_micro)});
            }
            offered_by_.push_back(std::move(provider));
        }
    }

    void add_measure(std::size_t at) {
        Draw draw(settings_.seed, Stream::measure, at);
        // The first ones are one of each kind, so that small networks hold all of them.
        const std::size_t kind = at < parameters_.measures.size() ? at : kinds_.pick(draw);
        const MeasureKind& m = parameters_.measures[kind];
        Measure measure;
        measure.kind = kind;
        measure.key = key(m.key, at + 1, 3);
        measure.provider = at % offered_by_.size();
        const std::int64_t months = draw.between(m.months_low, m.months_high);
        months_.push_back(static_cast<int>(months));
        const std::int64_t total = m.months_high == 0 ? m.hours_week : m.hours_week * months * 13 / 3;
        const bool hosted = m.kind == "employer_internship" && !jobs_.employers.empty();
        const std::string_view host = hosted ? std::string_view(draw.one_of(jobs_.employers).key) : "none";
        measures_.add({measure.key, offered_by_[measure.provider].key, m.kind, m.mode,
                       draw.share(800)   ? "yes"
                       : draw.share(400) ? "no"
                                         : "",
                       draw.share(120) ? "iq-esf" : "none", text(m.cost_cents),
                       text(m.cost_cents * m.seats_low * 9 / 10), hosted ? "125000" : "none", text(total),
                       text(m.seats_high), text(m.minimum), host});
        if (m.german != "none") requires_.add({measure.key, "german", m.german, "none"});
        if (m.kind == "adaptation_course" || m.kind == "exam")
            requires_.add({measure.key, "notice", "compensation_required", "none"});
        if (m.kind == "bridging_measure" && draw.share(500))
            requires_.add({measure.key, "entry_test", "none", "none"});
        write_closes(measure, m, draw);
        out_.measures.push_back(std::move(measure));
    }

    void write_closes(Measure& measure, const MeasureKind& m, Draw& draw) {
        std::size_t group = 0;
        while (group < parameters_.groups.size() && parameters_.groups[group].name != m.group) ++group;
        const bool has_group = group < parameters_.groups.size();
        if (m.closes_deficit && has_group)
            for (const DeficitField& field : parameters_.groups[group].deficits) {
                const bool may = m.kind != "bridging_measure" || !field.practice;
                if (may && draw.share(850))
                    closes_.add({measure.key, "deficit", field.field, "none", "",
                                 parameters_.groups[group].authority, draw.share(800) ? "yes" : "ask"});
            }
        if (m.closes_licence && has_group && !parameters_.group_trades[group].empty()) {
            const Trade& trade = parameters_.trades[parameters_.group_trades[group].front()];
            closes_.add({measure.key, "licence", trade.family.empty() ? "none" : trade.family, "none", "",
                         parameters_.groups[group].authority, "ask"});
        }
        if (m.closes_german) {
            const auto level = base::parse_cefr(m.german).value_or(base::Cefr::a1);
            closes_.add({measure.key, "german", "none", "none",
                         base::to_string(static_cast<base::Cefr>(static_cast<int>(level) + 1)), "none",
                         "yes"});
        }
        if (m.closes_skill && has_group && !parameters_.group_trades[group].empty()) {
            const Trade& trade = parameters_.trades[draw.one_of(parameters_.group_trades[group])];
            measure.trade = trade.code;
            int taught = 0;
            for (const domain::OccupationSkill& need : catalogue_.skills_of(trade.kldb)) {
                if (taught == 4) break;
                if (need.relation != domain::SkillRelation::essential || !draw.share(600)) continue;
                closes_.add(
                    {measure.key, "skill", "none", catalogue_.skill(need.skill).key, "", "none", "yes"});
                ++taught;
            }
        }
    }

    void add_run(std::size_t at) {
        Draw draw(settings_.seed, Stream::run, at);
        const std::size_t measure_at = at % out_.measures.size();
        const Measure& measure = out_.measures[measure_at];
        const MeasureKind& m = parameters_.measures[measure.kind];
        Run run;
        run.measure = measure_at;
        run.key = key("run", at + 1, digits_for(settings_.runs));
        run.start = settings_.as_of.plus_days(static_cast<std::int32_t>(draw.between(-150, 330)));
        run.end = months_[measure_at] == 0 ? run.start : run.start.plus_months(months_[measure_at]);
        run.seats = draw.between(m.seats_low, m.seats_high);
        const bool began = run.start <= settings_.as_of;
        run.taken = draw.between(0, run.seats * (began ? 8 : 5) / 10);
        const std::string_view status = began || draw.share(450) ? "confirmed"
                                        : draw.share(820)        ? "planned"
                                                                 : "suspended";
        const bool anywhere = m.mode == "virtual" || m.mode == "distance";
        const auto& sites = offered_by_[measure.provider].sites;
        const bool continuous = m.kind == "accompaniment" || m.kind == "employer_internship";
        const std::int64_t waiting = draw.share(300) ? draw.between(1, 12) : 0;
        const std::string deadline =
            continuous        ? "none"
            : draw.share(800) ? run.start.plus_days(-static_cast<std::int32_t>(draw.between(7, 42))).iso()
                              : std::string();
        runs_.add(
            {run.key, measure.key, anywhere ? std::string_view("none") : std::string_view(draw.one_of(sites)),
             run.start.iso(), run.end.iso(), yes_no(continuous), text(run.seats), text(run.taken),
             text(m.minimum), status, text(m.hours_week), deadline,
             waiting > 0 ? text(waiting) : std::string(),
             waiting > 0 ? text(draw.between(1, 6) * 30) : std::string(), waiting > 0 ? "provider" : ""});
        if (m.mode != "distance" && m.kind != "employer_internship") {
            const Timetable week = timetable(m.hours_week);
            for (const std::string_view day : week.days) times_.add({run.key, day, week.from, week.to});
        }
        if (m.kind == "adaptation_course") {
            const int half = std::max(months_[measure_at] / 2, 1);
            const Date middle = run.start.plus_months(half);
            parts_.add({run.key, "theory", "theory", "none", "", run.start.iso(), middle.plus_days(-1).iso(),
                        text(m.hours_week * half * 13 / 3), ""});
            parts_.add({run.key, "practice", "practice", "none", "", middle.iso(), run.end.iso(),
                        text(m.hours_week * (months_[measure_at] - half) * 13 / 3), text(run.seats)});
        }
        if (run.seats - run.taken >= 6 && draw.share(150))
            contingents_.add({run.key, "iq-esf", text(draw.between(2, 4))});
        out_.runs.push_back(std::move(run));
    }

    const domain::Catalogue& catalogue_;
    const Parameters& parameters_;
    const GenerateSettings& settings_;
    Jobs& jobs_;
    Choice kinds_;
    std::vector<Provider> offered_by_;
    std::vector<int> months_;  // of each measure
    Courses out_;
    Sheet providers_{"providers", {"provider", "certified"}};
    Sheet measures_{"measures",
                    {"measure", "provider", "kind", "mode", "certified", "target_group", "cost_cents",
                     "run_cost_cents", "pay_cents", "hours", "seats_usual", "minimum_usual", "hosted_by"}};
    Sheet requires_{"measure_requires", {"measure", "kind", "value", "skill"}};
    Sheet closes_{"measure_closes", {"measure", "kind", "field", "skill", "level", "authority", "accepted"}};
    Sheet runs_{
        "course_runs",
        {"run", "measure", "site", "start", "end", "continuous", "seats", "seats_taken", "minimum", "status",
         "hours_week", "registration_deadline", "waiting", "waiting_days", "waiting_source"}};
    Sheet times_{"run_times", {"run", "weekday", "from", "to"}};
    Sheet parts_{"run_parts", {"run", "part", "kind", "field", "site", "start", "end", "hours", "seats"}};
    Sheet contingents_{"contingents", {"run", "group", "seats"}};
};

}  // namespace

Courses make_courses(const domain::Catalogue& catalogue, const Parameters& parameters,
                     const GenerateSettings& settings, Jobs& jobs) {
    return CourseMaker(catalogue, parameters, settings, jobs).make();
}

}  // namespace iqmatch::inline v0::synth::detail
