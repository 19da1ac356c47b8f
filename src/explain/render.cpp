// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/texts.hpp>

namespace iqmatch::inline v0::explain {
namespace {

class Page {
  public:
    explicit Page(base::Language language) : language_(language) {}

    void line(std::size_t indent, const std::string& text) { out_ += std::string(indent, ' ') + text + "\n"; }
    void say_line(std::size_t indent, std::string_view code,
                  std::initializer_list<NamedText> parameters = {}) {
        line(indent, say("sentences", code, language_, parameters));
    }
    [[nodiscard]] std::string text(std::string_view code, std::initializer_list<NamedText> parameters) const {
        return say("sentences", code, language_, parameters);
    }
    [[nodiscard]] std::string the(std::string_view group, const std::string& code) const {
        return word(std::string(group) + "." + code, language_, code);
    }
    [[nodiscard]] std::string date(base::Date day) const { return write_date(day, language_); }
    [[nodiscard]] std::string micro(std::int64_t value) const { return write_micro(value, language_); }
    [[nodiscard]] std::string take() { return std::move(out_); }

    void reason(std::size_t indent, const ReasonText& reason) {
        say_line(indent, "reason_line",
                 {{"rule", the("rule", reason.rule)},
                  {"effect", the("effect", reason.effect)},
                  {"text", reason.text}});
        for (const SourceText& one : reason.sources)
            say_line(indent + 2, source_code(one, &one == &reason.sources.front()),
                     {{"source", one.source},
                      {"validity", validity(one)},
                      {"certainty", the("certainty", one.certainty)}});
        if (!reason.caveat.empty()) line(indent + 2, reason.caveat);
    }
    void parts(std::size_t indent, const PairExplanation& pair) {
        say_line(indent, "parts_heading");
        for (const PartText& part : pair.parts)
            say_line(indent + 2, "part_line", {{"part", part.label}, {"value", micro(part.value)}});
        say_line(indent + 2, "sides_line",
                 {{"candidate", micro(pair.utilities.candidate)},
                  {"employer", micro(pair.utilities.employer)},
                  {"region", micro(pair.utilities.region)}});
    }
    void steps(std::size_t indent, const std::vector<StepText>& steps) {
        if (steps.empty()) return;
        say_line(indent, "steps_heading");
        for (const StepText& step : steps) line(indent + 2, step.text);
    }
    /// The first few of each actor; the rest stands in the JSON.
    void openings(const std::vector<OpeningText>& openings, std::string_view line_code) {
        constexpr std::size_t most = 5;
        if (openings.empty()) return;
        say_line(0, "openings_heading");
        for (std::size_t first = 0, next = 0; first < openings.size(); first = next) {
            const std::string& actor = openings[first].actor;
            say_line(2, "openings_by_" + actor);
            for (next = first; next < openings.size() && openings[next].actor == actor; ++next) {
                const OpeningText& one = openings[next];
                if (next - first < most)
                    say_line(4, line_code,
                             {{"change", one.text},
                              {"opens", std::to_string(one.opens)},
                              {"vacancy", one.vacancy},
                              {"value", micro(one.value)}});
            }
            if (next - first > most)
                say_line(4, "openings_more", {{"count", std::to_string(next - first - most)}});
        }
    }

  private:
    /// A second source says for what it stands, so that nobody takes a lead time of ours for law.
    static std::string_view source_code(const SourceText& source, bool first) {
        if (first && !source.row.starts_with("procedures:")) return "source";
        if (source.row.starts_with("procedures:")) return "source_lead_time";
        return source.row.starts_with("occupation_families:") ? "source_profession" : "source";
    }
    [[nodiscard]] std::string validity(const SourceText& reason) const {
        if (reason.valid_from && reason.valid_to)
            return say("sentences", "validity_between", language_,
                       {{"from", date(*reason.valid_from)}, {"until", date(*reason.valid_to)}});
        if (reason.valid_from)
            return say("sentences", "validity_from", language_, {{"from", date(*reason.valid_from)}});
        if (reason.valid_to)
            return say("sentences", "validity_until", language_, {{"until", date(*reason.valid_to)}});
        return say("sentences", "validity_always", language_);
    }

    base::Language language_;
    std::string out_;
};

/// Whether a reason is what a short line about a pair that is no option has to say.
bool decisive(const PairExplanation& pair, const ReasonText& reason) {
    return reason.effect == pair.outcome && pair.outcome != "possible";
}

void option(Page& page, const PairExplanation& pair) {
    page.say_line(2, "option_line",
                  {{"vacancy", pair.vacancy},
                   {"occupation", pair.occupation},
                   {"value", page.micro(pair.value)},
                   {"outcome", page.the("outcome", pair.outcome_word)},
                   {"start", page.date(pair.start)}});
    for (const ReasonText& reason : pair.reasons)
        if (reason.effect != "possible") page.reason(4, reason);
    page.parts(4, pair);
    for (const std::string& line : pair.kept) page.line(4, line);
    if (pair.place) page.line(4, pair.place->text);
}

void other(Page& page, const PairExplanation& pair, std::int64_t min_value) {
    page.say_line(2, "other_line",
                  {{"vacancy", pair.vacancy},
                   {"occupation", pair.occupation},
                   {"outcome", page.the("outcome", pair.outcome_word)}});
    for (const ReasonText& reason : pair.reasons)
        if (decisive(pair, reason))
            page.line(4, reason.text + (reason.caveat.empty() ? "" : " (" + reason.caveat + ")"));
    for (const std::string& line : pair.kept) page.line(4, line);
    if (!pair.decided.empty())
        page.line(4, pair.decided);
    else if (pair.outcome == "possible" || pair.outcome == "permission")
        page.line(4, page.text("value_line", {{"value", page.micro(pair.value)}}) + ". " +
                         page.text("below_min_value_line", {{"least", page.micro(min_value)}}));
}

}  // namespace

std::string to_text(const CandidateExplanation& e) {
    Page page(e.language);
    page.say_line(0, "card_heading", {{"candidate", e.candidate}, {"date", page.date(e.date)}});
    page.say_line(0, "counts",
                  {{"options", std::to_string(e.counts.options)},
                   {"below", std::to_string(e.counts.below_min_value)},
                   {"after", std::to_string(e.counts.after)},
                   {"unknown", std::to_string(e.counts.unknown)},
                   {"impossible", std::to_string(e.counts.impossible)}});
    if (e.proposal) page.line(0, e.proposal->text);
    if (e.unmatched) {
        page.say_line(0, "not_assigned", {{"reason", e.unmatched->text}});
        page.steps(0, e.unmatched->steps);
        if (e.openings.empty() && e.unmatched->steps.size() > 2) page.say_line(0, "openings_none");
    }
    page.openings(e.openings, "opening_line");
    page.say_line(0, e.options.empty() ? "options_none" : "options_heading");
    for (const PairExplanation& pair : e.options) option(page, pair);
    if (!e.others.empty()) page.say_line(0, "others_heading");
    for (const PairExplanation& pair : e.others) other(page, pair, e.min_value);
    return page.take();
}

std::string to_text(const PairReport& report) {
    Page page(report.language);
    const PairExplanation& pair = report.pair;
    page.say_line(0, "pair_heading",
                  {{"candidate", report.candidate},
                   {"vacancy", pair.vacancy},
                   {"occupation", pair.occupation},
                   {"date", page.date(report.date)}});
    page.say_line(0, "outcome_line", {{"outcome", page.the("outcome", pair.outcome_word)}});
    if (!pair.decided.empty()) page.line(0, pair.decided);
    for (const std::string& line : pair.kept) page.line(0, line);
    const bool allowed = pair.outcome == "possible" || pair.outcome == "permission";
    if (allowed) page.say_line(0, "start_line", {{"start", page.date(pair.start)}});
    for (const ReasonText& reason : pair.reasons) page.reason(2, reason);
    page.say_line(0, allowed ? "value_line" : "hypothetical_value_line", {{"value", page.micro(pair.value)}});
    page.parts(0, pair);
    if (allowed && !pair.option && pair.decided.empty())
        page.say_line(0, "below_min_value_line", {{"least", page.micro(report.min_value)}});
    page.steps(0, pair.steps);
    page.openings(report.openings, "opening_pair_line");
    if (pair.place) page.line(0, pair.place->text);
    return page.take();
}

}  // namespace iqmatch::inline v0::explain
