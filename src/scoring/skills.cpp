// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/skills.hpp>

namespace iqmatch::inline v0::scoring {
namespace {

using domain::SkillId;
using Pair = std::pair<SkillId, SkillId>;

/// Neighbours of every skill in one array.
struct Neighbours {
    std::vector<std::size_t> offsets;
    std::vector<SkillId> skills;

    [[nodiscard]] std::span<const SkillId> of(SkillId skill) const {
        if (skill.index() + 1 >= offsets.size()) return {};
        return std::span(skills).subspan(offsets[skill.index()],
                                         offsets[skill.index() + 1] - offsets[skill.index()]);
    }
};

/// `pairs` ascending by their first.
Neighbours neighbours(std::size_t skills, std::span<const Pair> pairs) {
    Neighbours out;
    out.offsets.assign(skills + 1, 0);
    for (const auto& [from, to] : pairs) {
        if (from.index() >= skills || to.index() >= skills)
            throw base::UsageError("a skill of the hierarchy does not exist");
        ++out.offsets[from.index() + 1];
        out.skills.push_back(to);
    }
    for (std::size_t s = 0; s < skills; ++s) out.offsets[s + 1] += out.offsets[s];
    return out;
}

bool has(std::span<const SkillId> list, SkillId skill) {
    return std::binary_search(list.begin(), list.end(), skill);
}

}  // namespace

struct SkillHierarchy::State {
    Neighbours broader;
    Neighbours narrower;
};

SkillHierarchy::SkillHierarchy() : state_(std::make_shared<State>()) {}

SkillHierarchy::SkillHierarchy(std::size_t skills, std::span<const Pair> pairs) {
    std::vector<Pair> up(pairs.begin(), pairs.end());
    std::erase_if(up, [](const Pair& pair) { return pair.first == pair.second; });
    std::sort(up.begin(), up.end());
    up.erase(std::unique(up.begin(), up.end()), up.end());
    std::vector<Pair> down;
    for (const auto& [skill, above] : up) down.emplace_back(above, skill);
    std::sort(down.begin(), down.end());
    auto state = std::make_shared<State>();
    state->broader = neighbours(skills, up);
    state->narrower = neighbours(skills, down);
    state_ = std::move(state);
}

SkillHierarchy SkillHierarchy::of(const domain::Catalogue& catalogue) {
    std::vector<Pair> pairs;
    for (const domain::Table& table : catalogue.tables()) {
        if (table.name() != "skill_broader") continue;
        const domain::Column& skill = table.column("skill");
        const domain::Column& above = table.column("broader");
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (skill.number(row) && above.number(row))
                pairs.emplace_back(SkillId(static_cast<std::size_t>(*skill.number(row))),
                                   SkillId(static_cast<std::size_t>(*above.number(row))));
    }
    return SkillHierarchy(catalogue.skills().size(), pairs);
}

std::size_t SkillHierarchy::skills() const {
    return state_->broader.offsets.empty() ? 0 : state_->broader.offsets.size() - 1;
}
std::span<const SkillId> SkillHierarchy::broader(SkillId skill) const {
    return state_->broader.of(skill);
}
std::span<const SkillId> SkillHierarchy::narrower(SkillId skill) const {
    return state_->narrower.of(skill);
}

Held held(const SkillSupply& supply, const SkillHierarchy& hierarchy, SkillId skill) {
    const auto listed = [&](SkillId other) { return has(supply.listed, other); };
    const auto any_listed = [&](std::span<const SkillId> list) {
        return std::any_of(list.begin(), list.end(), listed);
    };
    if (listed(skill)) return Held::exact;
    if (!supply.list_complete && has(supply.assumed, skill)) return Held::assumed;
    if (any_listed(hierarchy.narrower(skill))) return Held::narrower;
    if (any_listed(hierarchy.broader(skill))) return Held::broader;
    for (const SkillId above : hierarchy.broader(skill)) {
        const auto siblings = hierarchy.narrower(above);
        if (siblings.size() <= most_siblings && any_listed(siblings)) return Held::sibling;
    }
    return Held::missing;
}

SkillCoverage coverage(const SkillSupply& supply, const SkillDemand& demand,
                       const SkillHierarchy& hierarchy) {
    SkillCoverage out;
    if (!demand.essential.empty()) {
        std::int64_t exact = 0, near = 0, assumed = 0;
        for (const SkillId skill : demand.essential) {
            const Held how = held(supply, hierarchy, skill);
            exact += how == Held::exact ? 1 : 0;
            assumed += how == Held::assumed ? 1 : 0;
            near += near_tenths[static_cast<std::size_t>(how)];
        }
        const auto demanded = static_cast<std::int64_t>(demand.essential.size());
        if (supply.list_known) {
            out.essential_micro = share_micro(exact, demanded);
            out.near_micro = share_micro(near, 10 * demanded);
        }
        if (supply.list_complete)
            out.assumed_micro = 0;
        else if (supply.assumed_known)
            out.assumed_micro = share_micro(assumed, demanded);
    }
    if (!demand.optional.empty() && supply.list_known) {
        const auto exact = std::count_if(demand.optional.begin(), demand.optional.end(),
                                         [&](SkillId skill) { return has(supply.listed, skill); });
        out.optional_micro = share_micro(exact, static_cast<std::int64_t>(demand.optional.size()));
    }
    return out;
}

std::vector<SkillId> assumed_skills(const domain::Catalogue& catalogue, domain::Kldb reference,
                                    std::span<const SkillId> open_deficits) {
    std::vector<SkillId> out;
    for (const domain::OccupationSkill& need : catalogue.skills_of(reference))
        if (need.relation == domain::SkillRelation::essential && !has(open_deficits, need.skill))
            out.push_back(need.skill);
    return out;
}

}  // namespace iqmatch::inline v0::scoring
