// SPDX-License-Identifier: Apache-2.0
#include "course_maker.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

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
        }
        for (Sheet* sheet : {&providers_, &measures_, &requires_, &closes_})
            out_.tables.push_back(std::move(*sheet).take());
        add_runs();
        return std::move(out_);
    }

  private:
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
            std::vector<std::size_t> towns;
            for (std::int64_t s = 0; s < places; ++s) {
                const auto& near = parameters_.towns[home].near;
                towns.push_back(s == 0 || near.empty() ? home : draw.one_of(near));
            }
            // The first one teaches all over the state: wherever the calendar says.
            if (p == 0 && !parameters_.calendar.empty()) {
                towns.clear();
                for (const CalendarRow& row : parameters_.calendar)
                    if (std::find(towns.begin(), towns.end(), row.town) == towns.end())
                        towns.push_back(row.town);
            }
            for (const std::size_t at : towns) {
                const Town& town = parameters_.towns[at];
                const domain::Point point = point_in(town, draw);
                provider.schools.push_back(
                    {provider.key + "-" + std::to_string(provider.schools.size() + 1), at});
                sites->add_row({provider.schools.back().key, "none", provider.key, town.ags,
                                degrees(point.lat_micro), degrees(point.lon_micro)});
            }
            offered_by_.push_back(std::move(provider));
        }
    }

    /// Whether the calendar names that kind of measure, or one that follows it.
    bool in_calendar(const MeasureKind& m) const {
        const auto& kinds = parameters_.measures;
        return std::any_of(parameters_.calendar.begin(), parameters_.calendar.end(),
                           [&](const CalendarRow& row) { return kinds[row.kind].key == m.key; }) ||
               std::any_of(kinds.begin(), kinds.end(), [&](const MeasureKind& other) {
                   return other.after == m.key && in_calendar(other);
               });
    }

    /// Who offers the measure: the first provider what the calendar names, and what comes after another
    /// measure whoever offers that one.
    std::size_t provider_for(std::size_t at, const MeasureKind& m, const Measure* before) const {
        if (before != nullptr) return before->provider;
        return at < parameters_.measures.size() && in_calendar(m) ? 0 : at % offered_by_.size();
    }

    void add_measure(std::size_t at) {
        Draw draw(settings_.seed, Stream::measure, at);
        // The first ones are one of each kind, so that small networks hold all of them.
        const std::size_t kind = at < parameters_.measures.size() ? at : kinds_.pick(draw);
        const MeasureKind& m = parameters_.measures[kind];
        const Measure* before = nullptr;
        for (const Measure& one : out_.measures)
            if (parameters_.measures[one.kind].key == m.after) before = &one;
        Measure measure;
        measure.kind = kind;
        measure.key = key(m.key, at + 1, 3);
        measure.provider = provider_for(at, m, before);
        const std::int64_t months = draw.between(m.months_low, m.months_high);
        details_.push_back({measure.provider, static_cast<int>(months), {}});
        const std::int64_t total = m.months_high == 0 ? m.hours_week : m.hours_week * months * 13 / 3;
        const bool hosted = m.hosted && !jobs_.employers.empty();
        const std::string_view host = hosted ? host_of(m, draw) : std::string_view("none");
        const bool paid = m.kind == "employer_internship" && hosted;
        measures_.add(
            {measure.key, offered_by_[measure.provider].key, m.kind, m.mode,
             draw.share(800)   ? "yes"
             : draw.share(400) ? "no"
                               : "",
             draw.share(parameters_.rate("target_group")) ? draw.share(250) ? "wir-esf" : "iq-esf" : "none",
             text(m.cost_cents), text(m.cost_cents * m.seats_low * 9 / 10), paid ? "125000" : "none",
             text(total), text(m.seats_high), text(m.minimum), host});
        if (m.german != "none") requires_.add({measure.key, "german", m.german, "none"});
        if (m.kind == "adaptation_course" || m.kind == "exam")
            requires_.add({measure.key, "notice", "compensation_required", "none"});
        if (m.entry_test) requires_.add({measure.key, "entry_test", "none", "none"});
        if (before != nullptr) requires_.add({measure.key, "measure", before->key, "none"});
        write_closes(measure, m, draw);
        out_.measures.push_back(std::move(measure));
    }

    /// An employer that has people of the group, or any.
    std::string_view host_of(const MeasureKind& m, Draw& draw) const {
        const Employer* employer = &draw.one_of(jobs_.employers);
        for (int attempt = 0; attempt < 32; ++attempt) {
            const auto& trades = parameters_.sectors[employer->sector].trades;
            if (std::any_of(trades.begin(), trades.end(), [&](std::size_t t) {
                    return parameters_.groups[parameters_.trades[t].group].name == m.group;
                }))
                break;
            employer = &draw.one_of(jobs_.employers);
        }
        return employer->key;
    }

    /// The calendar first, then one run of each measure, then more of those that are asked for most.
    void add_runs() {
        RunMaker maker(parameters_, settings_, jobs_, offered_by_, details_, out_);
        std::size_t next = 0;
        if (settings_.runs >= 6 * parameters_.calendar.size())
            for (const CalendarRow& row : parameters_.calendar)
                if (row.kind < out_.measures.size()) maker.add(next++, row.kind, &row);
        Choice wanted;
        for (const Measure& measure : out_.measures)
            wanted.add(static_cast<std::uint64_t>(parameters_.measures[measure.kind].weight));
        for (std::size_t m = 0; next < settings_.runs; ++m) {
            Draw draw(settings_.seed, Stream::run_measure, next);
            const std::size_t measure = m < out_.measures.size() ? m : wanted.pick(draw);
            maker.add(next++, measure, nullptr);
        }
        maker.take();
    }

    void write_closes(Measure& measure, const MeasureKind& m, Draw& draw) {
        std::size_t group = 0;
        while (group < parameters_.groups.size() && parameters_.groups[group].name != m.group) ++group;
        const bool has_group = group < parameters_.groups.size();
        if (m.closes_deficit && has_group)
            for (const DeficitField& field : parameters_.groups[group].deficits) {
                const bool may = m.kind != "bridging_measure" || !field.practice;
                if (!may || !draw.share(900)) continue;
                closes_.add({measure.key, "deficit", field.field, "none", "",
                             parameters_.groups[group].authority, draw.share(800) ? "yes" : "ask"});
                details_.back().fields.push_back(&field);
            }
        if (m.closes_licence && has_group) {
            std::vector<std::string_view> families;
            for (const std::size_t at : parameters_.group_trades[group]) {
                const std::string_view family = parameters_.trades[at].family;
                if (family.empty() || std::find(families.begin(), families.end(), family) != families.end())
                    continue;
                families.push_back(family);
                closes_.add({measure.key, "licence", family, "none", "", parameters_.groups[group].authority,
                             draw.share(850) ? "yes" : "ask"});
            }
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

    const domain::Catalogue& catalogue_;
    const Parameters& parameters_;
    const GenerateSettings& settings_;
    Jobs& jobs_;
    Choice kinds_;
    std::vector<Provider> offered_by_;
    std::vector<MeasureDetail> details_;  // of each measure
    Courses out_;
    Sheet providers_{"providers", {"provider", "certified"}};
    Sheet measures_{"measures",
                    {"measure", "provider", "kind", "mode", "certified", "target_group", "cost_cents",
                     "run_cost_cents", "pay_cents", "hours", "seats_usual", "minimum_usual", "hosted_by"}};
    Sheet requires_{"measure_requires", {"measure", "kind", "value", "skill"}};
    Sheet closes_{"measure_closes", {"measure", "kind", "field", "skill", "level", "authority", "accepted"}};
};

}  // namespace

Courses make_courses(const domain::Catalogue& catalogue, const Parameters& parameters,
                     const GenerateSettings& settings, Jobs& jobs) {
    return CourseMaker(catalogue, parameters, settings, jobs).make();
}

}  // namespace iqmatch::inline v0::synth::detail
