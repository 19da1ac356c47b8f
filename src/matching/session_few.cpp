// SPDX-License-Identifier: Apache-2.0
// Changes that concern single people, or numbers of positions and seats: the options of these people are
// formed beside those of everybody else.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include "session_follow.hpp"
#include "session_takers.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using detail::Edit;
using domain::Entity;
using domain::EntityRows;

constexpr std::string_view vacancy_mark = "vacancy:";

/// Whether what is said about a person changes what others may have, beyond a place of one vacancy.
bool reaches_further(const Session::State& state, const EntityRows& rows) {
    if (rows.empty()) return false;
    if (!detail::unit_of(rows).empty()) return true;
    return detail::takes_place(state.book, rows) &&
           (state.resized.any() || detail::takes_more(state.book, rows));
}

/// A number of places where nothing else about an entity changes.
std::optional<std::int64_t> other_number(Entity entity, std::string_view column, const EntityRows& before,
                                         const EntityRows& after) {
    if (before.empty() || after.empty()) return std::nullopt;
    const std::string text(after.cell(entity, column));
    if (after != before.with_cell(entity, column, text)) return std::nullopt;
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && out >= 0 && out <= 1'000'000 ? std::optional(out) : std::nullopt;
}

/// How many more; empty where something else changes.
std::optional<std::int64_t> more_of(Entity entity, std::string_view column, const EntityRows& before,
                                    const EntityRows& after) {
    const auto then = other_number(entity, column, before, before);
    const auto now = other_number(entity, column, before, after);
    return then && now ? std::optional(*now - *then) : std::nullopt;
}

/// Edits sorted by what they touch, if they reach no further.
struct Few {
    std::vector<const Edit*> people;
    std::map<std::string, std::int64_t> more;  ///< of which resources how many more
    detail::Resized resized{};
};

/// Every resource that counts the seats of a run as a whole. False where some were used up, so that other
/// plans can be made than before, and where there are fewer: whether that is possible others check.
bool add_seats(const Session::State& state, std::string_view run, std::int64_t more, Few& out) {
    if (more < 0 || state.resource_of.count("run:" + std::string(run)) == 0) return false;
    for (const std::string& mark : {"run:" + std::string(run), "contingent:" + std::string(run) + "/"})
        for (auto at = state.resource_of.lower_bound(mark);
             at != state.resource_of.end() && at->first.starts_with(mark); ++at) {
            const bool whole = at->first == mark || at->first.starts_with(mark + "@") || mark.back() == '/';
            if (!whole) continue;
            const auto now = static_cast<std::int64_t>(state.supplies[at->second].capacity);
            if (now <= 0) return false;
            out.more[at->first] += more;
        }
    return true;
}

std::optional<Few> sort_out(const Session::State& state, const std::vector<Edit>& edits) {
    Few out;
    bool takers = false;
    for (const Edit& edit : edits) {
        const EntityRows& before = state.book.rows(edit.entity, edit.key);
        if (edit.entity == Entity::candidate) {
            if (reaches_further(state, before) || reaches_further(state, edit.rows)) return std::nullopt;
            takers = takers || (!before.empty() && detail::takes_place(state.book, before)) ||
                     (!edit.rows.empty() && detail::takes_place(state.book, edit.rows));
            out.people.push_back(&edit);
        } else if (edit.entity == Entity::vacancy) {
            const auto more = more_of(edit.entity, "positions", before, edit.rows);
            // A place that becomes free may be kept for somebody who waits for it.
            if (!more || state.waited_for.count(edit.key) != 0) return std::nullopt;
            out.more[std::string(vacancy_mark) + edit.key] += *more;
            out.resized.positions = true;
        } else if (edit.entity == Entity::run) {
            const auto more = more_of(edit.entity, "seats", before, edit.rows);
            if (!more || !add_seats(state, edit.key, *more, out)) return std::nullopt;
            out.resized.seats = true;
        } else {
            return std::nullopt;
        }
    }
    // The same where somebody leaves theirs; and the market knows of none that comes with the same batch.
    if (takers && (!state.waited_for.empty() || out.resized.positions)) return std::nullopt;
    return out;
}

/// The options of people who are there after the edits; empty where they cannot be formed beside the others'.
std::optional<Options> form_beside(const Session::State& state, const std::vector<const Edit*>& people,
                                   SessionBatch& batch, const base::Control& control) {
    std::vector<const EntityRows*> rows;
    for (const Edit* edit : people)
        if (!edit->rows.empty()) rows.push_back(&edit->rows);
    const domain::Network& network = state.offers->network();
    domain::NetworkBuilder builder({network.name(), network.as_of()});
    builder.offers_of(network);
    for (base::TextTable& table : domain::RowBook::tables(rows)) builder.add(std::move(table));
    domain::NetworkResult built = builder.try_build();
    if (!built.network) throw base::DataError(std::move(built.findings));
    detail::require_known_titles(*built.network, state.rules);
    batch.warnings.append(built.findings);
    return options_beside(*state.offers, *built.network, detail::without_limits(control));
}

/// Everybody who is there afterwards with their options, everybody else as leaving. Places of their own are
/// no longer open to all.
detail::Update update_of(const Session::State& state, Few& few, const std::optional<Options>& beside) {
    std::map<std::string_view, std::size_t> number;
    for (std::size_t c = 0; beside && c < beside->problem().candidate_count(); ++c)
        number[beside->problem().candidates[c]] = c;
    detail::Update out;
    for (const Edit* edit : few.people) {
        detail::PersonUpdate one{edit->key, std::nullopt, true};
        if (const auto at = state.row_of.find(edit->key); at != state.row_of.end())
            for (const std::string& vacancy : state.people[at->second].kept)
                ++few.more[std::string(vacancy_mark) + vacancy];
        if (!edit->rows.empty()) {
            one.now = detail::person_of(*beside, number.at(edit->key));
            for (const std::string& vacancy : one.now->kept) --few.more[std::string(vacancy_mark) + vacancy];
        }
        out.people.push_back(std::move(one));
    }
    return out;
}

/// False where more is kept than there is.
bool add_supplies(const Session::State& state, const Few& few, detail::Update& out) {
    for (const auto& [key, more] : few.more) {
        const auto at = state.resource_of.find(key);
        if (at == state.resource_of.end()) return false;
        const std::int64_t now = static_cast<std::int64_t>(state.supplies[at->second].capacity) + more;
        if (now < 0) return false;
        out.supplies[key] = {static_cast<std::uint64_t>(now), state.supplies[at->second].minimum};
    }
    return true;
}

}  // namespace

bool Session::State::edit_few(const std::vector<Edit>& edits, SessionBatch& batch,
                              const base::Control& control) {
    if (!solver) return false;
    auto few = sort_out(*this, edits);
    if (!few || keys_taken(few->people)) return false;
    const detail::Clock clock;
    const bool anybody = std::any_of(few->people.begin(), few->people.end(),
                                     [](const Edit* edit) { return !edit->rows.empty(); });
    std::optional<Options> beside;
    if (anybody) {
        beside = form_beside(*this, few->people, batch, control);
        if (!beside) return false;
    }
    detail::Update update = update_of(*this, *few, beside);
    if (beside) update.note_formed(*beside);
    if (!add_supplies(*this, *few, update)) return false;
    detail::Following following(*this, std::move(update));
    if (!following.fits()) return false;
    batch.seconds_rules = clock.seconds();
    // From here on nothing can fail.
    undo.push_back(write(edits));
    resized.positions = resized.positions || few->resized.positions;
    resized.seats = resized.seats || few->resized.seats;
    if (beside) waited_for.merge(detail::waited_for(*beside));
    following.carry_out(batch, control);
    batch.seconds_solve = clock.seconds() - batch.seconds_rules;
    return true;
}

}  // namespace iqmatch::inline v0::matching
