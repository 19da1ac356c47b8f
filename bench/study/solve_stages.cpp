// SPDX-License-Identifier: Apache-2.0
// Where the time and the memory of `iqmatch solve` and `certify` go, stage by stage, and whether the result
// is proved.
//
// `generate` writes FOLDER/options.csv and FOLDER/resources.csv, `run` solves them into FOLDER/result:
//
//     iqmatch_solve_stages generate FOLDER OPTIONS [SEED]
//
//     iqmatch_solve_stages run FOLDER [THREADS]
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/io/result_tables.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <set>
#include <string>
#include "support/stages.hpp"

namespace {

using namespace iqmatch;
namespace fs = std::filesystem;

/// Ten options per candidate on average, a third as many resources as candidates, room for about 80 % of
/// them; values with six decimals.
void generate(const fs::path& folder, std::uint64_t options, std::uint64_t seed) {
    fs::create_directories(folder);
    base::Rng rng(seed);
    const std::uint64_t candidates = options / 10 + 1, resources = candidates / 3 + 1;
    std::ofstream resource_file(folder / "resources.csv", std::ios::binary);
    resource_file << "resource,capacity\n";
    for (std::uint64_t r = 0; r < resources; ++r)
        resource_file << "vacancy-" << r << ',' << rng.between(0, 5) << '\n';
    std::ofstream option_file(folder / "options.csv", std::ios::binary);
    option_file << "candidate,option,value,uses\n";
    std::uint64_t left = options;
    for (std::uint64_t c = 0; c < candidates && left > 0; ++c) {
        std::uint64_t degree = static_cast<std::uint64_t>(rng.between(1, 19));
        degree = c + 1 == candidates ? left : std::min(degree, left);
        std::set<std::uint64_t> chosen;
        while (chosen.size() < std::min(degree, resources)) chosen.insert(rng.below(resources));
        left -= chosen.size();
        for (const std::uint64_t r : chosen) {
            const std::string digits = std::to_string(1'000'000 + rng.below(1'000'000));
            option_file << "candidate-" << c << ",vacancy-" << r << "@2026-09-01,0." << digits.substr(1)
                        << ",vacancy-" << r << '\n';
        }
    }
}

int run(const fs::path& folder, unsigned threads) {
    base::Control control;
    control.threads = threads;
    iqmatch_bench::Stages stages;
    base::Findings findings;
    const base::TextTable options = io::read_csv(folder / "options.csv", "options", findings);
    const base::TextTable resources = io::read_csv(folder / "resources.csv", "resources", findings);
    stages.end("parse");
    const auto input = tables::try_read_selection(options, resources, {}, false, findings);
    if (!input) return 1;
    stages.end("read");
    const tables::SelectionProblem& problem = input->problem;
    const tables::OrderedGraph ordered = tables::order_graph(problem, 0);
    stages.end("order");
    const tables::Selection selection =
        tables::solve_ordered(problem, ordered, tables::Policy::optimal, control);
    stages.end("solve");
    io::ResultFolder result(folder / "result");
    io::ResultSummary summary;
    summary.command = "solve";
    summary.value_original = tables::original_total(options, *input, selection.chosen);
    summary.audit.inputs = {{"options", (folder / "options.csv").string(), input->options_content},
                            {"resources", (folder / "resources.csv").string(), input->resources_content}};
    summary.audit.options_hash = problem.hash();
    summary.audit.settings =
        io::base_settings(tables::Policy::optimal, tables::Resolution{}.text(), false, control);
    summary.audit.threads = threads;
    result.add_file("assignment.csv", io::assignment_csv(problem, selection));
    result.add_file("prices.csv", io::prices_csv(problem, selection));
    (void)result.finish(io::summary_json(problem, selection, summary));
    stages.end("write");
    const bool holds = io::certify_folder(folder / "result").holds();
    stages.end("certify");
    std::printf("\n%zu options, %zu candidates, %zu resources, %llu assigned, %llu work units\n",
                problem.option_count(), problem.candidate_count(), problem.resource_count(),
                static_cast<unsigned long long>(selection.assigned),
                static_cast<unsigned long long>(selection.work));
    const bool proved = holds && selection.value == selection.bound;
    std::printf("%s\n", proved ? "optimal, certificate holds" : "NOT PROVED");
    return proved ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 2 ? argv[1] : "";
    if (what == "generate" && argc > 3) {
        generate(argv[2], std::strtoull(argv[3], nullptr, 10),
                 argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1);
        return 0;
    }
    if (what == "run") return run(argv[2], argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1);
    return 2;
}
