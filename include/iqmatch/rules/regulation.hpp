// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the law demands of an occupation, whoever applies: the licence and the level of German.
#pragma once

#include <iqmatch/rules/rows.hpp>
#include <string_view>

namespace iqmatch::inline v0::rules {

/// Whether practising the vacancy's occupation needs a licence on a day, and the rows that say so.
struct Regulation {
    Answer licensed = Answer::unknown;
    std::string_view family;                        ///< empty = none or unknown
    const FamilyRow* row = nullptr;                 ///< empty = no row covers the day
    const OccupationFamilyRow* assigned = nullptr;  ///< where the catalogue did not name the family
    bool other_state = false;                       ///< the row is law of another state than that of the work
    bool gap = false;                               ///< the family has rows, none covers the day
    bool helper = false;                            ///< helper work beside a licensed profession
    bool assumed_free = false;                      ///< nothing names the code: taken as not regulated
    bool regulated_area = false;  ///< with assumed_free: other codes of the same area are regulated
};

/// The law on one day. Pointers live as long as a handle on the rule tables.
struct VacancyLaw {
    Regulation regulation;
    const GermanRow* german = nullptr;  ///< what stands in where the vacancy demands nothing; empty = no row
};

}  // namespace iqmatch::inline v0::rules
