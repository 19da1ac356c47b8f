// SPDX-License-Identifier: Apache-2.0
// A result takes the place of an earlier one; whatever fails on the way, one of the two stands complete in
// its place.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/pending_file.hpp>
#include <iqmatch/io/replace_folder.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iterator>
#include <memory>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;

using Contents = std::map<std::string, std::string>;
const Contents earlier{{"a.csv", "old"}}, later{{"a.csv", "new"}, {"b.csv", "new"}};

struct Place {
    Scratch scratch;
    fs::path out = scratch / "out", fresh = scratch / "fresh";

    explicit Place(bool taken = true) {
        fs::create_directory(fresh);
        for (const auto& [name, bytes] : later) put(fresh / name, bytes);
        if (!taken) return;
        fs::create_directory(out);
        for (const auto& [name, bytes] : earlier) put(out / name, bytes);
    }
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()));
    }
};

void let_go(const fs::path&) {}

/// Moves of which the calls numbered in `failing`, counted from 1 over both kinds, fail.
io::FolderMoves failing(std::vector<int> calls, bool can_exchange) {
    const auto count = std::make_shared<int>(0);
    const auto fails = [count, calls = std::move(calls)] {
        ++*count;
        return std::find(calls.begin(), calls.end(), *count) != calls.end();
    };
    io::FolderMoves moves = io::system_moves();
    const auto broken = std::make_error_code(std::errc::io_error);
    moves.exchange = [=, real = moves.exchange](const fs::path& a, const fs::path& b) {
        if (!can_exchange) return std::make_error_code(std::errc::function_not_supported);
        return fails() ? broken : real(a, b);
    };
    moves.rename = [=, real = moves.rename](const fs::path& a, const fs::path& b) {
        return fails() ? broken : real(a, b);
    };
    return moves;
}

}  // namespace

TEST_CASE("a folder takes a free place or the place of an earlier one", "[result_folder]") {
    for (const bool taken : {false, true})
        for (const bool can_exchange : {false, true}) {
            const Place place(taken);
            io::replace_folder(place.fresh, place.out, let_go, failing({}, can_exchange));
            CHECK(contents(place.out) == later);
            CHECK(place.entries() == 1);
        }
}

#if defined(__linux__)
TEST_CASE("where the system can exchange folders, the place is never empty", "[result_folder]") {
    const Place place;
    io::FolderMoves moves = io::system_moves();
    if (moves.exchange(place.fresh, place.out)) return;  // a file system that cannot
    CHECK(contents(place.out) == later);
    CHECK(contents(place.fresh) == earlier);
    CHECK_FALSE(moves.exchange(place.fresh, place.out));
    moves.rename = [](const fs::path&, const fs::path&) { return std::make_error_code(std::errc::io_error); };
    io::replace_folder(place.fresh, place.out, let_go, moves);
    CHECK(contents(place.out) == later);
}
#endif

TEST_CASE("a step that fails leaves the earlier result in its place", "[result_folder]") {
    // Without exchange: 1 moves the old one aside, 2 moves the new one in, 3 moves the old one back.
    for (const int step : {1, 2}) {
        INFO(step);
        const Place place;
        CHECK_THROWS_AS(io::replace_folder(place.fresh, place.out, let_go, failing({step}, false)),
                        base::FileError);
        CHECK(contents(place.out) == earlier);
        CHECK(place.entries() == 1);
    }
    // An exchange that fails for whatever reason is done in two steps.
    const Place place;
    io::replace_folder(place.fresh, place.out, let_go, failing({1}, true));
    CHECK(contents(place.out) == later);
    CHECK(place.entries() == 1);

    const Place free_place(false);
    CHECK_THROWS_AS(io::replace_folder(free_place.fresh, free_place.out, let_go, failing({1}, true)),
                    base::FileError);
    CHECK(free_place.entries() == 0);
}

TEST_CASE("where even the way back fails, nothing is lost and the error says where it is",
          "[result_folder]") {
    const Place place;
    try {
        io::replace_folder(place.fresh, place.out, let_go, failing({2, 3}, false));
        FAIL("accepted");
    } catch (const base::FileError& error) {
        const fs::path old = place.scratch / ".out.iqmatch-old-0";
        CHECK(std::string(error.what()).find(old.string()) != std::string::npos);
        CHECK(contents(old) == earlier);
        CHECK(contents(place.fresh) == later);
    }
}

TEST_CASE("an exchange that cannot be undone removes neither folder", "[result_folder]") {
    const Place place, trial;
    if (io::system_moves().exchange(trial.fresh, trial.out)) return;  // a file system that cannot
    const auto refuse = [](const fs::path&) { throw base::UsageError("not to be replaced"); };
    try {
        io::replace_folder(place.fresh, place.out, refuse, failing({2}, true));
        FAIL("accepted");
    } catch (const base::FileError& error) {
        CHECK(std::string(error.what()).find(place.fresh.string()) != std::string::npos);
        CHECK(contents(place.fresh) == earlier);
        CHECK(contents(place.out) == later);
    }
}

TEST_CASE("what somebody puts into the old folder at the last moment is not removed", "[result_folder]") {
    struct Refused {};
    for (const bool can_exchange : {false, true}) {
        const Place place;
        put(place.out / "diary.txt", "mine");
        const Contents before = contents(place.out);
        const auto check = [](const fs::path& old) {
            if (fs::exists(old / "diary.txt")) throw Refused();
        };
        CHECK_THROWS_AS(io::replace_folder(place.fresh, place.out, check, failing({}, can_exchange)),
                        Refused);
        CHECK(contents(place.out) == before);
        CHECK(place.entries() == 1);
    }
}

TEST_CASE("a result that is not wanted at the last moment leaves no trace", "[result_folder]") {
    struct Unwanted {};
    const Scratch scratch;
    io::JsonValue summary = io::JsonValue::object();
    summary.set("schema", io::summary_schema);
    io::ResultFolder folder(scratch / "new/deep/out");
    folder.add_file("a.csv", "x");
    CHECK_THROWS_AS(folder.finish(summary, [](std::string_view) { throw Unwanted(); }), Unwanted);
    CHECK(contents(scratch.path()).empty());
    std::string seen;
    const std::string written = folder.finish(summary, [&](std::string_view text) { seen = text; });
    CHECK(seen == written);
    CHECK(get(scratch / "new/deep/out/summary.json") == written);
    // And where an earlier one stands, it stays.
    const auto before = contents(scratch.path());
    summary.set("more", 1);
    CHECK_THROWS_AS(folder.finish(summary, [](std::string_view) { throw Unwanted(); }), Unwanted);
    CHECK(contents(scratch.path()) == before);
    // A note that comes while the new result is being written is not lost.
    CHECK_THROWS_AS(
        folder.finish(summary, [&](std::string_view) { put(scratch / "new/deep/out/note.txt", "mine"); }),
        base::UsageError);
    CHECK(get(scratch / "new/deep/out/note.txt") == "mine");
    CHECK(get(scratch / "new/deep/out/summary.json") == written);
}

TEST_CASE("a pending file is seen only when it is published", "[result_folder]") {
    const Scratch scratch;
    put(scratch / "s.json", "old");
    {
        io::PendingFile file(scratch / "s.json");
        file.write("new");
        CHECK(get(scratch / "s.json") == "old");
    }
    CHECK(contents(scratch.path()) == Contents{{"s.json", "old"}});
    {
        io::PendingFile file(scratch / "s.json");
        file.publish();  // nothing was written, nothing is replaced
        CHECK(get(scratch / "s.json") == "old");
        file.write("new");
        file.publish();
    }
    CHECK(contents(scratch.path()) == Contents{{"s.json", "new"}});
    CHECK_THROWS_AS(io::PendingFile(scratch / "none/s.json"), base::FileError);
    CHECK_THROWS_AS(io::PendingFile(scratch.path()), base::FileError);
    CHECK_THROWS_AS(io::PendingFile(scratch / "s.json/t.json"), base::FileError);
    CHECK(io::stands_in(scratch / "a/b", scratch / "a"));
    CHECK(io::stands_in(scratch / "a", scratch / "a/"));
    CHECK_FALSE(io::stands_in(scratch / "ab", scratch / "a"));
    CHECK_FALSE(io::stands_in(scratch / "a/../b", scratch / "a"));
}
