// SPDX-License-Identifier: Apache-2.0
// Options that are not listed: what the limit leaves out, and the best over all pairs in spite of it.
#include <iqmatch/synth/generate.hpp>
#include <map>
#include <set>
#include "matching_support.hpp"
#include "random_card.hpp"
#include "steering_tables.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;

namespace {

/// Nothing but positions is limited, and nobody decides with others: without plans the exact case.
base::TextTable without_limits(const base::TextTable& table) {
    base::TextTable out(table.name(), table.file(), table.header());
    const auto limit = table.column("max_in_recognition");
    if (table.name() == "units" || table.name() == "vacancy_tranches") return out;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string_view> cells;
        for (std::size_t c = 0; c < table.columns(); ++c)
            cells.push_back(limit == c ? std::string_view() : table.cell(row, c));
        out.add_row(cells);
    }
    return out;
}

domain::Network generated(std::uint64_t seed, bool plain = false) {
    synth::GenerateSettings settings;
    settings.candidates = 150;
    settings.vacancies = 90;
    settings.runs = 30;
    settings.seed = seed;
    domain::NetworkBuilder builder({"generated", settings.as_of});
    for (const base::TextTable& table : synth::generate(domain::Catalogue::builtin(), settings).tables)
        builder.add(plain ? without_limits(table) : table);
    return builder.build();
}

struct Case {
    domain::Network network;
    scoring::ModelCard card = scoring::ModelCard::builtin();
    matching::OptionSettings settings{};

    [[nodiscard]] matching::Options options(std::optional<std::uint32_t> most, unsigned threads = 1) const {
        matching::OptionSettings wanted = settings;
        wanted.max_options = most;
        base::Control control;
        control.threads = threads;
        return matching::options(network, rules::RuleTables::builtin(), card, wanted, control);
    }
    [[nodiscard]] matching::Assignment assigned(std::optional<std::uint32_t> most, bool all_pairs,
                                                unsigned threads = 1) const {
        base::Control control;
        control.threads = threads;
        matching::AssignSettings how;
        how.all_pairs = all_pairs;
        matching::Assignment out = matching::assign(options(most, threads), how, control);
        if (most && all_pairs) check_from_memory(out, *most, how, control);
        return out;
    }
    /// What is left out may be kept or asked about again: that changes nothing.
    void check_from_memory(const matching::Assignment& asked, std::uint32_t most,
                           const matching::AssignSettings& how, const base::Control& control) const {
        Case kept = *this;
        kept.settings.keep_left_out = true;
        const matching::Options listed = kept.options(most, control.threads);
        CHECK(listed.hash() == options(most, control.threads).hash());
        const matching::Assignment out = matching::assign(listed, how, control);
        CHECK(out.options().hash() == asked.options().hash());
        CHECK(out.options().added() == asked.options().added());
        CHECK(out.selection().chosen == asked.selection().chosen);
        CHECK(out.selection().prices == asked.selection().prices);
        CHECK(out.value() == asked.value());
        CHECK(out.bound() == asked.bound());
        CHECK(out.pricing()->rounds == asked.pricing()->rounds);
        CHECK(out.pricing()->added == asked.pricing()->added);
    }
};

std::set<std::string> keys_of(const matching::Options& options, CandidateId candidate) {
    std::set<std::string> out;
    for (const matching::Option& option : options.of(candidate)) out.insert(options.key(option));
    return out;
}

std::map<std::string, std::int64_t> prices_of(const matching::Assignment& result) {
    std::map<std::string, std::int64_t> out;
    const auto& problem = result.options().problem();
    for (std::size_t r = 0; r < problem.resource_count(); ++r)
        if (const std::int64_t price = result.selection().prices[r]; price != 0)
            out.emplace(problem.resources[r], price);
    return out;
}

bool same_result(const matching::Assignment& a, const matching::Assignment& b) {
    return a.options().hash() == b.options().hash() && a.selection().chosen == b.selection().chosen &&
           a.selection().prices == b.selection().prices && a.value() == b.value() && a.bound() == b.bound() &&
           a.pricing()->rounds == b.pricing()->rounds && a.pricing()->added == b.pricing()->added;
}

/// The first so many of all options by value stand on the list, in the same order, and the rest is counted.
void check_list(const matching::Options& all, const matching::Options& few, std::size_t most) {
    std::uint64_t options = 0, pairs = 0;
    for (std::size_t c = 0; c < all.network().candidates().size(); ++c) {
        const CandidateId id(c);
        const auto whole = all.of(id), listed = few.of(id);
        std::vector<std::int64_t> values;
        std::set<domain::VacancyId> there, open;
        for (const matching::Option& option : whole) {
            values.push_back(option.value);
            if (!option.alone) open.insert(option.vacancy);
        }
        std::sort(values.rbegin(), values.rend());
        REQUIRE(listed.size() >= std::min(most, whole.size()));
        std::size_t at = 0;
        for (const matching::Option& option : listed) {
            while (at < whole.size() && all.key(whole[at]) != few.key(option)) ++at;
            REQUIRE(at < whole.size());
            CHECK(whole[at].value == option.value);
            CHECK(std::ranges::equal(all.seats(whole[at]), few.seats(option)));
            if (!option.alone) there.insert(option.vacancy);
        }
        options += whole.size() - listed.size();
        for (const auto vacancy : open) pairs += there.count(vacancy) == 0 ? 1 : 0;
        if (listed.size() == most && whole.size() > most)
            for (const matching::Option& option : listed) CHECK(option.value >= values[most - 1]);
    }
    CHECK(few.cut() == matching::ListingCut{options, pairs});
    CHECK(few.counts() == all.counts());
}

}  // namespace

TEST_CASE("a limit lists the best of each person and counts the rest", "[matching][all_pairs]") {
    Case one{generated(1)};
    one.settings.plans = GENERATE(false, true);
    const matching::Options all = one.options({});
    CHECK_FALSE(all.max_options());
    for (const std::uint32_t most : {1U, 3U, 10U}) {
        const matching::Options few = one.options(most), again = one.options(most, 3);
        check_list(all, few, most);
        CHECK(few.hash() == again.hash());
        CHECK(few.added().empty());
        for (std::size_t c = 0; c < one.network.candidates().size(); ++c)
            for (const matching::Option& option : few.of(CandidateId(c)))
                CHECK(few.detail(CandidateId(c), option).sum() == option.value);
    }
    const matching::Options roomy = one.options(1'000'000U);
    CHECK(roomy.hash() == all.hash());
    CHECK(roomy.cut() == matching::ListingCut{});
    CHECK_THROWS_AS(one.options(0U), base::UsageError);
}

TEST_CASE("what is asked for beside the limit is listed", "[matching][all_pairs]") {
    Case one{generated(2)};
    const matching::Options all = one.options({}), few = one.options(2U);
    std::vector<matching::NamedOption> also;
    for (std::size_t c = 0; c < one.network.candidates().size(); ++c) {
        const CandidateId id(c);
        const auto listed = keys_of(few, id);
        for (const std::string& key : keys_of(all, id))
            if (listed.count(key) == 0 && also.size() < 50)
                also.push_back({std::string(one.network.candidates().key(id)), key});
    }
    std::sort(also.begin(), also.end());
    REQUIRE(also.size() == 50);
    auto more = also;
    more.push_back({"~nobody", "vacancy:none@2026-11-02"});
    one.settings.also = std::make_shared<const std::vector<matching::NamedOption>>(more);
    const matching::Options longer = one.options(2U);
    CHECK(longer.added() == also);
    CHECK(longer.size() == few.size() + also.size());
    CHECK(longer.cut().options + also.size() == few.cut().options);
}

TEST_CASE("the best over all pairs is that of the whole list", "[matching][all_pairs]") {
    std::uint64_t rounds = 0, lost = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Case one{generated(seed),
                 seed % 3 == 0 ? scoring::ModelCard::builtin() : iqmatch_test::random_card(seed)};
        one.settings.plans = false;
        const matching::Assignment whole = one.assigned({}, false);
        CHECK(whole.over_all_pairs());
        for (const std::uint32_t most : {1U, 2U, 3U}) {
            INFO("seed " << seed << ", listed " << most);
            const matching::Assignment listed = one.assigned(most, false), all = one.assigned(most, true);
            CHECK(listed.over_all_pairs() == false);
            REQUIRE(all.over_all_pairs());
            CHECK(listed.value() <= all.value());
            CHECK(all.certify().empty());
            CHECK(matching::most_unlisted(all.options(), all.selection().prices) == 0);
            CHECK(same_result(all, one.assigned(most, true, 3)));
            rounds = std::max(rounds, all.pricing()->rounds);
            CHECK(all.options().added().size() == all.pricing()->added);
            if (!whole.several_capacities()) {
                CHECK(all.status() == graph::SolveStatus::optimal);
                CHECK(all.value() == whole.value());
                CHECK(prices_of(all) == prices_of(whole));
            } else {
                CHECK(all.value() <= whole.bound());
                CHECK(whole.value() <= all.bound());
            }
            lost += listed.value() < all.value() ? 1 : 0;
            if (listed.value() < all.value())
                CHECK(matching::most_unlisted(listed.options(), listed.selection().prices) >=
                      all.value() - listed.bound());
        }
    }
    CHECK(rounds >= 3);
    CHECK(lost >= 10);
}

TEST_CASE("with plans the two certified intervals overlap", "[matching][all_pairs]") {
    std::uint64_t lost = 0;
    for (std::uint64_t seed = 20; seed < 24; ++seed) {
        const Case one{generated(seed)};
        const matching::Assignment whole = one.assigned({}, false);
        REQUIRE(whole.several_capacities());
        for (const std::uint32_t most : {1U, 3U}) {
            INFO("seed " << seed << ", listed " << most);
            const matching::Assignment listed = one.assigned(most, false), all = one.assigned(most, true);
            CHECK(all.over_all_pairs());
            CHECK(all.value() <= whole.bound());
            CHECK(whole.value() <= all.bound());
            CHECK(all.value() >= listed.value());
            CHECK(all.certify().empty());
            CHECK(matching::most_unlisted(all.options(), all.selection().prices) == 0);
            CHECK(same_result(all, one.assigned(most, true, 2)));
            lost += listed.bound() < all.value() ? 1 : 0;
        }
    }
    CHECK(lost >= 2);
}

TEST_CASE("earlier proposals are listed and kept as often as without a limit", "[matching][all_pairs]") {
    for (std::uint64_t seed = 40; seed < 46; ++seed) {
        Case one{generated(seed, true)};
        one.settings.plans = false;
        // Not the best, so that there is something to weigh.
        std::vector<matching::EarlierProposal> before;
        const matching::Options all = one.options({});
        for (std::size_t c = 0; c < one.network.candidates().size(); ++c) {
            const auto own = all.of(CandidateId(c));
            if (own.empty()) continue;
            const matching::Option& option = own[(c * 7 + seed) % own.size()];
            before.push_back({std::string(one.network.candidates().key(CandidateId(c))),
                              std::string(one.network.vacancies().key(option.vacancy)), option.start});
        }
        const std::int64_t keep = seed % 2 == 0 ? 0 : 40'000;
        one.settings.continuity = {
            std::make_shared<matching::EarlierResult>(before, std::vector<std::string>()), keep};
        const matching::Assignment whole = one.assigned({}, false), few = one.assigned(1U, true);
        INFO("seed " << seed);
        REQUIRE_FALSE(whole.several_capacities());
        CHECK(few.value() == whole.value());
        CHECK(prices_of(few) == prices_of(whole));
        const auto kept = [](const matching::Assignment& result) {
            const std::vector<bool> keeps = matching::options_kept(result.options());
            std::size_t count = 0;
            for (const tables::OptionIndex o : result.selection().chosen)
                count += o != tables::no_option && keeps[o] ? 1 : 0;
            return count;
        };
        CHECK(kept(few) == kept(whole));
        const matching::Options listed = one.options(1U);
        for (const matching::EarlierProposal& proposal : before) {
            const auto who = *one.network.candidates().find(proposal.candidate);
            const auto own = listed.of(who);
            CHECK(std::any_of(own.begin(), own.end(), [&](const matching::Option& option) {
                return one.network.vacancies().key(option.vacancy) == proposal.vacancy;
            }));
        }
    }
}

TEST_CASE("an option that is only as good is added where it lets an earlier proposal stay",
          "[matching][all_pairs]") {
    // All pairs are worth the same; b may not have u. Listed: for a u, and v, which was proposed earlier; for
    // b v alone. Whether a keeps v depends on w, which no price asks for.
    base::TextTable people("candidates", "",
                           {"candidate", "region", "occupation", "german", "recognition_status", "title"});
    base::TextTable jobs("vacancies", "", {"vacancy", "region", "kldb", "positions", "german"});
    for (const char* key : {"a", "b"}) people.add_row({key, "03457", "29302", "B1", "partial", "ne"});
    for (const char* key : {"u", "v", "w"}) jobs.add_row({key, "03457", "29302", "1", "B1"});
    domain::NetworkBuilder builder({"ties", *base::Date::parse("2026-11-02")});
    builder.add(people).add(jobs);
    iqmatch_test::add_steering(builder, {{"b", "vacancy:u", "forbid"}}, {});
    Case one{builder.build()};
    one.settings.plans = false;
    one.settings.continuity.earlier = std::make_shared<matching::EarlierResult>(
        std::vector<matching::EarlierProposal>{{"a", "v", *base::Date::parse("2026-11-02")}},
        std::vector<std::string>());
    REQUIRE(one.options(1U).size() == 3);
    const matching::Assignment result = one.assigned(1U, true);
    CHECK(result.status() == graph::SolveStatus::optimal);
    CHECK(one.network.vacancies().key(result.find(CandidateId(0))->option.vacancy) == "v");
    CHECK(one.network.vacancies().key(result.find(CandidateId(1))->option.vacancy) == "w");
}

TEST_CASE("a stop among the rounds leaves a bound that holds", "[matching][all_pairs]") {
    Case one{generated(7)};
    one.settings.plans = GENERATE(false, true);
    const matching::Assignment whole = one.assigned({}, false);
    const matching::Options few = one.options(1U);
    matching::AssignSettings how;
    how.all_pairs = true;
    std::set<bool> complete;
    for (int calls = 1; calls < 60; calls += 2) {
        std::stop_source source;
        base::Control control;
        control.stop = source.get_token();
        int heard = 0;
        control.progress = [&](const base::Progress&) {
            if (++heard == calls) source.request_stop();
        };
        const matching::Assignment stopped = matching::assign(few, how, control);
        complete.insert(stopped.over_all_pairs());
        CHECK(stopped.value() <= whole.bound());
        CHECK(stopped.certify().empty());
        if (!stopped.over_all_pairs()) continue;
        CHECK(stopped.bound() >= whole.value());
        CHECK(matching::most_unlisted(stopped.options(), stopped.selection().prices) == 0);
    }
    CHECK(complete.size() == 2);
}

TEST_CASE("all pairs needs the policy that proves something", "[matching][all_pairs]") {
    const Case one{generated(3)};
    matching::AssignSettings how;
    how.all_pairs = true;
    how.policy = tables::Policy::greedy;
    CHECK_THROWS_AS(matching::assign(one.options(2U), how), base::UsageError);
    how.policy = tables::Policy::optimal;
    const matching::Assignment whole = matching::assign(one.options({}), how);
    CHECK(whole.over_all_pairs());
    CHECK_FALSE(whole.pricing());
}
