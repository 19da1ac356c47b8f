// SPDX-License-Identifier: Apache-2.0
/// @file
/// The inner loops over many jobs, one version per level of vector instructions. All count and add integers,
/// so all give the same, whatever their width. Private to the layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::scoring::detail {

/// Places per line: one bit each in a mask.
inline constexpr std::size_t line_size = 64;
/// As many rows can be counted in bytes.
inline constexpr std::size_t most_rows = 255;

/// The lines that a skill concerns: `masks[i]` says which places of line `lines[i]` demand it.
struct Lines {
    const std::uint32_t* lines;
    const std::uint64_t* masks;
    std::size_t size;
};

/// What is known of the jobs, per place: the group, where the tables of their demands begin, and the parts
/// that the job alone decides.
struct PlaceColumns {
    std::vector<std::uint32_t> group;
    std::vector<std::uint32_t> essential, near, assumed, optional;
    std::vector<std::int64_t> fixed;
};

/// What the sum of a person's parts takes.
struct SumInput {
    const PlaceColumns& columns;
    const SkillCounts& counts;
    const std::int64_t* group_values;
    const std::int64_t *essential, *near, *assumed, *optional;  ///< the values of the tables
    bool listed;            ///< whether the person's list says anything: else the three parts are constant
    bool assumed_known;     ///< the same of what is assumed
    std::int64_t constant;  ///< the parts that are the same for all jobs
};

struct BatchFunctions {
    /// counts[place] += amount for the places of the lines.
    void (*add_lines)(std::uint16_t* counts, const Lines& lines, std::uint16_t amount);
    /// The same for up to most_rows skills that concern every line: rows[r][line] says which places demand
    /// one.
    void (*add_rows)(std::uint16_t* counts, std::span<const std::uint64_t* const> rows, std::size_t lines,
                     std::uint16_t amount);
    /// out[k] = the parts of place begin + k, for each of `size` places.
    void (*sum_parts)(const SumInput& input, std::size_t begin, std::size_t size, std::int64_t* out);
};

/// Plain C++.
[[nodiscard]] const BatchFunctions& batch_baseline();
#if IQMATCH_X86_DISPATCH
[[nodiscard]] const BatchFunctions& batch_avx2();
[[nodiscard]] const BatchFunctions& batch_avx512();
#endif

/// Those of a level that the processor has.
[[nodiscard]] inline const BatchFunctions& batch_functions(base::SimdLevel level) {
#if IQMATCH_X86_DISPATCH
    if (level == base::SimdLevel::avx512) return batch_avx512();
    if (level == base::SimdLevel::avx2) return batch_avx2();
#endif
    static_cast<void>(level);
    return batch_baseline();
}

/// One place, for the ends of vector loops.
[[nodiscard]] inline std::int64_t parts_of_place(const SumInput& in, std::size_t p) {
    std::int64_t sum = in.columns.fixed[p] + in.constant + in.group_values[in.columns.group[p]];
    if (in.listed)
        sum += in.essential[in.columns.essential[p] + in.counts.exact[p]] +
               in.near[in.columns.near[p] + in.counts.near[p]] +
               in.optional[in.columns.optional[p] + in.counts.optional[p]];
    if (in.assumed_known) sum += in.assumed[in.columns.assumed[p] + in.counts.assumed[p]];
    return sum;
}

}  // namespace iqmatch::inline v0::scoring::detail
