// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/scoring/detail/card_reader.hpp>

namespace iqmatch::inline v0::scoring::detail {
namespace {

constexpr std::string_view plan_prefix = "plan.";
/// What a card may say about how it was learned and checked.
constexpr std::array<std::string_view, 10> evidence_keys{"status",
                                                         "training_period.from",
                                                         "training_period.to",
                                                         "calibration.method",
                                                         "calibration.cases",
                                                         "calibration.error",
                                                         "group_check.groups",
                                                         "group_check.largest_gap",
                                                         "link.kind",
                                                         "link.intercept"};
constexpr std::int64_t most_weight = 1000 * micro;
constexpr std::int64_t most_y = 1000 * micro;
constexpr std::int64_t most_x = 1'000'000'000 * micro;

std::string list(std::span<const std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

class CardReader {
  public:
    CardReader(ModelCard::State& state, base::Findings& findings) : state_(state), findings_(findings) {}

    void settings(const base::TextTable& table) {
        constexpr std::array<std::string_view, 8> known{"schema", "name",      "version",   "date",
                                                        "origin", "min_value", "tolerance", "description"};
        if (!columns(table, std::array<std::string_view, 2>{"key", "value"})) return;
        std::array<bool, known.size()> seen{};
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto key = cell(table, row, "key");
            if (key.starts_with(plan_prefix)) {
                plan(table, row, key);
                continue;
            }
            if (const auto known_fact = std::find(evidence_keys.begin(), evidence_keys.end(), key);
                known_fact != evidence_keys.end()) {
                auto& done = evidence_seen_[static_cast<std::size_t>(known_fact - evidence_keys.begin())];
                if (done) complain("key_duplicate", table, row, "key", key, "card");
                done = true;
                evidence(table, row, key);
                continue;
            }
            const auto at = std::find(known.begin(), known.end(), key);
            if (at == known.end()) {
                complain("json_key_unknown", table, row, "key", key, list(known));
                continue;
            }
            auto& done = seen[static_cast<std::size_t>(at - known.begin())];
            if (done) complain("key_duplicate", table, row, "key", key, "card");
            done = true;
            setting(table, row, key);
        }
        for (std::size_t i = 0; i + 1 < known.size(); ++i)
            if (!seen[i]) complain("json_key_missing", table, {}, "key", known[i], list(known));
        judge_evidence(table);
    }

    void features(const base::TextTable& table) {
        constexpr std::array<std::string_view, 5> needed{"name", "side", "weight", "shape", "unknown"};
        if (!columns(table, needed)) return;
        for (std::size_t row = 0; row < table.rows(); ++row) feature(table, row);
        for (std::size_t i = 0; i < feature_count; ++i)
            if (models_[i].second == 0) complain("feature_missing", table, {}, "name", feature_names[i], {});
        features_read_ = true;
    }

    void knots(const base::TextTable& table) {
        if (!columns(table, std::array<std::string_view, 3>{"feature", "x", "y"})) return;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto name = cell(table, row, "feature");
            const auto x = number(table, row, "x", -most_x, most_x, "number_out_of_range");
            const auto y = number(table, row, "y", -most_y, most_y, "number_out_of_range");
            const auto which = parse_feature(name);
            if (!which) {
                // Named once, where the features are listed.
                if (std::find(strangers_.begin(), strangers_.end(), name) == strangers_.end())
                    complain("feature_unknown", table, row, "feature", name, list(feature_names));
                continue;
            }
            auto& into = models_[static_cast<std::size_t>(*which)].first.knots;
            if (!x || !y) continue;
            if (!into.empty() && into.back().x >= *x)
                complain("knots_unsorted", table, row, "x", name, {});
            else
                into.push_back({*x, *y});
        }
        if (!features_read_) return;
        for (const auto& [model, row] : models_) {
            const auto enough = model.shape == Shape::linear      ? model.knots.size() == 2
                                : model.shape == Shape::piecewise ? model.knots.size() >= 2
                                                                  : !model.knots.empty();
            if (row != 0 && !enough && findings_.ok())
                complain("number_out_of_range", table, {}, "feature", to_string(model.feature),
                         model.shape == Shape::linear      ? "2 knots"
                         : model.shape == Shape::piecewise ? "2 knots or more"
                                                           : "1 knot or more");
        }
        for (auto& entry : models_) state_.features.push_back(std::move(entry.first));
    }

    void missing(std::string_view table) {
        auto finding = base::make_finding("json_key_missing");
        finding.value = table;
        finding.detail = "card, features, knots";
        findings_.add(std::move(finding));
    }

  private:
    static std::string_view cell(const base::TextTable& table, std::size_t row, std::string_view column) {
        return table.cell(row, *table.column(column));
    }

    void complain(std::string_view code, const base::TextTable& table, std::optional<std::size_t> row,
                  std::string_view column, std::string_view value, std::string detail) {
        auto finding = base::make_finding(code);
        finding.file = table.file();
        finding.row = row ? table.number(*row) : 0;
        finding.column = column;
        finding.value = base::shorten(value);
        finding.detail = std::move(detail);
        findings_.add(std::move(finding));
    }

    bool columns(const base::TextTable& table, std::span<const std::string_view> needed) {
        bool all = true;
        for (const std::string_view column : needed) {
            if (table.column(column)) continue;
            complain("column_missing", table, {}, column, column, table.name());
            all = false;
        }
        return all;
    }

    std::optional<std::int64_t> number(const base::TextTable& table, std::size_t row, std::string_view column,
                                       std::int64_t least, std::int64_t most, std::string_view code) {
        const auto text = cell(table, row, column);
        const auto value = parse_micro(text);
        if (!value) {
            const bool comma = text.find(',') != std::string_view::npos;
            std::string point(text);
            std::replace(point.begin(), point.end(), ',', '.');
            if (text.empty())
                complain("value_required", table, row, column, text, {});
            else
                complain(comma ? "decimal_comma" : "not_a_number", table, row, column, text,
                         comma ? point : "");
            return std::nullopt;
        }
        if (*value < least || *value > most) {
            complain(code, table, row, column, text,
                     std::to_string(least / micro) + " – " + std::to_string(most / micro));
            return std::nullopt;
        }
        return value;
    }

    /// "plan.TERM": what plans cost. Shares lie between 0 and 1; what is left out stays as PlanTerms has it.
    void plan(const base::TextTable& table, std::size_t row, std::string_view key) {
        const std::string_view name = key.substr(plan_prefix.size());
        const auto at = std::find_if(plan_term_names.begin(), plan_term_names.end(),
                                     [&](const auto& term) { return term.first == name; });
        if (at == plan_term_names.end()) {
            std::array<std::string_view, plan_term_names.size()> names;
            for (std::size_t i = 0; i < names.size(); ++i) names[i] = plan_term_names[i].first;
            complain("json_key_unknown", table, row, "key", key, list(names));
            return;
        }
        bool& done = plan_seen_[static_cast<std::size_t>(at - plan_term_names.begin())];
        if (done) complain("key_duplicate", table, row, "key", key, "card");
        done = true;
        const bool share = !name.starts_with("effort_") && !name.starts_with("unknown_cost");
        if (const auto value =
                number(table, row, "value", 0, share ? micro : most_weight, "number_out_of_range"))
            state_.plan.*at->second = *value;
    }

    std::optional<base::Date> date(const base::TextTable& table, std::size_t row, std::string_view key) {
        const auto value = cell(table, row, "value");
        const auto day = base::Date::parse(value);
        if (!day) complain("date_syntax", table, row, key, value, {});
        return day;
    }

    void evidence(const base::TextTable& table, std::size_t row, std::string_view key) {
        const auto value = cell(table, row, "value");
        CardEvidence& known = state_.evidence;
        const auto share = [&] {
            return number(table, row, "value", 0, micro, "number_out_of_range").value_or(0);
        };
        if (value.empty()) {
            complain("value_required", table, row, key, value, {});
        } else if (key == "status") {
            const std::array<std::string_view, 2> words{"unvalidated", "validated"};
            known.status = static_cast<CardStatus>(1 + code(table, row, "value", words));
        } else if (key == "training_period.from") {
            period_.from = date(table, row, key).value_or(base::Date());
        } else if (key == "training_period.to") {
            period_.to = date(table, row, key).value_or(base::Date());
        } else if (key == "calibration.method") {
            calibration_.method = value;
        } else if (key == "calibration.cases") {
            calibration_.cases =
                number(table, row, "value", micro, most_x, "number_out_of_range").value_or(0);
        } else if (key == "calibration.error") {
            calibration_.error_micro = share();
        } else if (key == "group_check.groups") {
            groups_.groups = value;
        } else if (key == "group_check.largest_gap") {
            groups_.largest_gap_micro = share();
        } else if (key == "link.kind") {
            (void)code(table, row, "value", std::array<std::string_view, 1>{"logistic"});
        } else if (key == "link.intercept") {
            intercept_ = number(table, row, "value", -most_x, most_x, "number_out_of_range").value_or(0);
        }
    }

    /// Whether all keys of an object are there; that some are missing is a finding.
    bool whole(const base::TextTable& table, std::string_view object) {
        std::size_t there = 0, all = 0;
        std::string_view missing;
        for (std::size_t i = 0; i < evidence_keys.size(); ++i) {
            if (!evidence_keys[i].starts_with(object)) continue;
            ++all;
            there += evidence_seen_[i] ? 1 : 0;
            if (!evidence_seen_[i]) missing = evidence_keys[i];
        }
        if (there > 0 && there < all)
            complain("json_key_missing", table, {}, "key", missing, list(evidence_keys));
        return there == all;
    }

    /// What was learned is unvalidated until the three proofs are there, whatever the card leaves out.
    void judge_evidence(const base::TextTable& table) {
        CardEvidence& known = state_.evidence;
        if (whole(table, "training_period.")) {
            known.training_period = period_;
            if (period_.to < period_.from)
                complain("dates_reversed", table, {}, "training_period.to", period_.to.iso(),
                         period_.from.iso());
        }
        if (whole(table, "calibration.")) known.calibration = calibration_;
        if (whole(table, "group_check.")) known.group_check = groups_;
        if (whole(table, "link.")) known.logistic_intercept = intercept_;
        const bool learned = state_.origin.starts_with("learned") || known.training_period ||
                             known.calibration || known.group_check || known.logistic_intercept;
        if (known.status == CardStatus::unstated && learned) known.status = CardStatus::unvalidated;
        if (known.status == CardStatus::validated) {
            std::string missing;
            const auto need = [&](bool there, std::string_view name) {
                if (!there) missing += (missing.empty() ? "" : ", ") + std::string(name);
            };
            need(known.training_period.has_value(), "training_period");
            need(known.calibration.has_value(), "calibration");
            need(known.group_check.has_value(), "group_check");
            if (!missing.empty())
                complain("card_evidence_missing", table, {}, "status", state_.name, missing);
        } else if (known.status == CardStatus::unvalidated) {
            base::Finding finding = unvalidated(state_.name);
            finding.file = table.file();
            findings_.add(std::move(finding));
        }
    }

    void setting(const base::TextTable& table, std::size_t row, std::string_view key) {
        const auto value = cell(table, row, "value");
        if (value.empty() && key != "description") {
            complain("value_required", table, row, key, value, {});
        } else if (key == "schema") {
            if (value != model_card_schema)
                complain("format_unsupported", table, row, key, value, std::string(model_card_schema));
        } else if (key == "name") {
            state_.name = value;
        } else if (key == "version") {
            state_.version = value;
        } else if (key == "origin") {
            state_.origin = value;
        } else if (key == "date") {
            const auto date = base::Date::parse(value);
            if (!date) complain("date_syntax", table, row, key, value, {});
            state_.date = date.value_or(base::Date());
        } else if (key == "min_value") {
            state_.min_value =
                number(table, row, "value", -most_y, most_y, "number_out_of_range").value_or(0);
        } else if (key == "tolerance") {
            state_.tolerance = number(table, row, "value", 0, most_y, "number_out_of_range").value_or(0);
        }
    }

    template <std::size_t N>
    std::size_t code(const base::TextTable& table, std::size_t row, std::string_view column,
                     const std::array<std::string_view, N>& words) {
        const auto value = cell(table, row, column);
        const auto at = std::find(words.begin(), words.end(), value);
        if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
        complain("code_unknown", table, row, column, value, list(words));
        return 0;
    }

    void feature(const base::TextTable& table, std::size_t row) {
        const auto name = cell(table, row, "name");
        const auto which = parse_feature(name);
        if (!which) {
            strangers_.emplace_back(name);
            if (forbidden_feature(name))
                complain("feature_forbidden", table, row, "name", name, {});
            else
                complain("feature_unknown", table, row, "name", name, list(feature_names));
            return;
        }
        auto& [model, seen] = models_[static_cast<std::size_t>(*which)];
        if (seen != 0) complain("key_duplicate", table, row, "name", name, "features");
        seen = table.number(row);
        model.feature = *which;
        model.side = static_cast<Side>(code(table, row, "side", side_names));
        model.shape = static_cast<Shape>(code(table, row, "shape", shape_names));
        model.weight = number(table, row, "weight", 0, most_weight, "card_weight").value_or(0);
        model.unknown = number(table, row, "unknown", -most_y, most_y, "number_out_of_range").value_or(0);
    }

    ModelCard::State& state_;
    base::Findings& findings_;
    std::array<std::pair<FeatureModel, std::uint64_t>, feature_count>
        models_{};  // with the row, 0 = not seen
    std::vector<std::string> strangers_;
    bool features_read_ = false;
    std::array<bool, plan_term_names.size()> plan_seen_{};
    std::array<bool, evidence_keys.size()> evidence_seen_{};
    TrainingPeriod period_;
    Calibration calibration_;
    GroupCheck groups_;
    std::int64_t intercept_ = 0;
};

}  // namespace

base::Finding unvalidated(std::string_view card) {
    auto finding = base::make_finding("card_unvalidated");
    finding.column = "status";
    finding.value = base::shorten(card);
    return finding;
}

std::optional<std::int64_t> parse_micro(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 18 || text.front() == '.' || text.back() == '.') return std::nullopt;
    std::int64_t value = 0;
    int places = -1;
    for (const char c : text) {
        if (c == '.' && places < 0) {
            places = 0;
        } else if (c >= '0' && c <= '9') {
            if (places >= 6 && c != '0') return std::nullopt;  // beyond the grid
            if (places >= 6) continue;
            if (value > most_x / 10) return std::nullopt;
            value = value * 10 + (c - '0');
            if (places >= 0) ++places;
        } else {
            return std::nullopt;
        }
    }
    for (int place = places < 0 ? 0 : places; place < 6; ++place) {
        if (value > most_x) return std::nullopt;
        value *= 10;
    }
    return negative ? -value : value;
}

void read_card(std::span<const base::TextTable> tables, ModelCard::State& state, base::Findings& findings) {
    CardReader reader(state, findings);
    const auto find = [&](std::string_view name) {
        return std::find_if(tables.begin(), tables.end(),
                            [&](const auto& table) { return table.name() == name; });
    };
    const auto card = find("card"), features = find("features"), knots = find("knots");
    if (card != tables.end()) reader.settings(*card);
    if (card == tables.end()) reader.missing("card");
    if (features != tables.end()) reader.features(*features);
    if (features == tables.end()) reader.missing("features");
    if (knots != tables.end()) reader.knots(*knots);
    if (knots == tables.end()) reader.missing("knots");
}

}  // namespace iqmatch::inline v0::scoring::detail
