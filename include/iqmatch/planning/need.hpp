// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a person still lacks for a goal.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/network.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::planning {

/// Kinds of what may be missing, roughly in the order in which they are closed.
///   recognition  the authority's decision: a procedure has to be begun or to end
///   arrival      visa and entry
///   german       a level of German
///   certificate  a certificate of a level that the person has
///   deficit      one difference of the notice
///   compensation the compensation measure as a whole, whose single differences nobody recorded
///   skill        a skill
///   licence      the licence itself, which an authority issues last
///   title        a residence title that allows the work
enum class NeedKind : std::uint8_t {
    recognition,
    arrival,
    german,
    certificate,
    deficit,
    compensation,
    skill,
    licence,
    title
};
inline constexpr std::array<std::string_view, 9> need_kind_names{"recognition", "arrival", "german",
                                                                 "certificate", "deficit", "compensation",
                                                                 "skill",       "licence", "title"};
[[nodiscard]] constexpr std::string_view to_string(NeedKind kind) {
    return need_kind_names[static_cast<std::size_t>(kind)];
}

/// One thing that is missing. Which members hold it follows from the kind; texts live as long as a handle on
/// the network and on the rule tables.
struct Need {
    NeedKind kind = NeedKind::german;
    base::Cefr level = base::Cefr::a0;                                      ///< german, certificate
    domain::LanguageSkill language_skill = domain::LanguageSkill::overall;  ///< german
    domain::SkillId skill;                                                  ///< skill
    std::size_t deficit_row = 0;                                            ///< deficit: row of `deficits`
    /// recognition, compensation, licence: the regulation family (empty = a non-regulated occupation);
    /// deficit: its key within the notice
    std::string_view name;
    friend bool operator==(const Need&, const Need&) = default;
};

/// The word of an unlock step: "german:B2" (of one skill "german:B2:writing"), "certificate:B2",
/// "licence:nursing", "recognition:nursing", "compensation:nursing", "deficit:KEY", "skill:KEY", "arrival",
/// "title".
[[nodiscard]] std::string to_text(const Need& need, const domain::Network& network);

}  // namespace iqmatch::inline v0::planning
