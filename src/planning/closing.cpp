// SPDX-License-Identifier: Apache-2.0
#include "closing.hpp"
#include <algorithm>
#include <iqmatch/rules/run_eligibility.hpp>

namespace iqmatch::inline v0::planning::detail {
namespace {

using domain::Accepted;
using domain::ClosureKind;
using domain::MeasureId;
using domain::MeasureKind;

bool finished(const Asked& asked, MeasureId measure) {
    const auto& all = asked.network.participations_of(asked.candidate);
    return std::any_of(all.begin(), all.end(), [&](const domain::Participation& one) {
        return one.state == domain::ParticipationState::finished &&
               one.target.kind == domain::TargetKind::run &&
               asked.network.runs().measure(domain::RunId(one.target.row)) == measure;
    });
}

bool has_skill(const Asked& asked, domain::SkillId skill) {
    const auto held = asked.network.skills_of(asked.candidate);
    return std::any_of(held.begin(), held.end(), [&](const auto& one) { return one.skill == skill; });
}

}  // namespace

Closings::Closings(const Asked& asked, const RunIndex& index, const Target& target, Offers& out)
    : asked_(asked), index_(index), target_(target), out_(out) {
    for (const domain::Deficit* deficit : target.deficits) {
        out_.deficit_rows.push_back(deficit->row);
        out_.deficits |= next_bit();
    }
    if (target.compensation) out_.compensation = next_bit();
    out_.deficit_rows.resize(bits_);
    for (const domain::SkillId skill : target.skills) out_.skills |= bit_of_skill(skill);
    out_.goal = out_.deficits | out_.compensation | out_.skills;
    out_.german_useful = target.german;

    for (const domain::Deficit* deficit : target.deficits)
        if (deficit->field.has_value()) want_all(index.by_field(*deficit->field));
    if (!target.deficits.empty()) want_all(index.any_field());
    if (target.compensates()) want_all(index.by_licence(target.family));
    for (const domain::SkillId skill : target.skills) want_all(index.by_skill(skill));
    if (out_.german_useful > base::Cefr::a0) want_all(index.by_german());
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.measure < b.measure; });
    for (Entry& entry : entries_) {
        const auto demanded = measure_bits_.find(entry.measure.index());
        if (demanded != measure_bits_.end()) entry.closing.bits |= demanded->second;
        // Skills that others demand may have got their bits after this measure was looked at.
        for (const domain::MeasureClosure& one : asked.network.closures_of(entry.measure))
            if (one.kind == ClosureKind::skill && one.skill && one.accepted != Accepted::no)
                if (const auto at = skill_bits_.find(one.skill->index()); at != skill_bits_.end())
                    entry.closing.bits |= at->second;
    }
}

const Closings::Entry* Closings::find(MeasureId measure) const {
    const auto at = std::lower_bound(entries_.begin(), entries_.end(), measure,
                                     [](const Entry& entry, MeasureId id) { return entry.measure < id; });
    return at != entries_.end() && at->measure == measure ? &*at : nullptr;
}

Bits Closings::next_bit() {
    constexpr std::uint32_t most = 64;
    if (bits_ == most) {
        out_.too_many = true;
        return 0;
    }
    const Bits bit = Bits(1) << bits_++;
    out_.skill_of_bit.resize(bits_);
    return bit;
}

Bits Closings::bit_of_skill(domain::SkillId skill) {
    const auto [at, fresh] = skill_bits_.try_emplace(skill.index(), 0);
    if (!fresh) return at->second;
    const Bits bit = next_bit();
    if (bit != 0) out_.skill_of_bit.back() = skill;
    skill_bits_[skill.index()] = bit;
    return bit;
}

Bits Closings::bit_of_measure(MeasureId measure) {
    const auto [at, fresh] = measure_bits_.try_emplace(measure.index(), 0);
    if (fresh) {
        const Bits bit = next_bit();
        measure_bits_[measure.index()] = bit;
        return bit;
    }
    return at->second;
}

void Closings::want_all(std::span<const MeasureId> measures) {
    for (const MeasureId measure : measures) want(measure);
}

void Closings::want(MeasureId measure) {
    if (std::find(wanted_.begin(), wanted_.end(), measure) != wanted_.end()) return;
    Entry entry{measure, closing_of(measure), 0, {}};
    const bool demanded = measure_bits_.contains(measure.index());
    if (entry.closing.bits == 0 && !entry.closing.prepares && !demanded &&
        (entry.closing.german == base::Cefr::a0 || out_.german_useful == base::Cefr::a0))
        return;
    wanted_.push_back(measure);
    demands(entry);
    entries_.push_back(std::move(entry));
}

/// The German that a course demands may take a course of its own.
void Closings::demand_german(const domain::MeasureRequirement& row, Entry& entry) {
    if (!row.level) return;
    auto& level = entry.needs_german[static_cast<std::size_t>(row.language_skill)];
    level = level ? std::max(*level, *row.level) : *row.level;
    const auto& known = target_.german_known[static_cast<std::size_t>(row.language_skill)];
    if (known && *known >= *row.level) return;
    const bool more = out_.german_useful < *row.level;
    out_.german_useful = std::max(out_.german_useful, *row.level);
    if (more || !courses_of_german_) {
        courses_of_german_ = true;
        want_all(index_.by_german());
    }
}

void Closings::demands(Entry& entry) {
    for (const domain::MeasureRequirement& row : asked_.network.requirements_of(entry.measure)) {
        switch (row.kind) {
            case domain::RequirementKind::german:
                demand_german(row, entry);
                break;
            case domain::RequirementKind::measure:
                if (!row.required || finished(asked_, *row.required)) break;
                entry.needs |= bit_of_measure(*row.required);
                want(*row.required);
                break;
            case domain::RequirementKind::skill:
                if (!row.skill || has_skill(asked_, *row.skill)) break;
                entry.needs |= bit_of_skill(*row.skill);
                want_all(index_.by_skill(*row.skill));
                break;
            default:
                break;  // no plan changes these: the rules about runs decide
        }
    }
}

/// Whether the measure is for this profession: it says so, or it names none.
bool Closings::for_family(MeasureId measure) const {
    bool names = false;
    for (const domain::MeasureClosure& one : asked_.network.closures_of(measure)) {
        if (one.kind != ClosureKind::licence || !one.field.has_value()) continue;
        names = true;
        if (*one.field == target_.family) return true;
    }
    return !names;
}

void Closings::close_deficits(MeasureId measure, MeasureKind kind, Closing& out) const {
    const bool exam = kind == MeasureKind::exam;
    const bool licensed = target_.licence;
    if (licensed && (!for_family(measure) || !(exam ? target_.exam_open : target_.course_open))) return;
    const std::string_view family = licensed ? target_.family : std::string_view("any");
    const auto row = asked_.tables.closing(kind, family, asked_.date);
    const rules::Closes closes = row ? row->closes : rules::Closes::listed;
    out.row = row.row;
    if (closes == rules::Closes::nothing) return;
    // An exam tests the whole profession; which profession it is about, only a closure of the licence says.
    bool named = false;
    for (const domain::MeasureClosure& one : asked_.network.closures_of(measure)) {
        if (one.kind != ClosureKind::licence || !one.field.has_value() || *one.field != target_.family)
            continue;
        const Accepted word = rules::accepted(one, target_.authority);
        if (word == Accepted::no) return;
        named = true;
        if (word == Accepted::ask) out.authority_agrees = true;
    }
    const bool all = exam && closes == rules::Closes::all && named;
    for (std::size_t i = 0; i < target_.deficits.size(); ++i) {
        const domain::Deficit& deficit = *target_.deficits[i];
        const auto by_kind = deficit.closed_by_kind(kind);
        if (by_kind == false) continue;
        const rules::Answer unrecorded = row ? row->unrecorded : rules::Answer::unknown;
        if (!by_kind && unrecorded == rules::Answer::no) continue;
        bool listed = all, asks = false;
        for (const domain::MeasureClosure& one : asked_.network.closures_of(measure)) {
            if (listed || one.kind != ClosureKind::deficit) continue;
            const bool any = !one.field.has_value();
            if (!any && !(deficit.field.has_value() && *deficit.field == *one.field)) continue;
            const Accepted word = rules::accepted(one, target_.authority);
            if (word == Accepted::no) continue;
            listed = true;
            asks = word == Accepted::ask;
        }
        if (!listed) continue;
        out.bits |= Bits(1) << i;
        out.authority_agrees = out.authority_agrees || asks;
        if (!by_kind && unrecorded == rules::Answer::unknown) ask(out.questions, "deficits.closed_by");
    }
    // A difference without a subject area, such as a length, is closed along with the others.
    if ((out.bits & out_.deficits) != 0)
        for (std::size_t i = 0; i < target_.deficits.size(); ++i)
            if (target_.deficits[i]->field.is_none() && target_.deficits[i]->closed_by_kind(kind) == true)
                out.bits |= Bits(1) << i;
    if (all) out.bits |= out_.compensation;
    if (licensed && (out.bits & (out_.deficits | out_.compensation)) != 0)
        out.way = exam ? Way::exam : Way::course;
}

Closing Closings::closing_of(MeasureId measure) const {
    Closing out;
    const MeasureKind kind = asked_.network.measures().kind(measure);
    if (out_.deficits != 0 || out_.compensation != 0) close_deficits(measure, kind, out);
    for (const domain::MeasureClosure& one : asked_.network.closures_of(measure)) {
        if (one.accepted == Accepted::no) continue;
        if (one.kind == ClosureKind::german && one.level) out.german = std::max(out.german, *one.level);
        if (one.kind == ClosureKind::skill && one.skill)
            if (const auto at = skill_bits_.find(one.skill->index()); at != skill_bits_.end())
                out.bits |= at->second;
        if (one.kind == ClosureKind::licence && kind == MeasureKind::exam_preparation && target_.exam_open &&
            target_.compensates() && one.field.has_value() && *one.field == target_.family)
            out.prepares = true;
    }
    if (out.authority_agrees) ask(out.questions, "measure_closes.accepted");
    return out;
}

}  // namespace iqmatch::inline v0::planning::detail
