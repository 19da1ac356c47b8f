// SPDX-License-Identifier: Apache-2.0
// Sessions in a folder: what comes back, what is refused, what a crash leaves.
#include <atomic>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/io/session_changes.hpp>
#include <iqmatch/io/session_folder.hpp>
#include <iqmatch/io/session_snapshot.hpp>
#include <thread>
#include "json_schema.hpp"
#include "killed_worker.hpp"
#include "matching_support.hpp"
#include "record_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;
using namespace iqmatch;

namespace {

constexpr const char* at_noon = "2026-11-02T12:00:00Z";

matching::SessionSettings today() {
    matching::SessionSettings out;
    out.options.plans = false;
    return out;
}

io::SessionFolder open_leer(const fs::path& folder) {
    return io::SessionFolder::open(folder, {source_path("data/samples/leer")}, today(), at_noon);
}

/// Positions of one of the first vacancies, in turn.
std::vector<matching::SessionChange> batch(int number) {
    const std::string vacancy = number % 9 < 9 ? "v-0" + std::to_string(1 + number % 9) : "v-10";
    return io::parse_changes(R"({"set":"vacancy","key":")" + vacancy + R"(","cells":{"positions":)" +
                                 std::to_string(number * 7 % 4) + R"(},"author":"K","reason":"test"})",
                             "changes");
}

std::map<std::string, std::string> proposals(const matching::Session& session) {
    std::map<std::string, std::string> out;
    for (const auto& one : session.view().proposals()) out[one.candidate] = one.option;
    return out;
}

std::string first_code(const base::DataError& error) {
    return error.findings().items().front().code;
}

}  // namespace

TEST_CASE("a session comes back as it was", "[session]") {
    const Scratch scratch;
    std::map<std::string, std::string> held;
    base::Int128 value = 0;
    std::string hash, original;
    {
        io::SessionFolder session = open_leer(scratch / "s");
        original = session.session().network().content_hash();
        for (int k = 0; k < 5; ++k) (void)session.apply(batch(k), at_noon);
        (void)session.undo(at_noon);
        held = proposals(session.session());
        value = session.session().view().value();
        hash = session.session().network().content_hash();
    }
    for (const bool snapshot : {false, true}) {
        io::SessionFolder again = io::SessionFolder::restore(scratch / "s");
        CHECK(again.session().network().content_hash() == hash);
        CHECK(proposals(again.session()) == held);
        CHECK(again.session().view().value() == value);
        CHECK(again.session().view().number() == 6);
        if (!snapshot) again.write_snapshot();
    }
    io::SessionFolder again = io::SessionFolder::restore(scratch / "s");
    for (int k = 4; k > 0; --k) (void)again.undo(at_noon);
    CHECK(again.session().network().content_hash() == original);
    const auto journal = [&] {
        const io::SessionFolder closed = std::move(again);
        return 0;
    }();
    CHECK(journal == 0);
    const auto batches = io::read_journal(scratch / "s");
    REQUIRE(batches.size() == 11);
    CHECK(batches[1].changes.front().author == "K");
    CHECK(batches[6].undo);
}

TEST_CASE("changes read back from their JSON", "[session]") {
    const auto changes = io::parse_changes(
        R"([{"put":"candidate","key":"x","rows":{"candidates":[{"region":"03457","german":"B1","relocate":true}],
             "languages":[{"language":"en","level":"C1"},{"language":"fr"}]},"reason":"new"},
            {"remove":"run","key":"r"},
            {"decide":"pin","candidate":"x","target":"vacancy:v","author":"A","reason":"B","date":"2026-11-03"},
            {"withdraw":"pin","candidate":"x","target":"vacancy:v"},
            {"set":"vacancy","key":"v","cells":{"positions":2,"german":null}}])",
        "f");
    REQUIRE(changes.size() == 5);
    CHECK(changes[0].tables[0].cell(0, 2) == "yes");
    CHECK(changes[4].tables[0].cell(0, 0) == "2");
    std::string lines;
    for (const auto& change : changes) lines += io::change_json(change).line() + "\n";
    const auto again = io::parse_changes(lines, "g");
    REQUIRE(again.size() == changes.size());
    for (std::size_t k = 0; k < changes.size(); ++k)
        CHECK(io::change_json(again[k]).line() == io::change_json(changes[k]).line());
    for (const char* wrong :
         {"[", "{}", "[1]", R"({"put":"candidate"})", R"({"put":"person","key":"x","rows":{}})",
          R"({"set":"vacancy","key":"v"})", R"({"set":"vacancy","key":"v","cells":{"positions":[1]}})",
          R"({"put":"candidate","key":"x","rows":{"candidates":{}}})",
          R"({"remove":"run","key":"r","raeson":"x"})",
          R"({"decide":"pin","candidate":"x","target":"vacancy:v","date":"soon"})",
          R"({"decide":"pin","remove":"run","candidate":"x","key":"r","target":"t"})", "\xff"})
        CHECK_THROWS_AS(io::parse_changes(wrong, "f"), base::DataError);
    CHECK(io::parse_changes("\n \n", "f").empty());
}

TEST_CASE("no byte of a snapshot can be changed, and none be missing", "[session]") {
    matching::Session session(small_network(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                              today());
    const std::string bytes = io::write_snapshot(session.snapshot());
    const auto back = io::read_snapshot(bytes, "s");
    CHECK(io::write_snapshot(back) == bytes);
    base::Rng rng(2);
    for (int k = 0; k < 400; ++k) {
        std::string other = bytes;
        const std::size_t at = k < 120 ? static_cast<std::size_t>(k) : rng.below(bytes.size());
        other[at] = static_cast<char>(other[at] ^ (1 << rng.below(8)));
        CHECK_THROWS_AS(io::read_snapshot(other, "s"), base::DataError);
    }
    for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 200)
        CHECK_THROWS_AS(io::read_snapshot(bytes.substr(0, size), "s"), base::DataError);
    CHECK_THROWS_AS(io::read_snapshot(bytes + "x", "s"), base::DataError);
    std::string other = bytes;
    other[16] = 2;  // the format
    try {
        (void)io::read_snapshot(other, "s");
        FAIL("another format was read");
    } catch (const base::DataError& error) {
        CHECK(first_code(error) == "session_version");
    }
}

TEST_CASE("a damaged folder is refused, and a full one too", "[session]") {
    const Scratch scratch;
    { auto session = open_leer(scratch / "s"); }
    CHECK_THROWS_AS(open_leer(scratch / "s"), base::UsageError);
    const auto refused = [&](const char* file, const std::string& text, const char* code) {
        const std::string before = get(scratch / "s" / file);
        put(scratch / "s" / file, text);
        try {
            (void)io::SessionFolder::restore(scratch / "s");
            FAIL("not refused: " << file);
        } catch (const base::DataError& error) {
            CHECK(first_code(error) == code);
        }
        put(scratch / "s" / file, before);
    };
    refused("snapshot.bin", "nothing", "session_damaged");
    refused("session.json", R"({"schema":"iqmatch-session-9"})", "session_version");
    refused("session.json", R"({"schema":"iqmatch-session-1"})", "session_damaged");
    refused("journal/private.jsonl", get(scratch / "s/journal/private.jsonl").replace(90, 1, "#"),
            "record_damaged");
    std::string card = get(scratch / "s/model.json");
    card.replace(card.find("0.28"), 4, "0.27");
    refused("model.json", card, "session_damaged");
    CHECK(io::SessionFolder::restore(scratch / "s").session().view().number() == 0);
    CHECK_THROWS_AS(io::SessionFolder::restore(scratch / "none"), base::FileError);
}

TEST_CASE("200 kills at random moments lose no batch that was reported", "[session][crash][long]") {
    const Scratch scratch;
    const FastFolder memory;
    fs::create_directory_symlink(memory.path(), scratch / "m");
    { auto session = open_leer(scratch / "m/s"); }
    base::Rng rng(17);
    int number = 0, finished = 0;
    for (int kill = 0; kill < 200; ++kill) {
        KilledWorker worker([&](const auto& report) {
            io::SessionFolder session = io::SessionFolder::restore(scratch / "m/s");
            for (int k = number;; ++k) {
                if (k % 5 == 4) session.write_snapshot();
                (void)session.apply(batch(k), at_noon);
                report();
            }
        });
        const auto reported = [&] {
            if (!worker.reported()) return false;
            ++number;
            ++finished;
            return true;
        };
        // Some way into the work, however fast the machine is; sometimes while the session is still read.
        if (rng.chance(3, 4))
            for (std::uint64_t wait = rng.below(4); wait > 0; --wait) REQUIRE(reported());
        worker.kill(rng, 8000);
        while (reported()) {
        }
        if (kill % 10 != 9) {
            // Only the journal: the batch under way is there or not.
            const auto batches = io::read_journal(scratch / "m/s");
            const auto last = static_cast<int>(batches.back().number);
            INFO("kill " << kill);
            REQUIRE((last == number || last == number + 1));
            number = last;
            continue;
        }
        const io::SessionFolder found = io::SessionFolder::restore(scratch / "m/s");
        const auto last = static_cast<int>(found.session().view().number());
        REQUIRE((last == number || last == number + 1));
        number = last;
        const matching::Assignment cold =
            matching::assign(matching::options(found.session().network(), rules::RuleTables::builtin(),
                                               scoring::ModelCard::builtin(), without_plans()));
        REQUIRE(found.session().view().value() <= cold.bound());
        REQUIRE(cold.value() <= found.session().view().bound());
    }
    CHECK(finished > 100);
}

TEST_CASE("readers see whole matches while a writer goes on", "[session]") {
    matching::Session session(leer(), rules::RuleTables::builtin(), scoring::ModelCard::builtin(), today());
    std::atomic<bool> done{false};
    std::atomic<int> wrong{0};
    std::vector<std::thread> readers;
    for (int k = 0; k < 3; ++k)
        readers.emplace_back([&] {
            std::uint64_t last = 0;
            while (!done) {
                const auto view = session.view();
                base::Int128 sum = 0;
                for (const auto& one : view.proposals()) sum += one.value;
                if (sum != view.value() || view.number() < last || view.bound() < view.value()) ++wrong;
                last = view.number();
            }
        });
    for (int k = 0; k < 60; ++k) (void)session.apply(batch(k));
    done = true;
    for (std::thread& reader : readers) reader.join();
    CHECK(wrong == 0);
}

TEST_CASE("session as users call it", "[cli][session]") {
    const Scratch scratch;
    const std::string leer_folder = source_path("data/samples/leer").string();
    put(scratch / "c.jsonl", io::change_json(batch(1).front()).line() + "\n");
    REQUIRE(run(scratch, "session s open " + leer_folder + " --no-plans --quiet").code == 0);
    const Run applied = run(scratch, "session s apply c.jsonl --json b.json --lang de");
    REQUIRE(applied.code == 0);
    CHECK(applied.out.find("nach Stapel 1") != std::string::npos);
    const auto schema = parsed(get(source_path("docs/reference/schemas/batch.schema.json")));
    CHECK(schema_errors(schema, parsed(get(scratch / "b.json"))) == std::vector<std::string>{});
    CHECK_FALSE(schema_errors(schema, io::JsonValue::object()).empty());
    CHECK(run(scratch, "session s diff").out.find("since batch 0, now 1") != std::string::npos);
    CHECK(run(scratch, "session s undo").code == 0);
    CHECK(run(scratch, "session s restore --network n").code == 0);
    CHECK(run(scratch, "validate n").code == 0);
    CHECK(run(scratch, "record s/journal verify").code == 0);
    CHECK(run(scratch, "session s undo").code == 2);
    CHECK(run(scratch, "session s open " + leer_folder).code == 2);
    CHECK(run(scratch, "session s apply").code == 2);
    CHECK(run(scratch, "session s diff c.jsonl").code == 2);
    CHECK(run(scratch, "session s apply none.jsonl").code == 5);
    CHECK(run(scratch, "session none diff").code == 5);
    put(scratch / "bad.jsonl", "{\"remove\":\"candidate\",\"key\":\"nobody\"}\n");
    const Run bad = run(scratch, "session s apply bad.jsonl");
    CHECK(bad.code == 1);
    CHECK(bad.err.find("change_none") != std::string::npos);
    const auto journal = io::read_journal(scratch / "s");
    CHECK(journal.back().number == 2);
}
