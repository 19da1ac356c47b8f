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
    std::cout << "value " << tables::grid_text(assignment.value(), 6) << ", proven bound "
              << tables::grid_text(assignment.bound(), 6) << "\n";
    return assignment.certify().empty() ? 0 : 1;
}
