// SPDX-License-Identifier: Apache-2.0
#include "cli_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch_test;

TEST_CASE("numbers out of range exit with 2 in every command that takes them", "[cli]") {
    const Scratch scratch;
    sample(scratch);
    const std::string net = "'" + source_path("data/samples/leer").string() + "'";
    struct Flag {
        std::string name;
        std::vector<std::string> good, bad;
        bool limit;
    };
    const std::vector<std::string> never{"-1", "x", "nan", "''", "' 1'", "1x", "+1", "--"};
    const std::vector<Flag> flags{
        {"--seed",
         {"0", "010", "18446744073709551615"},
         {"18446744073709551616", "1e3", "0x10", "1.0", "inf"},
         false},
        {"--threads", {"1", "2"}, {"0", "1025", "4294967297", "18446744073709551617", "1.5", "inf"}, false},
        {"--time-limit",
         {"60", "0.5e3", "1e9"},
         {"inf", "-inf", "1e10", "1e999", "-nan", "-1e-9", "0x1p3"},
         true},
        {"--work-limit",
         {"18446744073709551615", "100000000"},
         {"18446744073709551616", "1e3", "1.5", "inf"},
         true}};
    const std::vector<std::pair<std::string, bool>> commands{
        {"solve options.csv resources.csv --out out", true},
        {"match " + net + " --out out", true},
        {"validate " + net, false},
        {"explain " + net + " p-001", false}};
    for (const auto& [command, limits] : commands)
        for (const Flag& flag : flags) {
            if (flag.limit && !limits) continue;
            for (const auto* list : {&never, &flag.bad})
                for (const std::string& value : *list) {
                    INFO(command << " " << flag.name << "=" << value);
                    CHECK(run(scratch, command + " " + flag.name + "=" + value).code == 2);
                    CHECK_FALSE(fs::exists(scratch / "out"));
                }
            for (const std::string& value : flag.good) {
                INFO(command << " " << flag.name << "=" << value);
                CHECK(run(scratch, command + " " + flag.name + "=" + value).code == 0);
                fs::remove_all(scratch / "out");
            }
        }
    CHECK(run(scratch, "solve options.csv resources.csv --out out --seed 010").code == 0);
    CHECK(get(scratch / "out/summary.json").find("\"seed\": 10,") != std::string::npos);
}
