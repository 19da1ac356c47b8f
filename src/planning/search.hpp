// SPDX-License-Identifier: Apache-2.0
/// @file
/// Sequences of offers by label setting. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/graph/constrained_paths.hpp>
#include <iqmatch/planning/planner.hpp>
#include <optional>
#include <vector>
#include "offers.hpp"

namespace iqmatch::inline v0::planning::detail {

inline constexpr std::uint32_t no_index = 0xffffffffU;

/// How a person attends an offer after what has been closed before.
struct Attendance {
    std::int32_t start = 0, end = 0;
    Bits parts = 0;  ///< places in Offer::parts; 0 = as a whole
    std::optional<std::int64_t> hours_x100;
};

/// What a person holds after some steps, and what they took.
struct Label {
    std::int32_t free = 0;  ///< first day that no course takes
    std::int32_t done = 0;  ///< last day of any step
    std::int64_t own_cost = 0;
    std::int64_t hours = 0;
    std::uint32_t unknown = 0;  ///< costs and hours that nobody knows
    std::uint32_t steps = 0;
    Bits held = 0;
    base::Cefr german = base::Cefr::a0;  ///< by courses of the plan
    Way way = Way::none;
    bool prepared = false;
    std::uint32_t parent = no_index;
    std::uint32_t offer = no_index;
    Attendance attendance;
    std::uint64_t identity = 0;  ///< of the runs and their starts
};

class Search {
  public:
    Search(const Asked& asked, const RunIndex& index, const Target& target, const Offers& offers,
           const PlanLimits& limits);

    [[nodiscard]] graph::LabelResult<Label> run() const;

    // The model of graph::set_labels.
    [[nodiscard]] std::uint64_t place(const Label& label) const {
        return static_cast<std::uint64_t>(label.way) * 2 + (label.prepared ? 1 : 0);
    }
    [[nodiscard]] bool before(const Label& a, const Label& b) const;
    [[nodiscard]] bool dominates(const Label& a, const Label& b) const;
    [[nodiscard]] bool same(const Label& a, const Label& b) const { return a.identity == b.identity; }
    [[nodiscard]] bool target(const Label& label) const;
    template <class Emit>
    void successors(const Label& label, std::uint32_t index, Emit emit) const {
        if (target(label)) return;  // whatever follows would be for nothing
        std::vector<Attendance> ways;
        for (std::uint32_t o = 0; o < offers_.list.size(); ++o) {
            const Offer& offer = offers_.list[o];
            if (!useful(offer, label) || !allowed(offer, label)) continue;
            ways.clear();
            attend(offer, label, ways);
            for (const Attendance& one : ways) emit(extend(label, index, o, one));
        }
    }

    /// What is held after an offer, whatever its dates.
    void hold(const Offer& offer, Label& label) const;
    /// Whether what the offer demands is held.
    [[nodiscard]] bool allowed(const Offer& offer, const Label& label) const;
    [[nodiscard]] Label root() const;
    /// Whether some step of a settled label could be left out.
    [[nodiscard]] bool needless(const std::vector<Label>& settled, std::uint32_t at) const;
    /// Targets worth keeping, in their order: no step could be left out, and fewer than `alternatives` others
    /// that use other seats are as good. What is held besides the goal counts no more.
    [[nodiscard]] std::vector<std::uint32_t> best(const graph::LabelResult<Label>& found) const;
    /// What the person pays for an offer that begins on a day, under the best funding that is possible.
    [[nodiscard]] std::optional<std::int64_t> own_cost(const Offer& offer, std::int32_t start) const;

  private:
    [[nodiscard]] bool useful(const Offer& offer, const Label& label) const;
    void attend(const Offer& offer, const Label& label, std::vector<Attendance>& out) const;
    void enter(const Offer& offer, std::int32_t from, const Attendance& what,
               std::vector<Attendance>& out) const;
    [[nodiscard]] bool choose_parts(const Offer& offer, Bits needed, Attendance& out) const;
    [[nodiscard]] std::optional<std::int64_t> open_hours(Bits deficits) const;
    [[nodiscard]] Label extend(const Label& label, std::uint32_t parent, std::uint32_t o,
                               const Attendance& what) const;

    const Asked& asked_;
    const RunIndex& index_;
    const Target& target_;
    const Offers& offers_;
    PlanLimits limits_;
    base::Cefr least_known_ = base::Cefr::c2;
    /// Own cost per offer and start, filled as it is asked for: one search belongs to one thread.
    mutable std::vector<std::vector<std::pair<std::int32_t, std::optional<std::int64_t>>>> costs_;
};

}  // namespace iqmatch::inline v0::planning::detail
