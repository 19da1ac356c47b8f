// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/version.hpp>
#include <iqmatch/explain/aggregates.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/demand.hpp>
#include <iqmatch/io/result_summary.hpp>
#include "cells.hpp"

namespace iqmatch::inline v0::io {
namespace {

using detail::day_cell;
using detail::number_cell;
using detail::number_member;
using detail::value_cell;
using matching::lack_names;

/// A row of demand.csv: people of one district.
struct Row {
    const matching::NeededCourse* course = nullptr;
    std::string region, name;
    std::optional<std::uint64_t> people, opens, within_reach;
    std::array<std::optional<std::uint64_t>, lack_names.size()> lacks{};
    std::optional<base::Date> from, from_all;
};

const matching::NeededCourse& course_of(const DemandReport& report, const std::string& need) {
    return *std::find_if(report.demand.needs.begin(), report.demand.needs.end(),
                         [&](const matching::NeededCourse& one) { return one.need == need; });
}

/// To be published, the districts as the groups know them: what is left out there is left out here.
std::vector<Row> rows_of(const DemandReport& report, const domain::Network& network) {
    std::vector<Row> out;
    if (report.publish) {
        for (const explain::DemandGroup& group : report.groups) {
            if (group.dimension != explain::DemandDimension::district) continue;
            Row row;
            row.course = &course_of(report, group.need);
            row.region = group.key;
            row.name = group.label;
            row.people = group.people;
            out.push_back(std::move(row));
        }
        return out;
    }
    for (const matching::RegionalDemand& demand : report.demand.rows) {
        Row row;
        row.course = &course_of(report, demand.need);
        row.region = "unknown";
        if (demand.region) {
            const domain::Region& region = network.catalogue().region(*demand.region);
            row.region = region.ags;
            row.name = region.name;
        }
        row.people = demand.people;
        row.opens = demand.opens;
        row.within_reach = demand.within_reach;
        for (std::size_t k = 0; k < row.lacks.size(); ++k) row.lacks[k] = demand.lacks[k];
        row.from = demand.from;
        row.from_all = demand.from_all;
        out.push_back(std::move(row));
    }
    return out;
}

std::string kinds(const matching::NeededCourse& course) {
    std::vector<std::string> out;
    for (const domain::MeasureKind kind : course.kinds)
        out.emplace_back(domain::measure_kind_names[static_cast<std::size_t>(kind)]);
    return detail::joined(out);
}

/// A new run whose figures would betray a few people.
bool hidden(const DemandReport& report, const matching::NewRun& run) {
    return report.publish && run.people < explain::least_published;
}

bool any_hidden(const DemandReport& report) {
    return std::any_of(report.runs->chosen.begin(), report.runs->chosen.end(),
                       [&](const matching::NewRun& run) { return hidden(report, run); });
}

std::string_view region_of(const domain::Network& network, const matching::PossibleRun& run) {
    return run.region ? network.catalogue().region(*run.region).ags : std::string_view("virtual");
}

std::optional<std::uint64_t> published(const DemandReport& report, std::uint64_t count) {
    if (report.publish && count < explain::least_published) return std::nullopt;
    return count;
}

/// What the new runs are worth together.
JsonValue set_json(const DemandReport& report) {
    const matching::NewRuns& runs = *report.runs;
    const bool secret = any_hidden(report);
    JsonValue out = JsonValue::object();
    const auto figure = [&](base::Int128 value) {
        return secret ? JsonValue() : detail::value_member(value);
    };
    out.set("runs", runs.chosen.size()).set("cost_cents", runs.cost_cents);
    out.set("value_before", figure(runs.value_before)).set("bound_before", figure(runs.bound_before));
    out.set("value_after", figure(runs.value_after)).set("bound_after", figure(runs.bound_after));
    out.set("gain", figure(runs.value_after - runs.value_before));
    out.set("assigned_before", secret ? JsonValue() : JsonValue(runs.assigned_before));
    out.set("assigned_after", secret ? JsonValue() : JsonValue(runs.assigned_after));
    out.set("possible", runs.possible.runs.size()).set("without_place", runs.possible.without_place);
    out.set("without_length", runs.possible.without_length);
    out.set("without_seats", runs.possible.without_seats).set("cost_unknown", runs.cost_unknown);
    JsonValue few = JsonValue::array();
    for (const std::string& alliance : runs.short_alliances) few.push(alliance);
    out.set("short_alliances", std::move(few));
    out.set("stopped", runs.stopped ? JsonValue(graph::to_string(*runs.stopped)) : JsonValue());
    return out;
}

JsonValue base_json(const DemandReport& report, const matching::Assignment& result) {
    JsonValue out = JsonValue::object();
    out.set("date", result.options().date().iso()).set("publish", report.publish);
    out.set("options_hash", result.options().hash());
    out.set("known_today_only", !report.arrivals.has_value()).set("arrivals", number_member(report.arrivals));
    out.set("people", number_member(published(report, report.demand.people)));
    out.set("unnamed", number_member(published(report, report.demand.unnamed)));
    out.set("new_runs", report.runs ? set_json(report) : JsonValue());
    return out;
}

}  // namespace

DemandReport demand_report(const matching::Assignment& result, base::Language language, bool publish) {
    DemandReport out;
    out.publish = publish;
    out.demand = matching::demand(result);
    out.groups = explain::demand_groups(out.demand, result.options().network(), language, publish);
    if (publish) explain::suppress(out.groups);
    return out;
}

std::string demand_csv(const DemandReport& report, const domain::Network& network) {
    std::string out = "need,kinds,measures,virtual,region,name,people";
    for (const std::string_view name : lack_names) out += "," + std::string(name);
    out += ",opens,within_reach,from,from_all\n";
    for (const Row& row : rows_of(report, network)) {
        std::vector<std::string> cells{row.course->need,
                                       kinds(*row.course),
                                       std::to_string(row.course->measures),
                                       row.course->virtual_course ? "yes" : "no",
                                       row.region,
                                       row.name,
                                       number_cell(row.people)};
        for (const auto& lack : row.lacks) cells.push_back(number_cell(lack));
        cells.push_back(number_cell(row.opens));
        cells.push_back(number_cell(row.within_reach));
        cells.push_back(day_cell(row.from));
        cells.push_back(day_cell(row.from_all));
        append_csv_row(out, std::vector<std::string_view>(cells.begin(), cells.end()));
    }
    return out;
}

std::string demand_regions_csv(const DemandReport& report) {
    std::string out = "need,dimension,key,label,parent,people";
    for (const std::string_view name : lack_names) out += "," + std::string(name);
    out += ",opens\n";
    for (const explain::DemandGroup& group : report.groups) {
        std::vector<std::string> cells{group.need,   std::string(explain::to_string(group.dimension)),
                                       group.key,    group.label,
                                       group.parent, number_cell(group.people)};
        for (const auto& lack : group.lacks) cells.push_back(number_cell(lack));
        cells.push_back(number_cell(group.opens));
        append_csv_row(out, std::vector<std::string_view>(cells.begin(), cells.end()));
    }
    return out;
}

std::string new_runs_csv(const DemandReport& report, const domain::Network& network) {
    std::string out =
        "order,measure,region,start,seats,minimum,run_cost_cents,people,gain,gain_at_most,end,tried,best\n";
    if (!report.runs) return out;
    std::size_t order = 0;
    for (const matching::NewRun& one : report.runs->chosen) {
        const bool secret = hidden(report, one);
        append_csv_row(out, {std::to_string(++order), network.measures().key(one.run.measure),
                             region_of(network, one.run), one.run.start.iso(), std::to_string(one.run.seats),
                             std::to_string(one.run.minimum), number_cell(one.run.run_cost_cents),
                             secret ? std::string() : std::to_string(one.people),
                             secret ? std::string() : value_cell(one.gain),
                             secret ? std::string() : value_cell(one.gain_at_most), one.run.end.iso(),
                             std::to_string(one.tried), one.best ? "yes" : "no"});
    }
    return out;
}

JsonValue demand_json(const DemandReport& report, const matching::Assignment& result) {
    const domain::Network& network = result.options().network();
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-demand-1");
    const JsonValue head = base_json(report, result);
    for (const auto& [key, value] : head.members()) out.set(key, value);
    JsonValue demand = JsonValue::array();
    for (const Row& row : rows_of(report, network)) {
        JsonValue one = JsonValue::object();
        JsonValue names = JsonValue::array();
        for (const domain::MeasureKind kind : row.course->kinds)
            names.push(domain::measure_kind_names[static_cast<std::size_t>(kind)]);
        one.set("need", row.course->need).set("kinds", std::move(names));
        one.set("measures", row.course->measures).set("virtual", row.course->virtual_course);
        one.set("region", row.region).set("name", row.name).set("people", number_member(row.people));
        for (std::size_t k = 0; k < lack_names.size(); ++k)
            one.set(lack_names[k], number_member(row.lacks[k]));
        one.set("opens", number_member(row.opens)).set("within_reach", number_member(row.within_reach));
        one.set("from", detail::day_member(row.from)).set("from_all", detail::day_member(row.from_all));
        demand.push(std::move(one));
    }
    out.set("demand", std::move(demand));
    JsonValue groups = JsonValue::array();
    for (const explain::DemandGroup& group : report.groups) {
        JsonValue one = JsonValue::object();
        one.set("need", group.need).set("dimension", explain::to_string(group.dimension));
        one.set("key", group.key).set("label", group.label).set("parent", group.parent);
        one.set("people", number_member(group.people));
        for (std::size_t k = 0; k < lack_names.size(); ++k)
            one.set(lack_names[k], number_member(group.lacks[k]));
        one.set("opens", number_member(group.opens));
        groups.push(std::move(one));
    }
    out.set("regions", std::move(groups));
    JsonValue runs = JsonValue::array();
    if (report.runs)
        for (const matching::NewRun& one : report.runs->chosen) {
            const bool secret = hidden(report, one);
            JsonValue row = JsonValue::object();
            row.set("measure", network.measures().key(one.run.measure));
            row.set("region", region_of(network, one.run)).set("start", one.run.start.iso());
            row.set("end", one.run.end.iso()).set("seats", one.run.seats).set("minimum", one.run.minimum);
            row.set("run_cost_cents", number_member(one.run.run_cost_cents));
            row.set("people", secret ? JsonValue() : JsonValue(one.people));
            row.set("gain", secret ? JsonValue() : detail::value_member(one.gain));
            row.set("gain_at_most", secret ? JsonValue() : detail::value_member(one.gain_at_most));
            row.set("tried", one.tried).set("best", one.best);
            runs.push(std::move(row));
        }
    out.set("runs", std::move(runs));
    return out;
}

std::string write_demand(const DemandReport& report, const matching::Assignment& result, ResultFolder& folder,
                         const BeforePublish& before) {
    const domain::Network& network = result.options().network();
    folder.add_file("demand.csv", demand_csv(report, network));
    folder.add_file("demand_regions.csv", demand_regions_csv(report));
    if (report.runs) folder.add_file("new_runs.csv", new_runs_csv(report, network));
    JsonValue summary = JsonValue::object();
    summary.set("schema", summary_schema).set("command", "demand").set("version", base::version);
    const JsonValue head = base_json(report, result);
    for (const auto& [key, value] : head.members()) summary.set(key, value);
    return folder.finish(std::move(summary), before);
}

}  // namespace iqmatch::inline v0::io
