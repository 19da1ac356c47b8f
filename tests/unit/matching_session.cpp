// SPDX-License-Identifier: Apache-2.0
// A session against matches from nothing: after any changes the value is the same.
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/matching/session.hpp>
#include <map>
#include <set>
#include "matching_support.hpp"
#include "session_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::Entity;
using iqmatch_test::cells;
using iqmatch_test::decision;
using iqmatch_test::put;
using iqmatch_test::removal;
using matching::Session;
using matching::SessionBatch;
using matching::SessionChange;
using matching::SessionSettings;

namespace {

/// People and jobs of one occupation or two and few places, so that much is contested.
domain::Network crowd(base::Rng& rng, std::size_t people, std::size_t jobs) {
    base::TextTable persons("candidates", "candidates.csv",
                            {"candidate", "region", "occupation", "german", "recognition_status", "title",
                             "available_from", "travel_max_min", "travel_modes", "relocate"});
    base::TextTable vacancies("vacancies", "vacancies.csv",
                              {"vacancy", "region", "kldb", "positions", "german", "start_from"});
    const char* places[] = {"03457", "03452", "03402", "03454", "03458"};
    const char* occupations[] = {"29302", "26252", "43104"};
    const char* levels[] = {"A2", "B1", "B2", "C1"};
    const auto any = [&](const auto& list) { return list[rng.below(std::size(list))]; };
    for (std::size_t k = 0; k < people; ++k)
        persons.add_row({"p" + std::to_string(k), any(places), any(occupations), any(levels), "full", "ne",
                         "2026-12-01", std::to_string(30 + 15 * rng.below(5)), "car",
                         rng.chance(1, 3) ? "yes" : "no"});
    for (std::size_t k = 0; k < jobs; ++k)
        vacancies.add_row({"v" + std::to_string(k), any(places), any(occupations),
                           std::to_string(rng.below(3)), any(levels), "2026-12-01"});
    domain::NetworkBuilder builder({"crowd", *base::Date::parse("2026-11-02")});
    builder.add(std::move(persons)).add(std::move(vacancies));
    return builder.build();
}

SessionChange set_positions(const std::string& vacancy, std::uint64_t positions) {
    return cells(Entity::vacancy, vacancy, "positions", std::to_string(positions));
}

SessionSettings today() {
    SessionSettings out;
    out.options.plans = false;
    return out;
}

matching::Options options_now(const Session& session) {
    return matching::options(session.network(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                             session.settings().options);
}

void check_against_nothing(const Session& session, const SessionBatch& batch) {
    const matching::Assignment cold = matching::assign(options_now(session));
    REQUIRE(cold.status() == graph::SolveStatus::optimal);
    REQUIRE(batch.status == graph::SolveStatus::optimal);
    REQUIRE(batch.value == cold.value());
    REQUIRE(batch.bound == cold.value());
    // What the view shows are options of the network as it is, within its places.
    const auto view = session.view();
    CHECK(view.value() == batch.value);
    const auto& problem = cold.options().problem();
    std::map<tables::ResourceIndex, std::uint64_t> used;
    std::int64_t sum = 0;
    for (const auto& one : view.proposals()) {
        bool found = false;
        for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
            if (problem.candidates[c] != one.candidate) continue;
            for (auto o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o)
                if (problem.options[o] == one.option) {
                    found = true;
                    CHECK(problem.values[o] == one.value);
                    if (problem.uses[o] != tables::no_resource) ++used[problem.uses[o]];
                }
        }
        REQUIRE(found);
        sum += one.value;
    }
    for (const auto& [resource, count] : used) REQUIRE(count <= problem.capacities[resource]);
    if (session.settings().keep == 0) CHECK(base::Int128(sum) == batch.value);
}

/// A random batch of changes that make sense.
std::vector<SessionChange> random_batch(base::Rng& rng, const domain::RowBook& all,
                                        std::set<std::string>& present, std::size_t people,
                                        std::size_t jobs) {
    std::vector<SessionChange> out;
    for (std::uint64_t k = rng.between(1, 4); k > 0; --k) {
        const std::string person = "p" + std::to_string(rng.below(people));
        const std::string vacancy = "v" + std::to_string(rng.below(jobs));
        switch (rng.below(4)) {
            case 0:
                if (present.insert(person).second)
                    out.push_back(put(all, Entity::candidate, person));
                else if (present.erase(person) > 0)
                    out.push_back(removal(Entity::candidate, person));
                break;
            case 1:
                out.push_back(set_positions(vacancy, rng.below(3)));
                break;
            case 2:
                if (present.count(person) > 0)
                    out.push_back(
                        decision(SessionChange::Kind::decide, person, "forbid", "vacancy:" + vacancy));
                break;
            default:
                if (present.count(person) > 0) {
                    SessionChange moved;
                    moved.kind = SessionChange::Kind::set;
                    moved.key = person;
                    base::TextTable table("candidates", "", {"german", "region"});
                    table.add_row({rng.chance(1, 2) ? "B2" : "A2", rng.chance(1, 2) ? "03457" : "03404"});
                    moved.tables.push_back(std::move(table));
                    out.push_back(std::move(moved));
                }
        }
    }
    return out;
}

}  // namespace

TEST_CASE("the rows of a network make the same network", "[session]") {
    const domain::Network leer = iqmatch_test::leer();
    const domain::RowBook book(leer);
    CHECK(book.network().content_hash() == leer.content_hash());
    CHECK(book.size(Entity::candidate) == leer.candidates().size());
    const std::string key(leer.candidates().key(domain::CandidateId(3)));
    const auto tables = [&] {
        const domain::EntityRows* one[] = {&book.rows(Entity::candidate, key)};
        return domain::RowBook::tables(one);
    }();
    base::Findings findings;
    CHECK(domain::EntityRows(Entity::candidate, key, tables, findings) == book.rows(Entity::candidate, key));
    CHECK(findings.ok());
    CHECK(domain::EntityRows(Entity::vacancy, key, tables, findings).empty());
    CHECK_FALSE(findings.ok());
}

TEST_CASE("a network can share measures and have vacancies of its own", "[session]") {
    const domain::Network leer = iqmatch_test::leer();
    const domain::RowBook book(leer);
    const auto built = [&](const std::set<std::string>& left_out) {
        std::vector<const domain::EntityRows*> rows;
        for (const Entity entity : {Entity::candidate, Entity::unit, Entity::vacancy})
            book.each(entity, [&](const std::string& key, const domain::EntityRows& own) {
                if (left_out.count(key) == 0) rows.push_back(&own);
            });
        domain::NetworkBuilder builder({leer.name(), leer.as_of()});
        builder.measures_of(leer);
        for (auto& table : domain::RowBook::tables(rows)) builder.add(std::move(table));
        return builder.build();
    };
    const domain::Network same = built({});
    CHECK(same.content_hash() == leer.content_hash());
    const std::string gone(leer.vacancies().key(domain::VacancyId(1)));
    const domain::Network fewer = built({gone});
    CHECK(fewer.vacancies().size() + 1 == leer.vacancies().size());
    CHECK_FALSE(fewer.vacancies().find(gone));
    for (std::size_t v = 0; v < fewer.vacancies().size(); ++v) {
        const domain::VacancyId id(v);
        const auto there = *leer.vacancies().find(fewer.vacancies().key(id));
        CHECK(fewer.skills_of(id).size() == leer.skills_of(there).size());
        CHECK(fewer.tranches_of(id).size() == leer.tranches_of(there).size());
    }
    CHECK(fewer.runs().size() == leer.runs().size());
    // What does not fit is found: a vacancy in another region than its site.
    domain::NetworkBuilder wrong({leer.name(), leer.as_of()});
    wrong.measures_of(leer);
    base::TextTable employers("employers", "employers.csv", {"employer"});
    wrong.add(std::move(employers));
    CHECK_THROWS_AS(wrong.build(), base::UsageError);
}

TEST_CASE("people beside a network have the options that they have in it", "[session]") {
    const domain::Network leer = iqmatch_test::leer();
    const auto rules = rules::RuleTables::builtin();
    const auto card = scoring::ModelCard::builtin();
    for (const bool plans : {false, true}) {
        matching::OptionSettings settings;
        settings.plans = plans;
        const matching::Options whole = matching::options(leer, rules, card, settings);
        const domain::RowBook book(leer);
        std::size_t compared = 0;
        for (std::size_t c = 0; c < leer.candidates().size(); ++c) {
            const domain::CandidateId id(c);
            const std::string key(leer.candidates().key(id));
            const domain::EntityRows* one[] = {&book.rows(Entity::candidate, key)};
            domain::NetworkBuilder builder({leer.name(), leer.as_of()});
            builder.offers_of(leer);
            for (auto& table : domain::RowBook::tables(one)) builder.add(std::move(table));
            const auto beside = matching::options_beside(whole, builder.build());
            REQUIRE(beside);
            const auto mine = whole.of(id);
            const auto theirs = beside->of(domain::CandidateId(0));
            INFO(key);
            REQUIRE(mine.size() == theirs.size());
            for (std::size_t k = 0; k < mine.size(); ++k) {
                CHECK(whole.key(mine[k]) == beside->key(theirs[k]));
                CHECK(mine[k].value == theirs[k].value);
                ++compared;
            }
        }
        CHECK(compared > 50);
    }
}

TEST_CASE("after any changes a session is worth what a match from nothing is worth", "[session]") {
    const std::size_t people = 40, jobs = 14;
    std::size_t anew = 0, batches = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        base::Rng rng(seed);
        const domain::Network network = crowd(rng, people, jobs);
        const domain::RowBook all(network);
        Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), today());
        std::set<std::string> present;
        for (std::size_t k = 0; k < people; ++k) present.insert("p" + std::to_string(k));
        for (int turn = 0; turn < 20; ++turn) {
            const auto changes = random_batch(rng, all, present, people, jobs);
            if (changes.empty()) continue;
            const SessionBatch batch = session.apply(changes);
            INFO("seed " << seed << ", turn " << turn);
            check_against_nothing(session, batch);
            anew += batch.anew ? 1 : 0;
            ++batches;
            CHECK(session.view().candidates() == present.size());
        }
    }
    CHECK(batches > 100);
    CHECK(anew == 0);  // all of this is a matter of single people and places
}

TEST_CASE("as few as possible move", "[session]") {
    base::Rng rng(21);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const domain::Network network = crowd(rng, 40, 14);
        SessionSettings settings = today();
        settings.keep = seed % 2 == 0 ? 0 : 80'000;
        Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), settings);
        for (int turn = 0; turn < 6; ++turn) {
            std::vector<matching::EarlierProposal> before;
            for (const auto& one : session.view().proposals()) {
                const std::string job = one.option.substr(8);
                before.push_back({one.candidate, job.substr(0, job.find('@')),
                                  *base::Date::parse(job.substr(job.find('@') + 1)), one.option});
            }
            const std::vector<SessionChange> changes{
                set_positions("v" + std::to_string(rng.below(14)), rng.below(3)),
                set_positions("v" + std::to_string(rng.below(14)), rng.below(3))};
            const SessionBatch batch = session.apply(changes);
            matching::OptionSettings asked = settings.options;
            asked.continuity = {std::make_shared<matching::EarlierResult>(before, std::vector<std::string>()),
                                settings.keep};
            const matching::Assignment cold = matching::assign(matching::options(
                session.network(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(), asked));
            REQUIRE(batch.value == cold.value());
            std::size_t moved = 0;
            for (const auto& one : before) {
                const auto id = cold.options().network().candidates().find(one.candidate);
                const auto* now = id ? cold.find(*id) : nullptr;
                moved += now == nullptr || cold.options().key(now->option) != one.steps ? 1 : 0;
            }
            std::size_t mine = 0;
            for (const auto& move : batch.moves) mine += move.before.empty() ? 0 : 1;
            CHECK(mine == moved);
        }
    }
}

TEST_CASE("with another start a proposal is the same one", "[session]") {
    base::Rng rng(33);
    for (int round = 0; round < 8; ++round) {
        const domain::Network network = crowd(rng, 40, 14);
        Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), today());
        std::map<std::string, std::string> before;
        std::vector<matching::EarlierProposal> earlier;
        for (const auto& one : session.view().proposals()) {
            const std::string job = one.option.substr(8);
            before[one.candidate] = job.substr(0, job.find('@'));
            earlier.push_back({one.candidate, before[one.candidate],
                               *base::Date::parse(job.substr(job.find('@') + 1)), one.option});
        }
        std::vector<SessionChange> changes;
        for (int k = 0; k < 14; ++k) {
            SessionChange later = set_positions("v" + std::to_string(k), 1);
            later.tables.front() = base::TextTable("vacancies", "", {"start_from"});
            later.tables.front().add_row({"2026-12-02"});
            changes.push_back(std::move(later));
        }
        const SessionBatch batch = session.apply(changes);
        CHECK_FALSE(batch.anew);
        matching::OptionSettings asked = session.settings().options;
        asked.continuity = {std::make_shared<matching::EarlierResult>(earlier, std::vector<std::string>()),
                            0};
        const matching::Assignment cold = matching::assign(matching::options(
            session.network(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(), asked));
        REQUIRE(batch.value == cold.value());
        std::size_t mine = 0, theirs = 0;
        for (const auto& one : session.view().proposals())
            mine += one.option.starts_with("vacancy:" + before[one.candidate] + "@") ? 1 : 0;
        for (const auto& one : cold.proposals()) {
            const auto& people = cold.options().network();
            theirs += people.vacancies().key(one.option.vacancy) ==
                              before[std::string(people.candidates().key(one.candidate))]
                          ? 1
                          : 0;
        }
        CHECK(mine == theirs);
        CHECK(mine > 0);
    }
}

TEST_CASE("a batch that is refused changes nothing", "[session]") {
    base::Rng rng(4);
    const domain::Network network = crowd(rng, 20, 8);
    Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), today());
    const auto before = session.view();
    const std::string hash = session.network().content_hash();
    const auto refused = [&](std::vector<SessionChange> changes, const char* code) {
        changes.insert(changes.begin(), set_positions("v0", 2));
        try {
            (void)session.apply(changes);
            FAIL("not refused: " << code);
        } catch (const base::DataError& error) {
            const auto& items = error.findings().items();
            CHECK(std::any_of(items.begin(), items.end(), [&](const auto& f) { return f.code == code; }));
        }
        CHECK(session.view().number() == before.number());
        CHECK(session.network().content_hash() == hash);
        CHECK_FALSE(session.can_undo());
    };
    refused({removal(Entity::candidate, "nobody")}, "change_none");
    refused({decision(SessionChange::Kind::withdraw, "p1", "pin", "vacancy:v1")}, "change_none");
    refused({decision(SessionChange::Kind::decide, "p1", "pin", "vacancy:none")}, "reference_unknown");
    SessionChange silent = decision(SessionChange::Kind::decide, "p1", "forbid", "vacancy:v1");
    silent.reason.clear();
    refused({silent}, "value_required");
    SessionChange wrong = put(domain::RowBook(network), Entity::candidate, "p2");
    wrong.key = "p99";
    refused({wrong}, "change_owner");
    SessionChange table = set_positions("v1", 1);
    table.entity = Entity::candidate;
    table.key = "p1";
    refused({table}, "change_table");
    SessionChange bad = set_positions("v1", 1);
    bad.tables.front() = base::TextTable("vacancies", "", {"positions"});
    bad.tables.front().add_row({"many"});
    refused({bad}, "not_an_integer");
    SessionChange secret;
    secret.kind = SessionChange::Kind::set;
    secret.key = "p1";
    base::TextTable nation("candidates", "", {"nationality"});
    nation.add_row({"x"});
    secret.tables.push_back(std::move(nation));
    refused({secret}, "protected_column");
    // A residence title that no rule knows, asked about alone and with everybody.
    SessionChange title;
    title.kind = SessionChange::Kind::set;
    title.key = "p1";
    base::TextTable cell("candidates", "", {"title"});
    cell.add_row({"golden"});
    title.tables.push_back(std::move(cell));
    refused({title}, "code_unknown");
    refused({title, removal(Entity::vacancy, "v3")}, "code_unknown");
}

TEST_CASE("what was done is taken back", "[session]") {
    base::Rng rng(8);
    const domain::Network network = crowd(rng, 30, 10);
    const domain::RowBook all(network);
    Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), today());
    std::vector<std::pair<std::string, base::Int128>> states{
        {network.content_hash(), session.view().value()}};
    std::set<std::string> present;
    for (std::size_t k = 0; k < 30; ++k) present.insert("p" + std::to_string(k));
    for (int turn = 0; turn < 10; ++turn) {
        const auto changes = random_batch(rng, all, present, 30, 10);
        (void)session.apply(changes);
        states.emplace_back(session.network().content_hash(), session.view().value());
    }
    while (session.can_undo()) {
        states.pop_back();
        const SessionBatch batch = session.undo();
        CHECK(session.network().content_hash() == states.back().first);
        CHECK(batch.value == states.back().second);
    }
    CHECK(states.size() == 1);
    CHECK_THROWS_AS(session.undo(), base::UsageError);
}

TEST_CASE("changes that reach further keep the match", "[session]") {
    const domain::Network leer = iqmatch_test::leer();
    for (const bool plans : {false, true}) {
        SessionSettings settings;
        settings.options.plans = plans;
        Session session(leer, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), settings);
        const std::string vacancy(leer.vacancies().key(domain::VacancyId(2)));
        const SessionBatch gone =
            session.apply(std::vector<SessionChange>{removal(Entity::vacancy, vacancy)});
        CHECK_FALSE(gone.anew);
        const matching::Assignment cold = matching::assign(options_now(session));
        CHECK(gone.value <= cold.bound());
        CHECK(cold.value() <= gone.bound);
        const SessionBatch back = session.undo();
        CHECK(session.network().content_hash() == leer.content_hash());
        CHECK(back.bound >= back.value);
        const matching::Assignment shown = session.assignment();
        CHECK(shown.certify().empty());
        CHECK(shown.value() == back.value);
    }
}

TEST_CASE("what a session keeps is a part of every value that counts it", "[session]") {
    SessionSettings settings;
    settings.keep = 50'000;
    Session session(iqmatch_test::leer(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                    settings);
    const std::string vacancy(session.network().vacancies().key(domain::VacancyId(2)));
    (void)session.apply(std::vector<SessionChange>{set_positions(vacancy, 0)});
    const matching::Options options = session.assignment().options();
    std::size_t jobs = 0, plans = 0;
    for (std::size_t c = 0; c < options.network().candidates().size(); ++c) {
        const domain::CandidateId id(c);
        const auto scores = options.scores(id);
        for (std::size_t k = 0; k < scores.size(); ++k) {
            const matching::Option& option = options.of(id)[k];
            CHECK(scores[k].sum() == option.value);
            if (scores[k].kept_part != 0) ++(option.alone ? plans : jobs);
        }
    }
    CHECK(jobs > 0);
    CHECK(plans > 0);
}
