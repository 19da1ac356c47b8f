// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iqmatch/iqmatch.hpp>
#include <iterator>
#include <sstream>
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch;
using iqmatch_test::bytes_of;
namespace fs = std::filesystem;

// Every compiler must meet these hashes. After a deliberate change of rules, card, sample or texts:
//   iqmatch match data/samples/leer --out /tmp/leer
//   (cd /tmp/leer && sha256sum assignment.csv plans.csv prices.csv unmatched.csv waiting.csv) >
//   tests/golden/leer.sha256
TEST_CASE("the sample's results have the committed hashes", "[golden]") {
    const fs::path out = fs::temp_directory_path() / "iqmatch_golden_leer";
    fs::remove_all(out);
    (void)io::match_folder({iqmatch_test::source_path("data/samples/leer")}, {}, {}, out);
    std::string found;
    for (const char* name : {"assignment.csv", "plans.csv", "prices.csv", "unmatched.csv", "waiting.csv"})
        found += base::sha256_hex(bytes_of(out / name)) + "  " + name + "\n";
    fs::remove_all(out);
    INFO(
        "regenerate, after a deliberate change: iqmatch match data/samples/leer --out DIR, then "
        "(cd DIR && sha256sum assignment.csv plans.csv prices.csv unmatched.csv waiting.csv) > "
        "tests/golden/leer.sha256");
    CHECK(found == bytes_of(iqmatch_test::source_path("tests/golden/leer.sha256")));
}
