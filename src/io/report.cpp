// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/version.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/report.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::io {
namespace {

std::optional<std::uint64_t> count_changes(const matching::Assignment& result, const base::Control& control) {
    if (result.status() != graph::SolveStatus::optimal) return std::nullopt;
    const matching::Options& options = result.options();
    const auto neutral = options.card().with_weight(scoring::Feature::shortage, 0);
    matching::OptionSettings settings{options.date()};
    settings.continuity = options.continuity();
    settings.plans = options.planner() != nullptr;
    const auto other =
        matching::assign(matching::options(options.network(), options.rules(), neutral, settings, control),
                         result.settings(), control);
    // Where options share several capacities, two results may differ for no reason.
    if (other.status() != graph::SolveStatus::optimal || other.several_capacities()) return std::nullopt;
    std::uint64_t changes = 0;
    for (std::size_t c = 0; c < options.network().candidates().size(); ++c) {
        const matching::Proposal* before = result.find(domain::CandidateId(c));
        const matching::Proposal* after = other.find(domain::CandidateId(c));
        const bool same = before == nullptr || after == nullptr
                              ? before == after
                              : before->option.vacancy == after->option.vacancy;
        changes += same ? 0 : 1;
    }
    return changes;
}

/// Questions name no group, but few people can be told from a count as well.
void suppress_small(matching::OpenQuestion& question) {
    for (std::uint64_t* count : {&question.candidates, &question.opens_candidates})
        if (*count < explain::least_published) *count = 0;
    if (question.opens_candidates == 0) question.opens = 0;
    if (question.candidates == 0) question.blocks = question.asked = 0;
}

std::string text(const std::optional<std::uint64_t>& count) {
    return count ? std::to_string(*count) : std::string();
}

/// What stands instead of a count that must not be told: nothing. Zero is not told apart from it.
std::string published(std::uint64_t count, bool publish) {
    return publish && count < explain::least_published ? std::string() : std::to_string(count);
}

JsonValue number(const std::optional<std::uint64_t>& count) {
    return count ? JsonValue(*count) : JsonValue();
}

}  // namespace

Report make_report(const matching::Assignment& result, const ReportSettings& settings,
                   const base::Control& control) {
    Report out;
    out.publish = settings.publish;
    out.aggregates = explain::aggregates(result, settings.language);
    const auto questions = matching::open_questions(result.options());
    out.questions.assign(questions.begin(), questions.end());
    out.shortage_decides = count_changes(result, control);
    if (!settings.publish) return out;
    explain::suppress(out.aggregates);
    for (matching::OpenQuestion& question : out.questions) suppress_small(question);
    if (out.shortage_decides && *out.shortage_decides < explain::least_published)
        out.shortage_decides.reset();
    return out;
}

std::string aggregates_csv(const Report& report) {
    std::string out = "dimension,key,label,parent";
    for (const std::string_view name : explain::count_names) out += "," + std::string(name);
    out += ",best_price\n";
    for (const explain::Aggregate& row : report.aggregates) {
        std::vector<std::string> cells{std::string(explain::to_string(row.dimension)), row.key, row.label,
                                       row.parent};
        for (const auto& count : row.counts) cells.push_back(text(count));
        cells.push_back(row.best_price ? tables::grid_text(*row.best_price, 6) : std::string());
        append_csv_row(out, std::vector<std::string_view>(cells.begin(), cells.end()));
    }
    return out;
}

std::string questions_csv(const Report& report) {
    std::string out = "asks,opens,opens_candidates,blocks,asked,candidates\n";
    for (const matching::OpenQuestion& q : report.questions) {
        const auto cell = [&](std::uint64_t count) { return published(count, report.publish); };
        append_csv_row(out, {q.asks, cell(q.opens), cell(q.opens_candidates), cell(q.blocks), cell(q.asked),
                             cell(q.candidates)});
    }
    return out;
}

JsonValue report_json(const Report& report, const matching::Assignment& result) {
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-report-1").set("date", result.options().date().iso());
    out.set("publish", report.publish).set("options_hash", result.options().hash());
    out.set("shortage_decides", number(report.shortage_decides));
    JsonValue rows = JsonValue::array();
    for (const explain::Aggregate& row : report.aggregates) {
        JsonValue one = JsonValue::object();
        one.set("dimension", explain::to_string(row.dimension)).set("key", row.key);
        one.set("label", row.label).set("parent", row.parent);
        for (std::size_t k = 0; k < explain::count_kinds; ++k)
            one.set(std::string(explain::count_names[k]), number(row.counts[k]));
        one.set("best_price",
                row.best_price ? JsonValue::number(tables::grid_text(*row.best_price, 6)) : JsonValue());
        rows.push(std::move(one));
    }
    out.set("aggregates", std::move(rows));
    JsonValue questions = JsonValue::array();
    for (const matching::OpenQuestion& q : report.questions) {
        const auto cell = [&](std::uint64_t count) {
            return report.publish && count < explain::least_published ? JsonValue() : JsonValue(count);
        };
        JsonValue one = JsonValue::object();
        one.set("asks", q.asks).set("opens", cell(q.opens)).set("opens_candidates", cell(q.opens_candidates));
        one.set("blocks", cell(q.blocks)).set("asked", cell(q.asked)).set("candidates", cell(q.candidates));
        questions.push(std::move(one));
    }
    out.set("questions", std::move(questions));
    return out;
}

std::string write_report(const Report& report, const matching::Assignment& result, ResultFolder& folder,
                         const BeforePublish& before) {
    folder.add_file("aggregates.csv", aggregates_csv(report));
    folder.add_file("questions.csv", questions_csv(report));
    JsonValue summary = JsonValue::object();
    summary.set("schema", summary_schema).set("command", "report");
    summary.set("date", result.options().date().iso()).set("publish", report.publish);
    summary.set("shortage_decides", number(report.shortage_decides));
    summary.set("version", base::version).set("options_hash", result.options().hash());
    return folder.finish(std::move(summary), before);
}

}  // namespace iqmatch::inline v0::io
