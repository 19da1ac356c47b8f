// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <bit>
#include <cstring>
#include "batch.hpp"

namespace iqmatch::inline v0::scoring::detail {
namespace {

/// Numbers 0 or 1 side by side in one word, after the bits of a small mask.
template <class Count, std::size_t bits>
constexpr auto spread = [] {
    std::array<std::uint64_t, std::size_t{1} << bits> out{};
    for (std::size_t mask = 0; mask < out.size(); ++mask) {
        std::array<Count, bits> lanes{};
        for (std::size_t k = 0; k < bits; ++k) lanes[k] = static_cast<Count>(mask >> k & 1);
        out[mask] = std::bit_cast<std::uint64_t>(lanes);
    }
    return out;
}();

/// Adds to 64 counts, as many at a time as fit a word: none grows beyond its own bits.
template <class Count>
void add(Count* counts, const Lines& lines, std::uint64_t amount) {
    constexpr std::size_t lanes = sizeof(std::uint64_t) / sizeof(Count);
    for (std::size_t i = 0; i < lines.size; ++i) {
        Count* line = counts + std::size_t{lines.lines[i]} * line_size;
        std::uint64_t mask = lines.masks[i];
        for (std::size_t k = 0; k < line_size; k += lanes, mask >>= lanes) {
            std::uint64_t now;
            std::memcpy(&now, line + k, sizeof now);
            now += spread<Count, lanes>[mask & ((1U << lanes) - 1)] * amount;
            std::memcpy(line + k, &now, sizeof now);
        }
    }
}

void add_one(std::uint8_t* counts, const Lines& lines) {
    add(counts, lines, 1);
}
void add_tenths(std::uint16_t* counts, const Lines& lines, std::uint16_t tenths) {
    add(counts, lines, tenths);
}

void sum_parts(const SumInput& input, std::size_t begin, std::size_t size, std::int64_t* out) {
    for (std::size_t k = 0; k < size; ++k) out[k] = parts_of_place(input, begin + k);
}

}  // namespace

const BatchFunctions& batch_baseline() {
    static constexpr BatchFunctions functions{add_one, add_tenths, sum_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail
