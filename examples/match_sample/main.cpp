// SPDX-License-Identifier: Apache-2.0
// Matches a network in ten lines: example_match_sample data/samples/leer
#include <iostream>
#include <iqmatch/iqmatch.hpp>

int main(int argc, char** argv) {
    using namespace iqmatch;
    const auto network = io::load_network(argc > 1 ? argv[1] : "data/samples/leer");
    const auto options =
        matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin());
    const auto assignment = matching::assign(options);
    for (const matching::Proposal& proposal : assignment.proposals())
        std::cout << network.candidates().key(proposal.candidate) << "  " << options.key(proposal.option)
                  << "\n";
    const bool holds = assignment.certify().empty();
    std::cout << "value " << tables::grid_text(assignment.value(), 6) << ", proven bound "
              << tables::grid_text(assignment.bound(), 6) << ", gap " << assignment.gap()
              << (holds ? ", certificate holds\n" : ", certificate does not hold\n");
    return holds ? 0 : 1;
}
