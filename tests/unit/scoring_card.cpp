// SPDX-License-Identifier: Apache-2.0
// Model cards: what is refused and with which finding, equal content from every source.
#include <filesystem>
#include <fstream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/io/read_file.hpp>
#include <set>
#include <string>
#include <support/catch.hpp>
#include <support/data.hpp>

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace scoring = iqmatch::scoring;
using iqmatch_test::source_path;
using scoring::ModelCard;

namespace {

std::string default_text() {
    return io::read_file(source_path("data/models/default.json"));
}

/// The default card with one piece of text replaced by another.
std::string edited(const std::string& from, const std::string& to) {
    std::string text = default_text();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

scoring::ModelCardResult read(const std::string& text) {
    scoring::ModelCardResult out;
    const auto tables = io::parse_model_card(text, "card.json", out.findings);
    auto understood = ModelCard::try_from_tables(tables);
    const bool ok = out.findings.ok();
    out.findings.append(understood.findings);
    if (ok) out.card = std::move(understood.card);
    return out;
}

std::set<std::string> codes(const base::Findings& findings) {
    std::set<std::string> out;
    for (const auto& finding : findings.items()) out.insert(finding.code);
    return out;
}

}  // namespace

TEST_CASE("card: the built-in one is set by hand and says so", "[scoring]") {
    const auto card = ModelCard::builtin();
    CHECK(card.name() == "default");
    CHECK(card.origin() == "hand-set");
    CHECK(card.warnings().items().empty());
    REQUIRE(card.features().size() == scoring::feature_count);
    for (std::size_t i = 0; i < scoring::feature_count; ++i)
        CHECK(card.features()[i].feature == static_cast<scoring::Feature>(i));
    CHECK(card.min_value() == 300'000);
    CHECK(card.tolerance() == 20'000);
    CHECK(card.feature(scoring::Feature::occupation).weight == 280'000);
}

TEST_CASE("card: file, compiled tables and written form are equal", "[scoring]") {
    const auto builtin = ModelCard::builtin();
    const auto file = io::load_model_card(source_path("data/models/default.json"));
    CHECK(file.content_hash() == builtin.content_hash());
    const auto written = read(io::write_model_card(builtin));
    REQUIRE(written.card.has_value());
    CHECK(written.card->content_hash() == builtin.content_hash());
    // Equal numbers in other clothes.
    CHECK(read(edited("\"weight\": 0.28,", "\"weight\": 0.280000,")).card->content_hash() ==
          builtin.content_hash());
    CHECK(read(edited("\"weight\": 0.28,", "\"weight\": 0.280001,")).card->content_hash() !=
          builtin.content_hash());
    CHECK(read(edited("\"version\": \"3\"", "\"version\": \"4\"")).card->content_hash() !=
          builtin.content_hash());
}

TEST_CASE("card: names of protected attributes and legal status are refused as such", "[scoring]") {
    for (const std::string name : {"sex",
                                   "Geschlecht",
                                   "age_group",
                                   "birth_date",
                                   "nationality",
                                   "staatsangehoerigkeit",
                                   "country_of_origin",
                                   "religion",
                                   "family_status",
                                   "disability",
                                   "mother_tongue",
                                   "title",
                                   "residence_title",
                                   "aufenthaltstitel",
                                   "work_permission",
                                   "legal_status",
                                   "duldung",
                                   "eu_eea_citizen",
                                   "safe_country_of_origin",
                                   "asylum"}) {
        CAPTURE(name);
        CHECK(scoring::forbidden_feature(name));
        const auto result = read(edited("\"name\": \"shortage\"", "\"name\": \"" + name + "\""));
        CHECK_FALSE(result.card.has_value());
        CHECK(codes(result.findings) == std::set<std::string>{"feature_forbidden", "feature_missing"});
    }
    for (const std::string_view name : scoring::feature_names) CHECK_FALSE(scoring::forbidden_feature(name));
    CHECK(codes(read(edited("\"name\": \"shortage\"", "\"name\": \"charm\"")).findings) ==
          std::set<std::string>{"feature_unknown", "feature_missing"});
}

TEST_CASE("card: every kind of bad content has its finding", "[scoring]") {
    struct Row {
        std::string from, to, code;
    };
    const Row rows[] = {
        {"iqmatch-model-card-1", "iqmatch-model-card-9", "format_unsupported"},
        {"\"date\": \"2026-11-26\"", "\"date\": \"26.11.2026\"", "date_syntax"},
        {"\"origin\": \"hand-set\"", "\"origin\": \"\"", "value_required"},
        {"\"tolerance\": 0.02,", "", "json_key_missing"},
        {"\"tolerance\": 0.02", "\"tolerance\": -0.02", "number_out_of_range"},
        {"\"weight\": 0.28,", "\"weight\": -0.28,", "card_weight"},
        {"\"weight\": 0.28,", "\"weight\": 1000.000001,", "card_weight"},
        {"\"weight\": 0.28,", "\"weight\": \"0,4\",", "decimal_comma"},
        {"\"weight\": 0.28,", "\"weight\": \"much\",", "not_a_number"},
        {"\"weight\": 0.28,", "\"weight\": 0.0000001,", "not_a_number"},
        {"\"weight\": 0.28,", "\"weight\": null,", "json_type"},
        {"\"weight\": 0.28,", "", "json_key_missing"},
        {"\"shape\": \"linear\"", "\"shape\": \"curved\"", "code_unknown"},
        {"\"side\": \"region\"", "\"side\": \"us\"", "code_unknown"},
        {"[[1, 0], [3, 1]]", "[[3, 0], [1, 1]]", "knots_unsorted"},
        {"[[1, 0], [3, 1]]", "[[1, 0], [1, 1]]", "knots_unsorted"},
        {"[[1, 0], [3, 1]]", "[[1, 0], [2, 1], [3, 1]]", "number_out_of_range"},
        {"[[1, 0], [3, 1]]", "[[1, 0]]", "number_out_of_range"},
        {"[[1, 0], [3, 1]]", "[]", "number_out_of_range"},
        {"[[1, 0], [3, 1]]", "[[1], [3, 1]]", "json_type"},
        {"[[1, 0], [3, 1]]", "7", "json_type"},
        {"[[1, 0], [3, 1]]", "[[1, 0], [3, 1001]]", "number_out_of_range"},
        {"\"name\": \"shortage\"", "\"name\": \"start\"", "key_duplicate"},
        {"\"features\": [", "\"features\": 1, \"others\": [", "json_type"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.from, row.to);
        const auto result = read(edited(row.from, row.to));
        CHECK_FALSE(result.card.has_value());
        CHECK(codes(result.findings).count(row.code) == 1);
        for (const auto& finding : result.findings.items()) CHECK(finding.file == "card.json");
    }
    const auto noted = read(edited("\"version\": \"3\",", "\"version\": \"3\", \"mood\": \"good\","));
    REQUIRE(noted.card.has_value());
    CHECK(codes(noted.card->warnings()) == std::set<std::string>{"json_key_unknown"});
}

TEST_CASE("card: all findings at once", "[scoring]") {
    auto text = edited("\"weight\": 0.28,", "\"weight\": -1,");
    const auto at = text.find("\"shape\": \"linear\"");
    text.replace(at, 17, "\"shape\": \"curved\"");
    const auto result = read(text);
    CHECK(codes(result.findings) == std::set<std::string>{"card_weight", "code_unknown"});
}

TEST_CASE("card: files that are missing, cut or no JSON", "[scoring]") {
    const auto file = std::filesystem::temp_directory_path() / "iqmatch-card-test.json";
    std::filesystem::remove(file);
    CHECK_THROWS_AS(io::load_model_card(file), base::FileError);
    for (const std::string& text : {std::string(), std::string("["), default_text().substr(0, 400)}) {
        std::ofstream(file, std::ios::binary) << text;
        const auto result = io::try_load_model_card(file, "my card");
        CHECK_FALSE(result.card.has_value());
        REQUIRE(result.findings.items().size() == 1);
        CHECK(result.findings.items().front().code == "json_syntax");
        CHECK_THROWS_AS(io::load_model_card(file), base::DataError);
    }
    std::filesystem::remove(file);
}

TEST_CASE("card: missing tables are named", "[scoring]") {
    const auto result = ModelCard::try_from_tables({});
    CHECK_FALSE(result.card.has_value());
    CHECK(result.findings.errors() == 3);
}

TEST_CASE("card: how it was learned and checked reads back, and counts in the hash", "[scoring]") {
    const std::string period = "\"training_period\": {\"from\": \"2024-01-01\", \"to\": \"2025-06-30\"}, ";
    const std::string calibration =
        "\"calibration\": {\"method\": \"ten groups\", \"cases\": 400, \"error\": 0.031}, ";
    const std::string groups = "\"group_check\": {\"groups\": \"sex\", \"largest_gap\": 0.02}, ";
    const std::string link = "\"link\": {\"kind\": \"logistic\", \"intercept\": -1.5}, ";
    const auto with = [](const std::string& keys) {
        return edited("\"origin\": \"hand-set\"", keys + "\"origin\": \"learned: a test\"");
    };
    const auto proved = read(with("\"status\": \"validated\", " + period + calibration + groups + link));
    REQUIRE(proved.card.has_value());
    CHECK(proved.findings.items().empty());
    const scoring::CardEvidence& known = proved.card->evidence();
    CHECK(known.status == scoring::CardStatus::validated);
    CHECK(known.training_period->to == *base::Date::parse("2025-06-30"));
    CHECK(known.calibration->error_micro == 31'000);
    CHECK(known.group_check->largest_gap_micro == 20'000);
    CHECK(known.logistic_intercept == -1'500'000);
    const auto again = read(io::write_model_card(*proved.card));
    REQUIRE(again.card.has_value());
    CHECK(again.card->content_hash() == proved.card->content_hash());
    CHECK(again.card->evidence() == known);

    // A learned card is unvalidated, whether or not it says so.
    for (const std::string& keys :
         {std::string(), period, "\"status\": \"unvalidated\", " + calibration, link}) {
        const auto one = read(with(keys));
        REQUIRE(one.card.has_value());
        CHECK(one.card->evidence().status == scoring::CardStatus::unvalidated);
        CHECK(codes(one.card->warnings()) == std::set<std::string>{"card_unvalidated"});
        CHECK(one.card->content_hash() != proved.card->content_hash());
    }
    const auto changed = proved.card->with_weight(scoring::Feature::start, 1);
    CHECK(changed.evidence().status == scoring::CardStatus::unvalidated);
    CHECK_FALSE(changed.evidence().calibration.has_value());
    CHECK(codes(changed.warnings()) == std::set<std::string>{"card_unvalidated"});
    CHECK(codes(read(with("\"status\": \"validated\", " + period + groups)).findings) ==
          std::set<std::string>{"card_evidence_missing"});
    CHECK(codes(read(with("\"calibration\": {\"method\": \"m\"}, ")).findings).count("json_key_missing") ==
          1);
}
