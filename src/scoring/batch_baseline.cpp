// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include "batch.hpp"

namespace iqmatch::inline v0::scoring::detail {
namespace {

// From so many places of a line on, going through all of it without branches costs less than bit by bit.
constexpr int many = 12;

template <class Count>
void add(Count* counts, const Lines& lines, Count amount) {
    for (std::size_t i = 0; i < lines.size; ++i) {
        Count* line = counts + std::size_t{lines.lines[i]} * line_size;
        std::uint64_t mask = lines.masks[i];
        if (std::popcount(mask) < many) {
            for (; mask != 0; mask &= mask - 1) {
                Count& count = line[std::countr_zero(mask)];
                count = static_cast<Count>(count + amount);
            }
        } else {
            for (std::size_t k = 0; k < line_size; ++k)
                line[k] = static_cast<Count>(line[k] + (mask >> k & 1) * amount);
        }
    }
}

void add_one(std::uint8_t* counts, const Lines& lines) {
    add<std::uint8_t>(counts, lines, 1);
}
void add_tenths(std::uint16_t* counts, const Lines& lines, std::uint16_t tenths) {
    add<std::uint16_t>(counts, lines, tenths);
}

void add_parts(const SumInput& input, std::size_t begin, std::size_t size, std::int64_t* out) {
    for (std::size_t k = 0; k < size; ++k) out[k] += parts_of_place(input, begin + k);
}

}  // namespace

const BatchFunctions& batch_baseline() {
    static constexpr BatchFunctions functions{add_one, add_tenths, add_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail
