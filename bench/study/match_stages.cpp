// SPDX-License-Identifier: Apache-2.0
// Where the time and the memory of a match go, stage by stage, and whether the result is proved.
//
//     iqmatch_match_stages NETWORK [THREADS]
#include <sys/resource.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iqmatch/io/match.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>

namespace {

using namespace iqmatch;

struct Usage {
    double wall = 0;
    double cpu = 0;
    double peak_mb = 0;
};

Usage usage() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double>(now).count(), seconds(used.ru_utime) + seconds(used.ru_stime),
            static_cast<double>(used.ru_maxrss) / 1024.0};
}

/// Prints what passed since the last call; memory is the peak of the process so far.
class Stages {
  public:
    void end(const char* stage) {
        const Usage now = usage();
        std::printf("| %-12s | %8.2f | %8.2f | %8.0f |\n", stage, now.wall - last_.wall, now.cpu - last_.cpu,
                    now.peak_mb);
        last_ = now;
    }
    [[nodiscard]] const Usage& last() const { return last_; }

  private:
    Usage last_ = usage();
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    base::Control control;
    control.threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    const Usage begin = usage();
    std::printf("| stage        |   wall s |    CPU s |  peak MB |\n|---|---:|---:|---:|\n");
    Stages stages;
    const io::MatchInputs inputs = io::load_match_inputs({argv[1]});
    stages.end("load");
    const Usage before_options = stages.last();
    const matching::Options options =
        matching::options(inputs.network, inputs.rules, inputs.card, {}, control);
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
    std::printf("| all          | %8.2f | %8.2f | %8.0f |\n\n", stages.last().wall - begin.wall,
                stages.last().cpu - begin.cpu, stages.last().peak_mb);
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
    const bool proved = assignment.value() == assignment.bound() && assignment.certify().empty();
    std::printf("%s\n", proved ? "optimal, certificate holds" : "NOT PROVED");
    return proved ? 0 : 1;
}
