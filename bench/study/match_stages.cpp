// SPDX-License-Identifier: Apache-2.0
// Where the time and the memory of a match go, stage by stage, and whether the result is proved.
//
//     iqmatch_match_stages NETWORK [THREADS [plans]]
//
// Where options share nothing but positions the result must be optimal; else (plans, tranches, households)
// the certificate must hold, and the gap is printed.
#include <cstdio>
#include <cstdlib>
#include <iqmatch/io/match.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>
#include <string_view>
#include "support/stages.hpp"

using namespace iqmatch;

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    base::Control control;
    control.threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    matching::OptionSettings settings;
    settings.plans = argc > 3 && std::string_view(argv[3]) == "plans";
    iqmatch_bench::Stages stages;
    const io::MatchInputs inputs = io::load_match_inputs({argv[1]});
    stages.end("load");
    const iqmatch_bench::Usage before_options = stages.last();
    const matching::Options options =
        matching::options(inputs.network, inputs.rules, inputs.card, settings, control);
    stages.end("options");
    const double options_cpu = stages.last().cpu - before_options.cpu;
    // The first word about explanations ends the solve.
    bool explaining = false;
    control.progress = [&](const base::Progress& progress) {
        if (progress.stage == base::Stage::explanations && !explaining) {
            explaining = true;
            stages.end("solve");
        }
    };
    const matching::Assignment assignment = matching::assign(options, {}, control);
    stages.end("explain");
    const std::size_t bytes =
        io::match_assignment_csv(assignment).size() + io::unmatched_csv(assignment).size();
    stages.end("tables");
    const matching::PairCounts& counts = options.counts();
    const std::uint64_t examined = counts.pairs() - counts.out_of_reach - counts.no_fit - counts.decided;
    stages.all();
    std::printf("\n");
    std::printf(
        "%llu pairs, %llu examined (%.2f %%, %.0f per second of CPU), %llu options, %llu impossible, "
        "%llu unknown, %llu after, %llu below the least value, %llu out of reach, %llu without fit\n",
        static_cast<unsigned long long>(counts.pairs()), static_cast<unsigned long long>(examined),
        100.0 * static_cast<double>(examined) / static_cast<double>(counts.pairs()),
        static_cast<double>(examined) / options_cpu, static_cast<unsigned long long>(counts.options),
        static_cast<unsigned long long>(counts.impossible), static_cast<unsigned long long>(counts.unknown),
        static_cast<unsigned long long>(counts.after),
        static_cast<unsigned long long>(counts.below_min_value),
        static_cast<unsigned long long>(counts.out_of_reach), static_cast<unsigned long long>(counts.no_fit));
    std::printf("%zu placed, %zu bytes of tables\n", assignment.proposals().size(), bytes);
    const bool optimal = assignment.value() == assignment.bound();
    const bool proved = (optimal || assignment.several_capacities()) && assignment.certify().empty();
    std::printf("%s, gap %s\n", proved ? "certificate holds" : "NOT PROVED", assignment.gap().c_str());
    return proved ? 0 : 1;
}
