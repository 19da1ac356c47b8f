// SPDX-License-Identifier: Apache-2.0
/// @file
/// A living match: people, vacancies, course runs and seats come, change and leave, people decide, and the
/// match follows.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/row_book.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::matching {

/// One thing that has changed.
struct SessionChange {
    enum class Kind : std::uint8_t {
        put,      ///< an entity comes, or everything said about it is replaced: all its rows
        set,      ///< some cells of the entity's own row are replaced
        remove,   ///< the entity leaves with all its rows
        decide,   ///< somebody decides about a person: pin, forbid or reserve
        withdraw  ///< a decision is taken back
    };
    Kind kind = Kind::put;
    domain::Entity entity = domain::Entity::candidate;
    std::string key;
    std::vector<base::TextTable> tables{};  ///< put: all rows; set: one row of the entity's own table
    // decide and withdraw
    std::string decision{};  ///< pin, forbid, reserve
    std::string target{};    ///< vacancy:KEY, employer:KEY, run:KEY
    /// Who wants the change and why. Needed for decisions, kept with any change.
    std::string author{}, reason{};
    std::optional<base::Date> date{};  ///< of a decision
};
inline constexpr std::array<std::string_view, 5> change_kind_names{"put", "set", "remove", "decide",
                                                                   "withdraw"};
[[nodiscard]] constexpr std::string_view to_string(SessionChange::Kind kind) {
    return change_kind_names[static_cast<std::size_t>(kind)];
}

/// Why somebody's proposal is another one than before a batch.
enum class MoveReason : std::uint8_t {
    arrived,      ///< the person came with the batch
    left,         ///< the person left with the batch
    own_change,   ///< what is said about the person, or a decision, changed what is possible or what it is
                  ///< worth
    place_gone,   ///< its vacancy has fewer positions than before, and somebody else keeps those left
    option_gone,  ///< the earlier proposal is no option any more
    displaced,    ///< it still is one, and its place or seat is worth more to the whole elsewhere
    improved      ///< something better for the person has become free
};
inline constexpr std::array<std::string_view, 7> move_reason_names{
    "arrived", "left", "own_change", "place_gone", "option_gone", "displaced", "improved"};
[[nodiscard]] constexpr std::string_view to_string(MoveReason reason) {
    return move_reason_names[static_cast<std::size_t>(reason)];
}

/// One person whose proposal has changed. Empty keys of options: nothing was or is proposed.
struct SessionMove {
    std::string candidate;
    std::string before, after;
    std::int64_t value_before = 0, value_after = 0;  ///< in millionths, without what keeping counts
    MoveReason reason = MoveReason::improved;
};

/// What came of a batch.
struct SessionBatch {
    std::uint64_t number = 0;  ///< 0 is the opening
    graph::SolveStatus status = graph::SolveStatus::feasible;
    /// Of the options after the batch, with what keeping a proposal counts; the bound holds for every match.
    base::Int128 value = 0, bound = 0;
    std::vector<SessionMove> moves{};             ///< by candidate
    base::Findings warnings{};                    ///< that the rows of the batch gave rise to
    bool anew = false;                            ///< options were formed anew, for everybody
    double seconds_rules = 0, seconds_solve = 0;  ///< measured; not part of any result
};

/// What is said about an entity, or was said before; without tables it is not there.
struct SessionEdit {
    domain::Entity entity = domain::Entity::candidate;
    std::string key;
    std::vector<base::TextTable> tables;
};

/// All of a session that cannot be formed again from rules and card.
struct SessionSnapshot {
    struct Held {
        std::string candidate, option;
    };
    std::uint64_t number = 0;  ///< of the last batch
    std::string name;          ///< of the network
    base::Date as_of;
    std::string catalogue;                          ///< its name
    std::vector<base::TextTable> catalogue_tables;  ///< empty: the one that is compiled in
    std::vector<base::TextTable> tables;
    std::vector<Held> held;                                    ///< by candidate
    std::vector<std::pair<std::string, std::int64_t>> prices;  ///< by resource, in millionths, where not 0
    std::vector<std::vector<SessionEdit>> undo;  ///< per batch that can be taken back, the first one first
};

/// A batch that came after a snapshot, with what came of it.
struct SessionStep {
    bool undo = false;  ///< takes the last batch back; then without changes
    std::vector<SessionChange> changes{};
    std::vector<SessionSnapshot::Held> moved{};  ///< what people held afterwards; an empty option: nothing
};

struct SessionSettings {
    OptionSettings options{};
    AssignSettings assign{};
    /// What keeping somebody's proposal counts, in millionths, 0 to most_keep. Among matches of equal value
    /// one that keeps most proposals is taken in any case, where options use single places.
    std::int64_t keep = 0;
};

/// The match after a batch, as it was then. Immutable; safe to read from many threads while the session goes
/// on.
class SessionView {
  public:
    [[nodiscard]] std::uint64_t number() const;  ///< of the last batch
    [[nodiscard]] graph::SolveStatus status() const;
    [[nodiscard]] base::Int128 value() const;
    [[nodiscard]] base::Int128 bound() const;
    [[nodiscard]] std::size_t candidates() const;

    struct Proposal {
        std::string candidate, option;
        std::int64_t value = 0;  ///< in millionths, without what keeping it counts
    };
    /// By candidate. O(candidates · log).
    [[nodiscard]] std::vector<Proposal> proposals() const;
    /// Empty where nothing is proposed or there is no such person. O(candidates).
    [[nodiscard]] std::optional<Proposal> find(std::string_view candidate) const;

    struct State;

  private:
    friend class Session;
    explicit SessionView(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

/// Holds a network and its match and keeps both while they change. After every batch the match is proved
/// again: exactly where options use single places (its value is that of a match from nothing), else by value
/// and bound. As little as possible changes: see SessionSettings::keep.
///
/// A change about a person asks rules and card about that person alone and re-matches from the last prices;
/// other numbers of positions and seats only re-match. Vacancies and course runs that come, change or leave
/// concern those who could take them; places and seats that people begin to use, those who want them. What
/// reaches further (households, employers that change) forms the options of everybody anew and starts from
/// the last match.
///
/// One thread writes (apply, undo); view() may be called from any thread at any time.
class Session {
  public:
    /// Forms the options and solves.
    /// @throws base::UsageError for settings without sense.
    Session(domain::Network network, rules::RuleTables rules, scoring::ModelCard card,
            SessionSettings settings = {}, const base::Control& control = {});
    /// Goes on from a snapshot and the batches after it. What they held is the start of one match.
    /// @throws base::DataError where the rows make no network, or a step does not fit them; as above.
    [[nodiscard]] static Session resume(const SessionSnapshot& snapshot, std::span<const SessionStep> steps,
                                        rules::RuleTables rules, scoring::ModelCard card,
                                        SessionSettings settings = {}, const base::Control& control = {});
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    /// Makes all the changes, then matches. Either all are made or none.
    /// @throws base::DataError with all findings, whose `row` counts the changes from 1, base::UsageError for
    /// a change that names no key.
    SessionBatch apply(std::span<const SessionChange> changes, const base::Control& control = {});
    /// Takes the last batch back that has not been taken back; a batch of its own.
    /// @throws base::UsageError
    /// where there is none.
    SessionBatch undo(const base::Control& control = {});
    [[nodiscard]] bool can_undo() const;

    /// The match after the last batch. Safe to call while another thread writes.
    [[nodiscard]] SessionView view() const;
    [[nodiscard]] const SessionSettings& settings() const;
    /// Everything that is said at present. O(cells) after a change.
    [[nodiscard]] domain::Network network() const;
    /// The match as assign() would return it for somebody who continues it (what keeping counts included),
    /// with reasons, alternatives and prices: options of network(), formed anew. Costs as much as options()
    /// and one solve's checks.
    [[nodiscard]] Assignment assignment(const base::Control& control = {}) const;

    /// Looks for a better match where options share several capacities, from the one at hand, until the gap
    /// of the settings is reached or nothing more is found: what a change costs no time for. Nothing that
    /// people or networks say changes; who moves is told as after a batch, whose number stays.
    SessionBatch improve(const base::Control& control = {});
    [[nodiscard]] SessionSnapshot snapshot() const;

    struct State;

  private:
    explicit Session(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace iqmatch::inline v0::matching
