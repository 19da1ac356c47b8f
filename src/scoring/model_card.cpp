// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/domain/protected_names.hpp>
#include <iqmatch/scoring/detail/card_reader.hpp>
#include <iqmatch/scoring/detail/embedded.hpp>
#include <iqmatch/scoring/model_card.hpp>

namespace iqmatch::inline v0::scoring {
namespace {

/// Words of legal status, anywhere in a name. Rules alone may read it.
constexpr std::array<std::string_view, 24> legal_words{
    "title",  "titel",      "residence",    "aufenthalt",  "visa",       "visum",
    "permit", "permission", "erlaubnis",    "duldung",     "toleration", "tolerated",
    "asylum", "asyl",       "refugee",      "fluechtling", "gestattung", "legal",
    "status", "eu_eea",     "safe_country", "reception",   "schutz",     "protection"};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Adds nothing for a card that was set by hand.
void add_evidence(base::Sha256& hash, const CardEvidence& evidence) {
    if (evidence.status != CardStatus::unstated) hash.field("status").field(to_string(evidence.status));
    if (const auto& period = evidence.training_period)
        hash.field("training_period").number(period->from.days()).number(period->to.days());
    if (const auto& one = evidence.calibration)
        hash.field("calibration").field(one->method).number(one->cases).number(one->error_micro);
    if (const auto& one = evidence.group_check)
        hash.field("group_check").field(one->groups).number(one->largest_gap_micro);
    if (evidence.logistic_intercept) hash.field("link").number(*evidence.logistic_intercept);
}

std::string canonical_hash(const ModelCard::State& state) {
    base::Sha256 hash;
    hash.field(model_card_schema).field(state.name).field(state.version).number(state.date.days());
    hash.field(state.origin).number(state.min_value).number(state.tolerance);
    for (const FeatureModel& model : state.features) {
        hash.field(to_string(model.feature)).field(to_string(model.side));
        hash.field(shape_names[static_cast<std::size_t>(model.shape)])
            .number(model.weight)
            .number(model.unknown);
        hash.number(static_cast<std::int64_t>(model.knots.size()));
        for (const Knot& knot : model.knots) hash.number(knot.x).number(knot.y);
    }
    if (state.plan != PlanTerms())
        for (const auto& [name, term] : plan_term_names) hash.field(name).number(state.plan.*term);
    add_evidence(hash, state.evidence);
    return hash.hex();
}

}  // namespace

bool forbidden_feature(std::string_view name) {
    if (domain::classify_column_name(name, true) != domain::NameClass::ordinary) return true;
    const std::string text = lower(name);
    return std::any_of(legal_words.begin(), legal_words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

ModelCard ModelCard::builtin() {
    static const ModelCard card = from_tables(detail::embedded_tables());
    return card;
}

ModelCard ModelCard::from_tables(std::span<const base::TextTable> tables) {
    auto result = try_from_tables(tables);
    if (!result.card) throw base::DataError(std::move(result.findings));
    return std::move(*result.card);
}

ModelCardResult ModelCard::try_from_tables(std::span<const base::TextTable> tables) {
    ModelCardResult out;
    auto state = std::make_shared<State>();
    detail::read_card(tables, *state, out.findings);
    if (!out.findings.ok()) return out;
    state->hash = canonical_hash(*state);
    state->warnings = out.findings;
    out.card = ModelCard(std::move(state));
    return out;
}

ModelCard ModelCard::with_weight(Feature feature, std::int64_t weight) const {
    if (weight < 0 || weight > 1000 * micro) throw base::UsageError("a weight lies between 0 and 1000");
    auto state = std::make_shared<State>(*state_);
    std::int64_t& now = state->features.at(static_cast<std::size_t>(feature)).weight;
    if (now == weight) return *this;
    now = weight;
    if (state->evidence.status == CardStatus::validated) {
        state->evidence.status = CardStatus::unvalidated;
        state->evidence.calibration.reset();
        state->evidence.group_check.reset();
        state->warnings.add(detail::unvalidated(state->name));
    }
    state->hash = canonical_hash(*state);
    return ModelCard(std::move(state));
}

const std::string& ModelCard::name() const {
    return state_->name;
}
const std::string& ModelCard::version() const {
    return state_->version;
}
base::Date ModelCard::date() const {
    return state_->date;
}
const std::string& ModelCard::origin() const {
    return state_->origin;
}
std::int64_t ModelCard::min_value() const {
    return state_->min_value;
}
Link ModelCard::link() const {
    const auto& intercept = state_->evidence.logistic_intercept;
    return intercept ? Link(*intercept) : Link();
}
std::int64_t ModelCard::least_sum() const {
    return link().least_sum(std::max<std::int64_t>(1, min_value()));
}
std::int64_t ModelCard::tolerance() const {
    return state_->tolerance;
}
std::span<const FeatureModel> ModelCard::features() const {
    return state_->features;
}
const PlanTerms& ModelCard::plan() const {
    return state_->plan;
}
const CardEvidence& ModelCard::evidence() const {
    return state_->evidence;
}
const std::string& ModelCard::content_hash() const {
    return state_->hash;
}
const base::Findings& ModelCard::warnings() const {
    return state_->warnings;
}

}  // namespace iqmatch::inline v0::scoring
