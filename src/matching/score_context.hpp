// SPDX-License-Identifier: Apache-2.0
/// @file
/// What gathering and scoring need of a network as a whole, formed once. Private to the layer.
#pragma once

#include <iqmatch/domain/network.hpp>
#include <iqmatch/scoring/skills.hpp>
#include <span>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// The skills that current notices miss and that nobody has made up for, per qualification. Empty where the
/// network has no tables `notices` and `deficits`.
class OpenDeficits {
  public:
    OpenDeficits() = default;
    /// O(deficits · log).
    explicit OpenDeficits(const domain::Network& network);
    /// Ascending, into `out`, whose memory is reused.
    void of(const domain::Qualification& qualification, std::vector<domain::SkillId>& out) const;

  private:
    std::vector<std::pair<std::size_t, domain::SkillId>>
        skills_;  ///< row of `qualifications`, skill; ascending
};

struct ScoreContext {
    explicit ScoreContext(const domain::Network& network)
        : ScoreContext(network, scoring::SkillHierarchy::of(network.catalogue())) {}
    ScoreContext(const domain::Network& network, scoring::SkillHierarchy known)
        : hierarchy(std::move(known)), deficits(network) {}
    scoring::SkillHierarchy hierarchy;
    OpenDeficits deficits;
};

}  // namespace iqmatch::inline v0::matching::detail
