// SPDX-License-Identifier: Apache-2.0
// Coverage of what a job demands: exact before assumed before near, never less by knowing more.
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/skills.hpp>
#include "scoring_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;
using domain::SkillId;
using scoring::Held;
using scoring::SkillDemand;
using scoring::SkillHierarchy;
using scoring::SkillSupply;

namespace {

/// 0 stands above 1, 2 and 3; 3 above 4. 5 stands above 6 to 30, too many to be siblings.
SkillHierarchy small_hierarchy() {
    std::vector<std::pair<SkillId, SkillId>> pairs{{SkillId(2), SkillId(0)},
                                                   {SkillId(1), SkillId(0)},
                                                   {SkillId(3), SkillId(0)},
                                                   {SkillId(4), SkillId(3)}};
    for (std::size_t s = 6; s <= 30; ++s) pairs.emplace_back(SkillId(s), SkillId(5));
    pairs.push_back(pairs.front());              // twice is once
    pairs.emplace_back(SkillId(7), SkillId(7));  // nothing stands above itself
    return {31, pairs};
}

SkillSupply listing(const std::set<std::size_t>& skills, bool complete = false) {
    SkillSupply out;
    out.listed = skill_ids(skills);
    out.list_complete = complete;
    out.list_known = complete || !skills.empty();
    return out;
}

std::int64_t sum(const scoring::SkillCoverage& c) {
    return c.essential_micro.value_or(0) + c.near_micro.value_or(0) + c.assumed_micro.value_or(0);
}

}  // namespace

TEST_CASE("hierarchy: neighbours in order, both ways", "[scoring]") {
    const SkillHierarchy all = small_hierarchy();
    CHECK(all.skills() == 31);
    const auto below = all.narrower(SkillId(0));
    CHECK(std::vector<SkillId>(below.begin(), below.end()) == skill_ids({1, 2, 3}));
    REQUIRE(all.broader(SkillId(4)).size() == 1);
    CHECK(all.broader(SkillId(4))[0] == SkillId(3));
    CHECK(all.broader(SkillId(7)).size() == 1);
    CHECK(all.narrower(SkillId(99)).empty());
    CHECK(SkillHierarchy().broader(SkillId(0)).empty());
    const std::vector<std::pair<SkillId, SkillId>> beyond{{SkillId(1), SkillId(9)}};
    CHECK_THROWS_AS(SkillHierarchy(2, beyond), base::UsageError);
}

TEST_CASE("near skills: one step up, down or sideways, and not through wide groups", "[scoring]") {
    const SkillHierarchy all = small_hierarchy();
    const auto how = [&](std::size_t listed, std::size_t demanded) {
        return scoring::held(listing({listed}), all, SkillId(demanded));
    };
    CHECK(how(3, 3) == Held::exact);
    CHECK(how(4, 3) == Held::narrower);  // can the narrower, the job asks for the broader
    CHECK(how(3, 4) == Held::broader);
    CHECK(how(1, 2) == Held::sibling);
    CHECK(how(4, 0) == Held::missing);  // two steps
    CHECK(how(4, 1) == Held::missing);
    CHECK(how(6, 9) == Held::missing);  // 25 below one: no siblings
    CHECK(how(6, 5) == Held::narrower);
    CHECK(scoring::held(listing({1, 4}), all, SkillId(3)) == Held::narrower);  // the better way counts
    for (std::size_t k = 0; k < scoring::near_tenths.size(); ++k) CHECK(scoring::near_tenths[k] < 10);
}

TEST_CASE("coverage: each demand counts once, unknown stays unknown", "[scoring]") {
    const SkillHierarchy all = small_hierarchy();
    SkillDemand demand;
    demand.essential = skill_ids({1, 3, 8, 9});
    demand.optional = skill_ids({4, 10});
    SkillSupply person = listing({1, 4});
    person.assumed = skill_ids({1, 3, 8});
    person.assumed_known = true;
    const auto partly = scoring::coverage(person, demand, all);
    CHECK(partly.essential_micro == 250'000);  // 1
    CHECK(partly.assumed_micro == 500'000);    // 3, although a narrower one is listed, and 8
    CHECK(partly.near_micro == 0);
    CHECK(partly.optional_micro == 500'000);
    person.list_complete = true;
    const auto whole = scoring::coverage(person, demand, all);
    CHECK(whole.essential_micro == 250'000);
    CHECK(whole.assumed_micro == 0);
    CHECK(whole.near_micro == 150'000);  // 3 by 4: six tenths of one in four

    SkillSupply silent;  // no list
    silent.assumed = skill_ids({1, 3});
    silent.assumed_known = true;
    const auto assumed = scoring::coverage(silent, demand, all);
    CHECK_FALSE(assumed.essential_micro.has_value());
    CHECK_FALSE(assumed.near_micro.has_value());
    CHECK_FALSE(assumed.optional_micro.has_value());
    CHECK(assumed.assumed_micro == 500'000);
    const auto nothing = scoring::coverage({}, demand, all);
    CHECK_FALSE(nothing.assumed_micro.has_value());
    const auto no_demand = scoring::coverage(person, {}, all);
    CHECK_FALSE(no_demand.essential_micro.has_value());
    CHECK_FALSE(no_demand.optional_micro.has_value());
    CHECK_FALSE(no_demand.near_micro.has_value());
    CHECK_FALSE(no_demand.assumed_micro.has_value());
    // Known to list nothing: that covers nothing, and is known.
    CHECK(scoring::coverage(listing({}, true), demand, all).essential_micro == 0);
}

TEST_CASE("adding a skill never lowers coverage, nor the value by the default card and cards like it",
          "[scoring]") {
    base::Rng rng(21);
    const auto builtin = scoring::ModelCard::builtin();
    // Cards in which near and assumed skills only stand in for exact ones, as every card should have it.
    const auto random_card = [&] {
        const auto weight = [&](std::uint64_t most) {
            return static_cast<std::int64_t>(rng.below(most + 1));
        };
        const std::int64_t essential = 200'000 + weight(800'000);
        const auto half = static_cast<std::uint64_t>(essential / 2);
        return builtin.with_weight(scoring::Feature::skills_essential, essential)
            .with_weight(scoring::Feature::skills_near, weight(half))
            .with_weight(scoring::Feature::skills_assumed, weight(half))
            .with_weight(scoring::Feature::skills_optional, weight(1'000'000));
    };
    scoring::ModelCard card = builtin;
    const auto value = [&](const scoring::SkillCoverage& c) {
        scoring::FeatureInputs in;
        in.skills_essential_micro = c.essential_micro;
        in.skills_optional_micro = c.optional_micro;
        in.skills_near_micro = c.near_micro;
        in.skills_assumed_micro = c.assumed_micro;
        return scoring::score(card, in).value;
    };
    for (int turn = 0; turn < 2000; ++turn) {
        if (turn >= 1000) card = random_card();
        const std::size_t skills = 40;
        const SkillHierarchy all = random_hierarchy(rng, skills);
        SkillDemand demand{random_skills(rng, skills, 8), random_skills(rng, skills, 4)};
        SkillSupply person;
        person.list_complete = rng.chance(1, 3);
        person.list_known = person.list_complete;
        person.assumed_known = rng.chance(1, 2);
        if (person.assumed_known) person.assumed = random_skills(rng, skills, 10);
        auto before = scoring::coverage(person, demand, all);
        std::set<std::size_t> listed;
        for (int k = 0; k < 12; ++k) {
            listed.insert(rng.below(skills));
            person.listed = skill_ids(listed);
            person.list_known = true;
            const auto after = scoring::coverage(person, demand, all);
            REQUIRE(after.essential_micro.value_or(0) >= before.essential_micro.value_or(0));
            REQUIRE(after.optional_micro.value_or(0) >= before.optional_micro.value_or(0));
            REQUIRE(sum(after) + 2 >= sum(before));  // three roundings
            REQUIRE(sum(after) <= 1'000'002);
            REQUIRE(value(after) >= value(before) - (turn < 1000 ? 0 : 3));  // roundings
            before = after;
        }
    }
}

TEST_CASE("near skills never beat exact ones", "[scoring]") {
    base::Rng rng(22);
    const auto card = scoring::ModelCard::builtin();
    for (int turn = 0; turn < 2000; ++turn) {
        const SkillHierarchy all = random_hierarchy(rng, 60);
        const SkillDemand demand{random_skills(rng, 60, 8), {}};
        SkillSupply near = listing({}, true);
        near.listed = random_skills(rng, 60, 12);
        SkillSupply exact = near;
        std::set<std::size_t> more;
        for (const SkillId skill : near.listed) more.insert(skill.index());
        for (const SkillId skill : demand.essential)
            if (scoring::near_tenths[static_cast<std::size_t>(scoring::held(near, all, skill))] > 0)
                more.insert(skill.index());
        exact.listed = skill_ids(more);
        const auto value = [&](const SkillSupply& supply) {
            const auto c = scoring::coverage(supply, demand, all);
            scoring::FeatureInputs in;
            in.skills_essential_micro = c.essential_micro;
            in.skills_near_micro = c.near_micro;
            return scoring::score(card, in).value;
        };
        if (exact.listed.size() > near.listed.size())
            REQUIRE(value(exact) > value(near));
        else
            REQUIRE(value(exact) == value(near));
    }
}

TEST_CASE("assumed skills: the essential ones of the reference occupation minus open deficits", "[scoring]") {
    const auto catalogue = domain::Catalogue::builtin();
    const auto all = scoring::assumed_skills(catalogue, domain::Kldb(81302));
    std::vector<SkillId> essential;
    for (const auto& skill : catalogue.skills_of(domain::Kldb(81302)))
        if (skill.relation == domain::SkillRelation::essential) essential.push_back(skill.skill);
    CHECK(all == essential);
    REQUIRE(all.size() > 3);
    const std::vector<SkillId> open{all[0], all[2]};
    const auto left = scoring::assumed_skills(catalogue, domain::Kldb(81302), open);
    CHECK(left.size() == all.size() - 2);
    CHECK(std::find(left.begin(), left.end(), all[2]) == left.end());
    CHECK(scoring::assumed_skills(catalogue, domain::Kldb(99992)).empty());
}

TEST_CASE("the hierarchy of a catalogue is its table skill_broader", "[scoring]") {
    const auto catalogue = domain::Catalogue::builtin();
    const SkillHierarchy all = SkillHierarchy::of(catalogue);
    CHECK(all.skills() == catalogue.skills().size());
    if (domain::find_table_schema("skill_broader") == nullptr) {
        WARN("SKIP: this version's catalogue has no table skill_broader; near skills are none");
        return;
    }
    const auto table = std::find_if(catalogue.tables().begin(), catalogue.tables().end(),
                                    [](const domain::Table& t) { return t.name() == "skill_broader"; });
    REQUIRE(table != catalogue.tables().end());
    REQUIRE(table->rows() > 100);
    std::size_t pairs = 0;
    for (const auto& skill : catalogue.skills())
        for (const SkillId above : all.broader(skill.id)) {
            ++pairs;
            const auto below = all.narrower(above);
            CHECK(std::find(below.begin(), below.end(), skill.id) != below.end());
        }
    CHECK(pairs == table->rows());
    for (std::size_t row = 0; row < table->rows(); row += 50) {
        const auto skill = catalogue.find_skill(table->column("skill").canonical(row));
        const auto above = catalogue.find_skill(table->column("broader").canonical(row));
        REQUIRE(skill.has_value());
        REQUIRE(above.has_value());
        const auto known = all.broader(*skill);
        CHECK(std::find(known.begin(), known.end(), *above) != known.end());
    }
}
