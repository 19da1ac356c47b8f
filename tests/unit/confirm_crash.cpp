// SPDX-License-Identifier: Apache-2.0
// Killed at any moment, confirm and forget lose nothing that they had reported, and leave nothing half done.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <iqmatch/base/rng.hpp>
#include <thread>
#include "record_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

constexpr int people = 24;

std::string name_of(int number) {
    return "person-" + std::to_string(number % people);
}

std::set<std::string> final_people(const io::RecordContents& record) {
    std::set<std::string> out;
    for (const auto& decided : io::decided_in(record)) out.insert(decided.candidate);
    return out;
}

/// Who is not final is confirmed, who is final is forgotten: a byte to `done` after each.
[[noreturn]] void work(const Scratch& scratch, int number, int done) {
    for (;; ++number) {
        const std::string person = name_of(number);
        const bool there = fs::exists(scratch / "final" / io::record_file) &&
                           final_people(io::read_record(scratch / "final")).count(person) != 0;
        if (there)
            io::forget_person(scratch / "final", person, "Admin", "asked for it", some_time);
        else
            (void)io::confirm_folder(scratch / "out",
                                     decisions(scratch, {{person, "o", "accept", "", "why-" + person}}),
                                     scratch / "final");
        if (::write(done, "x", 1) != 1) ::_exit(1);
    }
}

}  // namespace

TEST_CASE("200 kills at random moments lose nothing that was reported", "[record][crash][long]") {
    const Scratch scratch;
    const FastFolder memory;
    fs::create_directory_symlink(memory.path(), scratch / "final");
    std::string options = "candidate,option,value,uses\n";
    for (int p = 0; p < people; ++p) options += name_of(p) + ",o,0.5,r\n";
    put(scratch / "options.csv", options);
    put(scratch / "resources.csv", "resource,capacity\nr," + std::to_string(people) + "\n");
    REQUIRE(run(scratch, "solve options.csv resources.csv --out out --quiet").code == 0);

    base::Rng rng(31);
    std::set<std::string> expected;
    int number = 0, finished = 0, interrupted = 0;
    for (int kill = 0; kill < 200; ++kill) {
        std::array<int, 2> pipe{};
        REQUIRE(::pipe(pipe.data()) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::close(pipe[0]);
            try {
                work(scratch, number, pipe[1]);
            } catch (...) {
                ::_exit(2);
            }
        }
        ::close(pipe[1]);
        char byte = 0;
        const auto reported = [&] {
            if (::read(pipe[0], &byte, 1) != 1) return false;
            const std::string person = name_of(number++);
            if (expected.erase(person) == 0) expected.insert(person);
            ++finished;
            return true;
        };
        // Some way into the work, however fast the machine is.
        for (std::uint64_t wait = rng.below(4); wait > 0; --wait) REQUIRE(reported());
        std::this_thread::sleep_for(std::chrono::microseconds(rng.below(3000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));  // it did not end by itself
        while (reported()) {
        }
        ::close(pipe[0]);
        if (!fs::exists(scratch / "final" / io::record_file)) continue;
        const io::RecordContents found = io::verify_record(scratch / "final");
        INFO("kill " << kill << ", in work: " << name_of(number));
        REQUIRE(found.repairable());
        if (!found.faults.empty()) ++interrupted;
        std::set<std::string> there = final_people(found);
        // What was under way is done or not.
        const std::string open = name_of(number);
        if (there.count(open) != expected.count(open)) {
            if (expected.erase(open) == 0) expected.insert(open);
            ++number;
        }
        REQUIRE(there == expected);
    }
    CHECK(finished > 100);
    CHECK(interrupted > 0);
    // One more, undisturbed, and everything is in order.
    const std::string person = "person-0";
    if (expected.count(person) == 0)
        (void)io::confirm_folder(scratch / "out", decisions(scratch, {{person, "o", "accept", "", ""}}),
                                 scratch / "final");
    io::forget_person(scratch / "final", person, "Admin", "asked for it", some_time);
    expected.erase(person);
    const io::RecordContents last = io::verify_record(scratch / "final");
    CHECK(last.faults.empty());
    CHECK(final_people(last) == expected);
    for (const auto& [name, bytes] : contents(scratch / "final"))
        for (int p = 0; p < people; ++p)
            if (expected.count(name_of(p)) == 0) CHECK(bytes.find(name_of(p) + "\"") == std::string::npos);
    CHECK(contents(scratch / "final").size() == 3);
}
