// SPDX-License-Identifier: Apache-2.0
// Snapshots of a session, and going on from one.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <utility>
#include "session_state.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using detail::Edit;
using domain::EntityRows;

domain::Network network_of(const SessionSnapshot& snapshot) {
    domain::NetworkBuilder builder({snapshot.name, snapshot.as_of});
    if (!snapshot.catalogue_tables.empty())
        builder.catalogue(domain::Catalogue::from_tables(snapshot.catalogue, snapshot.catalogue_tables));
    for (const base::TextTable& table : snapshot.tables) builder.add(table);
    return builder.build();
}

Edit edit_of(const SessionEdit& said) {
    base::Findings findings;
    Edit out{said.entity, said.key, EntityRows(said.entity, said.key, said.tables, findings)};
    if (!findings.ok()) throw base::DataError(std::move(findings));
    return out;
}

SessionEdit said_by(const Edit& edit) {
    const EntityRows* rows[] = {&edit.rows};
    return {edit.entity, edit.key, domain::RowBook::tables(rows)};
}

/// Makes a step in the book alone: the match is made once, after the last.
void follow(Session::State& state, const SessionStep& step, detail::HeldKeys& held) {
    std::vector<Edit> edits;
    if (step.undo) {
        if (state.undo.empty()) throw base::UsageError("a step takes back a batch that is not there");
        edits = std::move(state.undo.back());
        state.undo.pop_back();
        (void)state.write(edits);
    } else {
        base::Findings findings;
        edits = detail::edits_of(state.book, step.changes, findings);
        state.undo.push_back(state.write(edits));
    }
    for (const Edit& edit : edits)
        if (edit.entity == domain::Entity::candidate && edit.rows.empty()) held.erase(edit.key);
    for (const SessionSnapshot::Held& one : step.moved) {
        held.erase(one.candidate);
        if (!one.option.empty()) held.emplace(one.candidate, one.option);
    }
    ++state.number;
}

}  // namespace

Session Session::resume(const SessionSnapshot& snapshot, std::span<const SessionStep> steps,
                        rules::RuleTables rules, scoring::ModelCard card, SessionSettings settings,
                        const base::Control& control) {
    detail::require_sensible(settings);
    const domain::Network network = network_of(snapshot);
    auto state = std::make_unique<State>(network, std::move(rules), std::move(card), std::move(settings));
    state->number = snapshot.number;
    for (const auto& batch : snapshot.undo) {
        state->undo.emplace_back();
        for (const SessionEdit& said : batch) state->undo.back().push_back(edit_of(said));
    }
    detail::HeldKeys held;
    for (const SessionSnapshot::Held& one : snapshot.held) held.emplace(one.candidate, one.option);
    for (const SessionStep& step : steps) follow(*state, step, held);
    const detail::PriceKeys prices(snapshot.prices.begin(), snapshot.prices.end());
    SessionBatch opening;
    opening.number = state->number;
    state->form(steps.empty() ? network : state->book.network(), held, prices, opening, control);
    state->publish(opening);
    return Session(std::move(state));
}

SessionSnapshot Session::snapshot() const {
    const State& state = *state_;
    SessionSnapshot out;
    out.number = state.number;
    const domain::Network& known = state.whole->network();
    out.name = known.name();
    out.as_of = known.as_of();
    out.catalogue = known.catalogue().name();
    if (known.catalogue().content_hash() != domain::Catalogue::builtin().content_hash())
        out.catalogue_tables = domain::text_tables(known.catalogue());
    out.tables = state.book.tables();
    for (const auto& [candidate, one] : state.held_now()) out.held.push_back({candidate, one.option});
    const detail::PriceKeys prices = state.prices_now();
    out.prices.assign(prices.begin(), prices.end());
    std::sort(out.prices.begin(), out.prices.end());
    for (const auto& batch : state.undo) {
        out.undo.emplace_back();
        for (const Edit& edit : batch) out.undo.back().push_back(said_by(edit));
    }
    return out;
}

}  // namespace iqmatch::inline v0::matching
