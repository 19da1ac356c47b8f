// SPDX-License-Identifier: Apache-2.0
/// @file
/// One person of a living match, with options from when they were formed. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/matching/earlier.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/planning/goal.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "session_view.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Options of a person that were formed at one time. Vacancies that are other than they were then are left
/// out.
struct SessionPart {
    Options options;
    std::uint32_t candidate = 0;           ///< in the options' problem
    std::vector<domain::VacancyId> out{};  ///< of the options' network

    [[nodiscard]] const tables::SelectionProblem& problem() const { return options.problem(); }
    [[nodiscard]] bool is_out(domain::VacancyId vacancy) const;
    /// What plans were sought for; empty without plans.
    [[nodiscard]] std::span<const planning::Goal> goals() const;
    /// Whether an option is still one: neither it nor the work before it is left out.
    [[nodiscard]] bool stands(tables::OptionIndex option) const;
    /// Calls with each option that stands, in their order.
    template <class Call>
    void each(const Call& call) const {
        for (auto o = problem().offsets[candidate]; o < problem().offsets[candidate + 1]; ++o)
            if (out.empty() || stands(o)) call(o);
    }
};

/// An option of a person: which part, and which option of its problem.
struct SessionHeld {
    std::uint32_t part = 0;
    tables::OptionIndex option = tables::no_option;
    friend bool operator==(const SessionHeld&, const SessionHeld&) = default;
};

struct SessionPerson {
    std::string key;  ///< empty: nobody has this number
    /// The options in the order in which the solver knows them: part after part.
    std::vector<SessionPart> parts{};
    std::vector<std::string> kept{};  ///< vacancies with a place of one's own
    std::optional<SessionHeld> held{};

    /// Calls with the place of each option.
    template <class Call>
    void each(const Call& call) const {
        for (std::uint32_t p = 0; p < parts.size(); ++p)
            parts[p].each([&](tables::OptionIndex o) { call(SessionHeld{p, o}); });
    }
    /// The option that the solver knows by that number.
    [[nodiscard]] std::optional<SessionHeld> at(std::optional<std::uint32_t> number) const;
    /// The key of what is held; empty where that is nothing.
    [[nodiscard]] std::string option_key() const;
    /// Of what is held, without what keeping it counts.
    [[nodiscard]] std::int64_t value() const;
    /// The option of that key.
    [[nodiscard]] std::optional<SessionHeld> find(std::string_view option) const;
    /// The same, or of those that lead to the same vacancy the one worth most: with another start or plan it
    /// counts as the same proposal (EarlierResult).
    [[nodiscard]] std::optional<SessionHeld> find_same(std::string_view option) const;
    [[nodiscard]] SeenPerson seen() const;
};

/// The people of options that were formed for everybody.
[[nodiscard]] std::vector<SessionPerson> everybody(const Options& whole);
/// One of them.
[[nodiscard]] SessionPerson person_of(const Options& options, std::size_t candidate);

/// What the key of an option says about the proposal.
[[nodiscard]] EarlierProposal earlier_proposal(std::string candidate, std::string_view option);

}  // namespace iqmatch::inline v0::matching::detail
