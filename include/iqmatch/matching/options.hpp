// SPDX-License-Identifier: Apache-2.0
/// @file
/// The options of a network: what the rules let through and the card values highly enough.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/matching/earlier.hpp>
#include <iqmatch/matching/steering.hpp>
#include <iqmatch/planning/planner.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <iqmatch/scoring/score.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// An option by the keys of its candidate and its steps, as results write it.
struct NamedOption {
    std::string candidate;
    std::string option;
    friend bool operator==(const NamedOption&, const NamedOption&) = default;
    friend auto operator<=>(const NamedOption&, const NamedOption&) = default;
};

/// Which work until a plan is done is listed.
struct BridgeSettings {
    std::size_t per_option = 2;     ///< of each vacancy after a plan so many: those worth most
    int least_days = 60;            ///< shorter work is no help to anybody
    std::int64_t week_x100 = 4000;  ///< hours of work and courses together where the person has not said it
};

struct OptionSettings {
    /// The day for which the rules are asked; empty = `as_of` of the network.
    std::optional<base::Date> date{};
    /// Asks about pairs, too, that the index leaves out because they cannot become options. Slower; the
    /// options are the same, only `out_of_reach` and `no_fit` are divided among the other counts.
    bool every_pair = false;
    /// Whether qualification plans are options, too; without them only what is possible today.
    bool plans = true;
    /// How plans are sought.
    planning::PlanLimits plan_limits{};
    BridgeSettings bridges{};
    /// Examine the first so many candidates only, by key, and leave the others as a stop leaves them;
    /// stopped() is then `cancelled`. So a result that was stopped can be checked again: a stop always leaves
    /// out the last.
    std::optional<std::size_t> first{};
    /// An earlier result and what keeping its proposals counts.
    Continuity continuity{};
    /// Lists of each candidate the so many options that are worth most, of equal ones the first in the order
    /// of Options::of; at least 1. Listed in any case: places that are kept for the person, what keeps an
    /// earlier proposal, and every option of people who decide together with others, whose best choice
    /// depends on which options go together. Empty = every option.
    std::optional<std::uint32_t> max_options{};
    /// Keeps what max_options leaves out without names and uses, so that AssignSettings::all_pairs prices it
    /// from memory instead of asking about everybody again in each round. Some 80 bytes per option instead of
    /// 380; with plans that is all the difference in time.
    bool keep_left_out = false;
    /// Options that are listed beside those, ascending; what is no option stays none.
    std::shared_ptr<const std::vector<NamedOption>> also{};
};

/// What OptionSettings::max_options left out.
struct ListingCut {
    std::uint64_t options = 0;  ///< not listed
    std::uint64_t pairs = 0;    ///< of a candidate and a vacancy with options of which none is listed
    friend bool operator==(const ListingCut&, const ListingCut&) = default;
};

/// Index of a way to a vacancy that leads through a plan.
using WayIndex = std::uint32_t;
inline constexpr WayIndex no_way = static_cast<WayIndex>(-1);
/// Row of Network::tranches_of(vacancy).
using TrancheIndex = std::uint16_t;
inline constexpr TrancheIndex no_tranche = static_cast<TrancheIndex>(-1);

/// One way forward for one candidate: this vacancy, from this day on, now or after a plan; or a plan alone.
struct Option {
    domain::VacancyId vacancy;  ///< with `alone`: the best one that the plan leads to, which it does not take
    base::Date start;           ///< of work; with `alone`: the day on which the plan is done
    /// In millionths, the sum of its parts, with what keeping an earlier proposal counts (kept_part).
    std::int64_t value = 0;
    rules::Outcome outcome = rules::Outcome::possible;  ///< possible or permission; after a plan: then
    bool kept : 1 = false;     ///< a place is kept for the person, who competes with nobody for it
    bool alone : 1 = false;    ///< the plan and no position
    bool limited : 1 = false;  ///< uses one of the places that the employer has for people in recognition
    TrancheIndex tranche = no_tranche;  ///< the positions that it competes for
    WayIndex way = no_way;              ///< the plan that comes first; no_way: none

    [[nodiscard]] bool planned() const { return way != no_way; }
};

/// Work below the own level until a plan is done.
struct Bridge {
    domain::VacancyId vacancy;
    base::Date start;
};

/// What became of the pairs of one candidate or of all. Each pair counts once.
struct PairCounts {
    std::uint64_t options = 0;          ///< listed, or left out by max_options alone
    std::uint64_t below_min_value = 0;  ///< let through by the rules, worth less than the card's least value
    std::uint64_t after = 0;            ///< only after something that a plan closes
    std::uint64_t unknown = 0;          ///< a fact is missing that blocks
    std::uint64_t impossible = 0;       ///< known facts exclude it
    std::uint64_t out_of_reach = 0;     ///< not asked about: too far for a person who does not move
    std::uint64_t no_fit = 0;           ///< not asked about: worth too little whatever the rules say
    std::uint64_t not_examined = 0;     ///< a stop or a limit came first
    std::uint64_t decided = 0;          ///< not asked about: decisions or participations rule it out
    [[nodiscard]] std::uint64_t pairs() const {
        return options + below_min_value + after + unknown + impossible + out_of_reach + no_fit +
               not_examined + decided;
    }
    friend bool operator==(const PairCounts&, const PairCounts&) = default;
};

/// The identity of an option without a plan: "vacancy:KEY@DATE".
[[nodiscard]] std::string option_key(std::string_view vacancy, base::Date start);

/// One pair in full: what the rules say and what it is worth, whether or not it is an option.
struct PairDetail {
    rules::Eligibility eligibility;
    scoring::ScoredParts score;
};

/// The value of an option in its labelled parts, and what the card was asked. The value is their sum.
struct OptionScore {
    scoring::FeatureInputs inputs;  ///< with a plan: once the plan is done
    scoring::ScoredParts score;     ///< likewise
    scoring::PlanParts plan_parts;  ///< effort, chance and discount
    std::int64_t alone_part = 0;    ///< what a plan loses that has no position at its end; 0 or less
    std::int64_t bridge_part = 0;   ///< what work until then adds
    std::int64_t kept_part = 0;     ///< what keeping an earlier proposal adds
    [[nodiscard]] std::int64_t sum() const {
        return score.value + plan_parts.sum() + alone_part + bridge_part + kept_part;
    }
};

/// An option in full.
struct OptionDetail : OptionScore {
    rules::Eligibility eligibility;  ///< with a plan: once the plan is done
    std::optional<planning::Plan> plan;
    std::optional<Bridge> bridge;
    /// The vacancy must still be open on a day beyond what its employer has stated.
    bool post_to_be_held = false;
};

/// Immutable; a cheap handle on shared state that keeps network, rule tables and card alive. Safe to read
/// from many threads.
class Options {
  public:
    [[nodiscard]] const domain::Network& network() const;
    [[nodiscard]] const rules::RuleTables& rules() const;
    [[nodiscard]] const scoring::ModelCard& card() const;
    /// The day for which the rules were asked.
    [[nodiscard]] base::Date date() const;

    /// The options of a candidate, in the order of the vacancies' keys; of one vacancy without a plan first,
    /// then by the start, then by the key.
    [[nodiscard]] std::span<const Option> of(domain::CandidateId candidate) const;
    [[nodiscard]] std::uint64_t size() const;
    /// OptionSettings::max_options.
    [[nodiscard]] std::optional<std::uint32_t> max_options() const;
    /// What it left out.
    [[nodiscard]] const ListingCut& cut() const;
    /// What is listed beyond it, because OptionSettings::also or pricing asked for it; ascending.
    [[nodiscard]] std::vector<NamedOption> added() const;
    /// Why not every pair was examined (time_limit or cancelled); empty where all were.
    [[nodiscard]] std::optional<graph::SolveStatus> stopped() const;
    /// Candidates whose pairs nobody examined; 0 unless stopped().
    [[nodiscard]] std::size_t not_examined() const;
    [[nodiscard]] const PairCounts& counts() const;
    [[nodiscard]] const PairCounts& counts(domain::CandidateId candidate) const;

    /// The ordered steps, joined by "+": "vacancy:KEY@DATE" for work, "run:KEY/PART@DATE" for a course.
    [[nodiscard]] std::string key(const Option& option) const;
    /// An option of that candidate in full. Makes its plan again. O(records of the person + one search).
    [[nodiscard]] OptionDetail detail(domain::CandidateId candidate, const Option& option) const;
    /// What an option with a plan uses besides its position.
    [[nodiscard]] std::span<const planning::Seat> seats(const Option& option) const;
    /// Work below the own level until the plan is done; empty for most.
    [[nodiscard]] std::optional<Bridge> bridge(const Option& option) const;
    /// Empty unless the settings ask for plans.
    [[nodiscard]] const planning::Planner* planner() const;
    /// Why nothing came of plans for a person who needs one: of the goals that some vacancy asks for the
    /// reason that stands before most vacancies. PlanBlock::none where a plan was found or none is needed.
    [[nodiscard]] planning::PlanBlock plan_block(domain::CandidateId candidate) const;
    /// Whether a search for plans of the person reached its limit: there may be more of them.
    [[nodiscard]] bool plans_cut(domain::CandidateId candidate) const;
    /// Asks rules and card about any pair again. O(records of the person); views in it live as long as this
    /// handle.
    [[nodiscard]] PairDetail detail(domain::CandidateId candidate, domain::VacancyId vacancy) const;

    /// What each option of a candidate is worth to the person, the employer and the region, in the order of
    /// of(). Asks rules and card again, so that options need not keep it. O(options of the person).
    [[nodiscard]] std::vector<scoring::Utilities> utilities(domain::CandidateId candidate) const;

    /// The parts of every option of a candidate and the inputs behind them, in the order of of(). Asks rules
    /// and card again, and makes plans once per goal. O(options of the person).
    [[nodiscard]] std::vector<OptionScore> scores(domain::CandidateId candidate) const;

    /// What became of the network's decisions and participations, in the order of the people.
    [[nodiscard]] std::span<const Steered> steered() const;
    /// Positions of a vacancy that are open to all: neither used by those who are placed or have started nor
    /// kept for anybody.
    [[nodiscard]] std::uint64_t open_positions(domain::VacancyId vacancy) const;
    /// Positions that people use who are placed or have started.
    [[nodiscard]] std::uint64_t taken_positions(domain::VacancyId vacancy) const;

    [[nodiscard]] const Continuity& continuity() const;
    /// The vacancy that the earlier result proposed to the person; empty where it is gone or there was none.
    [[nodiscard]] std::optional<domain::VacancyId> earlier_vacancy(domain::CandidateId candidate) const;
    /// The part `kept` of the pair's value, which no card knows: what keeping it counts if the earlier result
    /// proposed it, else 0.
    [[nodiscard]] std::int64_t kept_part(domain::CandidateId candidate, domain::VacancyId vacancy) const;
    /// The same of an option, a plan without a vacancy included.
    [[nodiscard]] std::int64_t kept_part(domain::CandidateId candidate, const Option& option) const;

    /// The same as a selection: resources `vacancy:KEY` with the positions that are open to all. An option
    /// with a place of its own uses none of them.
    [[nodiscard]] const tables::SelectionProblem& problem() const;
    /// The option behind an option of problem().
    [[nodiscard]] const Option& at(tables::OptionIndex index) const;
    /// problem().hash(), formed when it is first asked for.
    [[nodiscard]] const std::string& hash() const;

    struct State;
    /// For the layer itself.
    [[nodiscard]] const State& state() const;

  private:
    friend Options options(const domain::Network&, const rules::RuleTables&, const scoring::ModelCard&,
                           const OptionSettings&, const base::Control&);
    friend Options options_of(std::shared_ptr<const State> state);
    explicit Options(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};
/// For the layer itself.
[[nodiscard]] Options options_of(std::shared_ptr<const Options::State> state);

/// Per option of problem() whether it keeps an earlier proposal.
[[nodiscard]] std::vector<bool> options_kept(const Options& options);

/// Asks the rules about every pair that the card could value highly enough and values what they let through:
/// options are the pairs with outcome possible or permission and a value above 0 that reaches the card's
/// `min_value`. Decisions and participations come first: who is placed or has started has no options, who is
/// pinned has that one if the rules let it through, and what is forbidden is none. Equal for any number of
/// threads. A stop or the time limit ends it early: the options of the candidates examined by then, and
/// stopped() says why. O(candidates · occupations + pairs in range).
/// @throws base::UsageError for zero threads, no options per candidate or a continuity that makes no sense;
/// whatever a callback of `control` throws.
[[nodiscard]] Options options(const domain::Network& network, const rules::RuleTables& rules,
                              const scoring::ModelCard& card, const OptionSettings& settings = {},
                              const base::Control& control = {});

/// The options of other people for the vacancies and measures of `whole`, with its rules, card, day and
/// settings: nothing that was formed for those is formed again. Free places and seats are those of `whole`;
/// in problem() only what these people could use is a resource. Empty where somebody's reference occupation
/// is none that the people of `whole` have: then everything has to be formed anew.
/// `people` has the employers, vacancies and measures of whole.network() (domain::NetworkBuilder::offers_of).
/// O(employers + vacancies + runs) and what options() takes for these people.
/// @throws as options().
[[nodiscard]] std::optional<Options> options_beside(const Options& whole, const domain::Network& people,
                                                    const base::Control& control = {});

/// The same where `people` has other vacancies than `whole` (domain::NetworkBuilder::measures_of): only these
/// are asked about. Whose occupation `whole` does not know may be among them.
/// @throws as options().
[[nodiscard]] Options options_for_vacancies(const Options& whole, const domain::Network& people,
                                            const base::Control& control = {});

/// Nobody's options: a `whole` for the two above, with the places and seats of `network`, and with rules,
/// card, day and settings of `known`, for people with its occupations and those of `network`. What is known
/// of its vacancies is formed again unless `network` has the same ones.
/// @param same_vacancies whether it has (domain::NetworkBuilder::offers_of).
[[nodiscard]] Options options_of_nobody(const domain::Network& network, const Options& known,
                                        bool same_vacancies);

/// The options of some people of offers.network(), with a market that is known; the others have none.
/// @throws as options().
[[nodiscard]] Options options_of_some(const Options& offers, std::span<const domain::CandidateId> whom,
                                      const base::Control& control = {});

}  // namespace iqmatch::inline v0::matching
