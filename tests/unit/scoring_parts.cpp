// SPDX-License-Identifier: Apache-2.0
// Parts: exact against rational arithmetic, monotone as the card says, summing to the value.
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/scoring/score.hpp>
#include <map>
#include <set>
#include <support/catch.hpp>
#include <type_traits>

namespace base = iqmatch::base;
namespace domain = iqmatch::domain;
namespace scoring = iqmatch::scoring;
using base::Int128;
using scoring::Feature;
using scoring::FeatureInputs;
using scoring::FeatureModel;
using scoring::Knot;
using scoring::ModelCard;
using scoring::Shape;

namespace {

constexpr std::int64_t grid_unit = 1'000'000;

FeatureModel random_model(base::Rng& rng, Shape shape) {
    FeatureModel model;
    model.feature = Feature::commute;
    model.shape = shape;
    model.weight = rng.between(0, 1000 * grid_unit);
    model.unknown = rng.between(-1000 * grid_unit, 1000 * grid_unit);
    std::int64_t x = rng.between(-1'000'000'000, 0) * grid_unit;
    const std::uint64_t count = shape == Shape::linear ? 2 : 2 + rng.below(5);
    for (std::uint64_t k = 0; k < count; ++k) {
        model.knots.push_back({x, rng.between(-1000 * grid_unit, 1000 * grid_unit)});
        x += rng.chance(1, 2) ? rng.between(1, 20) : rng.between(1, 200'000'000 * grid_unit);
    }
    return model;
}

/// Whether `value` is the integer nearest to weight × shape(x) / 1e6, found without dividing: |2·value·d −
/// 2·n| <= d, with a tie only away from zero.
bool nearest(const FeatureModel& model, std::int64_t x, std::int64_t value) {
    std::size_t k = 0;
    while (k + 1 < model.knots.size() && model.knots[k + 1].x <= x) ++k;
    Int128 n = 0, d = grid_unit;
    if (model.shape == Shape::step || x <= model.knots.front().x || k + 1 == model.knots.size()) {
        n = Int128(model.weight) * model.knots[k].y;
    } else {
        const Knot a = model.knots[k], b = model.knots[k + 1];
        n = Int128(model.weight) * (Int128(a.y) * (b.x - x) + Int128(b.y) * (x - a.x));
        d = Int128(grid_unit) * (b.x - a.x);
    }
    const Int128 off = 2 * (Int128(value) * d - n);
    if (off < -d || off > d) return false;
    if (off == d) return n >= 0;  // rounded up: only where the exact value is not negative
    if (off == -d) return n <= 0;
    return true;
}

std::int64_t at(const FeatureModel& model, std::int64_t x) {
    return scoring::part(model, x).value;
}

}  // namespace

// Legal status, protected attributes and pay cannot be given: the inputs hold numbers of these features only.
static_assert(std::is_aggregate_v<FeatureInputs>);
static_assert(scoring::feature_count == 14);

TEST_CASE("parts are the nearest grid point of the exact rational value", "[scoring]") {
    base::Rng rng(11);
    for (const Shape shape : {Shape::linear, Shape::piecewise, Shape::step})
        for (int i = 0; i < 2000; ++i) {
            const auto model = random_model(rng, shape);
            std::vector<std::int64_t> inputs{-1'000'000'000 * grid_unit, 1'000'000'000 * grid_unit};
            for (const Knot& knot : model.knots) {
                inputs.push_back(knot.x - 1);
                inputs.push_back(knot.x);
                inputs.push_back(knot.x + 1);
            }
            for (int k = 0; k < 5; ++k)
                inputs.push_back(rng.between(model.knots.front().x, model.knots.back().x));
            for (const std::int64_t x : inputs) {
                CAPTURE(i, x, model.weight);
                const auto part = scoring::part(model, x);
                REQUIRE(nearest(model, x, part.value));
                CHECK(part.known);
                CHECK(part.value <= scoring::largest_part(model));
                CHECK(part.value >= scoring::smallest_part(model));
            }
        }
}

TEST_CASE("halves are rounded away from zero, on both sides alike", "[scoring]") {
    FeatureModel model;
    model.shape = Shape::step;
    model.weight = 500'000;
    model.knots = {{0, 1}};
    CHECK(at(model, 0) == 1);  // 0.5 millionths
    model.knots = {{0, -1}};
    CHECK(at(model, 0) == -1);
    model.weight = 499'999;
    CHECK(at(model, 0) == 0);
}

TEST_CASE("a part rises and falls with its shape, never in between", "[scoring]") {
    base::Rng rng(12);
    for (const Shape shape : {Shape::linear, Shape::piecewise, Shape::step})
        for (int i = 0; i < 300; ++i) {
            auto model = random_model(rng, shape);
            std::sort(model.knots.begin(), model.knots.end(), [](Knot a, Knot b) { return a.y < b.y; });
            std::vector<std::int64_t> xs;
            for (const Knot& knot : model.knots) xs.push_back(knot.x);
            std::sort(xs.begin(), xs.end());
            for (std::size_t k = 0; k < xs.size(); ++k) model.knots[k].x = xs[k];
            std::int64_t last = at(model, xs.front() - 5);
            for (int k = 0; k <= 200; ++k) {
                const auto x =
                    xs.front() + static_cast<std::int64_t>(Int128(xs.back() - xs.front()) * k / 200);
                const auto next = at(model, x);
                REQUIRE(next >= last);
                last = next;
            }
        }
}

TEST_CASE("the default card: nearer, sooner, better German and scarcer never count less", "[scoring]") {
    const auto card = ModelCard::builtin();
    const auto value = [&](auto change) {
        FeatureInputs inputs;
        inputs.occupation = scoring::OccupationFit::group;
        inputs.occupation_similarity_micro = grid_unit / 2;
        inputs.level = 0;
        inputs.recognition = 3;
        inputs.skills_essential_micro = grid_unit / 2;
        inputs.skills_optional_micro = grid_unit / 2;
        inputs.skills_near_micro = grid_unit / 10;
        inputs.skills_assumed_micro = grid_unit / 10;
        inputs.readiness = 3;
        inputs.german_margin = 0;
        inputs.commute_min = 30;
        inputs.start_days = 30;
        inputs.shortage_points_micro = 2 * grid_unit;
        change(inputs);
        return scoring::score(card, inputs).value;
    };
    for (std::int64_t n = 0; n < 400; ++n) {
        CHECK(value([&](auto& in) { in.commute_min = n; }) >=
              value([&](auto& in) { in.commute_min = n + 1; }));
        CHECK(value([&](auto& in) { in.start_days = n; }) >= value([&](auto& in) { in.start_days = n + 1; }));
        CHECK(value([&](auto& in) { in.shortage_points_micro = n * 7500; }) <=
              value([&](auto& in) { in.shortage_points_micro = (n + 1) * 7500; }));
    }
    for (std::int64_t n = 0; n < 200; ++n)
        for (const auto share :
             {&FeatureInputs::occupation_similarity_micro, &FeatureInputs::skills_essential_micro,
              &FeatureInputs::skills_optional_micro, &FeatureInputs::skills_near_micro,
              &FeatureInputs::skills_assumed_micro, &FeatureInputs::preferences_micro})
            CHECK(value([&](auto& in) { in.*share = n * 5000; }) <=
                  value([&](auto& in) { in.*share = (n + 1) * 5000; }));
    for (std::int64_t n = 0; n < 7; ++n)
        CHECK(value([&](auto& in) { in.recognition = n; }) <=
              value([&](auto& in) { in.recognition = n + 1; }));
    for (std::int64_t n = 0; n < 6; ++n)
        CHECK(value([&](auto& in) { in.readiness = n; }) < value([&](auto& in) { in.readiness = n + 1; }));
    for (std::int64_t n = -6; n < 6; ++n)
        CHECK(value([&](auto& in) { in.german_margin = n; }) <=
              value([&](auto& in) { in.german_margin = n + 1; }));
    for (int n = 0; n < 5; ++n)
        CHECK(value([&](auto& in) { in.occupation = static_cast<scoring::OccupationFit>(n); }) <
              value([&](auto& in) { in.occupation = static_cast<scoring::OccupationFit>(n + 1); }));
    // Below one's level counts less than at it, and less still the less the person accepts it.
    using domain::AcceptsBelowLevel;
    for (int own = 2; own <= 4; ++own)
        for (int job = 1; job < own; ++job) {
            const auto level = [&](AcceptsBelowLevel accepts) {
                return value([&](auto& in) { in.level = scoring::level_input(job, own, accepts); });
            };
            CHECK(value([](auto&) {}) > level(AcceptsBelowLevel::yes));
            CHECK(level(AcceptsBelowLevel::yes) > level(AcceptsBelowLevel::only_with_plan));
            CHECK(level(AcceptsBelowLevel::only_with_plan) > level(AcceptsBelowLevel::no));
        }
}

TEST_CASE("the value is the sum of its parts, known or not", "[scoring]") {
    const auto card = ModelCard::builtin();
    base::Rng rng(13);
    for (int i = 0; i < 5000; ++i) {
        FeatureInputs inputs;
        if (rng.chance(4, 5)) inputs.occupation = static_cast<scoring::OccupationFit>(rng.below(6));
        if (rng.chance(4, 5)) inputs.level = rng.between(-23, 3);
        if (rng.chance(4, 5)) inputs.recognition = rng.between(0, 7);
        if (rng.chance(4, 5)) inputs.readiness = rng.between(0, 6);
        for (const auto share :
             {&FeatureInputs::occupation_similarity_micro, &FeatureInputs::skills_essential_micro,
              &FeatureInputs::skills_optional_micro, &FeatureInputs::skills_near_micro,
              &FeatureInputs::skills_assumed_micro, &FeatureInputs::preferences_micro})
            if (rng.chance(4, 5)) inputs.*share = rng.between(0, grid_unit);
        if (rng.chance(4, 5)) inputs.german_margin = rng.between(-6, 6);
        if (rng.chance(4, 5)) inputs.commute_min = rng.between(0, 300);
        if (rng.chance(4, 5)) inputs.start_days = rng.between(0, 900);
        if (rng.chance(4, 5)) inputs.shortage_points_micro = rng.between(0, 3 * grid_unit);
        const auto scored = scoring::score(card, inputs);
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < scoring::feature_count; ++k) {
            const auto feature = static_cast<Feature>(k);
            const auto& part = scored.parts[k];
            CHECK(part.feature == feature);
            CHECK(part.known == scoring::input_micro(inputs, feature).has_value());
            const auto& model = card.feature(feature);
            if (!part.known) CHECK(part.value == (model.weight * model.unknown + grid_unit / 2) / grid_unit);
            sum += part.value;
        }
        REQUIRE(scored.value == sum);
        const auto sides = scoring::utilities(card, scored);
        CHECK(sides.candidate + sides.employer + sides.region == scored.value);
        CHECK(sides.region == scored.parts[static_cast<std::size_t>(Feature::shortage)].value);
        CHECK(scored.value >= -grid_unit);  // the default card keeps to this range
        CHECK(scored.value <= grid_unit * 5 / 4);
    }
}

TEST_CASE("unknown inputs: the card's value for that, and nothing else", "[scoring]") {
    const auto card = ModelCard::builtin();
    const auto nothing = scoring::score(card, {});
    CHECK(nothing.value == 84'000 + 15'000 + 27'000 + 15'000 + 0 + 0 + 0 + 35'000 + 21'000 + 30'000 + 20'000 +
                               15'000 + 12'000 + 14'000);
    for (const auto& part : nothing.parts) CHECK_FALSE(part.known);
}

TEST_CASE("inputs beyond any sense are refused before they could overflow", "[scoring]") {
    FeatureInputs inputs;
    inputs.commute_min = 1'000'000'000;
    CHECK_NOTHROW(scoring::score(ModelCard::builtin(), inputs));
    inputs.commute_min = 1'000'000'001;
    CHECK_THROWS_AS(scoring::score(ModelCard::builtin(), inputs), base::UsageError);
    inputs.commute_min = -1'000'000'001;
    CHECK_THROWS_AS(scoring::score(ModelCard::builtin(), inputs), base::UsageError);
}

TEST_CASE("nearness of occupations", "[scoring]") {
    using domain::Kldb;
    using scoring::OccupationFit;
    const auto catalogue = domain::Catalogue::builtin();
    const auto fit = [&](int own, int job) {
        return scoring::occupation_fit(catalogue, Kldb(own), Kldb(job));
    };
    CHECK(fit(81302, 81302) == OccupationFit::same);
    CHECK(fit(81302, 81301) == OccupationFit::helper_of);
    CHECK(fit(26302, 26303) == OccupationFit::group);
    CHECK(fit(26212, 26243) == OccupationFit::family);
    CHECK(fit(29302, 81302) == OccupationFit::other);
    CHECK(fit(81302, 82102) == OccupationFit::other);  // by the codes alone
    CHECK(scoring::occupation_fit(catalogue, Kldb(81302), Kldb(82102), "nursing") == OccupationFit::family);
    CHECK(scoring::occupation_fit(catalogue, Kldb(29302), Kldb(82102), "nursing") == OccupationFit::other);
    CHECK(fit(29302, 81301) == OccupationFit::unskilled);
    CHECK(fit(29302, 29301) == OccupationFit::helper_of);
    CHECK(fit(99992, 99991) == OccupationFit::helper_of);  // neither is in the catalogue
    CHECK(fit(99912, 99992) == OccupationFit::family);
}

TEST_CASE("what two occupations share", "[scoring]") {
    using domain::Kldb;
    const auto catalogue = domain::Catalogue::builtin();
    const auto share = [&](int own, int job) {
        return scoring::occupation_similarity(catalogue, Kldb(own), Kldb(job));
    };
    CHECK(share(81302, 81302) == grid_unit);
    CHECK(share(99992, 99992) == grid_unit);  // the same work, whatever the catalogue knows
    CHECK_FALSE(share(99992, 81302).has_value());
    CHECK_FALSE(share(81302, 99992).has_value());
    const auto nursing = share(81302, 82102);
    REQUIRE(nursing.has_value());
    CHECK(*nursing > *share(81302, 29302));
    // By hand over the catalogue's rows: weights doubled, optional skills once.
    std::map<std::size_t, std::int64_t> a, b;
    const auto fill = [&](int code, auto& into) {
        for (const auto& skill : catalogue.skills_of(Kldb(code)))
            into[skill.skill.index()] = skill.weight_micro.value_or(grid_unit) *
                                        (skill.relation == domain::SkillRelation::essential ? 2 : 1);
    };
    fill(81302, a);
    fill(82102, b);
    std::int64_t shared = 0, all = 0;
    for (const auto& [skill, weight] : a) {
        const std::int64_t other = b.count(skill) != 0 ? b[skill] : 0;
        shared += std::min(weight, other);
        all += std::max(weight, other);
    }
    for (const auto& [skill, weight] : b) all += a.count(skill) == 0 ? weight : 0;
    CHECK(std::abs(2 * *nursing * all - 2 * shared * grid_unit) <= all);
    for (const auto& one : catalogue.occupations())
        for (const auto& other : catalogue.occupations()) {
            const auto there = scoring::occupation_similarity(catalogue, one.kldb, other.kldb);
            if (there != scoring::occupation_similarity(catalogue, other.kldb, one.kldb) || there < 0 ||
                there > grid_unit)
                FAIL(one.kldb.code() << " " << other.kldb.code());
        }
}

TEST_CASE("recognition and readiness have a documented grid", "[scoring]") {
    using domain::RecognitionStatus;
    std::set<std::int64_t> seen;
    for (std::size_t s = 0; s < domain::recognition_status_names.size(); ++s)
        seen.insert(scoring::recognition_input(static_cast<RecognitionStatus>(s)));
    CHECK(seen == std::set<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(scoring::recognition_input(RecognitionStatus::negative) == 0);
    CHECK(scoring::recognition_input(RecognitionStatus::full) == 7);
    CHECK_FALSE(scoring::readiness_input({}, {}, {}).has_value());
    CHECK(scoring::readiness_input(false, false, false) == 0);
    CHECK(scoring::readiness_input(true, true, true) == 6);
    CHECK(scoring::readiness_input(true, {}, false) == 3);
    // Not recorded lies between no and yes.
    CHECK(scoring::readiness_input(true, false, {}) > scoring::readiness_input(true, false, false));
    CHECK(scoring::readiness_input(true, false, {}) < scoring::readiness_input(true, false, true));
}

TEST_CASE("level inputs tell what the person accepts", "[scoring]") {
    using domain::AcceptsBelowLevel;
    CHECK(scoring::level_input(2, 2, AcceptsBelowLevel::no) == 0);
    CHECK(scoring::level_input(3, 2, AcceptsBelowLevel::no) == 1);
    CHECK(scoring::level_input(1, 4, AcceptsBelowLevel::yes) == -3);
    CHECK(scoring::level_input(1, 4, AcceptsBelowLevel::only_with_plan) == -13);
    CHECK(scoring::level_input(1, 4, AcceptsBelowLevel::no) == -23);
}
