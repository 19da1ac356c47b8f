// SPDX-License-Identifier: Apache-2.0
/// @file
/// How a counsellor's card is put together, line by line. Private to the layer.
#pragma once

#include <initializer_list>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/texts.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::explain::detail {

class Page {
  public:
    explicit Page(base::Language language) : language_(language) {}

    void line(std::size_t indent, const std::string& text) { out_ += std::string(indent, ' ') + text + "\n"; }
    void say_line(std::size_t indent, std::string_view code,
                  std::initializer_list<NamedText> parameters = {}) {
        line(indent, say("sentences", code, language_, parameters));
    }
    [[nodiscard]] std::string text(std::string_view code,
                                   std::initializer_list<NamedText> parameters = {}) const {
        return say("sentences", code, language_, parameters);
    }
    [[nodiscard]] std::string the(std::string_view group, const std::string& code) const {
        return word(std::string(group) + "." + code, language_, code);
    }
    /// What stands in the way, by the code of a reason; `otherwise` where it has no label.
    [[nodiscard]] std::string label(std::string_view code, std::string otherwise) const {
        const Text* found = find_text("labels", code);
        return found == nullptr ? std::move(otherwise) : std::string(found->in(language_));
    }
    [[nodiscard]] std::string date(base::Date day) const { return write_date(day, language_); }
    [[nodiscard]] std::string micro(std::int64_t value) const { return write_micro(value, language_); }
    [[nodiscard]] std::string take() { return std::move(out_); }

    /// The line that begins an option: vacancy, value, first word and start.
    void option(std::size_t indent, const PairExplanation& pair) {
        say_line(indent, "option_line",
                 {{"vacancy", pair.vacancy},
                  {"occupation", pair.occupation},
                  {"value", micro(pair.value)},
                  {"outcome", the("outcome", pair.outcome_word)},
                  {"start", date(pair.start)}});
    }
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
[[nodiscard]] inline bool decisive(const PairExplanation& pair, const ReasonText& reason) {
    return reason.effect == pair.outcome && pair.outcome != "possible";
}

/// An option with findings, sources and the parts of its value.
void whole_option(Page& page, const PairExplanation& pair);
/// What a person reads about a pair that is no option.
void other_vacancy(Page& page, const PairExplanation& pair, std::int64_t min_value);
/// The options that matter most, what one step opens, and the rest in numbers.
void short_listing(Page& page, const CandidateExplanation& explanation);

}  // namespace iqmatch::inline v0::explain::detail
