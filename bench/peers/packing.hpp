// SPDX-License-Identifier: Apache-2.0
/// @file
/// Packing problems as plain arrays: what their patterns make and every peer reads.
#pragma once

#include <cstdint>
#include <iqmatch/graph/packing.hpp>
#include <string>
#include <vector>

namespace iqmatch_peers {

/// The file: the eight bytes "IQPACK01", then rows, options, uses and resources as u64, then the arrays in
/// the order of the struct (a use as two u32), all in the byte order of the machine. minima: one per
/// resource.
using PackingInstance = iqmatch::graph::PackingArrays;

void write(const PackingInstance& instance, const std::string& path);
[[nodiscard]] PackingInstance read_packing(const std::string& path);

/// Candidates, vacancies in districts and occupations, course runs with seats: an option is a vacancy now, or
/// after one or two runs, or the runs alone.
struct PackingSizes {
    std::uint32_t candidates, vacancies, runs;
};
[[nodiscard]] PackingInstance realistic_packing(const PackingSizes& sizes, std::uint64_t seed);
/// The same, and each run takes place with at least half of its seats taken or not at all.
[[nodiscard]] PackingInstance minimum_packing(const PackingSizes& sizes, std::uint64_t seed);
/// Every option needs a seat, and there are ten levels of value only.
[[nodiscard]] PackingInstance tied_packing(const PackingSizes& sizes, std::uint64_t seed);
/// One position per vacancy, one seat per run, any combinations: sparse three-dimensional assignment.
[[nodiscard]] PackingInstance single_packing(const PackingSizes& sizes, std::uint64_t seed);
/// Families of several people go to one of `vacancies` places, which count persons, children and elderly;
/// some options take a seat in a course for every adult.
[[nodiscard]] PackingInstance family_packing(const PackingSizes& sizes, std::uint64_t seed);

}  // namespace iqmatch_peers
