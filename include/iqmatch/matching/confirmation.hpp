// SPDX-License-Identifier: Apache-2.0
/// @file
/// From proposals to decisions: what a person wrote down, held against what was proposed, what else the
/// candidates could take, what is decided already, and how much there is of everything.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/rules/outcome.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

enum class DecisionKind : std::uint8_t {
    accept,  ///< what is proposed becomes final
    refuse,  ///< it does not; or what was final is so no longer
    change   ///< another option of the person becomes final
};
inline constexpr std::array<std::string_view, 3> decision_kind_names{"accept", "refuse", "change"};
[[nodiscard]] constexpr std::string_view to_string(DecisionKind kind) {
    return decision_kind_names[static_cast<std::size_t>(kind)];
}

/// The columns of a table of decisions: all of them and no others, in any order.
inline constexpr std::array<std::string_view, 5> decision_columns{"candidate", "option", "decision",
                                                                  "other_option", "reason"};

/// How much of a resource a decision uses, by key: that is what holds in later snapshots, too.
struct DecisionUse {
    std::string resource;
    std::uint64_t amount = 1;
};

/// A decision that holds.
struct Decided {
    std::string candidate;
    DecisionKind kind = DecisionKind::accept;
    std::string proposed;  ///< the option that the decision is about
    std::string option;    ///< what is final now; empty after a refusal
    std::string reason;    ///< may be empty with `accept`
    std::vector<DecisionUse> uses{};
};

/// What can be decided about, and what is known about it. Refers to everything.
struct Decidable {
    const tables::SelectionProblem& problem;
    /// Per candidate the option proposed, or no_option. Empty = nothing is proposed to anybody.
    std::span<const tables::OptionIndex> proposed;
    /// What the rules say about an option; not set = they let everything through.
    std::function<rules::Outcome(tables::OptionIndex)> outcome{};
    /// Whether the inputs count the place of a candidate as taken already; not set = of nobody.
    std::function<bool(tables::CandidateIndex)> settled{};
};

/// The outcome of confirm().
struct Confirmation {
    std::vector<Decided> decided{};  ///< what is new, by candidate
    std::uint64_t already = 0;       ///< stated now and decided in the same way before
    std::uint64_t open = 0;          ///< proposals that nobody has decided about
    base::Findings findings{};       ///< with errors nothing is decided
};

/// Holds decisions against proposals. Without `stated`, every proposal is accepted; with it, only what it
/// names is decided, and the rest stays open.
///
/// A row names the candidate and the option that it is about: the one that is proposed, or (`refuse`,
/// `change`) the one that is final already. `change` also names another option of that candidate, and needs a
/// reason like `refuse`. What is decided already stays so: the same decision again changes nothing, another
/// one must be a `change`, or a `refuse` of what is final. Options that differ in dates only count as the
/// same for that, because another day's proposal has other dates.
///
/// What is final needs room together: capacities of `problem` against all that is final afterwards. Somebody
/// decided about earlier uses what the same option uses now, nothing if the inputs count the place as taken,
/// else what was recorded.
///
/// Findings: column_missing, confirm_column_extra, value_required, code_unknown, confirm_already_final,
/// confirm_blocked (the rules do not let the option through: `unknown` until the fact is entered),
/// confirm_candidate_twice, confirm_not_proposed, confirm_other_option_extra, confirm_other_option_unknown,
/// confirm_over_capacity, confirm_reason_missing, reference_unknown (of a candidate); as warnings
/// confirm_minimum_open, confirm_unit_apart. O(options of the people decided about + resources +
/// final decisions).
/// @param final what is decided already, the latest decision of each candidate.
[[nodiscard]] Confirmation confirm(const Decidable& decidable, const base::TextTable* stated,
                                   std::span<const Decided> final);

}  // namespace iqmatch::inline v0::matching
