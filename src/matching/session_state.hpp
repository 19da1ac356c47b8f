// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a session holds. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/matching/session.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>
#include "options_state.hpp"
#include "session_solver.hpp"
#include "session_view.hpp"

namespace iqmatch::inline v0::matching {

namespace detail {

/// What is said about an entity from now on.
struct Edit {
    domain::Entity entity = domain::Entity::candidate;
    std::string key;
    domain::EntityRows rows;  ///< none: it leaves
};

/// Changes as edits, in their order; a later one about the same entity replaces an earlier one.
/// @throws base::DataError with all findings.
[[nodiscard]] std::vector<Edit> edits_of(const domain::RowBook& book, std::span<const SessionChange> changes,
                                         base::Findings& findings);

/// One person of the match: the options come from the whole network, or from when they last changed.
struct SessionPerson {
    std::string key;  ///< empty: nobody has this number
    std::optional<Options> options{};
    std::uint32_t candidate = 0;                   ///< in the options' problem
    std::vector<domain::VacancyId> kept{};         ///< vacancies with a place of one's own
    tables::OptionIndex held = tables::no_option;  ///< in the options' problem

    [[nodiscard]] const tables::SelectionProblem& problem() const { return options->problem(); }
    [[nodiscard]] std::string option_key() const {
        return held == tables::no_option ? std::string() : std::string(problem().options[held]);
    }
    /// Without what keeping it counts.
    [[nodiscard]] std::int64_t value() const {
        return held == tables::no_option ? 0 : value_of(*options, domain::CandidateId(candidate), held);
    }
    /// The option of that key, or no_option.
    [[nodiscard]] tables::OptionIndex find(std::string_view option) const;
    /// The same, or of those that lead to the same vacancy the one worth most: with another start or plan it
    /// counts as the same proposal (EarlierResult).
    [[nodiscard]] tables::OptionIndex find_same(std::string_view option) const;
};

/// What the key of an option says about the proposal.
[[nodiscard]] EarlierProposal earlier_proposal(std::string candidate, std::string_view option);

/// @throws base::DataError for residence titles that no rule knows.
void require_known_titles(const domain::Network& network, const rules::RuleTables& rules);

/// @throws base::UsageError for settings that make no sense.
void require_sensible(const SessionSettings& settings);

/// Keys of a person's records that nobody else's records may have.
[[nodiscard]] std::vector<std::string> record_keys_of(const domain::EntityRows& rows);

/// What somebody held before a batch.
struct HeldBefore {
    std::string option;
    std::int64_t value = 0;
};
using HeldKeys = std::map<std::string, std::string>;              ///< key of the option, by candidate
using PriceKeys = std::unordered_map<std::string, std::int64_t>;  ///< by resource

}  // namespace detail

struct Session::State {
    rules::RuleTables rules;
    scoring::ModelCard card;
    SessionSettings settings;
    domain::RowBook book;
    std::optional<Options> whole{};  ///< of everybody, when it was last formed
    std::unique_ptr<detail::SessionSolver> solver{};
    bool exact = false;                            ///< the solver is exact
    std::optional<tables::Selection> selection{};  ///< of `whole`, until a change: not where it is exact
    std::vector<detail::SessionPerson> people{};   ///< per row
    std::unordered_map<std::string, graph::Row> row_of{};
    std::unordered_map<std::string, graph::Resource> resource_of{};  ///< by key
    std::vector<std::int64_t> open{};                                ///< positions per vacancy of `whole`
    bool resized = false;  ///< some vacancy has other positions than the network of `whole`
    /// Keys that no two rows may share, whoever they belong to: table and key, then the person.
    std::unordered_map<std::string, std::string> record_keys{};
    std::vector<std::vector<detail::Edit>> undo{};  ///< what was said before each batch
    std::uint64_t number = 0;
    detail::ViewWriter views{};

    State(const domain::Network& network, rules::RuleTables rules_, scoring::ModelCard card_,
          SessionSettings given)
        : rules(std::move(rules_)), card(std::move(card_)), settings(std::move(given)), book(network) {}

    /// Forms the options of everybody and matches; what was held and what prices were, by keys, is the start.
    /// Where it throws, nothing has changed.
    void form(const domain::Network& network, const detail::HeldKeys& held, const detail::PriceKeys& prices,
              SessionBatch& batch, const base::Control& control);
    /// Makes edits without forming everything anew. False: nothing was changed, for they reach further.
    /// @throws base::DataError, and nothing was changed.
    bool edit_few(const std::vector<detail::Edit>& edits, SessionBatch& batch, const base::Control& control);
    /// Makes edits, one way or the other, and tells what moved.
    SessionBatch run(const std::vector<detail::Edit>& edits, const base::Control& control);

    /// Writes edits into the book; returns what was said before.
    std::vector<detail::Edit> write(const std::vector<detail::Edit>& edits);
    /// Knows whose records the people's are.
    void note_records(const domain::Network& network);
    [[nodiscard]] std::map<std::string, detail::HeldBefore> held_now() const;
    [[nodiscard]] detail::PriceKeys prices_now() const;
    /// Lets readers see a person as they are now.
    void show(graph::Row row);
    void publish(const SessionBatch& batch);
};

}  // namespace iqmatch::inline v0::matching
