// SPDX-License-Identifier: Apache-2.0
// Writes one instance:  iqmatch_peer_generate PATTERN ROWS SEED FILE
// Lists the patterns:   iqmatch_peer_generate --list     (name, group and text, tab-separated)
#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include "peers/patterns.hpp"

using namespace iqmatch_peers;

int main(int argc, char** argv) try {
    if (argc == 2 && std::string(argv[1]) == "--list") {
        for (const Pattern& one : patterns())
            std::cout << one.name << '\t' << one.group << '\t' << one.text << '\n';
        return 0;
    }
    if (argc != 5) {
        std::cerr << "usage: iqmatch_peer_generate PATTERN ROWS SEED FILE\n";
        return 2;
    }
    const auto& all = patterns();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Pattern& one) { return one.name == argv[1]; });
    if (found == all.end()) {
        std::cerr << "no such pattern: " << argv[1] << '\n';
        return 2;
    }
    write(found->make(static_cast<std::uint32_t>(std::stoul(argv[2])), std::stoull(argv[3])), argv[4]);
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
