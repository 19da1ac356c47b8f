// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which courses are missing or full, where, from when and for how many.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/planning/plan.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch::inline v0::matching {

/// Why no course closes a need: those reasons of planning::PlanBlock that another course would lift, and the
/// waiting list of a run that has no seat left.
enum class Lack : std::uint8_t { no_run, no_seat, out_of_reach, hours, dates, waiting };
inline constexpr std::array<std::string_view, 6> lack_names{"no_run", "no_seat", "out_of_reach",
                                                            "hours",  "dates",   "waiting"};
[[nodiscard]] constexpr std::string_view to_string(Lack lack) {
    return lack_names[static_cast<std::size_t>(lack)];
}

/// What the people of one region lack alike.
struct RegionalDemand {
    std::string need;                          ///< as shared_need() names it
    std::optional<domain::RegionId> region{};  ///< where the people live; empty = unknown
    std::uint64_t people = 0;                  ///< each once, whatever the reasons
    /// Per Lack, people; one person may count for several of them.
    std::array<std::uint64_t, lack_names.size()> lacks{};
    std::uint64_t opens = 0;  ///< vacancies that ask for it and have no plan yet, summed over the people
    /// People of the network with this need who could go to a course in this region every day; empty where
    /// the region has no point, or is unknown.
    std::optional<std::uint64_t> within_reach{};
    base::Date from;      ///< first day on which one of the people could begin
    base::Date from_all;  ///< first day on which all of them could
};

/// What the network offers for a need.
struct NeededCourse {
    std::string need;
    std::vector<domain::MeasureKind> kinds;  ///< of its measures for it, ascending; else those that close
                                             ///< such needs usually
    std::uint64_t measures = 0;              ///< of the network that say that they close it
    bool virtual_course = false;             ///< one of them needs no place
    std::uint64_t people = 0;                ///< in all regions
    std::vector<domain::CandidateId> candidates{};  ///< these people, ascending
};

struct Demand {
    std::vector<NeededCourse> needs;   ///< the most people first, then by name
    std::vector<RegionalDemand> rows;  ///< in the order of the needs; of a need by AGS, unknown last
    std::uint64_t people = 0;          ///< who lack at least one of them
    /// People whose plans fail on how dates or demands of several courses fit each other, so that no single
    /// need stands for it, and who lack nothing else that is listed.
    std::uint64_t unnamed = 0;
};

/// Which courses are missing or full, for how many people and where they live: from the goals that no plan
/// leads to, noted while the options were formed, and from the waiting lists of full runs. People who are not
/// known yet are not in it. Empty without plans. O(candidates + people who lack something · (regions + one
/// search for plans)).
[[nodiscard]] Demand demand(const Assignment& assignment);

}  // namespace iqmatch::inline v0::matching
