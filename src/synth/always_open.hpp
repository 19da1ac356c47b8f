// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is special about jobs in care. Private to the layer.
#pragma once

#include "parameters.hpp"

namespace iqmatch::inline v0::synth::detail {

struct Always {
    std::int64_t more_positions = 0;
    std::int64_t hours_low = 0;  ///< hundredths; 0 = as drawn
    std::int32_t open_days = 0;  ///< 0 = as drawn
};

/// Assistants are always wanted, many of them and part time too, and posts for nurses stay open. Of a stream
/// of its own, so that other vacancies stay as they are. `size`: of the employer, 0 to 3.
[[nodiscard]] inline Always always_open(const Parameters& parameters, std::uint64_t seed, const Trade& trade,
                                        int size, const Sector& sector, std::size_t number) {
    Draw draw(seed, Stream::pool, number);
    const bool care = sector.key == "klinik" || sector.key == "pflege";
    const std::int64_t more = draw.between(4, 4 + 6 * size), low = draw.between(3, 4) * 500;
    const auto days = static_cast<std::int32_t>(draw.between(240, 420));
    const std::int64_t posts = size >= 2 ? draw.between(1, size) : 0;
    const bool part = draw.share(parameters.rate("helper_part_time"));
    const bool pool = draw.share(parameters.rate("helper_pool"));
    const bool standing = draw.share(parameters.rate("nurse_standing"));
    Always out;
    if (trade.kldb.level() == 1) {
        if (part) out.hours_low = low;
        if (pool && (care || sector.key == "kita")) out.more_positions = more;
    } else if (care && standing && parameters.groups[trade.group].name == "nurse") {
        out.open_days = days;
        out.more_positions = posts;
    }
    return out;
}

}  // namespace iqmatch::inline v0::synth::detail
