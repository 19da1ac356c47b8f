// SPDX-License-Identifier: Apache-2.0
#include "peers/dense.hpp"
#include <array>
#include <cstring>
#include <fstream>
#include <iqmatch/base/rng.hpp>
#include <stdexcept>

namespace iqmatch_peers {
namespace {

/// Rows and columns with features from 0 to 999, and a score of each pair.
template <std::size_t features, class Score>
Scores scores_of(std::uint32_t n, std::uint64_t seed, Score&& score) {
    iqmatch::base::Rng rng(seed);
    const auto draw = [&] {
        std::vector<std::array<std::int64_t, features>> points(n);
        for (auto& point : points)
            for (std::int64_t& x : point) x = rng.between(0, 999);
        return points;
    };
    const auto rows = draw(), columns = draw();
    Scores scores{n, {}};
    scores.of.reserve(std::size_t{n} * n);
    for (const auto& row : rows)
        for (const auto& column : columns) scores.of.push_back(static_cast<std::int32_t>(score(row, column)));
    return scores;
}

}  // namespace

void write(const Scores& scores, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    const std::uint64_t sizes[3] = {scores.n, scores.n, scores.of.size()};
    out.write("IQDENSE1", 8);
    out.write(reinterpret_cast<const char*>(sizes), sizeof sizes);
    out.write(reinterpret_cast<const char*>(scores.of.data()),
              static_cast<std::streamsize>(scores.of.size() * sizeof(std::int32_t)));
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

Scores read_scores(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    char found[8] = {};
    std::uint64_t sizes[3] = {};
    in.read(found, sizeof found);
    in.read(reinterpret_cast<char*>(sizes), sizeof sizes);
    if (!in || std::memcmp(found, "IQDENSE1", 8) != 0) throw std::runtime_error("not scores: " + path);
    Scores scores{static_cast<std::uint32_t>(sizes[0]), std::vector<std::int32_t>(sizes[2])};
    in.read(reinterpret_cast<char*>(scores.of.data()),
            static_cast<std::streamsize>(scores.of.size() * sizeof(std::int32_t)));
    if (!in) throw std::runtime_error("cut short: " + path);
    return scores;
}

Scores smooth_scores(std::uint32_t n, std::uint64_t seed) {
    return scores_of<6>(n, seed, [](const auto& row, const auto& column) {
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < row.size(); ++k) sum += row[k] * column[k];
        return 1 + sum / 6;
    });
}

Scores distance_scores(std::uint32_t n, std::uint64_t seed) {
    return scores_of<3>(n, seed, [](const auto& row, const auto& column) {
        std::int64_t squared = 0;
        for (std::size_t k = 0; k < row.size(); ++k) squared += (row[k] - column[k]) * (row[k] - column[k]);
        return 1'000'000 - squared / 3;
    });
}

Scores uniform_scores(std::uint32_t n, std::uint64_t seed) {
    iqmatch::base::Rng rng(seed);
    Scores scores{n, std::vector<std::int32_t>(std::size_t{n} * n)};
    for (std::int32_t& score : scores.of) score = static_cast<std::int32_t>(rng.between(1, 1'000'000));
    return scores;
}

}  // namespace iqmatch_peers
