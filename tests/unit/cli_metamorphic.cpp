// SPDX-License-Identifier: Apache-2.0
// What must not matter: protected data beside a network, the order of rows, the number of threads. Held byte
// for byte over all that match, explain and report write.
#include <iqmatch/base/rng.hpp>
#include <sstream>
#include "cli_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;

/// Everything that the three commands write about a network, by name; of a summary what is not about the run.
std::map<std::string, std::string> everything(const Scratch& scratch, const std::string& network,
                                              const std::vector<std::string>& people,
                                              const std::string& flags) {
    std::map<std::string, std::string> out;
    const auto call = [&](const std::string& name, const std::string& arguments) {
        const Run result = run(scratch, arguments + flags);
        INFO(arguments << "\n" << result.err);
        // A network whose gap stays open ends at the limit of the search, the same way every time.
        const bool ended = result.code == 0 || (name == "match" && result.code == 3);
        REQUIRE(ended);
        out[name + ".out"] = result.out;
        out[name + ".err"] = result.err;
    };
    for (const char* folder : {"result", "report"}) fs::remove_all(scratch / folder);
    call("match", "match " + network + " --out result --work-limit 2000000");
    call("report", "report " + network + " --result result --out report --json report.json");
    out["report.json"] = get(scratch / "report.json");
    for (const std::string& person : people)
        for (const char* audience : {"counsellor", "person"}) {
            const std::string name = person + "." + audience;
            call(name,
                 "explain " + network + " " + person + " --result result --json card.json --for " + audience);
            out[name + ".json"] = get(scratch / "card.json");
        }
    for (const char* folder : {"result", "report"})
        for (const auto& [file, bytes] : contents(scratch / folder))
            out[std::string(folder) + "/" + file] = file == "summary.json" ? comparable(bytes) : bytes;
    CHECK(out.count("result/assignment.csv") == 1);
    CHECK(out.count("report/aggregates.csv") == 1);
    return out;
}

void check_same(const std::map<std::string, std::string>& a, const std::map<std::string, std::string>& b) {
    CHECK(a.size() == b.size());
    for (const auto& [name, bytes] : a) {
        INFO(name);
        REQUIRE(b.count(name) == 1);
        CHECK((b.at(name) == bytes));
    }
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) out.push_back(line);
    return out;
}

/// The sample of Lower Saxony with its first people only; every table without the rows about the others.
void put_subset(const fs::path& to, long people) {
    fs::create_directories(to);
    const auto number = [](const std::string& cell) {
        const std::size_t dash = cell.find('-');
        const bool about_person =
            dash != std::string::npos && dash == 1 && std::string("pqn").find(cell[0]) != std::string::npos;
        return about_person ? std::strtol(cell.c_str() + 2, nullptr, 10) : 0L;
    };
    for (const auto& entry : fs::directory_iterator(source_path("data/samples/niedersachsen"))) {
        const std::string name = entry.path().filename().string();
        if (name == "generated.json") continue;
        if (!name.ends_with(".csv")) {
            fs::copy(entry.path(), to / name);
            continue;
        }
        std::string out;
        for (const std::string& line : lines_of(get(entry.path())))
            if (number(line.substr(0, line.find(','))) <= people) out += line + "\n";
        put(to / name, out);
    }
}

}  // namespace

TEST_CASE("protected data beside a network change nothing that is written", "[cli][metamorphic]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    const std::vector<std::string> people{"p-001", "p-004", "p-017", "p-038"};
    REQUIRE(fs::exists(scratch / "net/audit.csv"));
    const auto with = everything(scratch, "net", people, "");
    // Everybody of the other sex, another age and another origin; then nonsense; then nothing at all.
    std::string other = "candidate,attribute,value\n";
    for (std::size_t p = 1; p <= 57; ++p) {
        const std::string key = "p-0" + std::string(p < 10 ? "0" : "") + std::to_string(p);
        for (const char* attribute : {"sex,x", "age_group,99", "origin_group,elsewhere"})
            other += key + "," + attribute + "\n";
    }
    put(scratch / "net/audit.csv", other);
    check_same(with, everything(scratch, "net", people, ""));
    put(scratch / "net/audit.csv", "no table at all \xff\xfe");
    check_same(with, everything(scratch, "net", people, ""));
    fs::remove(scratch / "net/audit.csv");
    check_same(with, everything(scratch, "net", people, ""));
    // What does count is seen: another day.
    CHECK(run(scratch, "match net --out result --quiet --date 2027-03-01").code == 0);
    CHECK(get(scratch / "result/assignment.csv") != with.at("result/assignment.csv"));
}

TEST_CASE("the order of rows and the number of threads change nothing that is written",
          "[cli][metamorphic][long]") {
    const Scratch scratch;
    put_subset(scratch / "net", 300);
    const std::vector<std::string> people{"p-0001", "p-0002", "p-0150", "p-0300"};
    const auto once = everything(scratch, "net", people, " --quiet --threads 1");
    CHECK(lines_of(once.at("result/assignment.csv")).size() > 50);
    check_same(once, everything(scratch, "net", people, " --quiet --threads 2"));
    check_same(once, everything(scratch, "net", people, " --quiet --threads 5"));
    base::Rng rng(4);
    for (int turn = 0; turn < 2; ++turn) {
        for (const auto& entry : fs::directory_iterator(scratch / "net")) {
            if (entry.path().extension() != ".csv") continue;
            std::vector<std::string> rows = lines_of(get(entry.path()));
            const std::string header = rows.front();
            rows.erase(rows.begin());
            shuffle(rows, rng);
            std::string text = header + "\n";
            for (const std::string& row : rows) text += row + "\n";
            put(entry.path(), text);
        }
        // Findings name rows of the file, and only they may.
        auto shuffled = everything(scratch, "net", people, " --quiet --threads 3");
        auto before = once;
        for (auto* all : {&shuffled, &before})
            for (auto it = all->begin(); it != all->end();)
                it = it->first.ends_with(".err") ? all->erase(it) : std::next(it);
        check_same(before, shuffled);
    }
}
