// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/io/read_file.hpp>

namespace iqmatch::inline v0::io {
namespace {

using base::TextTable;
using Kind = JsonValue::Kind;

/// Members of a card that are objects of texts and numbers.
constexpr std::array<std::string_view, 5> parts{"plan", "training_period", "calibration", "group_check",
                                                "link"};
constexpr std::array<std::string_view, 5> feature_keys{"name", "side", "weight", "shape", "unknown"};

/// Turns a card's JSON into tables, noting what has the wrong type.
class CardTables {
  public:
    CardTables(std::string_view file, base::Findings& findings)
        : file_(file),
          findings_(findings),
          card_("card", file_, {"key", "value"}),
          features_("features", file_, {feature_keys.begin(), feature_keys.end()}),
          knots_("knots", file_, {"feature", "x", "y"}) {}

    void read(const JsonValue& root) {
        if (!root.is(Kind::object)) return complain("json_type", "card", "object");
        for (const auto& [key, value] : root.members()) {
            if (key == "features")
                features(value);
            else if (std::find(parts.begin(), parts.end(), key) != parts.end())
                part(key, value);
            else if (scalar(value))
                card_.add_row({key, value.text()});
            else
                complain("json_type", key, "text, number");
        }
        if (root.find("features") == nullptr) complain("json_key_missing", "features", "features");
    }

    [[nodiscard]] std::vector<TextTable> tables() && {
        return {std::move(card_), std::move(features_), std::move(knots_)};
    }

  private:
    static bool scalar(const JsonValue& value) { return value.is(Kind::text) || value.is(Kind::number); }

    void complain(std::string_view code, std::string_view key, std::string_view expected) {
        auto finding = base::make_finding(code);
        finding.file = file_;
        finding.entity = entity_;
        finding.column = base::shorten(key);
        finding.value = base::shorten(key);
        finding.detail = expected;
        findings_.add(std::move(finding));
    }

    void part(const std::string& name, const JsonValue& members) {
        if (!members.is(Kind::object)) return complain("json_type", name, "object");
        for (const auto& [key, value] : members.members()) {
            if (scalar(value))
                card_.add_row({name + "." + key, value.text()});
            else
                complain("json_type", name + "." + key, name == "plan" ? "number" : "text, number");
        }
    }

    void features(const JsonValue& list) {
        if (!list.is(Kind::array)) return complain("json_type", "features", "array");
        for (const JsonValue& entry : list.items()) {
            if (entry.is(Kind::object))
                feature(entry);
            else
                complain("json_type", "features", "array of objects");
            entity_.clear();
        }
    }

    void feature(const JsonValue& entry) {
        const JsonValue* name = entry.find("name");
        if (name == nullptr || !name->is(Kind::text)) return complain("json_type", "name", "text");
        entity_ = base::shorten(name->text());
        std::array<std::string_view, feature_keys.size()> cells;
        for (std::size_t i = 0; i < feature_keys.size(); ++i) {
            const JsonValue* value = entry.find(feature_keys[i]);
            if (value == nullptr)
                complain("json_key_missing", feature_keys[i], "name, side, weight, shape, unknown, knots");
            else if (!scalar(*value))
                complain("json_type", feature_keys[i], "text, number");
            else
                cells[i] = value->text();
        }
        for (const auto& member : entry.members())
            if (member.first != "knots" &&
                std::find(feature_keys.begin(), feature_keys.end(), member.first) == feature_keys.end())
                complain("json_key_unknown", member.first, "name, side, weight, shape, unknown, knots");
        features_.add_row(cells);
        knots(name->text(), entry.find("knots"));
    }

    void knots(const std::string& name, const JsonValue* list) {
        if (list == nullptr) return complain("json_key_missing", "knots", "knots");
        if (!list->is(Kind::array)) return complain("json_type", "knots", "array");
        for (const JsonValue& knot : list->items()) {
            const auto& pair = knot.items();
            if (pair.size() == 2 && pair[0].is(Kind::number) && pair[1].is(Kind::number))
                knots_.add_row({name, pair[0].text(), pair[1].text()});
            else
                complain("json_type", "knots", "[x, y]");
        }
    }

    std::string file_;
    std::string entity_;
    base::Findings& findings_;
    TextTable card_, features_, knots_;
};

/// Millionths as a decimal literal.
JsonValue decimal(std::int64_t value) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
    std::string fraction = digits.substr(digits.size() - 6);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    std::string text = value < 0 ? "-" : "";
    text += digits.substr(0, digits.size() - 6);
    if (!fraction.empty()) text += "." + fraction;
    return JsonValue::number(std::move(text));
}

void evidence(JsonValue& root, const scoring::CardEvidence& known) {
    if (known.status != scoring::CardStatus::unstated) root.set("status", to_string(known.status));
    const auto add = [&](std::string_view name, auto&&... members) {
        JsonValue object = JsonValue::object();
        (object.set(members.first, std::move(members.second)), ...);
        root.set(name, std::move(object));
    };
    using Member = std::pair<std::string_view, JsonValue>;
    if (const auto& period = known.training_period)
        add("training_period", Member("from", period->from.iso()), Member("to", period->to.iso()));
    if (const auto& one = known.calibration)
        add("calibration", Member("method", one->method), Member("cases", decimal(one->cases)),
            Member("error", decimal(one->error_micro)));
    if (const auto& one = known.group_check)
        add("group_check", Member("groups", one->groups),
            Member("largest_gap", decimal(one->largest_gap_micro)));
    if (known.logistic_intercept)
        add("link", Member("kind", "logistic"), Member("intercept", decimal(*known.logistic_intercept)));
}

}  // namespace

std::vector<TextTable> parse_model_card(std::string_view text, std::string_view file,
                                        base::Findings& findings) {
    CardTables tables(file, findings);
    if (const auto root = parse_json(text, file, findings)) tables.read(*root);
    return std::move(tables).tables();
}

scoring::ModelCard load_model_card(const std::filesystem::path& file, std::string_view display_name) {
    auto result = try_load_model_card(file, display_name);
    if (!result.card) throw base::DataError(std::move(result.findings));
    return std::move(*result.card);
}

scoring::ModelCardResult try_load_model_card(const std::filesystem::path& file,
                                             std::string_view display_name) {
    return try_read_model_card(read_file(file),
                               display_name.empty() ? file.string() : std::string(display_name));
}

scoring::ModelCardResult try_read_model_card(std::string_view text, std::string_view display_name) {
    scoring::ModelCardResult result;
    const auto tables = parse_model_card(text, display_name, result.findings);
    // A text that is no card at all would only add that everything is missing.
    const bool unreadable = !result.findings.ok() && tables.front().rows() == 0;
    if (unreadable) return result;
    auto understood = scoring::ModelCard::try_from_tables(tables);
    const bool ok = result.findings.ok();
    result.findings.append(understood.findings);
    if (ok) result.card = std::move(understood.card);
    return result;
}

std::string write_model_card(const scoring::ModelCard& card) {
    JsonValue root = JsonValue::object();
    root.set("schema", scoring::model_card_schema).set("name", card.name()).set("version", card.version());
    root.set("date", card.date().iso()).set("origin", card.origin());
    root.set("min_value", decimal(card.min_value())).set("tolerance", decimal(card.tolerance()));
    if (card.plan() != scoring::PlanTerms()) {
        JsonValue plan = JsonValue::object();
        for (const auto& [name, term] : scoring::plan_term_names)
            plan.set(std::string(name), decimal(card.plan().*term));
        root.set("plan", std::move(plan));
    }
    evidence(root, card.evidence());
    JsonValue features = JsonValue::array();
    for (const scoring::FeatureModel& model : card.features()) {
        JsonValue entry = JsonValue::object();
        entry.set("name", to_string(model.feature)).set("side", to_string(model.side));
        entry.set("weight", decimal(model.weight));
        entry.set("shape", scoring::shape_names[static_cast<std::size_t>(model.shape)]);
        entry.set("unknown", decimal(model.unknown));
        JsonValue knots = JsonValue::array();
        for (const scoring::Knot& knot : model.knots) {
            JsonValue pair = JsonValue::array();
            pair.push(decimal(knot.x)).push(decimal(knot.y));
            knots.push(std::move(pair));
        }
        entry.set("knots", std::move(knots));
        features.push(std::move(entry));
    }
    root.set("features", std::move(features));
    return root.dump();
}

}  // namespace iqmatch::inline v0::io
