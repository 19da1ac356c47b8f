// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iqmatch/iqmatch.hpp>
#include <set>
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch;
namespace fs = std::filesystem;

namespace {

std::set<std::string> files_of(const fs::path& folder) {
    std::set<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder)) out.insert(entry.path().filename().string());
    return out;
}

}  // namespace

// Every compiler must meet these bytes. After a deliberate change of the generator or of data/synth:
//   iqmatch generate data/samples/niedersachsen --candidates 2000 --vacancies 700 --runs 150 --seed 0
TEST_CASE("generate makes the sample again, byte for byte", "[golden][synth]") {
    const fs::path sample = iqmatch_test::source_path("data/samples/niedersachsen");
    const fs::path out = fs::temp_directory_path() / "iqmatch_golden_niedersachsen";
    fs::remove_all(out);
    synth::GenerateSettings settings;
    settings.candidates = 2000;
    settings.vacancies = 700;
    settings.runs = 150;
    (void)io::generate_folder(out, settings);
    CHECK(files_of(out) == files_of(sample));
    std::uintmax_t bytes = 0;
    for (const std::string& file : files_of(out)) {
        INFO(file << " differs; after a deliberate change see the comment above this test");
        CHECK((io::read_file(out / file) == io::read_file(sample / file)));
        bytes += fs::file_size(out / file);
    }
    CHECK(bytes < 3'000'000);
    fs::remove_all(out);
}
