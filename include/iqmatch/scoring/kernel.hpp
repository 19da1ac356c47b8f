// SPDX-License-Identifier: Apache-2.0
/// @file
/// The same values as score(card, inputs(…)), for one person against jobs by the thousand: what depends on a
/// job, on an occupation or on a number alone is looked up, and skills are compared as bytes.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/scoring/skills.hpp>
#include <memory>
#include <span>
#include <vector>

namespace iqmatch::inline v0::scoring {

/// The parts of a value in the order of Feature, in millionths.
using PartValues = std::array<std::int64_t, feature_count>;

/// Jobs and occupations as columns. Immutable; a cheap handle, safe to read from many threads.
class Kernel {
  public:
    /// `own`: the reference occupations that people may have, in any order; no others can be asked about.
    /// O(distinct occupations of people · distinct occupations of jobs · their skills + skills of all jobs).
    Kernel(ModelCard card, const domain::Catalogue& catalogue, SkillHierarchy hierarchy,
           std::span<const JobFacts> jobs, std::span<const domain::Kldb> own);

    /// The jobs of one occupation and licence form a group.
    [[nodiscard]] std::uint32_t group(std::size_t job) const;

    struct State;

  private:
    friend class Scorer;
    std::shared_ptr<const State> state_;
};

/// Values one person after the other. For one thread; needs one byte per skill of the catalogue.
class Scorer {
  public:
    explicit Scorer(Kernel kernel);

    /// Whom the calls below are about. O(skills of the person · neighbours). Throws UsageError for an
    /// occupation that the kernel was not told of.
    void begin(const PersonFacts& person);

    /// The parts of a pair. O(qualifications + skills of the job), no allocation.
    [[nodiscard]] PartValues parts(std::size_t job, const PairFacts& pair) const;
    /// Their sum.
    [[nodiscard]] std::int64_t value(std::size_t job, const PairFacts& pair) const;
    /// The sum of the parts that person and job alone decide, without those of pair_features: what the rules
    /// find about the pair adds the rest. O(qualifications + skills of the job), no allocation.
    [[nodiscard]] std::int64_t own_value(std::size_t job) const;
    /// The sum of the parts of qualification_features for every job of a group. O(qualifications).
    [[nodiscard]] std::int64_t qualification_value(std::uint32_t group) const;

  private:
    struct Own {
        std::size_t row = 0;           ///< of the table of occupations
        std::size_t level_place = 0;   ///< of the table of levels
        std::int64_t recognition = 0;  ///< the part
    };
    struct Best;
    struct Skills;
    [[nodiscard]] Best best(std::uint32_t group) const;
    [[nodiscard]] Skills skills(std::size_t job) const;
    void mark(domain::SkillId skill, Held how);
    void mark(const SkillSupply& supply);

    Kernel kernel_;
    std::vector<Own> own_;
    std::vector<std::uint8_t> held_;  ///< per skill: Held
    std::vector<domain::SkillId> marked_;
    bool list_known_ = false;
    bool list_complete_ = false;
    bool assumed_known_ = false;
};

}  // namespace iqmatch::inline v0::scoring
