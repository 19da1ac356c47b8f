// SPDX-License-Identifier: Apache-2.0
// Changes that reach further than single people: vacancies and course runs that come, change and leave,
// places and seats that people begin to use. The market is formed again, and the options of those whom it
// concerns.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include "session_concerned.hpp"
#include "session_follow.hpp"
#include "session_networks.hpp"
#include "session_touched.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using detail::Edit;
using detail::Touched;

/// Also one that nobody can take is counted. False where the solver takes no more.
bool add_vacancy(Session::State& state, const std::string& key) {
    const std::string resource = "vacancy:" + key;
    if (state.resource_of.count(resource) != 0) return true;
    const detail::Supply open = detail::supply_of(state.offers->state(), resource);
    const auto number = state.solver->add_resource(open.capacity, open.minimum);
    if (!number) return false;
    state.note_resource(resource, *number, open);
    return true;
}

/// The network that says what there is of everything: offers, and who uses them.
domain::NetworkResult network_with_takers(const Session::State& state, const Touched& touched) {
    std::set<std::string> people = state.takers;
    for (const Edit* edit : touched.people)
        if (!edit->rows.empty()) people.insert(edit->key);
    const std::vector<std::string> list(people.begin(), people.end());
    return detail::network_of(state.book, state.offers->network(), touched.offers(), list);
}

}  // namespace

std::set<std::string> detail::waited_for(const Options& offers) {
    constexpr std::string_view mark = "vacancy:";
    const Steering& steering = offers.state().steering;
    std::set<std::string> out;
    for (const Steered& row : steering.rows()) {
        if (row.kind == to_string(domain::DecisionKind::forbid) || !row.target.starts_with(mark)) continue;
        const std::string_view key = row.target.substr(mark.size());
        const auto vacancy = offers.network().vacancies().find(key);
        const auto* person = steering.person(row.candidate);
        const bool missed = row.state == SteeringState::broken && row.reason == "no_position";
        // Who is placed stays so, also where there are fewer positions.
        const bool beyond = row.state == SteeringState::obeyed && vacancy && person != nullptr &&
                            !Steering::keeps(*person, *vacancy);
        if (missed || beyond) out.emplace(key);
    }
    return out;
}

bool Session::State::edit_offers(const std::vector<Edit>& edits, SessionBatch& batch,
                                 const base::Control& control) {
    if (!solver) return false;
    auto touched = detail::touched_by(book, edits);
    if (!touched) return false;
    touched->vacancies = touched->vacancies || resized.positions;
    touched->rest = touched->rest || resized.seats;
    if (keys_taken(touched->people)) return false;
    const detail::Clock clock;
    std::vector<Edit> said = write(edits);
    const auto offers_before = offers;
    const detail::Resized resized_before = resized;
    const auto take_back = [&] {
        std::reverse(said.begin(), said.end());
        (void)write(said);
        offers = offers_before;
        resized = resized_before;
    };
    try {
        if (detail::spoken_of(book, edits)) {
            take_back();
            return false;
        }
        domain::NetworkResult built = network_with_takers(*this, *touched);
        if (!built.network) throw base::DataError(std::move(built.findings));
        detail::require_known_titles(*built.network, rules);
        detail::add_limits(offers->network(), *built.network, *touched);
        offers = options_of_nobody(*built.network, *offers, touched->same_vacancies());
        resized = {};
        detail::Update update;
        const std::vector<std::string> runs = detail::changed_runs(*offers_before, *offers, *touched);
        bool follows =
            detail::form_concerned(*this, *touched, *offers, runs, detail::without_limits(control), update);
        for (const auto& [key, resource] : resource_of)
            if (const auto now = detail::supply_of(offers->state(), key); now != supplies[resource])
                update.supplies[key] = now;
        for (const std::string& key : touched->fresh) follows = follows && add_vacancy(*this, key);
        detail::Following following(*this, std::move(update));
        follows = follows && following.fits();
        if (!follows) {
            take_back();
            return false;
        }
        batch.warnings = built.findings;
        batch.seconds_rules = clock.seconds();
        following.carry_out(batch, control);
    } catch (...) {
        take_back();
        throw;
    }
    waited_for = detail::waited_for(*offers);
    undo.push_back(std::move(said));
    batch.seconds_solve = clock.seconds() - batch.seconds_rules;
    return true;
}

}  // namespace iqmatch::inline v0::matching
