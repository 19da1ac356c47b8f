// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whose options vacancies and course runs concern that come, change or leave. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/planning/planner.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>
#include "options_state.hpp"
#include "session_person.hpp"

namespace iqmatch::inline v0::matching::detail {

/// What becomes of a person's options.
enum class Reach : std::uint8_t {
    none,  ///< they stay
    less,  ///< some are left out
    more,  ///< some come, and those left out go
    all    ///< they hang together: all are formed again
};

/// Asks about one person after the other; one per thread. Refers to what it was made from.
class VacancyReach {
  public:
    /// @param offers the market as it is now.
    /// @param fresh vacancies of that market that came or are other than before.
    /// @param gone keys of vacancies that are other than before or left.
    VacancyReach(const Options& offers, const std::vector<domain::VacancyId>& fresh,
                 const std::vector<std::string>& gone, std::optional<base::SimdLevel> level);

    [[nodiscard]] Reach of(const SessionPerson& person);

  private:
    /// What leaves, from options that were formed at one time.
    [[nodiscard]] Reach lost(const SessionPart& part);
    /// What comes.
    [[nodiscard]] Reach won(const SessionPerson& person);
    /// The vacancies of gone_ in the network of these options.
    [[nodiscard]] const std::vector<domain::VacancyId>& gone_in(const Options& options);

    const Options::State& offers_;
    const std::vector<domain::VacancyId>& fresh_;
    const std::vector<std::string>& gone_;
    std::optional<base::SimdLevel> level_;
    std::int64_t least_;  ///< what an option must be worth
    rules::Eligibility pair_;
    std::vector<domain::EmployerId> employers_;

    const Options::State* known_ = nullptr;  ///< whose network the two below are about
    std::optional<Valuer> valuer_;
    const Options::State* known_gone_ = nullptr;
    std::vector<domain::VacancyId> gone_there_;
};

/// The same about course runs that come, change or leave; one per thread.
class RunReach {
  public:
    /// @param people everybody, with the offers as they are now.
    RunReach(const Options& offers, const domain::Network& people, const std::vector<std::string>& runs);

    /// Whether a plan of the person may use one of them now, or might have used it before.
    [[nodiscard]] bool concerns(const SessionPerson& person);

  private:
    /// The runs in one network, as if there were no others.
    struct Runs {
        planning::Planner planner;
        std::vector<domain::RunId> asked;        ///< ascending
        std::vector<domain::MeasureId> exams{};  ///< of which some of them are
        Runs(const planning::Planner& known, const std::vector<std::string>& keys);
        [[nodiscard]] bool may_use(domain::CandidateId candidate,
                                   std::span<const planning::Goal> goals) const;
    };

    const domain::Network& people_;
    const std::vector<std::string>& runs_;
    Runs now_;
    const Options::State* known_ = nullptr;  ///< whose runs these are:
    std::optional<Runs> then_;
};

}  // namespace iqmatch::inline v0::matching::detail
