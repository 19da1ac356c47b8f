// SPDX-License-Identifier: Apache-2.0
// Killed at any moment, confirm and forget lose nothing that they had reported, and leave nothing half done.
#include <iqmatch/base/rng.hpp>
#include "killed_worker.hpp"
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

/// Who is not final is confirmed, who is final is forgotten.
template <class Report>
[[noreturn]] void work(const Scratch& scratch, int number, const Report& report) {
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
        report();
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
        KilledWorker worker([&](const auto& report) { work(scratch, number, report); });
        const auto reported = [&] {
            if (!worker.reported()) return false;
            const std::string person = name_of(number++);
            if (expected.erase(person) == 0) expected.insert(person);
            ++finished;
            return true;
        };
        // Some way into the work, however fast the machine is.
        for (std::uint64_t wait = rng.below(4); wait > 0; --wait) REQUIRE(reported());
        worker.kill(rng, 3000);
        while (reported()) {
        }
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
