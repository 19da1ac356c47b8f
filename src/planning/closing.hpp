// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a measure closes of what a person lacks, and which measures come into question. Private to the layer.
#pragma once

#include <vector>
#include "offers.hpp"

namespace iqmatch::inline v0::planning::detail {

/// What one measure gives to this person.
struct Closing {
    Bits bits = 0;  ///< of deficits, compensation and skills; demands of other measures are added apart
    Way way = Way::none;
    bool prepares = false;
    base::Cefr german = base::Cefr::a0;
    bool authority_agrees = false;  ///< the authority has to be asked whether it accepts the measure
    const rules::ClosingRow* row = nullptr;
    std::vector<Question> questions;
};

/// Gives every open difference and skill its bit, and finds the measures that close one, those that these
/// demand, and so on.
class Closings {
  public:
    Closings(const Asked& asked, const RunIndex& index, const Target& target, Offers& out);

    struct Entry {
        domain::MeasureId measure;
        Closing closing;
        Bits needs = 0;
        std::array<std::optional<base::Cefr>, 6> needs_german{};
    };
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] const Entry* find(domain::MeasureId measure) const;

  private:
    [[nodiscard]] Closing closing_of(domain::MeasureId measure) const;
    void close_deficits(domain::MeasureId measure, domain::MeasureKind kind, Closing& out) const;
    [[nodiscard]] bool for_family(domain::MeasureId measure) const;
    void want(domain::MeasureId measure);
    void want_all(std::span<const domain::MeasureId> measures);
    void demands(Entry& entry);
    void demand_german(const domain::MeasureRequirement& row, Entry& entry);
    Bits bit_of_skill(domain::SkillId skill);
    Bits bit_of_measure(domain::MeasureId measure);
    Bits next_bit();

    const Asked& asked_;
    const RunIndex& index_;
    const Target& target_;
    Offers& out_;
    std::vector<Entry> entries_;
    std::vector<domain::MeasureId> wanted_;
    std::unordered_map<std::size_t, Bits> skill_bits_, measure_bits_;
    std::uint32_t bits_ = 0;
    bool courses_of_german_ = false;
};

}  // namespace iqmatch::inline v0::planning::detail
