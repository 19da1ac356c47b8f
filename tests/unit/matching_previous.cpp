// SPDX-License-Identifier: Apache-2.0
// An earlier result: of equal optima the one that keeps most, what keeping counts, and why things changed.
#include <functional>
#include <map>
#include "matching_support.hpp"
#include "steering_tables.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;
using matching::ChangeKind;
using matching::ChangeReason;

namespace {

using iqmatch_test::SteeringRows;
using Pairs = std::map<std::string, std::string>;  // person, vacancy

struct World {
    std::string people = "abcdef";
    std::string jobs = "vwxy";
    std::map<char, std::string> positions{};  ///< 1 where nothing is said
    SteeringRows decisions{}, participations{};
    std::string german_of_w = "B1";
    std::string start_of_v = "2026-12-01";
};

/// People of four kinds who could take most of four vacancies, two and two of which are alike: full of ties.
domain::Network network_of(const World& world) {
    base::TextTable people(
        "candidates", "",
        {"candidate", "region", "occupation", "german", "recognition_status", "title", "available_from",
         "hours_min", "hours_max", "travel_max_min", "travel_modes", "relocate", "accepts_below_level"});
    for (const char key : world.people)
        people.add_row({std::string(1, key), key == 'c' || key == 'f' ? "03402" : "03457", "29302",
                        key < 'd' ? "B1" : "B2", "partial", "ne", "2026-12-01", "20", "40", "90", "car", "no",
                        "yes"});
    base::TextTable jobs("vacancies", "",
                         {"vacancy", "employer", "region", "kldb", "positions", "german", "hours_min",
                          "hours_max", "start_from", "start_to"});
    for (const char key : world.jobs) {
        const auto stated = world.positions.find(key);
        jobs.add_row({std::string(1, key), key < 'x' ? "e1" : "e2", "03457", key < 'x' ? "29302" : "29301",
                      stated == world.positions.end() ? "1" : stated->second,
                      key == 'w' ? world.german_of_w : "B1", "20", "40",
                      key == 'v' ? world.start_of_v : "2026-12-01", "2027-12-01"});
    }
    domain::NetworkBuilder builder({"again", *base::Date::parse("2026-11-02")});
    builder.add(people).add(jobs);
    iqmatch_test::add_steering(builder, world.decisions, world.participations);
    return builder.build();
}

matching::Continuity earlier(const Pairs& pairs, const std::vector<std::string>& unmatched = {},
                             std::int64_t keep = 0, const char* start = "2026-12-01") {
    std::vector<matching::EarlierProposal> proposals;
    for (const auto& [person, vacancy] : pairs)
        proposals.push_back({person, vacancy, *base::Date::parse(start)});
    return {std::make_shared<matching::EarlierResult>(std::move(proposals), unmatched), keep};
}

matching::Assignment solved(const World& world, const matching::Continuity& continuity = {},
                            const matching::AssignSettings& settings = {},
                            const base::Control& control = {}) {
    matching::OptionSettings wanted = iqmatch_test::without_plans();
    wanted.continuity = continuity;
    return matching::assign(matching::options(network_of(world), rules::RuleTables::builtin(),
                                              scoring::ModelCard::builtin(), wanted),
                            settings, control);
}

Pairs pairs_of(const matching::Assignment& result) {
    const domain::Network& network = result.options().network();
    Pairs out;
    for (const auto& proposal : result.proposals())
        out.emplace(network.candidates().key(proposal.candidate),
                    network.vacancies().key(proposal.option.vacancy));
    return out;
}

std::size_t kept(const matching::Assignment& result, const Pairs& before) {
    std::size_t out = 0;
    for (const auto& [person, vacancy] : pairs_of(result)) {
        const auto at = before.find(person);
        out += at != before.end() && at->second == vacancy ? 1 : 0;
    }
    return out;
}

matching::Change change_of(const matching::Assignment& result, const std::string& person) {
    for (const matching::Change& change : matching::changes(result))
        if (change.candidate == person) return change;
    throw std::runtime_error("no change of " + person);
}

/// The best total and, among those, the most that are kept, by trying everything. Values are those of options
/// without an earlier result, `keep` is added here.
std::pair<std::int64_t, std::size_t> best(const matching::Options& plain, const Pairs& before,
                                          std::int64_t keep) {
    const domain::Network& network = plain.network();
    std::vector<std::uint64_t> open;
    for (std::size_t v = 0; v < network.vacancies().size(); ++v)
        open.push_back(plain.open_positions(VacancyId(v)));
    const std::function<std::pair<std::int64_t, std::size_t>(std::size_t)> rest = [&](std::size_t c) {
        if (c == network.candidates().size()) return std::pair<std::int64_t, std::size_t>(0, 0);
        auto most = rest(c + 1);
        const auto own = before.find(std::string(network.candidates().key(CandidateId(c))));
        for (const matching::Option& option : plain.of(CandidateId(c))) {
            std::uint64_t& room = open[option.vacancy.index()];
            if (room == 0 && !option.kept) continue;
            if (!option.kept) --room;
            const bool same = own != before.end() && own->second == network.vacancies().key(option.vacancy);
            auto here = rest(c + 1);
            here.first += option.value + (same ? keep : 0);
            here.second += same ? 1 : 0;
            most = std::max(most, here);
            if (!option.kept) ++room;
        }
        return most;
    };
    return rest(0);
}

}  // namespace

TEST_CASE("random earlier results: the most of them is kept at the best total, and keeping counts as stated",
          "[matching][previous]") {
    base::Rng rng(11);
    std::size_t gained = 0, worth_it = 0;
    std::map<ChangeReason, std::size_t> seen;
    for (int i = 0; i < 150; ++i) {
        World world;
        for (const char job : world.jobs) world.positions[job] = std::to_string(1 + rng.below(3));
        Pairs before;
        for (const char person : std::string("abcdefg"))
            if (rng.chance(2, 3)) before[std::string(1, person)] = std::string(1, "vwxyz"[rng.below(5)]);
        const auto plain = solved(world);
        const auto [value, most] = best(plain.options(), before, 0);
        CAPTURE(i);
        REQUIRE(plain.value() == value);
        const auto again = solved(world, earlier(before));
        REQUIRE(again.status() == graph::SolveStatus::optimal);
        REQUIRE(again.certify().empty());
        REQUIRE(again.value() == value);
        REQUIRE(kept(again, before) == most);
        REQUIRE(again.selection().prices == plain.selection().prices);
        REQUIRE(again.options().hash() == plain.options().hash());
        gained += kept(plain, before) < most ? 1 : 0;

        const std::int64_t keep = rng.between(1, 900'000);
        const auto with = solved(world, earlier(before, {}, keep));
        const auto [sum, held] = best(plain.options(), before, keep);
        REQUIRE(with.value() == sum);
        REQUIRE(with.bound() == sum);
        REQUIRE(with.certify().empty());
        REQUIRE(kept(with, before) == held);
        worth_it += held > most ? 1 : 0;

        // The same sum by a second way: keeping everything is worth the sum of what it counts.
        REQUIRE(with.value() >= again.value() + base::Int128(keep) * static_cast<std::int64_t>(most));
        for (const matching::Change& change : matching::changes(again)) {
            INFO(change.candidate);
            const bool open_question = change.reason == ChangeReason::tie ||
                                       change.reason == ChangeReason::better_for_person ||
                                       change.reason == ChangeReason::others_gain_more;
            if (!open_question) continue;
            ++seen[change.reason];
            REQUIRE(change.loss.has_value());
            REQUIRE((*change.loss == 0) == (change.reason == ChangeReason::tie));
            // What the loss says, by solving with that person pinned to the earlier vacancy.
            World forced = world;
            forced.decisions.push_back({change.candidate, "vacancy:" + change.before->vacancy, "pin"});
            REQUIRE(again.value() - solved(forced).value() == *change.loss);
        }
    }
    CHECK(seen.size() == 3);
    CHECK(gained > 20);
    CHECK(worth_it > 5);
}

TEST_CASE("an earlier result of the same network: nobody moves, whatever the seed", "[matching][previous]") {
    const World world;
    const auto first = solved(world);
    std::size_t others = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        others += pairs_of(solved(world, {}, {tables::Policy::optimal, seed})) != pairs_of(first) ? 1 : 0;
        const auto again = solved(world, earlier(pairs_of(first)), {tables::Policy::optimal, seed});
        CHECK(pairs_of(again) == pairs_of(first));
        for (const matching::Change& change : matching::changes(again))
            CHECK(change.kind == ChangeKind::kept);
    }
    CHECK(others > 0);  // there is something to decide
}

TEST_CASE("every change has its reason", "[matching][previous]") {
    World world;
    const auto reason = [](const matching::Assignment& result, const char* person, ChangeKind kind) {
        const matching::Change change = change_of(result, person);
        CHECK(change.kind == kind);
        return change.reason;
    };
    SECTION("who and what is gone, who is new") {
        world.people = "abc";
        world.jobs = "vxy";
        const auto result = solved(world, earlier({{"a", "w"}, {"b", "v"}, {"d", "v"}}, {"e"}));
        CHECK(reason(result, "d", ChangeKind::gone) == ChangeReason::candidate_gone);
        CHECK(reason(result, "a", ChangeKind::moved) == ChangeReason::vacancy_gone);
        CHECK(reason(result, "b", ChangeKind::kept) == ChangeReason::none);
        CHECK(reason(result, "c", ChangeKind::arrived) == ChangeReason::not_in_earlier);
        CHECK_FALSE(change_of(result, "a").loss);
        CHECK(change_of(result, "b").loss == 0);
        CHECK(matching::changes(result).size() == 4);
        const auto known = solved(world, earlier({{"a", "v"}}, {"b", "c"}));
        CHECK(reason(known, "b", ChangeKind::proposed) == ChangeReason::none_before);
    }
    SECTION("the start moved") {
        world.start_of_v = "2027-02-01";
        const auto later = solved(world, earlier({{"a", "v"}}));
        CHECK(reason(later, "a", ChangeKind::start_moved) == ChangeReason::start_later);
        CHECK(change_of(later, "a").now->start.iso() == "2027-02-01");
        const auto sooner = solved(world, earlier({{"a", "v"}}, {}, 0, "2027-06-01"));
        CHECK(reason(sooner, "a", ChangeKind::start_moved) == ChangeReason::start_earlier);
    }
    SECTION("decisions") {
        world.decisions = {
            {"a", "vacancy:v", "forbid"}, {"b", "employer:e2", "forbid"}, {"c", "vacancy:x", "pin"}};
        const auto result = solved(world, earlier({{"a", "v"}, {"b", "y"}, {"c", "w"}}));
        CHECK(change_of(result, "a").reason == ChangeReason::forbidden);
        CHECK(change_of(result, "b").reason == ChangeReason::forbidden);
        CHECK(reason(result, "c", ChangeKind::moved) == ChangeReason::pinned_elsewhere);
        world.decisions = {{"a", "vacancy:v", "pin"}, {"b", "vacancy:v", "pin"}};
        const auto broken = solved(world, earlier({{"b", "x"}}));
        CHECK(reason(broken, "b", ChangeKind::dropped) == ChangeReason::pin_broken);
        world.decisions = {{"a", "vacancy:v", "reserve"}};
        const auto reserved = solved(world, earlier({{"b", "v"}}));
        CHECK(change_of(reserved, "b").reason == ChangeReason::no_position);
        CHECK_FALSE(change_of(reserved, "b").loss);
        const auto own = solved(world, earlier({{"a", "v"}}));
        CHECK(reason(own, "a", ChangeKind::kept) == ChangeReason::none);
    }
    SECTION("placed since") {
        world.participations = {{"a", "vacancy:v", "placed"}, {"b", "vacancy:w", "started"}};
        const auto result = solved(world, earlier({{"a", "v"}, {"b", "y"}}));
        CHECK(reason(result, "a", ChangeKind::settled) == ChangeReason::settled_as_proposed);
        CHECK(reason(result, "b", ChangeKind::settled) == ChangeReason::settled_elsewhere);
    }
    SECTION("a rule, in its own words") {
        world.german_of_w = "C1";
        const auto result = solved(world, earlier({{"a", "w"}}));
        const matching::Change change = change_of(result, "a");
        CHECK(change.reason == ChangeReason::rule);
        REQUIRE(change.rule);
        CHECK(rules::to_string(change.rule->code) == "german.below");
        const matching::Options& options = result.options();
        const explain::Question question{options.network(), options.rules(), options.card(), options.date(),
                                         base::Language::en};
        CHECK(explain::explain_change(question, change).code == "german.below");
        CHECK(explain::explain_change(question, change).text.find("C1") != std::string::npos);
    }
    SECTION("not worth enough any more") {
        std::string card = iqmatch_test::bytes_of(iqmatch_test::source_path("data/models/default.json"));
        const auto plain = solved(world);
        std::int64_t worth = 0;
        for (const matching::Option& option : plain.options().of(CandidateId(0)))
            if (option.vacancy == *plain.options().network().vacancies().find("y")) worth = option.value;
        REQUIRE(worth > 0);
        matching::OptionSettings wanted = iqmatch_test::without_plans();
        // What keeping counts makes no option of a pair that the card does not value highly enough.
        wanted.continuity = earlier({{"a", "y"}}, {}, 1'000'000);
        const std::string key = "\"min_value\": ";
        const std::size_t at = card.find(key) + key.size();
        card.replace(at, card.find_first_of(",\n", at) - at, tables::grid_text(worth + 1, 6));
        const iqmatch_test::Workplace place;
        iqmatch_test::write_bytes(place.path() / "card.json", card);
        const auto strict = io::load_model_card(place.path() / "card.json");
        const auto result = matching::assign(
            matching::options(network_of(world), rules::RuleTables::builtin(), strict, wanted));
        CHECK(change_of(result, "a").reason == ChangeReason::below_min_value);
    }
    SECTION("others, or the person, gain more") {
        world.people = "ad";
        world.jobs = "v";
        const auto better = solved(world);  // of two people the one who speaks better German
        REQUIRE(better.proposals().size() == 1);
        const std::string winner = pairs_of(better).begin()->first, loser = winner == "a" ? "d" : "a";
        const auto lost = solved(world, earlier({{loser, "v"}}));
        const matching::Change change = change_of(lost, loser);
        REQUIRE(change.loss);
        CHECK(*change.loss > 0);
        CHECK(change.reason == ChangeReason::others_gain_more);
        CHECK(change.kind == ChangeKind::dropped);

        world.people = "a";
        world.jobs = "vx";
        const auto free = solved(world);
        const std::string taken = pairs_of(free).begin()->second, other = taken == "v" ? "x" : "v";
        CHECK(reason(solved(world, earlier({{"a", other}})), "a", ChangeKind::moved) ==
              ChangeReason::better_for_person);
    }
    SECTION("no tie is broken where it would cost another kept proposal") {
        world.people = "ab";
        world.jobs = "v";
        const auto result = solved(world, earlier({{"a", "v"}, {"b", "v"}}));
        const std::string left = pairs_of(result).begin()->first == "a" ? "b" : "a";
        CHECK(reason(result, left.c_str(), ChangeKind::dropped) == ChangeReason::tie);
    }
}

TEST_CASE("a limit leaves earlier proposals without a claim about them", "[matching][previous]") {
    const World world;
    const auto first = solved(world);
    Pairs before = pairs_of(first);
    SECTION("work") {
        base::Control control;
        control.work_limit = 1;
        const auto result = solved(world, earlier({{"a", "v"}, {"b", "v"}, {"c", "v"}}), {}, control);
        CHECK(result.status() == graph::SolveStatus::work_limit);
        for (const matching::Change& change : matching::changes(result)) {
            CHECK_FALSE(change.loss);
            CHECK((change.reason == ChangeReason::not_proved || change.reason == ChangeReason::none ||
                   change.reason == ChangeReason::not_in_earlier));
        }
    }
    SECTION("nobody examined: the bound counts what keeping could add") {
        matching::OptionSettings wanted = iqmatch_test::without_plans();
        wanted.first = 0;
        const auto bound = [&](const matching::Continuity& continuity) {
            wanted.continuity = continuity;
            return matching::assign(matching::options(network_of(world), rules::RuleTables::builtin(),
                                                      scoring::ModelCard::builtin(), wanted))
                .bound();
        };
        CHECK(bound(earlier(before, {}, 250'000)) ==
              bound({}) + base::Int128(250'000) * static_cast<std::int64_t>(before.size()));
        wanted.continuity = earlier(before);
        const auto none = matching::assign(matching::options(network_of(world), rules::RuleTables::builtin(),
                                                             scoring::ModelCard::builtin(), wanted));
        for (const matching::Change& change : matching::changes(none))
            CHECK(change.reason == ChangeReason::not_examined);
    }
}

TEST_CASE("keeping makes sense only with something to keep", "[matching][previous]") {
    const World world;
    CHECK_THROWS_AS(solved(world, {nullptr, 1}), base::UsageError);
    CHECK_THROWS_AS(solved(world, earlier({{"a", "v"}}, {}, -1)), base::UsageError);
    CHECK_THROWS_AS(solved(world, earlier({{"a", "v"}}, {}, matching::most_keep + 1)), base::UsageError);
    CHECK_THROWS_AS(solved(world, earlier({{"a", "v"}}), {tables::Policy::greedy, 0}), base::UsageError);
    CHECK(solved(world, earlier({{"a", "v"}}, {}, matching::most_keep)).certify().empty());
    CHECK_THROWS_AS(earlier({{"a", "v"}}, {"a"}), base::UsageError);
    CHECK_THROWS_AS(earlier({}, {"a", "a"}), base::UsageError);
}

TEST_CASE("what keeping counts is a part of its own", "[explain][previous]") {
    const World world;
    const auto result = solved(world, earlier({{"a", "v"}}, {}, 50'000));
    const matching::Options& options = result.options();
    explain::Question question{options.network(), options.rules(),    options.card(),
                               options.date(),    base::Language::en, &options};
    const auto card = explain::explain_candidate(question, CandidateId(0), &result);
    REQUIRE(card.proposal);
    for (const explain::PairExplanation& pair : card.options) {
        std::int64_t sum = 0, kept_part = 0;
        for (const explain::PartText& part : pair.parts) {
            sum += part.value;
            if (part.code == "kept") kept_part = part.value;
        }
        CHECK(sum == pair.value);
        CHECK(kept_part == (pair.vacancy == "v" ? 50'000 : 0));
        const auto own = options.of(CandidateId(0));
        CHECK(std::any_of(own.begin(), own.end(), [&](const auto& o) {
            return options.network().vacancies().key(o.vacancy) == pair.vacancy && o.value == pair.value;
        }));
    }
    CHECK(explain::to_text(card).find("The earlier proposal is kept") != std::string::npos);
    for (std::size_t k = 1; k < matching::change_reason_names.size(); ++k) {
        INFO(matching::change_reason_names[k]);
        CHECK((matching::change_reason_names[k] == "rule" ||
               explain::find_text("changes", matching::change_reason_names[k]) != nullptr));
    }
}
