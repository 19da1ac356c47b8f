// SPDX-License-Identifier: Apache-2.0
// Plans for a terminal.
#include <iqmatch/explain/plan_report.hpp>
#include <iqmatch/explain/texts.hpp>

namespace iqmatch::inline v0::explain {
namespace {

class PlanPage {
  public:
    explicit PlanPage(base::Language language) : language_(language) {}

    std::string write(const PlanReport& report) {
        line(0, text("heading", {{"candidate", report.candidate},
                                 {"target", report.target},
                                 {"date", write_date(report.date, language_)}}));
        if (report.goals.empty()) line(0, text("nothing"));
        for (const PlanGoalText& goal : report.goals) {
            out_ += "\n";
            line(0, goal.missing.empty() ? text("nothing_missing")
                                         : text("missing", {{"needs", join(goal.missing)}}));
            if (goal.status == "limit") line(0, text("limit"));
            if (goal.plans.empty() && goal.status != "limit") none(goal);
            std::size_t number = 0;
            for (const PlanText& plan : goal.plans) write(plan, ++number);
        }
        out_ += "\n";
        line(0, text("caveat"));
        return std::move(out_);
    }

  private:
    void line(std::size_t indent, const std::string& what) { out_ += std::string(indent, ' ') + what + "\n"; }
    [[nodiscard]] std::string text(std::string_view code,
                                   std::initializer_list<NamedText> parameters = {}) const {
        return say("plans", code, language_, parameters);
    }
    [[nodiscard]] std::string date(base::Date day) const { return write_date(day, language_); }
    [[nodiscard]] std::string money(std::optional<std::int64_t> cents) const {
        return cents ? write_money(*cents, language_) : text("unknown");
    }
    [[nodiscard]] std::string hundredths(std::optional<std::int64_t> value) const {
        return value ? write_decimal(*value, 2, language_) : text("unknown");
    }
    static std::string join(const std::vector<CodeText>& all) {
        std::string out;
        for (const CodeText& one : all) out += (out.empty() ? "" : "; ") + one.text;
        return out;
    }

    void none(const PlanGoalText& goal) {
        line(0, goal.blocked_need.empty()
                    ? text("no_plan", {{"reason", goal.block.text}})
                    : text("no_plan_need", {{"reason", goal.block.text}, {"need", goal.blocked_need}}));
        if (!goal.questions.empty()) line(2, text("asked", {{"what", join(goal.questions)}}));
    }

    void write(const PlanText& plan, std::size_t number) {
        out_ += "\n";
        line(0, text("plan", {{"number", std::to_string(number)},
                              {"ready", date(plan.ready)},
                              {"late", date(plan.late_ready)},
                              {"chance", write_decimal(plan.chance_milli, 1, language_)},
                              {"cost", money(plan.own_cost_cents)},
                              {"hours", hundredths(plan.hours_x100)}}));
        if (plan.way != "none")
            line(2, text(plan.way_assumed ? "way_assumed" : "way", {{"way", text("way." + plan.way)}}));
        if (!plan.income_below) line(2, text("income_unknown"));
        if (plan.income_below == true) line(2, text("income_below"));
        if (plan.weeks_away > 0) line(2, text("weeks_away", {{"weeks", std::to_string(plan.weeks_away)}}));
        std::size_t place = 0;
        for (const PlanStepText& step : plan.steps) write_step(step, ++place);
    }

    void write_step(const PlanStepText& step, std::size_t number) {
        line(2, text("step", {{"number", std::to_string(number)},
                              {"start", date(step.start)},
                              {"end", date(step.end)},
                              {"what", step.what}}));
        if (!step.run.empty()) {
            line(5, text("run", {{"run", step.run},
                                 {"provider", step.provider.empty() ? text("unknown") : step.provider},
                                 {"place", step.place.empty() ? text("nowhere") : step.place}}));
            std::string parts;
            for (const std::string& part : step.parts) parts += (parts.empty() ? "" : ", ") + part;
            if (!parts.empty()) line(5, text("parts", {{"parts", parts}}));
            if (step.travel_min)
                line(5, text("week", {{"hours", hundredths(step.hours_week_x100)},
                                      {"minutes", std::to_string(*step.travel_min)}}));
        }
        if (step.under_way) line(5, text("under_way"));
        if (step.seat_kept && !step.under_way) line(5, text("kept"));
        if (step.planned_run) line(5, text("planned"));
        if (!step.closes.empty()) line(5, text("closes", {{"needs", join(step.closes)}}));
        if (step.late_end > step.end) line(5, text("late", {{"date", date(step.late_end)}}));
        if (!step.measure.empty()) line(5, text("cost", {{"cost", money(step.cost_cents)}}));
        for (const PlanFundingText& funding : step.fundings) line(7, funding.text);
        if (step.apply_before) line(5, text("register", {{"date", date(*step.apply_before)}}));
        if (!step.agreement_by.empty()) line(5, text("agreement", {{"who", join(step.agreement_by)}}));
        if (!step.questions.empty()) line(5, text("asked", {{"what", join(step.questions)}}));
    }

    base::Language language_;
    std::string out_;
};

}  // namespace

std::string to_text(const PlanReport& report) {
    return PlanPage(report.language).write(report);
}

}  // namespace iqmatch::inline v0::explain
