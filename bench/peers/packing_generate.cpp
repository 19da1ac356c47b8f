// SPDX-License-Identifier: Apache-2.0
// Makes a packing problem: iqmatch_peer_packing_generate PATTERN CANDIDATES VACANCIES RUNS SEED FILE.
#include <exception>
#include <iostream>
#include <map>
#include "peers/packing.hpp"

using namespace iqmatch_peers;

int main(int argc, char** argv) try {
    const std::map<std::string, PackingInstance (*)(const PackingSizes&, std::uint64_t)> patterns{
        {"realistic", realistic_packing},
        {"minimum", minimum_packing},
        {"tied", tied_packing},
        {"single", single_packing},
        {"family", family_packing}};
    if (argc != 7 || !patterns.contains(argv[1])) {
        std::cerr << "usage: iqmatch_peer_packing_generate PATTERN CANDIDATES VACANCIES RUNS SEED FILE\n";
        for (const auto& [name, make] : patterns) std::cerr << "  " << name << '\n';
        return 2;
    }
    const auto number = [&](int k) { return static_cast<std::uint32_t>(std::stoul(argv[k])); };
    const PackingInstance instance =
        patterns.at(argv[1])({number(2), number(3), number(4)}, std::stoull(argv[5]));
    write(instance, argv[6]);
    std::cout << "{\"options\": " << instance.weights.size() << ", \"uses\": " << instance.uses.size()
              << "}\n";
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
