// SPDX-License-Identifier: Apache-2.0
/// @file
/// The same values as score(card, inputs(…)), for one person against jobs by the thousand: what depends on a
/// job, on an occupation or on a number alone is looked up, and what a person can do is counted for many jobs
/// at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/scoring/skills.hpp>
#include <memory>
#include <optional>
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
    [[nodiscard]] std::size_t groups() const;

    /// The jobs in the order in which many are valued: group by group, in a group by their number.
    [[nodiscard]] std::span<const std::uint32_t> order() const;
    struct Range {
        std::uint32_t begin = 0, end = 0;
    };
    /// Where a group stands in order().
    [[nodiscard]] Range places(std::uint32_t group) const;

    struct State;

  private:
    friend class Scorer;
    std::shared_ptr<const State> state_;
};

namespace detail {

struct BatchFunctions;

/// How many demands of each place of Kernel::order() a person covers, and how. As long as whole lines of
/// places, and one line more.
struct SkillCounts {
    std::vector<std::uint16_t> exact, near, assumed, optional;  ///< near ones in tenths
};

}  // namespace detail

/// Values one person after the other. For one thread; needs one byte per skill of the catalogue and
/// eight per job.
class Scorer {
  public:
    /// `level`: the highest level of vector instructions to use, empty = whatever the processor has. The
    /// values do not depend on it.
    explicit Scorer(Kernel kernel, std::optional<base::SimdLevel> level = {});

    /// Whom the calls below are about. O(skills of the person · neighbours). Throws UsageError for an
    /// occupation that the kernel was not told of.
    void begin(const PersonFacts& person);

    /// The parts of a pair. O(qualifications + skills of the job), no allocation.
    [[nodiscard]] PartValues parts(std::size_t job, const PairFacts& pair) const;
    /// Their sum, and what the card's link makes of it.
    [[nodiscard]] std::int64_t value(std::size_t job, const PairFacts& pair) const;
    /// The same where own_value() of the pair is known.
    [[nodiscard]] std::int64_t value_of(std::int64_t own_value, const PairFacts& pair) const;
    /// The sum of the parts that person and job alone decide, without those of pair_features: what the rules
    /// find about the pair adds the rest. O(qualifications + skills of the job), no allocation.
    [[nodiscard]] std::int64_t own_value(std::size_t job) const;
    /// The sum of the parts of pair_features, the same for all jobs; own_value() and this are the sum of all.
    [[nodiscard]] std::int64_t pair_value(const PairFacts& pair) const;
    /// own_value() of as many jobs as `out` is long, in Kernel::order() from `begin` on. The first call for a
    /// person counts for all jobs what the person can do: O(skills of the person · jobs that ask for them +
    /// jobs / 64); each takes O(groups · qualifications + jobs), a few cycles per job. Throws UsageError for
    /// places beyond the last job.
    void own_values(std::size_t begin, std::span<std::int64_t> out);
    /// Per group the sum of the parts of qualification_features, the same for each of its jobs. O(groups ·
    /// qualifications) once per person. Valid until the next begin().
    [[nodiscard]] std::span<const std::int64_t> qualification_values();

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
    void count_skills();
    void count_skills(std::span<const domain::SkillId> skills, bool optional);

    Kernel kernel_;
    const detail::BatchFunctions* batch_;
    std::vector<Own> own_;
    std::vector<std::int64_t> group_values_;  ///< of the person, once asked for
    std::vector<std::uint8_t> held_;          ///< per skill: Held
    std::vector<domain::SkillId> marked_;
    std::vector<domain::SkillId> listed_;
    bool list_known_ = false;
    bool list_complete_ = false;
    bool assumed_known_ = false;
    detail::SkillCounts counts_;  ///< of the person, if counted_
    bool counted_ = false;
    std::array<std::vector<const std::uint64_t*>, 6> rows_;  ///< per Held, for counting
};

}  // namespace iqmatch::inline v0::scoring
