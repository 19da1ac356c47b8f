// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/plan_json.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::io {
namespace {

JsonValue date(const std::optional<base::Date>& day) {
    return day ? JsonValue(day->iso()) : JsonValue();
}
JsonValue hundredths(std::optional<std::int64_t> value) {
    return value ? JsonValue::number(tables::grid_text(*value, 2)) : JsonValue();
}
JsonValue milli(std::int32_t value) {
    return JsonValue::number(tables::grid_text(value, 3));
}
JsonValue number(std::optional<std::int64_t> value) {
    return value ? JsonValue(*value) : JsonValue();
}

template <class Item, class Write>
JsonValue list(const std::vector<Item>& items, Write write) {
    JsonValue out = JsonValue::array();
    for (const Item& item : items) out.push(write(item));
    return out;
}

JsonValue text_json(const std::string& text) {
    return JsonValue(text);
}
JsonValue code_json(const explain::CodeText& one) {
    JsonValue out = JsonValue::object();
    out.set("code", one.code).set("text", one.text);
    return out;
}

JsonValue funding_json(const explain::PlanFundingText& one) {
    JsonValue out = JsonValue::object();
    out.set("instrument", one.instrument).set("label", one.label).set("most_cents", number(one.most_cents));
    out.set("apply_before", date(one.apply_before)).set("authority", one.authority);
    out.set("discretionary", one.discretionary).set("unsure", one.unsure);
    out.set("asks", list(one.asks, code_json)).set("text", one.text);
    return out;
}

JsonValue step_json(const explain::PlanStepText& one) {
    JsonValue out = JsonValue::object();
    out.set("kind", one.kind).set("what", one.what).set("run", one.run).set("measure", one.measure);
    out.set("parts", list(one.parts, text_json)).set("provider", one.provider).set("place", one.place);
    out.set("mode", one.mode).set("under_way", one.under_way).set("seat_kept", one.seat_kept);
    out.set("planned_run", one.planned_run).set("away", one.away);
    out.set("start", one.start.iso()).set("end", one.end.iso()).set("late_end", one.late_end.iso());
    out.set("chance", milli(one.chance_milli)).set("hours_week", hundredths(one.hours_week_x100));
    out.set("hours", hundredths(one.hours_x100)).set("travel_min", number(one.travel_min));
    out.set("closes", list(one.closes, code_json)).set("cost_cents", number(one.cost_cents));
    out.set("funding_possible", list(one.fundings, funding_json)).set("apply_before", date(one.apply_before));
    out.set("agreement_by", list(one.agreement_by, code_json)).set("authority", one.authority);
    out.set("certainty", one.certainty).set("rows", list(one.rows, text_json));
    out.set("questions", list(one.questions, code_json));
    return out;
}

JsonValue plan_json(const explain::PlanText& one) {
    JsonValue out = JsonValue::object();
    out.set("plan", one.key).set("way", one.way).set("way_assumed", one.way_assumed);
    out.set("ready", one.ready.iso())
        .set("late_ready", one.late_ready.iso())
        .set("chance", milli(one.chance_milli));
    out.set("own_cost_cents", number(one.own_cost_cents)).set("full_cost_cents", number(one.full_cost_cents));
    out.set("hours", hundredths(one.hours_x100)).set("hours_known", one.hours_known);
    out.set("travel_min", one.travel_min).set("weeks_away", std::int64_t(one.weeks_away));
    out.set("planned_runs", std::int64_t(one.planned_runs));
    out.set("income_below", one.income_below ? JsonValue(*one.income_below) : JsonValue());
    out.set("certainty", one.certainty).set("resources", list(one.resources, text_json));
    out.set("questions", list(one.questions, code_json)).set("steps", list(one.steps, step_json));
    return out;
}

JsonValue goal_json(const explain::PlanGoalText& one) {
    JsonValue out = JsonValue::object();
    out.set("missing", list(one.missing, code_json))
        .set("status", one.status)
        .set("block", code_json(one.block));
    out.set("blocked_need", one.blocked_need).set("questions", list(one.questions, code_json));
    out.set("plans", list(one.plans, plan_json));
    return out;
}

}  // namespace

JsonValue plans_json(const explain::PlanReport& report) {
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-plans-1").set("candidate", report.candidate).set("target", report.target);
    out.set("date", report.date.iso());
    out.set("language", report.language == base::Language::de ? "de" : "en");
    out.set("goals", list(report.goals, goal_json));
    return out;
}

}  // namespace iqmatch::inline v0::io
