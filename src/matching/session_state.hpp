// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a session holds. Private to the layer.
#pragma once

#include <chrono>
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
#include "session_person.hpp"
#include "session_places.hpp"
#include "session_proposals.hpp"
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

/// @throws base::DataError for residence titles that no rule knows.
void require_known_titles(const domain::Network& network, const rules::RuleTables& rules);

/// @throws base::UsageError for settings that make no sense.
void require_sensible(const SessionSettings& settings);

/// Keys of a person's records that nobody else's records may have.
[[nodiscard]] std::vector<std::string> record_keys_of(const domain::EntityRows& rows);

/// Vacancies of which somebody was promised a place that is not there.
[[nodiscard]] std::set<std::string> waited_for(const Options& offers);

/// A batch is made or not; it does not stop half-way.
[[nodiscard]] inline base::Control without_limits(const base::Control& control) {
    base::Control out;
    out.threads = control.threads;
    out.simd = control.simd;
    return out;
}

/// Seconds since it was made.
class Clock {
  public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// What somebody held before a batch.
struct HeldBefore {
    std::string option;
    std::int64_t value = 0;
};

/// Numbers that have changed since the market was formed.
struct Resized {
    bool positions = false, seats = false;
    [[nodiscard]] bool any() const { return positions || seats; }
};

/// What becomes of one person in a batch.
struct PersonUpdate {
    std::string key;
    std::optional<SessionPerson> now{};  ///< none: the person leaves
    bool edited = false;                 ///< what is said about the person changed
};
/// A batch as the solver has to follow it.
struct Update {
    std::vector<PersonUpdate> people;
    std::map<std::string, Supply, std::less<>> supplies;  ///< by resource, those that change
    std::uint64_t formed = 0;                             ///< options that were formed for it

    void note_formed(const Options& options) {
        // A network of one's own takes as much memory as so many options.
        constexpr std::uint64_t network = 250;
        formed += options.size() + network;
    }
};

using HeldKeys = std::map<std::string, std::string>;              ///< key of the option, by candidate
using PriceKeys = std::unordered_map<std::string, std::int64_t>;  ///< by resource

}  // namespace detail

struct Session::State {
    rules::RuleTables rules;
    scoring::ModelCard card;
    SessionSettings settings;
    domain::RowBook book;
    std::optional<Options> whole{};   ///< of everybody, when it was last formed
    std::optional<Options> offers{};  ///< what newcomers are asked about: a market, its places and seats
    std::unique_ptr<detail::SessionSolver> solver{};
    bool exact = false;                            ///< the solver is exact
    std::optional<tables::Selection> selection{};  ///< of `whole`, until a change: not where it is exact
    std::vector<detail::SessionPerson> people{};   ///< per row
    std::unordered_map<std::string, graph::Row> row_of{};
    std::map<std::string, graph::Resource, std::less<>> resource_of{};  ///< by key
    std::vector<detail::Supply> supplies{};                             ///< per resource
    std::uint64_t formed_since = 0;  ///< options, since everything was formed anew
    detail::Resized resized{};       ///< what `offers` does not know of
    std::set<std::string>
        waited_for{};                ///< vacancies of which somebody was promised a place that is not there
    std::set<std::string> takers{};  ///< people who use places or seats, or for whom some are kept
    detail::SessionPlaces places{};  ///< where people work who stay together
    detail::ProposalNumbers proposals{};
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
    /// Makes edits of single people and of numbers of positions and seats: nothing is formed but their
    /// options. False: nothing was changed, for they reach further.
    /// @throws base::DataError, and nothing was changed.
    bool edit_few(const std::vector<detail::Edit>& edits, SessionBatch& batch, const base::Control& control);
    /// Makes edits that change what others may have: the market is formed again, and the options of those
    /// whom it concerns. As above.
    bool edit_offers(const std::vector<detail::Edit>& edits, SessionBatch& batch,
                     const base::Control& control);
    /// Whether as many options were formed one by one as there are, or nearly: those that nobody needs any
    /// more take the more memory, and to form all anew costs no more than that did.
    [[nodiscard]] bool worn() const {
        constexpr std::uint64_t least = 1'000'000;
        return whole && formed_since > std::max(least, whole->size());
    }
    /// Makes edits, one way or the other, and tells what moved.
    SessionBatch run(const std::vector<detail::Edit>& edits, const base::Control& control);

    /// Writes edits into the book; returns what was said before.
    std::vector<detail::Edit> write(const std::vector<detail::Edit>& edits);
    /// Knows whose records the people's are, and who takes places.
    void note_people();
    void note_person(const std::string& key, const domain::EntityRows& rows);
    /// Whether a record of these people is somebody else's already: whoever forms everything says so.
    [[nodiscard]] bool keys_taken(const std::vector<const detail::Edit*>& edits) const;
    [[nodiscard]] std::map<std::string, detail::HeldBefore> held_now() const;
    [[nodiscard]] detail::PriceKeys prices_now() const;
    /// A resource has come to the solver.
    std::map<std::string, graph::Resource, std::less<>>::iterator note_resource(std::string key,
                                                                                graph::Resource resource,
                                                                                detail::Supply supply) {
        supplies.resize(std::max<std::size_t>(supplies.size(), resource + std::size_t(1)));
        supplies[resource] = supply;
        return resource_of.emplace(std::move(key), resource).first;
    }
    /// Lets readers see a person as they are now.
    void show(graph::Row row);
    void publish(const SessionBatch& batch);
};

}  // namespace iqmatch::inline v0::matching
