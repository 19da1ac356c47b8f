// SPDX-License-Identifier: Apache-2.0
/// @file
/// What options are worth at prices, whether or not they are listed. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <memory>
#include <span>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

/// For one thread. Refers to what it was made from.
class OptionPrices {
  public:
    /// @param prices per resource of the problem that is listed; what no listed option uses costs nothing.
    OptionPrices(const Options::State& state, std::span<const std::int64_t> prices);
    ~OptionPrices();
    OptionPrices(OptionPrices&&) noexcept;
    /// The value of an option less what it uses, at the prices.
    [[nodiscard]] base::Int128 net(Notes notes, const Option& option);

    /// What knows resources by their keys.
    struct Impl {
        virtual ~Impl() = default;
        virtual base::Int128 net(Notes notes, const Option& option) = 0;
    };

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace iqmatch::inline v0::matching::detail
