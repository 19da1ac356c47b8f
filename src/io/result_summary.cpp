// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>
#include <iqmatch/base/version.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::io {

namespace {

/// Seconds as a JSON number, the shortest that reads back the same.
JsonValue seconds(double value) {
    std::array<char, 64> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && std::isfinite(value) ? JsonValue::number(std::string(text.data(), end))
                                                        : JsonValue();
}

JsonValue audit_json(const ResultAudit& audit) {
    JsonValue inputs = JsonValue::array();
    for (const ResultInput& input : audit.inputs) {
        JsonValue item = JsonValue::object();
        item.set("role", input.role).set("kind", input.path ? path_input : builtin_input);
        item.set("path", input.path ? *input.path : std::string(builtin_input)).set("hash", input.hash);
        inputs.push(std::move(item));
    }
    JsonValue out = JsonValue::object();
    out.set("version", base::version)
        .set("inputs", std::move(inputs))
        .set("options_hash", audit.options_hash);
    out.set("settings", audit.settings)
        .set("seed", audit.seed)
        .set("time", audit.time)
        .set("threads", audit.threads);
    return out;
}

/// What shows that the selection is as good as its status says.
JsonValue certificate_json(const tables::SelectionProblem& problem, const tables::Selection& selection,
                           const ResultSummary& summary) {
    const bool infeasible = selection.status == graph::SolveStatus::infeasible;
    const bool searched = selection.proved_by == graph::ProvedBy::search;
    JsonValue out = JsonValue::object();
    out.set("proved_by", searched ? "search" : infeasible ? "witness" : "prices");
    out.set("scope", summary.scope);
    if (summary.scope == "listed") out.set("dropped", summary.dropped);
    if (summary.scope == "examined") out.set("not_examined", summary.not_examined);
    if (summary.cut) out.set("cut", cut_json(*summary.cut));
    if (summary.cut && summary.cut->priced)
        out.set("pricing", JsonValue::object()
                               .set("rounds", summary.cut->priced->rounds)
                               .set("added", summary.cut->priced->added));
    if (infeasible && searched) out.set("witness", not_found);
    if (!infeasible && searched && selection.complete)
        out.set("search_bound",
                JsonValue::number(tables::grid_text(selection.search_bound, problem.decimals)));
    if (!selection.complete) out.set("assignment", not_found);
    return out;
}

}  // namespace

void add_gap(JsonValue& settings, const tables::SelectionProblem& problem, std::uint64_t gap_e9) {
    if (!problem.has_single_uses())
        settings.set("gap", JsonValue::number(tables::grid_text(base::Int128(gap_e9), 9)));
}

JsonValue base_settings(tables::Policy policy, const std::string& resolution, bool must_assign,
                        const base::Control& control) {
    JsonValue out = JsonValue::object();
    out.set("policy", tables::to_string(policy))
        .set("resolution", resolution)
        .set("must_assign", must_assign);
    out.set("time_limit", control.time_limit ? seconds(control.time_limit->count()) : JsonValue());
    out.set("work_limit", control.work_limit ? JsonValue(*control.work_limit) : JsonValue());
    return out;
}

JsonValue cut_json(const ResultCut& cut) {
    return JsonValue::object()
        .set("rule", "max_options")
        .set("max_options", cut.max_options)
        .set("pairs", cut.left_out.pairs)
        .set("options", cut.left_out.options);
}

JsonValue summary_json(const tables::SelectionProblem& problem, const tables::Selection& selection,
                       const ResultSummary& summary) {
    const bool infeasible = selection.status == graph::SolveStatus::infeasible;
    const bool none = infeasible || !selection.complete;
    const auto total = [&](base::Int128 units) {
        return none ? JsonValue() : JsonValue::number(tables::grid_text(units, problem.decimals));
    };
    JsonValue out = JsonValue::object();
    out.set("schema", summary_schema).set("command", summary.command).set("state", "proposal");
    out.set("status", graph::to_string(selection.status)).set("policy", tables::to_string(summary.policy));
    out.set("value", total(selection.value))
        .set("bound", infeasible ? JsonValue()
                                 : JsonValue::number(tables::grid_text(selection.bound, problem.decimals)));
    out.set("gap",
            none ? JsonValue() : JsonValue::number(tables::gap_text(selection.value, selection.bound)));
    out.set("value_original", none ? JsonValue() : JsonValue::number(summary.value_original));
    out.set("rounding_bound", total(static_cast<base::Int128>(selection.assignable)));
    out.set("resolution", JsonValue::number(tables::grid_text(1, problem.decimals)));
    out.set("candidates", problem.candidate_count()).set("assigned", selection.assigned);
    out.set("options", problem.option_count());
    if (summary.unknown_pairs) out.set("unknown_pairs", *summary.unknown_pairs);
    if (summary.rejected) out.set("rejected", *summary.rejected);
    if (summary.changes) {
        JsonValue changes = JsonValue::object();
        for (const auto& [name, count] : *summary.changes) changes.set(name, count);
        out.set("changes", std::move(changes));
    }
    if (summary.plans) {
        JsonValue plans = JsonValue::object();
        plans.set("planned", summary.plans->planned).set("bridged", summary.plans->bridged);
        plans.set("alone", summary.plans->alone);
        plans.set("value_today",
                  JsonValue::number(tables::grid_text(summary.plans->value_today, problem.decimals)));
        plans.set("assigned_today", summary.plans->assigned_today);
        out.set("plans", std::move(plans));
    }
    out.set("warnings", summary.warnings);
    if (!summary.model_status.empty()) out.set("model_status", summary.model_status);
    out.set("work", selection.work);
    out.set("seconds",
            JsonValue::number(tables::grid_text(static_cast<base::Int128>(summary.milliseconds), 3)));
    out.set("files", JsonValue::object());
    out.set("certificate", certificate_json(problem, selection, summary))
        .set("audit", audit_json(summary.audit));
    return out;
}

}  // namespace iqmatch::inline v0::io
