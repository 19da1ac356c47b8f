// SPDX-License-Identifier: Apache-2.0
// The page about the model card says what the default card says, and its example is what the program
// computes.
#include <cstdlib>
#include <iqmatch/io/json_value.hpp>
#include "json_schema.hpp"
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using scoring::Feature;

namespace {

std::string decimal(std::int64_t micro) {
    return tables::grid_text(micro, 6);
}

std::string card_table(const scoring::ModelCard& card) {
    std::string out =
        "## The default card\n\n| feature | side | weight | shape | unknown | knots "
        "|\n|---|---|---|---|---|---|\n";
    for (const scoring::FeatureModel& model : card.features()) {
        out += "| `" + std::string(to_string(model.feature)) + "` | " + std::string(to_string(model.side)) +
               " | " + decimal(model.weight) + " | " +
               std::string(scoring::shape_names[static_cast<std::size_t>(model.shape)]) + " | " +
               decimal(model.unknown) + " | ";
        for (std::size_t k = 0; k < model.knots.size(); ++k)
            out +=
                (k == 0 ? "[" : ", [") + decimal(model.knots[k].x) + ", " + decimal(model.knots[k].y) + "]";
        out += " |\n";
    }
    return out;
}

/// What the example shows of one feature; the facts are those of the sample.
std::string_view story(Feature feature) {
    switch (feature) {
        case Feature::occupation:
            return "operating electrician (26252) and building electrician (26212): same first three digits";
        case Feature::occupation_similarity:
            return "the catalogue gives the two a few skills in common";
        case Feature::level:
            return "both ask for level 2";
        case Feature::recognition:
            return "partial";
        case Feature::skills_essential:
            return "electrical measuring is listed, electrical installation is not: one of two";
        case Feature::skills_optional:
            return "the job names none";
        case Feature::skills_near:
            return "no skill directly above, below or beside electrical installation is listed";
        case Feature::skills_assumed:
            return "electrical installation is not essential to the own occupation";
        case Feature::german_margin:
            return "B1 is known, B1 is needed";
        case Feature::commute:
            return "from Emden to Leer, as the rules estimate it";
        case Feature::preferences:
            return "the person prefers nothing in particular";
        case Feature::start:
            return "from 2 November to 1 December";
        case Feature::readiness:
            return "takes people in procedure; no language support, no accompaniment";
        case Feature::shortage:
            return "the analysis has no figure for this occupation here";
    }
    return {};
}

std::string example(const scoring::ModelCard& card) {
    const domain::Network network = iqmatch_test::leer();
    const matching::PairScorer scorer(network, rules::RuleTables::builtin(), card, network.as_of());
    const auto candidate = *network.candidates().find("p-026");
    const auto vacancy = *network.vacancies().find("v-09");
    const scoring::FeatureInputs inputs = scorer.inputs(candidate, vacancy);
    const scoring::ScoredParts scored = scorer.detail(candidate, vacancy).score;
    std::string out =
        "## An example\n\n`p-026` and `v-09` of [the sample](../../data/samples/leer/README.md); `iqmatch "
        "explain "
        "data/samples/leer p-026 --vacancy v-09` shows the same.\n\n"
        "| feature | what is known | input | weight × value = part |\n|---|---|---|---|\n";
    for (std::size_t f = 0; f < scoring::feature_count; ++f) {
        const auto feature = static_cast<Feature>(f);
        scoring::FeatureModel plain = card.feature(feature);
        plain.weight = scoring::micro;
        const auto x = scoring::input_micro(inputs, feature);
        out += "| `" + std::string(to_string(feature)) + "` | " + std::string(story(feature)) + " | " +
               (x ? decimal(*x) : std::string("unknown")) + " | " + decimal(card.feature(feature).weight) +
               " × " + decimal(scoring::part(plain, x).value) + " = " + decimal(scored.parts[f].value) +
               " |\n";
    }
    const scoring::Utilities sides = scoring::utilities(card, scored);
    out += "\nValue: " + decimal(scored.value) + " = " + decimal(sides.candidate) + " (person) + " +
           decimal(sides.employer) + " (employer) + " + decimal(sides.region) + " (region).\n";
    return out;
}

}  // namespace

TEST_CASE("the page about the model card shows the default card and a true example", "[scoring]") {
    const auto page = iqmatch_test::source_path("docs/reference/model_card.md");
    const std::string mark = "<!-- from here on made from the default card and the sample -->\n";
    const std::string text = iqmatch_test::bytes_of(page);
    REQUIRE(text.find(mark) != std::string::npos);
    const auto card = scoring::ModelCard::builtin();
    const std::string wanted =
        text.substr(0, text.find(mark)) + mark + "\n" + card_table(card) + "\n" + example(card);
    // With IQMATCH_WRITE_REFERENCE set this test rewrites the page.
    if (std::getenv("IQMATCH_WRITE_REFERENCE") != nullptr) iqmatch_test::write_bytes(page, wanted);
    CHECK((iqmatch_test::bytes_of(page) == wanted));
    for (const auto name : scoring::feature_names) {
        INFO(name);
        CHECK(text.find("| `" + std::string(name) + "` | ") < text.find(mark));  // explained by hand
    }
}

TEST_CASE("the default card and what is written of it keep to the schema", "[scoring]") {
    base::Findings findings;
    const auto schema = io::parse_json(
        iqmatch_test::bytes_of(iqmatch_test::source_path("docs/reference/schemas/model_card.schema.json")),
        "s", findings);
    REQUIRE(schema.has_value());
    for (const std::string& text :
         {iqmatch_test::bytes_of(iqmatch_test::source_path("data/models/default.json")),
          io::write_model_card(scoring::ModelCard::builtin())}) {
        const auto card = io::parse_json(text, "c", findings);
        REQUIRE(card.has_value());
        CHECK(iqmatch_test::schema_errors(*schema, *card).empty());
    }
    // The schema's list of names is the code's.
    const auto* items = schema->find("properties")->find("features")->find("items");
    std::vector<std::string> names;
    for (const auto& name : items->find("properties")->find("name")->find("enum")->items())
        names.push_back(name.text());
    CHECK(names == std::vector<std::string>(scoring::feature_names.begin(), scoring::feature_names.end()));
    CHECK_FALSE(iqmatch_test::schema_errors(*schema, *io::parse_json(R"({"schema": "other"})", "c", findings))
                    .empty());
}

TEST_CASE("the default card: the weights of what can be known add up to 1", "[scoring]") {
    const auto card = scoring::ModelCard::builtin();
    std::int64_t sum = 0, others = 0;
    for (const scoring::FeatureModel& model : card.features()) {
        const bool stands_in =
            model.feature == Feature::skills_near || model.feature == Feature::skills_assumed;
        sum += stands_in ? 0 : model.weight;
        if (model.feature != Feature::occupation) others += scoring::largest_part(model);
    }
    CHECK(sum == scoring::micro);
    // Another occupation is never proposed, whatever else fits.
    CHECK(others < 860'000);
    CHECK(others + scoring::part(card.feature(Feature::occupation), 0).value < card.min_value());
    const auto weight = [&](Feature feature) { return card.feature(feature).weight; };
    CHECK(2 * weight(Feature::skills_assumed) <= weight(Feature::skills_essential));
    CHECK(weight(Feature::skills_near) <= weight(Feature::skills_essential));
}
