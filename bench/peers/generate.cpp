// SPDX-License-Identifier: Apache-2.0
// Writes one instance:  iqmatch_peer_generate PATTERN ROWS SEED FILE
// Lists the patterns:   iqmatch_peer_generate --list     (name, group and text, tab-separated)
#include <exception>
#include <iostream>
#include <string>
#include "peers/dense.hpp"
#include "peers/patterns.hpp"

using namespace iqmatch_peers;

namespace {

struct DensePattern {
    std::string name, text;
    Scores (*make)(std::uint32_t n, std::uint64_t seed);
};

const std::vector<DensePattern> dense_patterns{
    {"dense_smooth", "sums of products of six features", smooth_scores},
    {"dense_distance", "scores fall with the squared distance of points in space", distance_scores},
    {"dense_uniform", "any score from 1 to 1,000,000", uniform_scores},
};

bool generate(const std::string& pattern, std::uint32_t rows, std::uint64_t seed, const std::string& path) {
    for (const Pattern& one : patterns())
        if (one.name == pattern) return write(one.make(rows, seed), path), true;
    for (const DensePattern& one : dense_patterns)
        if (one.name == pattern) return write(one.make(rows, seed), path), true;
    return false;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc == 2 && std::string(argv[1]) == "--list") {
        for (const Pattern& one : patterns())
            std::cout << one.name << '\t' << one.group << '\t' << one.text << '\n';
        for (const DensePattern& one : dense_patterns)
            std::cout << one.name << "\tdense\t" << one.text << '\n';
        return 0;
    }
    if (argc != 5) {
        std::cerr << "usage: iqmatch_peer_generate PATTERN ROWS SEED FILE\n";
        return 2;
    }
    if (!generate(argv[1], static_cast<std::uint32_t>(std::stoul(argv[2])), std::stoull(argv[3]), argv[4])) {
        std::cerr << "no such pattern: " << argv[1] << '\n';
        return 2;
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
