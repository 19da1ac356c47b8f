// SPDX-License-Identifier: Apache-2.0
// Changes that concern others than those they are about: vacancies that come, change and go, places that are
// kept, employers who reach their limit, households, seats. Afterwards everything is as in a match from
// nothing.
#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/domain/schema.hpp>
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

/// A town of few occupations and places, so that much is contested: some are in recognition and work already,
/// two employers limit how many of those they take.
enum class Town { simple, limits, households };
domain::Network town(base::Rng& rng, std::size_t people, std::size_t jobs, Town kind) {
    base::TextTable persons("candidates", "candidates.csv",
                            {"candidate", "region", "occupation", "german", "recognition_status", "title",
                             "available_from", "travel_max_min", "travel_modes", "relocate", "unit"});
    base::TextTable vacancies("vacancies", "vacancies.csv",
                              {"vacancy", "region", "kldb", "positions", "german", "start_from", "employer"});
    base::TextTable employers("employers", "employers.csv",
                              {"employer", "accepts_in_recognition", "max_in_recognition"});
    base::TextTable work("employments", "employments.csv", {"candidate", "employer", "kldb"});
    base::TextTable units("units", "units.csv", {"unit", "rule", "travel_max_min"});
    const char* places[] = {"03457", "03452", "03402", "03454", "03458"};
    const char* occupations[] = {"29302", "26252", "43104"};
    const char* levels[] = {"A2", "B1", "B2", "C1"};
    const auto any = [&](const auto& list) { return list[rng.below(std::size(list))]; };
    const auto employer = [&] { return "e" + std::to_string(rng.below(3)); };
    const bool limits = kind != Town::simple;
    employers.add_row({"e0", "yes", limits ? "2" : ""});
    employers.add_row({"e1", "yes", limits ? "3" : ""});
    employers.add_row({"e2", "yes", ""});
    const std::size_t together = kind == Town::households ? 4 : 0;
    for (std::size_t k = 0; k < together; ++k)
        units.add_row({"u" + std::to_string(k), k % 2 == 0 ? "at_least_one" : "within_reach", "45"});
    for (std::size_t k = 0; k < people; ++k) {
        const std::string person = "p" + std::to_string(k);
        const char* status[] = {"full", "full", "in_procedure"};
        persons.add_row({person, any(places), any(occupations), any(levels), any(status), "ne", "2026-12-01",
                         std::to_string(30 + 15 * rng.below(5)), "car", rng.chance(1, 3) ? "yes" : "no",
                         k < 2 * together ? "u" + std::to_string(k / 2) : std::string("none")});
        if (rng.chance(1, 6)) work.add_row({person, employer(), "29302"});
    }
    for (std::size_t k = 0; k < jobs; ++k)
        vacancies.add_row({"v" + std::to_string(k), any(places), any(occupations),
                           std::to_string(rng.below(3)), any(levels), "2026-12-01", employer()});
    domain::NetworkBuilder builder({"town", *base::Date::parse("2026-11-02")});
    builder.add(std::move(employers)).add(std::move(persons)).add(std::move(vacancies));
    if (work.rows() > 0) builder.add(std::move(work));
    if (units.rows() > 0) builder.add(std::move(units));
    return builder.build();
}

/// What the options of each person are worth, by their keys.
using Values = std::map<std::string, std::map<std::string, std::int64_t>>;

Values values_of(const matching::Options& options) {
    Values out;
    const tables::SelectionProblem& problem = options.problem();
    for (std::size_t c = 0; c < problem.candidate_count(); ++c)
        for (auto o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o)
            out[std::string(problem.candidates[c])][std::string(problem.options[o])] = problem.values[o];
    return out;
}

/// Options of the network as it is, where keeping what was held before counts.
matching::Options options_now(const Session& session, const matching::SessionView& before) {
    matching::OptionSettings asked = session.settings().options;
    if (session.settings().keep > 0) {
        std::vector<matching::EarlierProposal> held;
        for (const auto& one : before.proposals()) {
            const std::size_t last = one.option.rfind("vacancy:"), day = one.option.rfind('@');
            const bool alone = last == std::string::npos || one.option.find('+', last) != std::string::npos;
            held.push_back(
                {one.candidate, alone ? "" : one.option.substr(last + 8, day - last - 8), {}, one.option});
        }
        asked.continuity = {std::make_shared<matching::EarlierResult>(held, std::vector<std::string>()),
                            session.settings().keep};
    }
    return matching::options(session.network(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                             asked);
}

/// What a session holds is possible in the network as it is, and value and bound hold there.
void check(Session& session, const matching::SessionView& before, const SessionBatch& batch, bool exact) {
    const matching::Options now = options_now(session, before);
    const Values all = values_of(now);
    const auto view = session.view();
    base::Int128 sum = 0;
    for (const auto& one : view.proposals()) {
        const auto person = all.find(one.candidate);
        REQUIRE(person != all.end());
        const auto option = person->second.find(one.option);
        INFO(one.candidate << " " << one.option);
        REQUIRE(option != person->second.end());
        // What keeping it counts is no part of what the view shows.
        const std::int64_t kept = option->second - one.value;
        REQUIRE((kept == 0 || kept == session.settings().keep));
        sum += option->second;
    }
    CHECK(sum == batch.value);
    const matching::Assignment cold = matching::assign(now, {});
    REQUIRE(batch.value <= cold.bound());
    REQUIRE(cold.value() <= batch.bound);
    if (exact) {
        REQUIRE(batch.value == cold.value());
        REQUIRE(batch.bound == cold.value());
        return;
    }
    // Places, seats and households: as the checker of any assignment sees them.
    REQUIRE(session.assignment().certify() == "");
    // Sought from both sides: the session's problem is neither poorer nor richer than the network.
    const matching::Assignment again =
        session.settings().keep == 0 ? cold : matching::assign(options_now(session, session.view()), {});
    const SessionBatch better = session.improve();
    REQUIRE(better.value <= again.bound());
    REQUIRE(again.value() <= better.bound);
    if (better.value == better.bound && again.value() == again.bound()) CHECK(better.value == again.value());
}

/// Changes of all kinds, most of which make sense.
class Changes {
  public:
    Changes(const domain::Network& all, base::Rng& rng) : book_(all), rng_(rng) {
        for (std::size_t c = 0; c < all.candidates().size(); ++c)
            people_.emplace_back(all.candidates().key(domain::CandidateId(c)));
        for (std::size_t v = 0; v < all.vacancies().size(); ++v)
            vacancies_.emplace_back(all.vacancies().key(domain::VacancyId(v)));
        for (std::size_t r = 0; r < all.runs().size(); ++r)
            runs_.emplace_back(all.runs().key(domain::RunId(r)));
        for (std::size_t e = 0; e < all.employers().size(); ++e) {
            employers_.emplace_back(all.employers().key(domain::EmployerId(e)));
            limits_ = limits_ || all.employers().max_in_recognition(domain::EmployerId(e)).has_value();
        }
        present_.insert(people_.begin(), people_.end());
        open_.insert(vacancies_.begin(), vacancies_.end());
        held_.insert(runs_.begin(), runs_.end());
    }

    std::vector<SessionChange> next() {
        std::vector<SessionChange> out;
        for (std::uint64_t k = rng_.between(1, 3); k > 0; --k) add(out);
        return out;
    }

  private:
    const std::string& any(const std::vector<std::string>& list) { return list[rng_.below(list.size())]; }

    void add(std::vector<SessionChange>& out) {
        const std::string& person = any(people_);
        const std::string& vacancy = any(vacancies_);
        const bool here = present_.count(person) != 0, open = open_.count(vacancy) != 0;
        switch (rng_.below(runs_.empty() ? 12 : 16)) {
            case 0:  // somebody comes or leaves
                if (here)
                    out.push_back(removal(Entity::candidate, person));
                else
                    out.push_back(put(book_, Entity::candidate, person));
                if (here)
                    present_.erase(person);
                else
                    present_.insert(person);
                break;
            case 1:
            case 2:  // so does a vacancy
                if (open && named_.count(vacancy) != 0) break;
                out.push_back(open ? removal(Entity::vacancy, vacancy)
                                   : put(book_, Entity::vacancy, vacancy));
                if (open)
                    open_.erase(vacancy);
                else
                    open_.insert(vacancy);
                break;
            case 3:
                if (open)
                    out.push_back(cells(Entity::vacancy, vacancy, "german", rng_.chance(1, 2) ? "A2" : "B2"));
                break;
            case 4:
                if (open)
                    out.push_back(
                        cells(Entity::vacancy, vacancy, "positions", std::to_string(rng_.below(3))));
                break;
            case 5:
            case 6: {
                if (!here || !open) break;
                const char* kinds[] = {"pin", "reserve", "forbid"};
                const char* what = kinds[rng_.below(3)];
                const std::string target = "vacancy:" + vacancy;
                if (!decided_.insert({person, what}).second) break;
                named_.insert(vacancy);
                out.push_back(decision(SessionChange::Kind::decide, person, what, target));
                break;
            }
            case 7:
                if (here) out.push_back(cells(Entity::candidate, person, "german", "B2"));
                break;
            case 8:
                if (here)
                    out.push_back(cells(Entity::candidate, person, "recognition_status",
                                        rng_.chance(1, 2) ? "in_procedure" : "full"));
                break;
            case 9:
                if (here) out.push_back(with_row(person, "employments", {{"employer", any(employers_)}}));
                break;
            case 10: {
                if (!here) break;
                const char* states[] = {"placed", "started", "promised"};
                const bool course = !runs_.empty() && rng_.chance(1, 2);
                if (!course && !open) break;
                if (!course) named_.insert(vacancy);
                out.push_back(with_row(person, "participations",
                                       {{"target", course ? "run:" + any(runs_) : "vacancy:" + vacancy},
                                        {"state", course ? "started" : states[rng_.below(3)]}}));
                break;
            }
            case 11: {
                if (!open || rng_.chance(1, 2)) break;
                const std::string employer = "new" + std::to_string(++employers_that_came_);
                SessionChange come;
                come.entity = Entity::employer;
                come.key = employer;
                base::TextTable table("employers", "",
                                      {"employer", "accepts_in_recognition", "max_in_recognition"});
                table.add_row({employer, "yes", limits_ ? "1" : ""});
                come.tables.push_back(std::move(table));
                out.push_back(std::move(come));
                if (book_.rows(Entity::vacancy, vacancy).cell(Entity::vacancy, "site").empty())
                    out.push_back(cells(Entity::vacancy, vacancy, "employer", employer));
                break;
            }
            case 12: {
                const std::string& run = any(runs_);
                const bool held = held_.count(run) != 0;
                out.push_back(held ? removal(Entity::run, run) : put(book_, Entity::run, run));
                if (held)
                    held_.erase(run);
                else
                    held_.insert(run);
                break;
            }
            case 13: {
                const std::string& run = any(runs_);
                if (held_.count(run) != 0)
                    out.push_back(
                        cells(Entity::run, run, "status", rng_.chance(1, 2) ? "suspended" : "confirmed"));
                break;
            }
            default:
                if (!runs_.empty())
                    out.push_back(
                        cells(Entity::run, any(runs_), "seats", std::to_string(rng_.between(1, 20))));
        }
    }

    /// All that was said about the person at first, and one row more.
    SessionChange with_row(const std::string& person, const std::string& table,
                           const std::map<std::string, std::string>& cells) {
        const domain::TableSchema& schema = *domain::find_table_schema(table);
        domain::EntityRows rows = book_.rows(Entity::candidate, person);
        auto own = rows.table(table);
        std::vector<std::string> row(schema.columns.size());
        row[schema.column("candidate")] = person;
        for (const auto& [column, text] : cells) row[schema.column(column)] = text;
        own.push_back(std::move(row));
        rows = rows.with_table(table, own);
        SessionChange out;
        out.key = person;
        const domain::EntityRows* list[] = {&rows};
        out.tables = domain::RowBook::tables(list);
        return out;
    }

    domain::RowBook book_;
    base::Rng& rng_;
    bool limits_ = false;  ///< some employer limits people in recognition
    int employers_that_came_ = 0;
    std::vector<std::string> people_, vacancies_, runs_, employers_;
    std::set<std::string> present_, open_, held_, named_;
    std::set<std::pair<std::string, std::string>> decided_;
};

/// Applies random batches; those that the data does not allow change nothing.
struct Tally {
    std::size_t batches = 0, anew = 0, refused = 0;
};

Tally live(const domain::Network& network, const SessionSettings& settings, std::uint64_t seed, int turns,
           bool exact) {
    base::Rng rng(seed);
    Changes changes(network, rng);
    Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), settings);
    Tally out;
    for (int turn = 0; turn < turns; ++turn) {
        const auto batch = changes.next();
        if (batch.empty()) continue;
        INFO("seed " << seed << ", turn " << turn);
        const auto before = session.view();
        try {
            const SessionBatch made = session.apply(batch);
            ++out.batches;
            out.anew += made.anew ? 1 : 0;
            check(session, before, made, exact);
        } catch (const base::DataError&) {
            ++out.refused;
            CHECK(session.view().number() == before.number());
            CHECK(session.view().value() == before.value());
        }
    }
    while (session.can_undo()) {
        INFO("seed " << seed << ", batches undone from " << out.batches);
        const auto before = session.view();
        const SessionBatch undone = session.undo();
        check(session, before, undone, exact);
    }
    CHECK(session.network().content_hash() == network.content_hash());
    return out;
}

}  // namespace

TEST_CASE("whatever changes, a session agrees with a match from nothing", "[session]") {
    SessionSettings today;
    today.options.plans = false;
    for (const Town kind : {Town::simple, Town::limits, Town::households}) {
        Tally all;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            base::Rng rng(seed);
            const Tally one = live(town(rng, 40, 14, kind), today, seed, 16, kind == Town::simple);
            all.batches += one.batches;
            all.anew += one.anew;
            all.refused += one.refused;
        }
        CHECK(all.batches > 60);
        CHECK(all.anew * (kind == Town::households ? 2 : 20) < all.batches);
    }
}

TEST_CASE("whatever changes, a session with plans agrees with a match from nothing", "[session]") {
    Tally all;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Tally one = live(iqmatch_test::leer(), {}, seed, 12, false);
        all.batches += one.batches;
        all.anew += one.anew;
    }
    CHECK(all.batches > 20);
    CHECK(all.anew * 10 < all.batches);
}

TEST_CASE("a run that was full and has one seat more is in plans that nobody had", "[session]") {
    const domain::Network leer = iqmatch_test::leer();
    std::size_t runs = 0, better = 0;
    for (std::size_t r = 0; r < leer.runs().size(); ++r) {
        const domain::RunId run(r);
        const std::string key(leer.runs().key(run));
        const std::int64_t taken = leer.seats_used(run);
        domain::RowBook book(leer);
        const auto with_seats = [&](std::int64_t seats) {
            return book.rows(Entity::run, key)
                .with_cell(Entity::run, "minimum", "")
                .with_cell(Entity::run, "seats", std::to_string(seats));
        };
        book.set(Entity::run, key, with_seats(taken));
        std::optional<Session> session;
        try {
            session.emplace(book.network(), rules::RuleTables::builtin(), scoring::ModelCard::builtin());
        } catch (const base::DataError&) {  // more is promised to groups than that
            continue;
        }
        const auto before = session->view();
        const SessionChange change = cells(Entity::run, key, "seats", std::to_string(taken + 1));
        const SessionBatch batch = session->apply(std::span(&change, 1));
        INFO(key);
        CHECK_FALSE(batch.anew);
        check(*session, before, batch, false);
        ++runs;
        better += batch.value > before.value() ? 1 : 0;
    }
    CHECK(runs > 5);
    CHECK(better > 0);
}

TEST_CASE("whatever changes, keeping what is held counts as it does in a match", "[session]") {
    SessionSettings settings;
    settings.keep = 60'000;
    for (std::uint64_t seed = 1; seed <= 2; ++seed)
        (void)live(iqmatch_test::leer(), settings, seed, 8, false);
    settings.options.plans = false;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        base::Rng rng(seed);
        const Town kind = seed % 2 == 0 ? Town::simple : Town::households;
        (void)live(town(rng, 40, 14, kind), settings, seed, 12, kind == Town::simple);
    }
}

TEST_CASE("a session that has formed much one by one forms everything anew, and goes on", "[session]") {
    SessionSettings today;
    today.options.plans = false;
    base::Rng rng(2);
    const domain::Network network = town(rng, 6, 3, Town::simple);
    Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), today);
    const base::Int128 value = session.view().value();
    std::size_t anew = 0, batches = 0;
    while (anew == 0 && batches < 5000) {
        const SessionChange same = cells(Entity::candidate, "p1", "travel_max_min", "60");
        const SessionBatch batch = session.apply(std::span(&same, 1));
        anew += batch.anew ? 1 : 0;
        ++batches;
    }
    CHECK(anew == 1);
    CHECK(batches > 1000);
    const SessionChange back = put(domain::RowBook(network), Entity::candidate, "p1");
    const SessionBatch batch = session.apply(std::span(&back, 1));
    CHECK_FALSE(batch.anew);
    CHECK(batch.value == value);
}
