// SPDX-License-Identifier: Apache-2.0
/// @file
/// The model card: weights and shapes of the features, as data.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/scoring/feature.hpp>
#include <iqmatch/scoring/link.hpp>
#include <iqmatch/scoring/plan_terms.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::scoring {

/// All numbers of a card lie on this grid.
inline constexpr std::int64_t micro = 1'000'000;

enum class Shape : std::uint8_t {
    linear,     ///< the straight line through two knots, constant beyond them
    piecewise,  ///< straight lines between knots, constant beyond the first and the last
    step        ///< the value of the last knot that is not above the input; before the first, the first
};
inline constexpr std::array<std::string_view, 3> shape_names{"linear", "piecewise", "step"};

/// Input and value on the 1e-6 grid.
struct Knot {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

struct FeatureModel {
    Feature feature{};
    Side side{};
    Shape shape{};
    std::int64_t weight = 0;   ///< on the grid, 0 to 1000
    std::int64_t unknown = 0;  ///< value where the input is unknown
    std::vector<Knot> knots;   ///< x rising
};

/// Whether anybody has checked what a card claims.
enum class CardStatus : std::uint8_t {
    unstated,     ///< set by hand; nothing was learned that could be checked
    unvalidated,  ///< learned, or changed since it was checked: results with it say so
    validated     ///< it names its training period, a calibration and a group check
};
inline constexpr std::array<std::string_view, 3> card_status_names{"", "unvalidated", "validated"};
[[nodiscard]] constexpr std::string_view to_string(CardStatus status) {
    return card_status_names[static_cast<std::size_t>(status)];
}

/// The cases that a card was learned from began in this time; both days belong to it.
struct TrainingPeriod {
    base::Date from;
    base::Date to;
    friend bool operator==(const TrainingPeriod&, const TrainingPeriod&) = default;
};

/// How far what a card says and what came of it lie apart, on cases that it was not learned from.
struct Calibration {
    std::string method;
    std::int64_t cases = 0;        ///< on the grid, as all numbers of a card
    std::int64_t error_micro = 0;  ///< mean difference of stated and observed shares, 0 to 1
    friend bool operator==(const Calibration&, const Calibration&) = default;
};

/// Whether groups of people fare alike.
struct GroupCheck {
    std::string groups;                  ///< which groups were compared
    std::int64_t largest_gap_micro = 0;  ///< the largest difference between two of them, 0 to 1
    friend bool operator==(const GroupCheck&, const GroupCheck&) = default;
};

/// Where a card comes from, as far as it was learned. Not part of any value.
struct CardEvidence {
    CardStatus status = CardStatus::unstated;
    std::optional<TrainingPeriod> training_period{};
    std::optional<Calibration> calibration{};
    std::optional<GroupCheck> group_check{};
    /// Log odds of an option whose parts are worth nothing: the sum of the parts + intercept are the log odds
    /// that the card was fitted to. Empty: the values stand for no probability. On the grid.
    std::optional<std::int64_t> logistic_intercept{};
    friend bool operator==(const CardEvidence&, const CardEvidence&) = default;
};

struct ModelCardResult;

/// Immutable; a cheap handle on shared state, safe to read from many threads.
class ModelCard {
  public:
    /// The default card, compiled in. It is set by hand and says so.
    [[nodiscard]] static ModelCard builtin();
    /// From the tables `card` (key, value), `features` (name, side, weight, shape, unknown) and `knots`
    /// (feature, x, y). Throws DataError with all findings: every feature must be there and no other; names
    /// of protected attributes and of legal status are refused as such.
    [[nodiscard]] static ModelCard from_tables(std::span<const base::TextTable> tables);
    [[nodiscard]] static ModelCardResult try_from_tables(std::span<const base::TextTable> tables);

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] const std::string& version() const;
    [[nodiscard]] base::Date date() const;
    /// Where the weights come from: "hand-set" or how they were learned.
    [[nodiscard]] const std::string& origin() const;
    /// Options below this value are not listed.
    [[nodiscard]] std::int64_t min_value() const;
    /// What becomes of the sum of the features' parts.
    [[nodiscard]] Link link() const;
    /// The smallest sum of the features' parts with which an option is worth more than 0 and reaches
    /// `min_value`. O(1) without a link, else O(log of what it maps).
    [[nodiscard]] std::int64_t least_sum() const;
    /// Differences below this are shown as near ties.
    [[nodiscard]] std::int64_t tolerance() const;
    /// In the order of Feature.
    [[nodiscard]] std::span<const FeatureModel> features() const;
    [[nodiscard]] const FeatureModel& feature(Feature feature) const {
        return features()[static_cast<std::size_t>(feature)];
    }
    /// What plans cost; without a part `plan` the default, which changes no value.
    [[nodiscard]] const PlanTerms& plan() const;
    /// What is known about how the card was learned and checked. An unvalidated card has the warning
    /// `card_unvalidated`.
    [[nodiscard]] const CardEvidence& evidence() const;
    /// The same card with another weight (on the grid, 0 to 1000), to ask what a feature decides. Its hash is
    /// its own; a validated card loses its calibration and its group check, and is unvalidated.
    /// @throws base::UsageError for a weight out of range.
    [[nodiscard]] ModelCard with_weight(Feature feature, std::int64_t weight) const;
    /// SHA-256 over the canonical form: equal for equal content, however it was written.
    [[nodiscard]] const std::string& content_hash() const;
    /// What was noticed but is no error.
    [[nodiscard]] const base::Findings& warnings() const;

    struct State;

  private:
    explicit ModelCard(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

struct ModelCardResult {
    std::optional<ModelCard> card;  ///< empty where there are errors
    base::Findings findings;
};

/// Whether a name means a protected attribute or legal status, which no card may name.
[[nodiscard]] bool forbidden_feature(std::string_view name);

/// The schema that `card.schema` must name.
inline constexpr std::string_view model_card_schema = "iqmatch-model-card-1";

}  // namespace iqmatch::inline v0::scoring
