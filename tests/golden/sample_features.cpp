// SPDX-License-Identifier: Apache-2.0
// Every feature of plans and of the joint selection occurs in the sample, as often as the datasheet says.
#include "sample_features.hpp"
#include <cstdlib>
#include <fstream>
#include <iterator>
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string part_of(const std::string& title, const std::vector<Feature>& features) {
    std::string out = "| " + title + " | rows |\n|---|---:|\n";
    for (const Feature& one : features)
        out += "| " + std::string(one.text) + " | " + std::to_string(one.count) + " |\n";
    return out + "\n";
}

/// The plan of one proposal, step by step, and the vacancy at its end.
struct Proposal {
    std::vector<std::string> runs;
    std::string vacancy;
    bool until_then = false;
};

}  // namespace

// With IQMATCH_WRITE_REFERENCE set this test rewrites the tables of the datasheet.
TEST_CASE("the datasheet says how often each feature occurs, and each does", "[golden][synth]") {
    Sample sample;
    std::vector<Feature> of_runs, of_people, of_demand;
    runs(sample, of_runs);
    people(sample, of_people);
    demand(sample, of_demand);
    for (const auto* features : {&of_runs, &of_people, &of_demand})
        for (const Feature& one : *features) {
            INFO(one.text);
            CHECK(one.count > 0);
        }
    const std::string facts = fact_table(sample);
    INFO(facts);
    CHECK(facts.find("| 0 |") == std::string::npos);

    const auto page = source_path("docs/reference/sample_niedersachsen.md");
    const std::string text = read(page), begin = "<!-- from here on counted in the tables -->\n",
                      end = "<!-- up to here counted in the tables -->\n";
    REQUIRE(text.find(begin) != std::string::npos);
    REQUIRE(text.find(end) != std::string::npos);
    const std::string wanted = text.substr(0, text.find(begin)) + begin + "\n" + part_of("courses", of_runs) +
                               part_of("people", of_people) + part_of("demand", of_demand) + facts + "\n" +
                               text.substr(text.find(end));
    if (std::getenv("IQMATCH_WRITE_REFERENCE") != nullptr) std::ofstream(page, std::ios::binary) << wanted;
    CHECK((read(page) == wanted));
}

TEST_CASE("match proposes plans of every kind in the sample, and the nurse's way to Leer",
          "[golden][synth]") {
    const auto folder = source_path("data/samples/niedersachsen");
    const auto out = std::filesystem::temp_directory_path() / "iqmatch_golden_features";
    std::filesystem::remove_all(out);
    // One per cent is enough to see what occurs, and comes soon.
    io::MatchSettings settings;
    settings.gap_e9 = 10'000'000;
    (void)io::match_folder({folder}, settings, {}, out);
    Sample sample;
    base::Findings findings;
    const auto plans = io::read_csv(out / "plans.csv", "plans", findings);
    const auto assignment = io::read_csv(out / "assignment.csv", "assignment", findings);
    std::filesystem::remove_all(out);
    const auto cell = [](const base::TextTable& t, std::size_t row, std::string_view column) {
        return std::string(t.cell(row, t.column(column).value()));
    };
    std::map<std::string, Proposal> proposals;
    std::size_t until_then = 0, alone = 0;
    for (std::size_t r = 0; r < assignment.rows(); ++r) {
        Proposal& one = proposals[cell(assignment, r, "candidate")];
        one.vacancy = cell(assignment, r, "vacancy");
        const std::string option = cell(assignment, r, "option");
        const bool with_run = option.find("run:") != std::string::npos;
        alone += with_run && one.vacancy.empty() ? 1 : 0;
        until_then += option.find("vacancy:") != option.rfind("vacancy:") ? 1 : 0;
    }
    std::map<std::string, std::size_t> steps, kinds;
    std::size_t parts = 0, several = 0;
    for (std::size_t r = 0; r < plans.rows(); ++r) {
        ++steps[cell(plans, r, "kind")];
        const std::string run = cell(plans, r, "run");
        parts += cell(plans, r, "part").empty() ? 0 : 1;
        if (run.empty()) continue;
        Proposal& one = proposals[cell(plans, r, "candidate")];
        one.runs.push_back(run);
        several += one.runs.size() == 2 ? 1 : 0;
        const Row& row = sample.one("course_runs", "run", run);
        ++kinds[sample.measure_of(row).at("kind")];
    }
    for (const char* kind :
         {"run", "exam", "exam_waiting", "procedure", "licence_paper", "title_change", "visa"}) {
        INFO(kind);
        CHECK(steps[kind] > 0);
    }
    for (const char* kind :
         {"adaptation_course", "exam_preparation", "exam", "language_course", "accompaniment"}) {
        INFO(kind);
        CHECK(kinds[kind] > 0);
    }
    CHECK(parts > 10);
    CHECK(several > 10);
    CHECK(until_then > 0);
    CHECK(alone > 0);

    // A course in Oldenburg from 1 March, a nurse's post in Leer after it.
    std::size_t from_oldenburg = 0, to_leer = 0;
    for (const auto& [person, one] : proposals) {
        const bool course = std::any_of(one.runs.begin(), one.runs.end(), [&](const std::string& run) {
            const Row& row = sample.one("course_runs", "run", run);
            return row.at("start") == "2027-03-01" && row.at("site") != "none" &&
                   sample.one("sites", "site", row.at("site")).at("region") == "03403";
        });
        if (!course || one.vacancy.empty()) continue;
        ++from_oldenburg;
        const Row& job = sample.one("vacancies", "vacancy", one.vacancy);
        to_leer +=
            job.at("kldb") == "81302" && sample.one("sites", "site", job.at("site")).at("region") == "03457"
                ? 1
                : 0;
    }
    CHECK(from_oldenburg > 5);
    CHECK(to_leer > 0);
}
