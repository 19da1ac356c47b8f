// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/explain_json.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::io {
namespace {

JsonValue micro(std::int64_t value) {
    return JsonValue::number(tables::grid_text(value, 6));
}

JsonValue date(const std::optional<base::Date>& day) {
    return day ? JsonValue(day->iso()) : JsonValue();
}

template <class Item, class Write>
JsonValue list(const std::vector<Item>& items, Write write) {
    JsonValue out = JsonValue::array();
    for (const Item& item : items) out.push(write(item));
    return out;
}

JsonValue source_json(const explain::SourceText& source) {
    JsonValue out = JsonValue::object();
    out.set("row", source.row).set("source", source.source);
    out.set("valid_from", date(source.valid_from)).set("valid_to", date(source.valid_to));
    out.set("certainty", source.certainty);
    return out;
}

JsonValue reason_json(const explain::ReasonText& reason) {
    JsonValue out = JsonValue::object();
    out.set("code", reason.code)
        .set("rule", reason.rule)
        .set("effect", reason.effect)
        .set("text", reason.text);
    out.set("asks", reason.asks).set("row", reason.row).set("source", reason.source);
    out.set("valid_from", date(reason.valid_from)).set("valid_to", date(reason.valid_to));
    out.set("certainty", reason.certainty).set("caveat", reason.caveat);
    out.set("sources", list(reason.sources, source_json));
    return out;
}

JsonValue part_json(const explain::PartText& part) {
    JsonValue out = JsonValue::object();
    out.set("code", part.code).set("label", part.label).set("side", part.side);
    out.set("value", micro(part.value)).set("known", part.known);
    return out;
}

JsonValue step_json(const explain::StepText& step) {
    JsonValue out = JsonValue::object();
    out.set("step", step.step).set("text", step.text);
    return out;
}

JsonValue opening_json(const explain::OpeningText& opening) {
    JsonValue out = JsonValue::object();
    out.set("actor", opening.actor).set("change", opening.change).set("to", opening.to);
    out.set("answer", opening.answer).set("opens", opening.opens);
    out.set("best_vacancy", opening.vacancy)
        .set("best_value", micro(opening.value))
        .set("text", opening.text);
    return out;
}

JsonValue pair_json(const explain::PairExplanation& pair) {
    JsonValue out = JsonValue::object();
    const bool allowed = pair.outcome == "possible" || pair.outcome == "permission";
    out.set("vacancy", pair.vacancy).set("occupation", pair.occupation).set("outcome", pair.outcome);
    out.set("start", allowed ? JsonValue(pair.start.iso()) : JsonValue()).set("certainty", pair.certainty);
    out.set("open_questions", pair.open_questions).set("permission_authority", pair.permission_authority);
    out.set("permission_lead_days", pair.permission_lead_days).set("renewal_by", date(pair.renewal_by));
    out.set("option", pair.option).set("value", micro(pair.value)).set("parts", list(pair.parts, part_json));
    out.set("candidate_utility", micro(pair.utilities.candidate));
    out.set("employer_utility", micro(pair.utilities.employer));
    out.set("region_utility", micro(pair.utilities.region));
    if (!pair.decided.empty()) out.set("decided", pair.decided);
    if (!pair.kept.empty())
        out.set("kept", list(pair.kept, [](const auto& line) { return JsonValue(line); }));
    out.set("reasons", list(pair.reasons, reason_json)).set("steps", list(pair.steps, step_json));
    if (pair.place) {
        JsonValue place = JsonValue::object();
        place.set("relation", pair.place->relation).set("price", micro(pair.place->price));
        place.set("loss", pair.place->loss ? micro(*pair.place->loss) : JsonValue())
            .set("text", pair.place->text);
        out.set("place", std::move(place));
    }
    return out;
}

JsonValue head(std::string_view kind, const std::string& candidate, base::Date day, base::Language language) {
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-explanation-1").set("kind", kind).set("candidate", candidate);
    out.set("date", day.iso()).set("language", language == base::Language::de ? "de" : "en");
    return out;
}

}  // namespace

JsonValue explanation_json(const explain::CandidateExplanation& e) {
    JsonValue out = head("candidate", e.candidate, e.date, e.language);
    out.set("min_value", micro(e.min_value));
    JsonValue counts = JsonValue::object();
    counts.set("options", e.counts.options).set("below_min_value", e.counts.below_min_value);
    counts.set("after", e.counts.after)
        .set("unknown", e.counts.unknown)
        .set("impossible", e.counts.impossible)
        .set("decided", e.counts.decided);
    out.set("counts", std::move(counts));
    if (e.proposal) {
        JsonValue proposal = JsonValue::object();
        proposal.set("vacancy", e.proposal->vacancy).set("start", e.proposal->start.iso());
        proposal.set("value", micro(e.proposal->value)).set("runner_up", e.proposal->runner_up);
        proposal.set("runner_up_start", date(e.proposal->runner_up_start));
        proposal.set("difference", micro(e.proposal->difference)).set("near_tie", e.proposal->near_tie);
        proposal.set("text", e.proposal->text).set("option", e.proposal->option);
        JsonValue way = JsonValue::array();
        for (const std::string& step : e.proposal->way) way.push(JsonValue(step));
        proposal.set("way", std::move(way));
        out.set("proposal", std::move(proposal));
    }
    if (e.unmatched) {
        JsonValue unmatched = JsonValue::object();
        unmatched.set("code", e.unmatched->code).set("text", e.unmatched->text);
        unmatched.set("nearest_unlock", e.unmatched->nearest_unlock);
        unmatched.set("steps", list(e.unmatched->steps, step_json));
        out.set("unmatched", std::move(unmatched));
    }
    out.set("openings", list(e.openings, opening_json));
    out.set("options", list(e.options, pair_json)).set("others", list(e.others, pair_json));
    return out;
}

JsonValue explanation_json(const explain::PairReport& report) {
    JsonValue out = head("pair", report.candidate, report.date, report.language);
    out.set("min_value", micro(report.min_value)).set("pair", pair_json(report.pair));
    out.set("openings", list(report.openings, opening_json));
    return out;
}

JsonValue audience_json(const explain::AudienceCard& card) {
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-card-1").set("audience", explain::to_string(card.audience));
    out.set("candidate", card.candidate)
        .set("vacancy", card.vacancy.empty() ? JsonValue() : JsonValue(card.vacancy));
    out.set("date", card.date.iso()).set("language", card.language == base::Language::de ? "de" : "en");
    out.set("heading", card.heading);
    JsonValue sections = JsonValue::array();
    for (const explain::CardSection& section : card.sections) {
        JsonValue one = JsonValue::object();
        JsonValue lines = JsonValue::array();
        for (const std::string& line : section.lines) lines.push(line);
        one.set("section", section.code).set("heading", section.heading).set("lines", std::move(lines));
        sections.push(std::move(one));
    }
    out.set("sections", std::move(sections));
    return out;
}

}  // namespace iqmatch::inline v0::io
