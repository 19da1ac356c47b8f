// SPDX-License-Identifier: Apache-2.0
// A record: what it proves, what it survives, and that what is deleted is gone.
#include <signal.h>
#include <sys/resource.h>
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <thread>
#include "record_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

using iqmatch::base::Sha256;

void add(const fs::path& folder, const std::vector<io::RecordItem>& items) {
    io::Record record(folder);
    record.append(items, some_time);
}

/// Three appends: one entry, two, one.
std::string small_record(const fs::path& folder) {
    add(folder, {item("pin", "p-1", "first")});
    add(folder, {item("pin", "p-2", "second"), item("forbid", "p-1", "third")});
    add(folder, {item("pin", "", "nobody's")});
    return io::read_record(folder).head();
}

std::vector<std::string> lines_of(const std::string& bytes) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\n', at) + 1)
        out.push_back(bytes.substr(at, bytes.find('\n', at) + 1 - at));
    return out;
}
std::string joined_lines(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += line;
    return out;
}

}  // namespace

TEST_CASE("a record is the chain that its page describes", "[record]") {
    const FastFolder scratch;
    const std::string head = small_record(scratch / "new/deep");
    const io::RecordContents contents = io::read_record(scratch / "new/deep", head);
    CHECK(contents.faults.empty());
    CHECK(contents.deleted == 0);
    REQUIRE(contents.entries.size() == 4);
    std::string previous = contents.id;
    std::set<std::string> salts;
    for (const io::RecordEntry& entry : contents.entries) {
        REQUIRE(entry.payload.has_value());
        const std::string commitment = Sha256()
                                           .field("iqmatch-payload-1")
                                           .field(entry.payload->salt)
                                           .field(entry.payload->person)
                                           .field(entry.payload->content.line())
                                           .hex();
        CHECK(entry.commitment == commitment);
        previous = Sha256()
                       .field("iqmatch-entry-1")
                       .field(previous)
                       .number(static_cast<std::int64_t>(entry.number))
                       .field(entry.kind)
                       .field(entry.time)
                       .number(static_cast<std::int64_t>(entry.follow))
                       .field(entry.commitment)
                       .hex();
        CHECK(entry.hash == previous);
        salts.insert(entry.payload->salt);
    }
    CHECK(previous == head);
    CHECK(salts.size() == 4);
    CHECK(contents.entries[1].follow == 1);
    CHECK(contents.entries[2].payload->content.find("text")->text() == "third");
}

TEST_CASE("no byte of a record can be changed, no line removed, moved or repeated", "[record]") {
    const FastFolder scratch;
    const fs::path folder = scratch / "r";
    const std::string head = small_record(folder);
    std::set<std::string> codes;
    for (const std::string_view name : {io::record_file, io::private_file}) {
        const std::string good = get(folder / name);
        for (std::size_t at = 0; at < good.size(); ++at)
            for (const char other : {'0', '\n', ' ', static_cast<char>(good[at] ^ 1)}) {
                if (other == good[at]) continue;
                std::string bad = good;
                bad[at] = other;
                put(folder / name, bad);
                INFO(name << " byte " << at << ": " << bad);
                const std::set<std::string> found = codes_of(io::read_record(folder));
                REQUIRE_FALSE(found.empty());
                codes.insert(found.begin(), found.end());
            }
        const auto lines = lines_of(good);
        for (std::size_t i = 0; i < lines.size(); ++i)
            for (std::size_t j = 0; j < lines.size(); ++j) {
                auto moved = lines, without = lines, twice = lines;
                std::swap(moved[i], moved[j]);
                without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
                twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(j), lines[i]);
                for (const auto& bad : {moved, without, twice}) {
                    if (bad == lines) continue;
                    put(folder / name, joined_lines(bad));
                    INFO(name << " lines " << i << ", " << j);
                    REQUIRE_FALSE(io::read_record(folder, head).faults.empty());
                }
            }
        put(folder / name, good);
    }
    CHECK(io::read_record(folder, head).faults.empty());
    CHECK(codes == std::set<std::string>{"record_chain_broken", "record_malformed", "record_payload_changed",
                                         "record_payload_missing", "record_unfinished"});
    // What only a hash kept elsewhere shows: an end that is missing in both files.
    const auto entries = lines_of(get(folder / io::record_file)),
               payloads = lines_of(get(folder / io::private_file));
    put(folder / io::record_file, joined_lines({entries.begin(), entries.end() - 1}));
    put(folder / io::private_file, joined_lines({payloads.begin(), payloads.end() - 1}));
    CHECK(io::read_record(folder).faults.empty());
    CHECK(codes_of(io::read_record(folder, head)) == std::set<std::string>{"record_cut"});
    CHECK(io::read_record(folder, io::read_record(folder).head()).faults.empty());
}

TEST_CASE("a damaged record is refused and left as it is", "[record]") {
    const FastFolder scratch;
    const fs::path folder = scratch / "r";
    small_record(folder);
    auto lines = lines_of(get(folder / io::record_file));
    lines[2].replace(lines[2].find("2026"), 4, "2025");
    put(folder / io::record_file, joined_lines(lines));
    const auto before = contents(folder);
    CHECK(codes_of(io::read_record(folder)) == std::set<std::string>{"record_chain_broken"});
    CHECK_THROWS_AS(add(folder, {item("pin", "p", "x")}), base::DataError);
    CHECK(contents(folder) == before);

    fs::create_directory(scratch / "other");
    put(scratch / "other/notes.txt", "mine");
    CHECK_THROWS_AS(io::Record(scratch / "other"), base::UsageError);
    CHECK_THROWS_AS(io::Record(scratch / "other/notes.txt"), base::UsageError);
    CHECK_THROWS_AS(io::read_record(scratch / "none"), base::FileError);
    CHECK_THROWS_AS(io::Record(fs::path()), base::UsageError);
    // The first line is gone, and with it the beginning of the chain: that is no interrupted beginning.
    put(folder / io::record_file, "");
    CHECK_THROWS_AS(io::Record(folder), base::DataError);
}

TEST_CASE("whatever part of an append a crash has left, what was there before stays", "[record]") {
    const FastFolder scratch;
    const fs::path folder = scratch / "r";
    add(folder, {item("pin", "p-1", "first")});
    const std::string entries = get(folder / io::record_file), payloads = get(folder / io::private_file);
    add(folder, {item("pin", "p-2", "second"), item("forbid", "p-3", "third")});
    const std::string more_entries = get(folder / io::record_file),
                      more_payloads = get(folder / io::private_file);
    const auto check = [&](const std::string& record, const std::string& personal, std::size_t expected) {
        put(folder / io::record_file, record);
        put(folder / io::private_file, personal);
        const io::RecordContents found = io::read_record(folder);
        REQUIRE(found.repairable());
        REQUIRE(found.entries.size() == expected);
        add(folder, {item("pin", "p-4", "afterwards")});
        const io::RecordContents repaired = io::read_record(folder);
        REQUIRE(repaired.faults.empty());
        REQUIRE(repaired.entries.size() == expected + 1);
        REQUIRE(repaired.entries[0].payload->content.find("text")->text() == "first");
    };
    // Payloads come first, then the entries.
    for (std::size_t n = payloads.size(); n <= more_payloads.size(); ++n)
        check(entries, more_payloads.substr(0, n), 1);
    for (std::size_t n = entries.size(); n <= more_entries.size(); ++n) {
        INFO(n);
        // Only the last line feed may be missing: then everything is said.
        check(more_entries.substr(0, n), more_payloads, n + 1 >= more_entries.size() ? 3 : 1);
    }
    // The first line of all.
    const std::string header = entries.substr(0, entries.find('\n') + 1);
    fs::remove(folder / io::private_file);
    for (std::size_t n = 0; n <= header.size(); ++n) {
        put(folder / io::record_file, header.substr(0, n));
        add(folder, {item("pin", "p-1", "first")});
        REQUIRE(io::read_record(folder).faults.empty());
        fs::remove(folder / io::private_file);
    }
}

TEST_CASE("what is forgotten is gone, and the chain holds", "[record]") {
    const FastFolder scratch;
    const fs::path folder = scratch / "r";
    small_record(folder);
    const std::string before = get(folder / io::private_file);
    const auto exported = io::export_person(io::read_record(folder), "p-1");
    CHECK(exported.find("entries")->items().size() == 2);
    const std::string salt = exported.find("entries")->items()[0].find("salt")->text();
    {
        io::Record record(folder);
        const io::Forgotten gone = record.forget("p-1", "Admin", "asked for it", some_time);
        CHECK(gone.entries == 2);
        CHECK(gone.mentioned.empty());
        CHECK(record.contents().deleted == 2);
        CHECK_THROWS_AS(record.forget("p-1", "Admin", "asked again", some_time), base::DataError);
        CHECK_THROWS_AS(record.forget("p-2", " ", "reason", some_time), base::UsageError);
        CHECK_THROWS_AS(record.forget("p-2", "Admin", "p-2 asked", some_time), base::UsageError);
        CHECK_THROWS_AS(record.forget("", "Admin", "nobody", some_time), base::DataError);
        CHECK_THROWS_AS(record.forget("p-2", "Admin", "why", "yesterday"), base::UsageError);
    }
    for (const auto& [name, bytes] : contents(folder)) {
        INFO(name);
        for (const std::string& trace :
             {std::string("p-1"), std::string("first"), std::string("third"), salt})
            CHECK(bytes.find(trace) == std::string::npos);
    }
    const io::RecordContents after = io::read_record(folder);
    CHECK(after.faults.empty());
    CHECK(after.deleted == 2);
    REQUIRE(after.entries.size() == 5);
    CHECK(after.entries[4].payload->content.line() ==
          R"({"by":"Admin","reason":"asked for it","entries":[1,3]})");
    CHECK(io::export_person(after, "p-1").find("entries")->items().empty());
    // Gone without an entry that says so is another thing.
    auto lines = lines_of(get(folder / io::private_file));
    auto fewer = lines;
    fewer.erase(fewer.begin());
    put(folder / io::private_file, joined_lines(fewer));
    CHECK(codes_of(io::read_record(folder)) == std::set<std::string>{"record_payload_missing"});

    // A crash between the entry and the deletion: the next one who adds finishes it.
    const std::string last = lines.back();
    put(folder / io::private_file, before + last);
    CHECK(codes_of(io::read_record(folder)) == std::set<std::string>{"record_unfinished"});
    CHECK(io::export_person(io::read_record(folder), "p-1").find("entries")->items().empty());
    add(folder, {item("pin", "p-9", "later")});
    CHECK(io::read_record(folder).faults.empty());
    CHECK(get(folder / io::private_file).find("first") == std::string::npos);
}

TEST_CASE("a key counts as a whole word", "[record]") {
    const FastFolder scratch;
    add(scratch / "r",
        {item("pin", "p-1", "x"), item("pin", "p-10", "instead of p-1"), item("pin", "q", "p-10, p-1x")});
    io::Record record(scratch / "r");
    const io::Forgotten gone = record.forget("p-1", "p-1x", "see p-10", some_time);
    CHECK(gone.entries == 1);
    CHECK(gone.mentioned == std::vector<std::uint64_t>{2});
}

TEST_CASE("writers wait for each other, readers see whole appends", "[record]") {
    const FastFolder scratch;
    add(scratch / "r", {item("pin", "p", "first")});
    std::vector<std::thread> writers;
    for (int w = 0; w < 3; ++w)
        writers.emplace_back([&, w] {
            for (int k = 0; k < 10; ++k)
                add(scratch / "r",
                    {item("pin", "w" + std::to_string(w), std::to_string(k)), item("pin", "z", "z")});
        });
    for (int k = 0; k < 20; ++k) {
        const io::RecordContents seen = io::read_record(scratch / "r");
        CHECK(seen.faults.empty());
        CHECK(seen.entries.size() % 2 == 1);
    }
    for (std::thread& writer : writers) writer.join();
    const io::RecordContents all = io::read_record(scratch / "r");
    CHECK(all.faults.empty());
    CHECK(all.entries.size() == 61);
}

TEST_CASE("a disk that takes only a part of an append gets none of it", "[record]") {
    const FastFolder scratch;
    const fs::path folder = scratch / "r";
    small_record(folder);
    const auto before = contents(folder);
    const auto handler = ::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &usual) == 0);
    int refused = 0, entered = 0;
    for (rlim_t size = 200; size < 2400; size += 40) {
        rlimit small = usual;
        small.rlim_cur = size;
        bool failed = false;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        try {
            add(folder, {item("pin", "p-7", std::string(300, 'x')), item("pin", "p-8", "y")});
        } catch (const base::FileError&) {
            failed = true;
        }
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &usual) == 0);
        INFO(size);
        const auto found = io::read_record(folder);
        REQUIRE(found.faults.empty());
        REQUIRE(found.entries.size() == (failed ? 4 : 6));
        ++(failed ? refused : entered);
        for (const auto& [name, bytes] : before) put(folder / name, bytes);
    }
    ::signal(SIGXFSZ, handler);
    CHECK(refused > 5);
    CHECK(entered > 5);
}
