// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iqmatch/matching/session.hpp>
#include <iqmatch/rules/check_titles.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <utility>
#include "session_state.hpp"
#include "session_takers.hpp"

namespace iqmatch::inline v0::matching {

namespace detail {

std::int64_t value_of(const Options& options, domain::CandidateId candidate, tables::OptionIndex held) {
    return options.problem().values[held] - options.kept_part(candidate, options.at(held));
}

/// What would be refused if the network was loaded.
void require_known_titles(const domain::Network& network, const rules::RuleTables& rules) {
    base::Findings findings = rules::check_titles(network, rules);
    if (!findings.ok()) throw base::DataError(std::move(findings));
}

void require_sensible(const SessionSettings& settings) {
    if (settings.keep < 0) throw base::UsageError("what keeping a proposal counts must be 0 or more");
    if (settings.assign.policy != tables::Policy::optimal)
        throw base::UsageError("a session matches with the policy optimal");
    if (settings.keep > most_keep)
        throw base::UsageError("what keeping a proposal counts must be at most " + std::to_string(most_keep) +
                               " millionths");
    if (settings.options.first || settings.options.continuity.earlier || settings.options.max_options)
        throw base::UsageError(
            "a session takes nobody out, lists every option and starts from no earlier result");
}

std::vector<std::string> record_keys_of(const domain::EntityRows& rows) {
    std::vector<std::string> out;
    for (const auto& [table, name] :
         {std::pair("qualifications", "qualification"), std::pair("notices", "notice")}) {
        const std::size_t column = domain::find_table_schema(table)->column(name);
        for (const auto& row : rows.table(table)) out.push_back(std::string(table) + ":" + row[column]);
    }
    return out;
}

}  // namespace detail

namespace {

using detail::Edit;
using detail::HeldBefore;
using detail::SessionPerson;
using domain::CandidateId;
using domain::Entity;
using domain::VacancyId;
using graph::Row;

/// Per person the option that was held, or one that counts as the same proposal.
std::vector<tables::OptionIndex> still_held(const std::vector<SessionPerson>& people,
                                            const detail::HeldKeys& held) {
    std::vector<tables::OptionIndex> out(people.size(), tables::no_option);
    for (std::size_t row = 0; row < people.size(); ++row)
        if (const auto at = held.find(people[row].key); at != held.end())
            if (const auto same = people[row].find_same(at->second)) out[row] = same->option;
    return out;
}

std::vector<std::int64_t> known_prices(const tables::SelectionProblem& problem,
                                       const detail::PriceKeys& prices) {
    std::vector<std::int64_t> out(problem.resource_count(), 0);
    for (std::size_t r = 0; r < out.size(); ++r)
        if (const auto at = prices.find(std::string(problem.resources[r])); at != prices.end())
            out[r] = at->second;
    return out;
}

std::map<std::string, graph::Resource, std::less<>> resources_of(const tables::SelectionProblem& problem) {
    std::map<std::string, graph::Resource, std::less<>> out;
    for (std::size_t r = 0; r < problem.resource_count(); ++r)
        out.emplace(problem.resources[r], static_cast<graph::Resource>(r));
    return out;
}

/// Per option which proposal it is.
std::vector<std::uint32_t> proposal_numbers(const std::vector<SessionPerson>& people,
                                            detail::ProposalNumbers& proposals) {
    std::vector<std::uint32_t> out;
    for (const SessionPerson& person : people)
        person.parts.front().each(
            [&](tables::OptionIndex o) { out.push_back(proposals.of(person.parts.front(), o)); });
    return out;
}

/// The problem where options that are what somebody holds count more.
tables::SelectionProblem with_keep(const tables::SelectionProblem& problem,
                                   const std::vector<tables::OptionIndex>& held,
                                   const std::vector<std::uint32_t>& numbers, std::int64_t keep) {
    tables::SelectionProblem out = problem;
    for (std::size_t c = 0; c < held.size(); ++c)
        for (auto o = out.offsets[c]; held[c] != tables::no_option && o < out.offsets[c + 1]; ++o)
            if (numbers[o] == numbers[held[c]]) out.values[o] += keep;
    return out;
}

/// An earlier result that says what is held, for options to know what they keep.
std::shared_ptr<const EarlierResult> as_earlier(const detail::HeldKeys& held) {
    std::vector<EarlierProposal> out;
    for (const auto& [candidate, option] : held) out.push_back(detail::earlier_proposal(candidate, option));
    return std::make_shared<const EarlierResult>(std::move(out), std::vector<std::string>());
}

}  // namespace

std::map<std::string, HeldBefore> Session::State::held_now() const {
    std::map<std::string, HeldBefore> out;
    for (const SessionPerson& person : people)
        if (!person.key.empty() && person.held) out[person.key] = {person.option_key(), person.value()};
    return out;
}

detail::PriceKeys Session::State::prices_now() const {
    detail::PriceKeys out;
    if (!whole) return out;
    const std::vector<std::int64_t> prices = solver->prices();
    for (const auto& [key, resource] : resource_of)
        if (prices[resource] != 0) out.emplace(key, prices[resource]);
    return out;
}

std::vector<Edit> Session::State::write(const std::vector<Edit>& edits) {
    std::vector<Edit> before;
    for (const Edit& edit : edits) {
        before.push_back({edit.entity, edit.key, book.set(edit.entity, edit.key, edit.rows)});
        if (edit.entity != Entity::candidate) continue;
        for (const std::string& key : detail::record_keys_of(before.back().rows)) record_keys.erase(key);
    }
    // What an employer limits is said by other edits.
    for (const Edit& edit : edits)
        if (edit.entity == Entity::candidate) note_person(edit.key, edit.rows);
    return before;
}

void Session::State::note_person(const std::string& key, const domain::EntityRows& rows) {
    for (const std::string& record : detail::record_keys_of(rows)) record_keys[record] = key;
    if (!rows.empty() && detail::takes_place(book, rows))
        takers.insert(key);
    else
        takers.erase(key);
}

bool Session::State::keys_taken(const std::vector<const Edit*>& edits) const {
    for (const Edit* edit : edits)
        for (const std::string& key : detail::record_keys_of(edit->rows)) {
            const auto at = record_keys.find(key);
            if (at != record_keys.end() && at->second != edit->key) return true;
        }
    return false;
}

void Session::State::note_people() {
    takers.clear();
    record_keys.clear();
    book.each(Entity::candidate,
              [&](const std::string& key, const domain::EntityRows& rows) { note_person(key, rows); });
}

void Session::State::show(Row row) {
    views.set(row, people[row].seen());
}

void Session::State::publish(const SessionBatch& batch) {
    SessionView::State view;
    view.number = batch.number;
    view.status = batch.status;
    view.value = batch.value;
    view.bound = batch.bound;
    view.candidates = row_of.size();
    views.publish(std::move(view));
}

void Session::State::form(const domain::Network& network, const detail::HeldKeys& held,
                          const detail::PriceKeys& prices, SessionBatch& batch,
                          const base::Control& control) {
    const detail::Clock clock;
    detail::require_known_titles(network, rules);
    std::optional<Options> formed = options(network, rules, card, settings.options, control);
    std::vector<SessionPerson> present = detail::everybody(*formed);
    if (formed->stopped())
        throw base::UsageError("stopped before the options were formed: nothing has changed");
    detail::SessionStart start{still_held(present, held), known_prices(formed->problem(), prices)};
    const double forming = clock.seconds();
    std::unique_ptr<detail::SessionSolver> following =
        detail::exact_session(formed->problem(), settings.keep, held.empty() ? nullptr : &start, control);
    const bool proves = following != nullptr;
    std::optional<tables::Selection> found;
    std::vector<std::uint32_t> numbers;
    if (proves) {
        (void)following->settle(control);
        batch.status = following->status();
        batch.value = following->value();
        batch.bound = following->bound();
        for (std::size_t row = 0; row < present.size(); ++row)
            present[row].held = present[row].at(following->held(static_cast<Row>(row)));
    } else {
        const bool keeps = settings.keep > 0;
        if (keeps) numbers = proposal_numbers(present, proposals);
        const tables::SelectionSettings how{settings.assign.policy, settings.assign.seed,
                                            settings.assign.gap_e9};
        if (held.empty())
            found = tables::solve(formed->problem(), how, control);
        else if (keeps)
            found =
                tables::improve_selection(with_keep(formed->problem(), start.held, numbers, settings.keep),
                                          start.held, start.prices, how, control);
        else
            found = tables::improve_selection(formed->problem(), start.held, start.prices, how, control);
        batch.status = found->status;
        batch.value = found->value;
        batch.bound = found->bound;
        start = {found->chosen, found->prices};
        following = detail::packed_session(formed->problem(), start, settings.keep, std::move(numbers));
        for (std::size_t row = 0; row < present.size(); ++row)
            if (found->chosen[row] != tables::no_option)
                present[row].held = detail::SessionHeld{0, found->chosen[row]};
    }
    batch.anew = true;
    batch.warnings = network.warnings();
    batch.seconds_rules = forming;
    batch.seconds_solve = clock.seconds() - forming;

    whole = offers = std::move(formed);
    solver = std::move(following);
    exact = proves;
    // With what keeping counts it is none of these options.
    selection = settings.keep > 0 ? std::nullopt : std::move(found);
    people = std::move(present);
    resource_of = resources_of(whole->problem());
    supplies.clear();
    for (std::size_t r = 0; r < whole->problem().resource_count(); ++r)
        supplies.push_back({whole->problem().capacities[r],
                            whole->problem().minima.empty() ? 0 : whole->problem().minima[r]});
    places = exact ? detail::SessionPlaces() : detail::SessionPlaces(*whole);
    resized = {};
    formed_since = 0;
    waited_for = detail::waited_for(*offers);
    note_people();
    row_of.clear();
    views.clear();
    for (Row row = 0; row < people.size(); ++row) {
        row_of.emplace(people[row].key, row);
        show(row);
    }
}

namespace {

/// What moved when everything was formed anew.
std::vector<SessionMove> moves_between(const std::map<std::string, HeldBefore>& before,
                                       const Session::State& state, const std::vector<Edit>& edits,
                                       const std::vector<Edit>& said) {
    std::map<std::string_view, std::pair<bool, bool>> edited;  // whether people were and are there
    for (std::size_t k = 0; k < edits.size(); ++k)
        if (edits[k].entity == Entity::candidate)
            edited[edits[k].key] = {!said[k].rows.empty(), !edits[k].rows.empty()};
    std::vector<SessionMove> out;
    for (const auto& [candidate, held] : before)
        if (state.row_of.find(candidate) == state.row_of.end())
            out.push_back({candidate, held.option, {}, held.value, 0, MoveReason::left});
    for (const SessionPerson& person : state.people) {
        const auto at = before.find(person.key);
        const HeldBefore was = at == before.end() ? HeldBefore{} : at->second;
        SessionMove move{person.key, was.option,     person.option_key(),
                         was.value,  person.value(), MoveReason::improved};
        if (move.before == move.after) continue;
        const auto edit = edited.find(person.key);
        if (edit != edited.end())
            move.reason = edit->second.first ? MoveReason::own_change : MoveReason::arrived;
        else if (!move.before.empty() && !person.find(move.before))
            move.reason = MoveReason::option_gone;
        else if (move.value_after <= move.value_before)
            move.reason = MoveReason::displaced;
        out.push_back(std::move(move));
    }
    return out;
}

/// The steps to vacancies that have fewer positions by these edits.
std::vector<std::string> lost_places(const domain::RowBook& book, const std::vector<Edit>& edits) {
    std::vector<std::string> fewer;
    const auto positions = [](const domain::EntityRows& rows) {
        const std::string text(rows.empty() ? "" : rows.cell(Entity::vacancy, "positions"));
        return tables::read_grid(text.empty() ? "0" : text, 0).value_or(0);
    };
    for (const Edit& edit : edits)
        if (edit.entity == Entity::vacancy &&
            positions(edit.rows) < positions(book.rows(Entity::vacancy, edit.key)))
            fewer.push_back("vacancy:" + edit.key + "@");
    return fewer;
}

/// Where a place is no longer there, nobody else has taken it.
void tell_lost_places(const std::vector<std::string>& fewer, std::vector<SessionMove>& moves) {
    for (SessionMove& move : moves) {
        const bool lost = std::any_of(fewer.begin(), fewer.end(), [&](const std::string& step) {
            return move.before.find(step) != std::string::npos && move.after.find(step) == std::string::npos;
        });
        if (lost && move.reason == MoveReason::displaced) move.reason = MoveReason::place_gone;
    }
}

}  // namespace

SessionBatch Session::State::run(const std::vector<Edit>& edits, const base::Control& control) {
    SessionBatch batch;
    batch.number = number + 1;
    const std::vector<std::string> fewer = lost_places(book, edits);
    if (worn() || (!edit_few(edits, batch, control) && !edit_offers(edits, batch, control))) {
        batch.warnings = {};
        const auto before = held_now();
        const auto prices = prices_now();
        detail::HeldKeys held;
        for (const auto& [candidate, one] : before) held.emplace(candidate, one.option);
        std::vector<Edit> said = write(edits);
        try {
            form(book.network(), held, prices, batch, control);
        } catch (...) {
            std::reverse(said.begin(), said.end());
            (void)write(said);
            throw;
        }
        batch.moves = moves_between(before, *this, edits, said);
        undo.push_back(std::move(said));
    }
    tell_lost_places(fewer, batch.moves);
    std::sort(batch.moves.begin(), batch.moves.end(),
              [](const SessionMove& a, const SessionMove& b) { return a.candidate < b.candidate; });
    number = batch.number;
    publish(batch);
    return batch;
}

Session::Session(domain::Network network, rules::RuleTables rules, scoring::ModelCard card,
                 SessionSettings settings, const base::Control& control) {
    detail::require_sensible(settings);
    state_ = std::make_unique<State>(network, std::move(rules), std::move(card), std::move(settings));
    SessionBatch opening;
    state_->form(network, {}, {}, opening, control);
    state_->publish(opening);
}

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

SessionBatch Session::apply(std::span<const SessionChange> changes, const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    base::Findings findings;
    const std::vector<Edit> edits = detail::edits_of(state_->book, changes, findings);
    SessionBatch out = state_->run(edits, control);
    base::Findings all = findings;
    all.append(out.warnings);
    out.warnings = std::move(all);
    return out;
}

SessionBatch Session::undo(const base::Control& control) {
    if (!can_undo()) throw base::UsageError("there is no batch to take back");
    const std::vector<Edit> said = std::move(state_->undo.back());
    state_->undo.pop_back();
    try {
        SessionBatch out = state_->run(said, control);
        state_->undo.pop_back();  // what was taken back is not taken back again
        return out;
    } catch (...) {
        state_->undo.push_back(said);
        throw;
    }
}

bool Session::can_undo() const {
    return !state_->undo.empty();
}

SessionView Session::view() const {
    return SessionView(state_->views.last());
}

const SessionSettings& Session::settings() const {
    return state_->settings;
}

domain::Network Session::network() const {
    return state_->book.network();
}

Assignment Session::assignment(const base::Control& control) const {
    const State& state = *state_;
    if (state.selection)
        return matching::restore(*state.whole, state.settings.assign, *state.selection, control);
    detail::HeldKeys held;
    for (const auto& [candidate, one] : state.held_now()) held.emplace(candidate, one.option);
    OptionSettings asked = state.settings.options;
    asked.continuity = {as_earlier(held), state.settings.keep};
    const Options now = options(state.book.network(), state.rules, state.card, asked, control);
    if (state.exact) return assign(now, state.settings.assign, control);
    const detail::SessionStart start{still_held(detail::everybody(now), held),
                                     known_prices(now.problem(), state.prices_now())};
    const tables::SelectionSettings how{state.settings.assign.policy, state.settings.assign.seed,
                                        state.settings.assign.gap_e9};
    return matching::restore(now, state.settings.assign,
                             tables::improve_selection(now.problem(), start.held, start.prices, how, control),
                             control);
}

SessionBatch Session::improve(const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    State& state = *state_;
    SessionBatch out;
    out.number = state.number;
    const detail::Clock clock;
    for (const Row row : state.solver->improve(state.settings.assign.gap_e9, control)) {
        SessionPerson& person = state.people[row];
        if (person.key.empty()) continue;
        SessionMove move{person.key, person.option_key(), {}, person.value(), 0, MoveReason::improved};
        person.held = person.at(state.solver->held(row));
        move.after = person.option_key();
        move.value_after = person.value();
        if (move.value_after <= move.value_before) move.reason = MoveReason::displaced;
        state.show(row);
        out.moves.push_back(std::move(move));
    }
    std::sort(out.moves.begin(), out.moves.end(),
              [](const SessionMove& a, const SessionMove& b) { return a.candidate < b.candidate; });
    if (!out.moves.empty()) state.selection.reset();
    out.status = state.solver->status();
    out.value = state.solver->value();
    out.bound = state.solver->bound();
    out.seconds_solve = clock.seconds();
    state.publish(out);
    return out;
}

}  // namespace iqmatch::inline v0::matching
