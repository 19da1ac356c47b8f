// SPDX-License-Identifier: Apache-2.0
/// @file
/// Parts of a feature for small whole inputs, formed once. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/score.hpp>
#include <optional>
#include <vector>

namespace iqmatch::inline v0::scoring::detail {

/// Every entry comes from part(), so that looking up and computing cannot differ.
class PartTable {
  public:
    /// Of `model` for the inputs `first` to `last`; refers to the model.
    PartTable(const FeatureModel& model, std::int64_t first, std::int64_t last)
        : model_(&model), first_(first), unknown_(part(model, std::nullopt).value) {
        for (std::int64_t x = first; x <= last; ++x) values_.push_back(part(model, x * micro).value);
    }
    [[nodiscard]] std::int64_t unknown() const { return unknown_; }
    [[nodiscard]] std::int64_t at(std::optional<std::int64_t> x) const {
        if (!x) return unknown_;
        const auto place = static_cast<std::uint64_t>(*x) - static_cast<std::uint64_t>(first_);
        return place < values_.size() ? values_[place] : beyond(*x);
    }

  private:
    [[nodiscard]] std::int64_t beyond(std::int64_t x) const {
        constexpr std::int64_t most = 1'000'000'000;
        if (x > most || x < -most)
            throw base::UsageError("input of feature " + std::string(to_string(model_->feature)) +
                                   " is out of range");
        return part(*model_, x * micro).value;
    }

    const FeatureModel* model_;
    std::int64_t first_;
    std::int64_t unknown_;
    std::vector<std::int64_t> values_;
};

/// Parts by how many of n demands are covered, for every n that occurs.
class ShareTables {
  public:
    /// `steps` per demand: 1, or 10 where near skills count in tenths.
    ShareTables(const FeatureModel& model, std::int64_t steps)
        : model_(&model), steps_(steps), values_{part(model, std::nullopt).value} {}
    /// The part of what is unknown; it also stands at the beginning, where a job without a demand looks.
    [[nodiscard]] std::int64_t unknown() const { return values_.front(); }
    /// Where the table of `demanded` (> 0) begins; made on the first call.
    [[nodiscard]] std::uint32_t of(std::size_t demanded) {
        if (demanded >= begins_.size()) begins_.resize(demanded + 1, none);
        if (begins_[demanded] == none) {
            begins_[demanded] = static_cast<std::uint32_t>(values_.size());
            const std::int64_t most = steps_ * static_cast<std::int64_t>(demanded);
            for (std::int64_t k = 0; k <= most; ++k)
                values_.push_back(part(*model_, share_micro(k, most)).value);
        }
        return begins_[demanded];
    }
    [[nodiscard]] std::int64_t at(std::uint32_t begin, std::uint64_t covered) const {
        return values_[begin + covered];
    }
    /// All tables, for look-ups by begin + covered.
    [[nodiscard]] const std::int64_t* data() const { return values_.data(); }

  private:
    static constexpr std::uint32_t none = 0xffffffffU;
    const FeatureModel* model_;
    std::int64_t steps_;
    std::vector<std::uint32_t> begins_;
    std::vector<std::int64_t> values_;
};

}  // namespace iqmatch::inline v0::scoring::detail
