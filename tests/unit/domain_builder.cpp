// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/network.hpp>
#include <thread>
#include "network_folder.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

const domain::NetworkSettings settings{.name = "test", .as_of = *base::Date::parse("2026-11-02")};

base::TextTable people() {
    base::TextTable out("candidates", "", {"candidate", "region"});
    out.add_row({"p1", "03457"});
    return out;
}
base::TextTable jobs() {
    base::TextTable out("vacancies", "", {"vacancy", "kldb", "positions"});
    out.add_row({"v1", "81302", "1"});
    return out;
}

std::vector<std::string> codes(const base::Findings& findings) {
    std::vector<std::string> out;
    for (const auto& f : findings.items())
        out.push_back(f.code + " " + f.file + " " + std::to_string(f.row) + " " + f.column);
    return out;
}

/// A table written back from its columns.
base::TextTable written(const domain::Table& table) {
    std::vector<std::string> header;
    for (const auto& column : table.columns())
        if (column.present()) header.emplace_back(column.schema().name);
    base::TextTable out(std::string(table.name()), "", header);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string> cells;
        for (const auto& column : table.columns())
            if (column.present()) cells.push_back(column.canonical(row));
        const std::vector<std::string_view> views(cells.begin(), cells.end());
        out.add_row(views);
    }
    return out;
}

}  // namespace

TEST_CASE("tables in memory become a network; findings name the table where there is no file", "[domain]") {
    const auto network = domain::NetworkBuilder(settings).add(people()).add(jobs()).build();
    CHECK(network.candidates().size() == 1);
    CHECK(network.table("candidates").file() == "candidates");
    CHECK(network.table("titles").rows() == 0);
    CHECK_FALSE(network.table("titles").column("title").present());
    CHECK(network.table("titles").column("title").numbers().empty());
    CHECK_THROWS_AS(network.table("regions"), base::UsageError);
    CHECK_THROWS_AS(network.table("candidates").column("gender"), base::UsageError);

    base::TextTable bad = people();
    bad.add_row({"p1", "3402"});
    const auto result = domain::NetworkBuilder(settings).add(bad).add(jobs()).try_build();
    CHECK_FALSE(result.network);
    CHECK(codes(result.findings) == std::vector<std::string>{"region_unknown candidates 3 region",
                                                             "key_duplicate candidates 3 candidate"});
    CHECK(result.findings.items()[1].detail == "candidates:2");
}

TEST_CASE("misuse of the builder is told apart from bad data", "[domain]") {
    CHECK_THROWS_AS(domain::NetworkBuilder(settings).add(people()).add(people()), base::UsageError);
    CHECK_THROWS_AS(domain::NetworkBuilder({.name = "", .as_of = {}, .stale_after_days = -1}),
                    base::UsageError);
    CHECK(codes(domain::NetworkBuilder(settings).try_build().findings) ==
          std::vector<std::string>{"table_missing vacancies.csv 0 ", "table_missing candidates.csv 0 "});
    CHECK_THROWS_AS(domain::NetworkBuilder(settings).build(), base::DataError);
}

TEST_CASE("an audit table handed to the builder is not looked at", "[domain]") {
    const base::TextTable audit("audit", "", {"candidate", "sex", "birth_date"});
    const auto result = domain::NetworkBuilder(settings).add(people()).add(jobs()).add(audit).try_build();
    REQUIRE(result.network);
    CHECK(codes(result.findings) == std::vector<std::string>{"table_unused audit 0 "});
    CHECK(result.network->content_hash() ==
          domain::NetworkBuilder(settings).add(people()).add(jobs()).build().content_hash());
}

TEST_CASE("noted findings come first, and an error among them makes no network", "[domain]") {
    base::Findings noted;
    noted.add(base::make_finding("file_empty"));
    const auto result = domain::NetworkBuilder(settings).add(people()).add(jobs()).note(noted).try_build();
    CHECK_FALSE(result.network);
    CHECK(codes(result.findings) == std::vector<std::string>{"file_empty  0 "});
}

TEST_CASE("without a catalogue the rest is still checked", "[domain]") {
    base::TextTable bad = people();
    bad.add_row({"p2", "anywhere"});
    bad.add_row({"p;3", "03457"});
    const auto result =
        domain::NetworkBuilder(settings).catalogue_unreadable().add(bad).add(jobs()).try_build();
    CHECK_FALSE(result.network);
    CHECK(codes(result.findings) == std::vector<std::string>{"key_bad_character candidates 4 candidate"});
    CHECK_FALSE(domain::NetworkBuilder(settings)
                    .catalogue_unreadable()
                    .add(people())
                    .add(jobs())
                    .try_build()
                    .network);
}

TEST_CASE("a network written back from its columns is the same network", "[domain]") {
    const NetworkFolder folder(sound_network());
    const auto network = io::load_network(folder.path());
    domain::NetworkBuilder builder(settings);
    for (const domain::Table& table : network.tables()) builder.add(written(table));
    CHECK(builder.build().content_hash() == network.content_hash());
    // Every cell that says something comes back, and the masks agree with it.
    for (const domain::Table& table : network.tables())
        for (const domain::Column& column : table.columns())
            for (std::size_t row = 0; row < table.rows(); ++row) {
                CHECK((column.state(row) == domain::CellState::unknown) == column.canonical(row).empty());
                CHECK((!column.present() || column.states().size() == table.rows()));
                CHECK((!column.present() || !column.numeric() || column.numbers().size() == table.rows()));
                if (column.state(row) != domain::CellState::value) CHECK_FALSE(column.number(row));
            }
}

TEST_CASE("a handle keeps alive what it shows, and many threads may read it", "[domain]") {
    const NetworkFolder folder(sound_network());
    std::optional<domain::Network> first = io::load_network(folder.path());
    const domain::Network second = *first;
    first.reset();
    std::vector<std::jthread> threads;
    std::vector<std::size_t> seen(4);
    for (std::size_t t = 0; t < seen.size(); ++t)
        threads.emplace_back([&, t] {
            const domain::Network own = second;
            for (int round = 0; round < 200; ++round)
                for (std::size_t i = 0; i < own.candidates().size(); ++i) {
                    const domain::CandidateId id(i);
                    seen[t] += own.candidates().key(id).size() + own.qualifications_of(id).size() +
                               own.titles_of(id).size() + (own.german(id).overall ? 1 : 0) +
                               own.catalogue().regions().size() + own.content_hash().size();
                }
        });
    threads.clear();
    CHECK(seen[0] > 0);
    CHECK(seen == std::vector<std::size_t>(4, seen[0]));
}
