// SPDX-License-Identifier: Apache-2.0
#include "session_follow.hpp"

namespace iqmatch::inline v0::matching::detail {

using graph::Row;

const std::vector<graph::Resource>* Following::numbers_of(const SessionPart& part) {
    const tables::SelectionProblem& problem = part.problem();
    const auto [at, fresh] = numbers_.try_emplace(&problem);
    if (!fresh) return &at->second;
    for (std::size_t r = 0; r < problem.resource_count(); ++r) {
        const std::string_view key = problem.resources[r];
        auto known = state_.resource_of.find(key);
        if (known == state_.resource_of.end()) {
            // The market was not told about the numbers of today.
            if (state_.resized.any()) return nullptr;
            const std::uint64_t minimum = problem.minima.empty() ? 0 : problem.minima[r];
            const auto number = state_.solver->add_resource(problem.capacities[r], minimum);
            if (!number) return nullptr;
            known = state_.note_resource(std::string(key), *number, {problem.capacities[r], minimum});
        }
        at->second.push_back(known->second);
    }
    return &at->second;
}

bool Following::fill(const SessionPerson& person) {
    List& list = lists_.emplace_back();
    std::vector<std::size_t> begins{0};
    const bool placed = state_.places.matters(person.key);
    std::vector<graph::Place> places;
    for (const SessionPart& part : person.parts) {
        const auto* numbers = numbers_of(part);
        if (numbers == nullptr) return false;
        part.each([&](tables::OptionIndex o) {
            part.problem().for_each_use(o, [&](const graph::Use& use) {
                list.uses.push_back({(*numbers)[use.resource], use.amount});
            });
            begins.push_back(list.uses.size());
            list.options.push_back({part.problem().values[o], {}});
            if (!state_.exact && state_.settings.keep > 0)
                list.options.back().proposal = state_.proposals.of(part, o);
            if (placed) places.push_back(state_.places.of(part, o, *state_.solver));
        });
    }
    for (std::size_t k = 0; k < list.options.size(); ++k) {
        list.options[k].uses = std::span(list.uses).subspan(begins[k], begins[k + 1] - begins[k]);
        if (placed) list.options[k].place = places[k];
    }
    return state_.solver->takes(list.options);
}

bool Following::fits() {
    for (const PersonUpdate& one : update_.people)
        if (one.now && !fill(*one.now)) return false;
    return true;
}

void Following::resize() {
    for (const auto& [key, supply] : update_.supplies) {
        const auto at = state_.resource_of.find(key);
        if (at == state_.resource_of.end()) continue;
        const Supply before = std::exchange(state_.supplies[at->second], supply);
        if (before.capacity != supply.capacity) state_.solver->set_capacity(at->second, supply.capacity);
        if (before.minimum != supply.minimum) state_.solver->set_minimum(at->second, supply.minimum);
    }
}

void Following::set_person(PersonUpdate& one, std::size_t list, SessionBatch& batch) {
    const auto at = state_.row_of.find(one.key);
    const bool was = at != state_.row_of.end();
    HeldBefore before;
    if (was) before = {state_.people[at->second].option_key(), state_.people[at->second].value()};
    if (!one.now) {
        if (!was) return;
        const Row row = at->second;
        if (!before.option.empty())
            batch.moves.push_back({one.key, before.option, {}, before.value, 0, MoveReason::left});
        state_.solver->remove(row);
        state_.people[row] = {};
        state_.row_of.erase(at);
        state_.show(row);
        return;
    }
    const std::vector<SessionOption>& own = lists_[list].options;
    Row row = was ? at->second : Row{};
    if (was)
        state_.solver->set(row, own);
    else
        row = state_.solver->add(own);
    if (state_.people.size() <= row) state_.people.resize(row + std::size_t(1));
    state_.people[row] = *std::move(one.now);
    state_.row_of[one.key] = row;
    const MoveReason reason = !one.edited ? MoveReason::improved
                              : was       ? MoveReason::own_change
                                          : MoveReason::arrived;
    touched_[row] = {before, reason, !one.edited};
}

void Following::tell(Row row, const Moved& moved, SessionBatch& batch) {
    const SessionPerson& person = state_.people[row];
    SessionMove move{person.key,         moved.before.option, person.option_key(),
                     moved.before.value, person.value(),      moved.reason};
    if (move.before == move.after) return;
    if (moved.reason == MoveReason::improved) {
        if (moved.concerned && !move.before.empty() && !person.find(move.before))
            move.reason = MoveReason::option_gone;
        else if (move.value_after <= move.value_before)
            move.reason = MoveReason::displaced;
    }
    batch.moves.push_back(std::move(move));
}

void Following::carry_out(SessionBatch& batch, const base::Control& control) {
    resize();
    state_.formed_since += update_.formed;
    std::size_t list = 0;
    for (PersonUpdate& one : update_.people) {
        const bool stays = one.now.has_value();
        set_person(one, list, batch);
        list += stays ? 1 : 0;
    }
    for (const Row row : state_.solver->settle(control)) {
        const SessionPerson& person = state_.people[row];
        if (person.key.empty() || touched_.count(row) != 0) continue;
        touched_[row] = {{person.option_key(), person.value()}, MoveReason::improved};
    }
    state_.selection.reset();
    for (const auto& [row, moved] : touched_) {
        SessionPerson& person = state_.people[row];
        person.held = person.at(state_.solver->held(row));
        state_.show(row);
        tell(row, moved, batch);
    }
    batch.status = state_.solver->status();
    batch.value = state_.solver->value();
    batch.bound = state_.solver->bound();
}

}  // namespace iqmatch::inline v0::matching::detail
