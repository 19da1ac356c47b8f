// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a person can do of what a job demands: exactly, nearly, or as far as the reference occupation lets
/// assume.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/ids.hpp>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::scoring {

/// How a person holds one skill that a job demands, rising; the best way counts, and only that.
enum class Held : std::uint8_t {
    missing,
    sibling,   ///< a listed skill has the same broader one, which is narrow enough to mean something
    broader,   ///< the skill directly above is listed
    narrower,  ///< one directly below is listed
    assumed,   ///< essential to the person's reference occupation; the list may lack it
    exact      ///< listed
};
/// What a near skill counts, in tenths of the skill itself: less than half for a sibling, half for the
/// broader one, more than half for a narrower one. 0 for the others, which are no near skills.
inline constexpr std::array<std::int64_t, 6> near_tenths{0, 3, 5, 6, 0, 0};
/// A broader entry with more narrower ones than this makes no siblings: "law" or "health" in common says
/// little.
inline constexpr std::size_t most_siblings = 20;

/// Which skills stand directly above and below which. Immutable; a cheap handle, safe to read from many
/// threads.
class SkillHierarchy {
  public:
    /// Nothing stands above anything.
    SkillHierarchy();
    /// From pairs (skill, broader), in any order; `skills` is their number. Throws UsageError for an id
    /// beyond it.
    SkillHierarchy(std::size_t skills, std::span<const std::pair<domain::SkillId, domain::SkillId>> broader);
    /// The table `skill_broader` of a catalogue; empty where it has none.
    [[nodiscard]] static SkillHierarchy of(const domain::Catalogue& catalogue);

    [[nodiscard]] std::size_t skills() const;
    /// Ascending; empty for a skill beyond skills().
    [[nodiscard]] std::span<const domain::SkillId> broader(domain::SkillId skill) const;
    [[nodiscard]] std::span<const domain::SkillId> narrower(domain::SkillId skill) const;

  private:
    struct State;
    std::shared_ptr<const State> state_;
};

/// The skills of a person. Lists are ascending, without duplicates.
struct SkillSupply {
    std::vector<domain::SkillId> listed;
    bool list_known = false;     ///< there is a list, be it an empty one that is complete
    bool list_complete = false;  ///< what is not listed is missing; nothing is assumed then
    std::vector<domain::SkillId> assumed;
    bool assumed_known = false;  ///< a reference occupation whose skills the catalogue names
};

/// The skills that a job asks for. Lists are ascending, without duplicates; an empty one is unknown.
struct SkillDemand {
    std::vector<domain::SkillId> essential;
    std::vector<domain::SkillId> optional;
};

/// `covered` of `demanded` (> 0) in millionths, rounded to the nearest.
[[nodiscard]] constexpr std::int64_t share_micro(std::int64_t covered, std::int64_t demanded) {
    return (covered * 1'000'000 + demanded / 2) / demanded;
}

/// Shares of the demand in millionths; empty = unknown.
struct SkillCoverage {
    std::optional<std::int64_t> essential_micro;  ///< listed; unknown without list or demand
    std::optional<std::int64_t> optional_micro;   ///< the same of the optional skills
    std::optional<std::int64_t> near_micro;       ///< essential ones that a near skill covers in part
    std::optional<std::int64_t>
        assumed_micro;  ///< essential ones that are assumed; 0 where the list is complete
};

/// How a person holds one skill. O(log skills of the person · neighbours).
[[nodiscard]] Held held(const SkillSupply& supply, const SkillHierarchy& hierarchy, domain::SkillId skill);
/// The plain formula, skill by skill. Kernel gives the same, faster.
[[nodiscard]] SkillCoverage coverage(const SkillSupply& supply, const SkillDemand& demand,
                                     const SkillHierarchy& hierarchy);

/// What may be assumed of the holder of a reference occupation: its essential skills, ascending, minus those
/// of open deficits (ascending). O(skills of the occupation).
[[nodiscard]] std::vector<domain::SkillId> assumed_skills(
    const domain::Catalogue& catalogue, domain::Kldb reference,
    std::span<const domain::SkillId> open_deficits = {});

}  // namespace iqmatch::inline v0::scoring
