// SPDX-License-Identifier: Apache-2.0
/// @file
/// Who is proposed for what, with proof, alternatives and, for those left over, the reason.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/matching/unmatched.hpp>
#include <iqmatch/tables/selection.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::matching {

struct AssignSettings {
    tables::Policy policy = tables::Policy::optimal;
    std::uint64_t seed = 0;  ///< decides among equal totals, and nothing else
    /// Where options share several capacities: stop as soon as bound − value <= gap_e9 · 1e-9 · value.
    std::uint64_t gap_e9 = tables::usual_gap_e9;
    /// Where OptionSettings::max_options left options out: price them, add those that could make the
    /// assignment better, and solve again until none could. Value and bound are then those of all options.
    bool all_pairs = false;
};

/// How the options that were not listed were priced.
struct Pricing {
    std::uint64_t rounds = 0;  ///< how often all were
    std::uint64_t added = 0;   ///< options that the list got
    /// No option that is not listed is worth more to its person, at the prices, than their best one or
    /// nothing: so the bound holds for all. False where a stop came before everything was priced once.
    bool complete = false;
};

/// What is proposed for one person.
struct Proposal {
    domain::CandidateId candidate;
    Option option;
    /// The person's other option whose choice would cost everybody together least (ties: the higher value,
    /// then the seeded order of the keys). Only where the result is optimal, or options share several
    /// capacities: then the one of the least regret at the prices.
    std::optional<Option> runner_up{};
    /// That loss, in millionths; 0 without runner_up. With several capacities the loss is at least so much.
    std::int64_t difference = 0;
    /// The loss (with several capacities the regret at the prices, whatever the gap leaves open) is below the
    /// card's tolerance: shown, changes nothing.
    bool near_tie = false;
};

/// Where a person stands between the options of others: what everybody together would lose by giving it to
/// them.
struct Loss {
    Option option;
    std::optional<std::int64_t> loss;  ///< empty where no place exists at all
};

/// Immutable; a cheap handle on shared state that keeps the options, and with them network, rules and card,
/// alive. Safe to read from many threads.
class Assignment {
  public:
    /// Those that it was made from; with AssignSettings::all_pairs they and what was added to them.
    [[nodiscard]] const Options& options() const;
    [[nodiscard]] const AssignSettings& settings() const;

    [[nodiscard]] graph::SolveStatus status() const;
    [[nodiscard]] base::Int128 value() const;  ///< in millionths
    [[nodiscard]] base::Int128 bound() const;  ///< no assignment of these options is worth more
    /// (bound − value) / max(|value|, one millionth) as a decimal text; "0" means proved.
    [[nodiscard]] std::string gap() const;
    [[nodiscard]] std::uint64_t work() const;
    /// Empty where everything is listed or nothing was to be priced.
    [[nodiscard]] const std::optional<Pricing>& pricing() const;
    /// Whether value and bound are those of every option of the people examined, not of those listed only.
    [[nodiscard]] bool over_all_pairs() const;

    /// Ordered by candidate.
    [[nodiscard]] std::span<const Proposal> proposals() const;
    [[nodiscard]] const Proposal* find(domain::CandidateId candidate) const;
    /// Ordered by candidate.
    [[nodiscard]] std::span<const Unmatched> unmatched() const;
    [[nodiscard]] const Unmatched* find_unmatched(domain::CandidateId candidate) const;

    /// Whether options share several capacities: then prices prove the bound and nothing more, and no losses
    /// are known.
    [[nodiscard]] bool several_capacities() const;
    /// What one more position of the vacancy would be worth, in millionths; an upper bound of it unless the
    /// status is optimal. With several capacities: the price that proves the bound.
    [[nodiscard]] std::int64_t price(domain::VacancyId vacancy) const;
    /// The same of any resource of the problem, by its key; 0 for one that no option uses.
    [[nodiscard]] std::int64_t price(std::string_view resource) const;
    /// Positions open to all that proposals use; places kept for a person do not count.
    [[nodiscard]] std::uint64_t used(domain::VacancyId vacancy) const;
    /// Positions that proposals fill, those kept for a person included.
    [[nodiscard]] std::uint64_t filled(domain::VacancyId vacancy) const;
    /// The loss of each option of a person, in the order of Options::of; empty unless the result is optimal.
    /// O(options of the component · log vacancies).
    [[nodiscard]] std::vector<Loss> losses(domain::CandidateId candidate) const;
    /// The loss of the option that keeps the person's earlier proposal; empty where it is no option any more,
    /// has no place at all, or the result is not optimal.
    [[nodiscard]] std::optional<std::int64_t> earlier_loss(domain::CandidateId candidate) const;

    /// Checks capacities, values, bound and optimality again with code that shares nothing with the solver.
    /// Empty = everything holds, else what does not.
    [[nodiscard]] std::string certify() const;
    [[nodiscard]] const tables::Selection& selection() const;

    struct State;

  private:
    friend Assignment assign(const Options&, const AssignSettings&, const base::Control&);
    friend Assignment assign_priced(const Options&, const AssignSettings&, const base::Control&);
    friend Assignment restore(const Options&, const AssignSettings&, tables::Selection, const base::Control&,
                              std::optional<Pricing>);
    explicit Assignment(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

/// Chooses at most one option per candidate within the positions of each vacancy: with policy `optimal` the
/// most total value, proved. Equal input gives equal results, whatever the number of threads and the order of
/// rows. Where the options know an earlier result, the one of all optimal assignments that keeps most of its
/// proposals is chosen (graph::keep_most).
/// With all_pairs the alternatives of a proposal are sought among the options that are listed in the end. A
/// stop among the rounds leaves the best assignment known by then, with the bound of the last prices at which
/// everything was priced.
/// @throws base::UsageError for zero threads, or an earlier result or all_pairs with another policy than
/// optimal; whatever a callback of `control` throws.
[[nodiscard]] Assignment assign(const Options& options, const AssignSettings& settings = {},
                                const base::Control& control = {});

/// assign() with all_pairs for options of which some are not listed. For the layer itself.
[[nodiscard]] Assignment assign_priced(const Options& options, const AssignSettings& settings,
                                       const base::Control& control);

/// How much more the options that are not listed could add to any total than the prices of the listed ones
/// show: over the people, by what their best option is worth more at the prices than their best listed one or
/// nothing. Asks rules and card about everybody again and shares nothing with assign(). O(options of all).
/// @param prices per resource of the problem. @throws base::UsageError for another number of them.
[[nodiscard]] base::Int128 most_unlisted(const Options& options, std::span<const std::int64_t> prices,
                                         const base::Control& control = {});

/// What the candidates that a stop left unexamined can add to any total: the best that the card can value,
/// for each, and what keeping an earlier proposal counts.
[[nodiscard]] base::Int128 most_unexamined(const Options& options);

/// The assignment that a selection made earlier stands for, with everything derived from it; nothing is
/// solved. For the selection and the options of what assign() made, all proposals and reasons are those of
/// assign(). A stop or the time limit leaves out alternatives and reasons, as in assign(). How options that
/// are not listed were priced (`pricing`) is taken as it is.
/// @throws base::UsageError if the selection does not fit the options, or is called optimal and its prices do
/// not prove it; whatever a callback of `control` throws.
[[nodiscard]] Assignment restore(const Options& options, const AssignSettings& settings,
                                 tables::Selection selection, const base::Control& control = {},
                                 std::optional<Pricing> pricing = {});

}  // namespace iqmatch::inline v0::matching
