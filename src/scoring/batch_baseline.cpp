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

// Four counts at a time in one word: none grows beyond its own bits.
void add_lines(std::uint16_t* counts, const Lines& lines, std::uint16_t amount) {
    constexpr std::size_t lanes = 4;
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint16_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        std::uint64_t mask = lines.masks[i];
        for (std::size_t k = 0; k < line_size; k += lanes, mask >>= lanes) {
            std::uint64_t now;
            std::memcpy(&now, line + k, sizeof now);
            now += spread<std::uint16_t, lanes>[mask & 0xfU] * amount;
            std::memcpy(line + k, &now, sizeof now);
        }
    }
}

void add_rows(std::uint16_t* counts, std::span<const std::uint64_t* const> rows, std::size_t lines,
              std::uint16_t amount) {
    constexpr std::size_t lanes = 8;
    for (std::size_t line = 0; line < lines; ++line) {
        std::array<std::uint64_t, line_size / lanes> sums{};
        for (const std::uint64_t* row : rows)
            for (std::size_t k = 0; k < sums.size(); ++k)
                sums[k] += spread<std::uint8_t, lanes>[row[line] >> (lanes * k) & 0xffU];
        const auto bytes = std::bit_cast<std::array<std::uint8_t, line_size>>(sums);
        std::uint16_t* out = counts + line * line_size;
        for (std::size_t k = 0; k < line_size; ++k)
            out[k] = static_cast<std::uint16_t>(out[k] + bytes[k] * amount);
    }
}

void sum_parts(const SumInput& input, std::size_t begin, std::size_t size, std::int64_t* out) {
    for (std::size_t k = 0; k < size; ++k) out[k] = parts_of_place(input, begin + k);
}

}  // namespace

const BatchFunctions& batch_baseline() {
    static constexpr BatchFunctions functions{add_lines, add_rows, sum_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail
