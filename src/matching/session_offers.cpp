// SPDX-License-Identifier: Apache-2.0
// Changes that reach further than single people: vacancies that come, change and leave, places and seats that
// people begin to use. The market is formed again, and the options of those whom it concerns.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include "blocks.hpp"
#include "session_follow.hpp"
#include "session_networks.hpp"
#include "session_reach.hpp"
#include "session_takers.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using detail::Edit;
using detail::OffersFrom;
using detail::Reach;
using detail::SessionPerson;
using domain::CandidateId;
using domain::Entity;
using domain::EntityRows;
using domain::VacancyId;
using graph::Row;

/// Edits sorted by what they touch.
struct Touched {
    std::vector<const Edit*> people;
    std::set<std::string> gone, fresh;  ///< vacancies that are no longer as they were, and that are other now
    std::set<std::string> runs, measures;  ///< that come, change or leave
    bool vacancies = false;                ///< their tables change
    bool rest = false;                     ///< other tables than those of people and vacancies change
    bool employers = false;                ///< employers or sites come

    [[nodiscard]] OffersFrom offers() const {
        return rest ? OffersFrom::rows : vacancies ? OffersFrom::vacancies : OffersFrom::known;
    }
    [[nodiscard]] bool same_vacancies() const { return gone.empty() && fresh.empty() && !employers; }
};

/// Whether the solver's units stay as they are but for members who leave.
bool units_stay(const domain::RowBook& book, const EntityRows& before, const EntityRows& after) {
    const std::string_view unit = detail::unit_of(before);
    if (after.empty()) return unit.empty() || !detail::takes_place(book, before);
    if (unit != detail::unit_of(after)) return false;
    return unit.empty() || (!detail::takes_place(book, before) && !detail::takes_place(book, after));
}

/// Whether only the numbers of seats of a run change.
bool only_seats(const EntityRows& before, const EntityRows& after) {
    if (before.empty() || after.empty()) return false;
    EntityRows same = before;
    for (const std::string_view column : {"seats", "seats_taken"})
        same = same.with_cell(Entity::run, column, std::string(after.cell(Entity::run, column)));
    return same == after;
}

bool only_positions(const EntityRows& before, const EntityRows& after) {
    if (before.empty() || after.empty()) return false;
    return after == before.with_cell(Entity::vacancy, "positions",
                                     std::string(after.cell(Entity::vacancy, "positions")));
}

/// Empty where everything has to be formed anew.
std::optional<Touched> sort_out(const domain::RowBook& book, const std::vector<Edit>& edits) {
    Touched out;
    for (const Edit& edit : edits) {
        const EntityRows& before = book.rows(edit.entity, edit.key);
        const EntityRows& after = edit.rows;
        switch (edit.entity) {
            case Entity::candidate:
                if (!units_stay(book, before, after)) return std::nullopt;
                out.people.push_back(&edit);
                break;
            case Entity::vacancy:
                out.vacancies = true;
                if (only_positions(before, after)) break;
                if (!before.empty()) out.gone.insert(edit.key);
                if (!after.empty()) out.fresh.insert(edit.key);
                break;
            case Entity::employer:
            case Entity::site:
                if (!before.empty()) return std::nullopt;
                out.rest = out.employers = true;
                break;
            case Entity::run:
                if (!only_seats(before, after)) out.runs.insert(edit.key);
                out.rest = true;
                break;
            case Entity::measure:
                out.measures.insert(edit.key);
                out.rest = true;
                break;
            case Entity::provider:
                if (!before.empty()) return std::nullopt;
                out.rest = true;
                break;
            case Entity::unit:
                return std::nullopt;
        }
    }
    return out;
}

/// Whether somebody speaks of what is no longer there: whoever forms everything says who.
bool spoken_of(const domain::RowBook& book, const std::vector<Edit>& edits) {
    return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
        bool out = false;
        if (edit.entity == Entity::candidate || !edit.rows.empty()) return false;
        book.each(Entity::candidate, [&](const std::string&, const EntityRows& rows) {
            out = out || detail::speaks_of(rows, edit.entity, edit.key);
        });
        return out;
    });
}

/// An employer who has reached the limit of people in recognition, or no longer has, is another one to all
/// who are.
void add_limits(const domain::Network& before, const domain::Network& after, Touched& out) {
    const auto employers = after.employers();
    for (std::size_t e = 0; e < employers.size(); ++e) {
        const domain::EmployerId id(e);
        const auto most = employers.max_in_recognition(id);
        const auto then = before.employers().find(employers.key(id));
        if (!most.has_value() || !then) continue;
        const std::int64_t was = before.in_recognition(*then), is = after.in_recognition(id);
        // Whoever is there already does not count for themselves.
        if ((was >= *most) == (is >= *most) && (was - 1 >= *most) == (is - 1 >= *most)) continue;
        for (std::size_t v = 0; v < after.vacancies().size(); ++v) {
            if (after.vacancies().employer(VacancyId(v)) != std::optional(id)) continue;
            out.gone.emplace(after.vacancies().key(VacancyId(v)));
            out.fresh.emplace(after.vacancies().key(VacancyId(v)));
        }
    }
}

/// Runs with which other plans can be made than before: that have free seats now and had none, or the other
/// way round, and those that come, change or leave.
std::vector<std::string> changed_runs(const Options& before, const Options& after, const Touched& touched) {
    if (before.planner() == nullptr) return {};
    const auto free = [](const planning::Planner& planner, domain::RunId run) {
        std::vector<bool> out;
        const auto note = [&](planning::SeatKind kind, std::size_t row) {
            const auto seats = planner.capacity({kind, run, row, 0});
            out.push_back(!seats || *seats > 0);
            out.push_back(seats.has_value());
        };
        note(planning::SeatKind::run, 0);
        out.push_back(planner.minimum(run) > 1);
        for (const domain::Contingent& one : planner.network().contingents_of(run))
            note(planning::SeatKind::contingent, one.row);
        note(planning::SeatKind::contingent, planning::no_group);
        return out;
    };
    std::set<std::string> out = touched.runs;
    const auto runs = after.network().runs();
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const domain::RunId run(r);
        const auto then = before.network().runs().find(runs.key(run));
        const std::string measure(after.network().measures().key(runs.measure(run)));
        if (!then || touched.measures.count(measure) != 0 ||
            free(*before.planner(), *then) != free(*after.planner(), run))
            out.emplace(runs.key(run));
    }
    return {out.begin(), out.end()};
}

/// What was decided about a person, apart from what is forbidden, by keys.
struct Decided {
    bool settled = false, pin_broken = false, run_pinned = false;
    std::string pin;
    std::set<std::string> kept;
    friend bool operator==(const Decided&, const Decided&) = default;
};

Decided decided(const Options& options, CandidateId candidate) {
    Decided out;
    const auto* person = options.state().steering.person(candidate);
    if (person == nullptr) return out;
    const auto vacancies = options.network().vacancies();
    out.settled = person->settled;
    out.pin_broken = person->pin_broken;
    out.run_pinned = person->run_pinned;
    if (person->pin) out.pin = vacancies.key(*person->pin);
    for (const VacancyId vacancy : person->kept) out.kept.emplace(vacancies.key(vacancy));
    return out;
}

/// Whom the new market concerns, and what becomes of them.
class Concerned {
  public:
    Concerned(Session::State& state, const Touched& touched, const Options& offers,
              const std::vector<std::string>& runs, const base::Control& control)
        : state_(state), touched_(touched), offers_(offers), runs_(runs), control_(control) {
        for (const Edit* edit : touched.people) edited_.insert(edit->key);
    }

    /// False where options of some of them cannot be formed beside the others'.
    bool form(detail::Update& out) {
        std::vector<Reach> reach = ask();
        if (!runs_.empty() && !ask_about_runs(reach)) return false;
        std::vector<std::string> again, longer;
        for (Row row = 0; row < reach.size(); ++row) {
            const SessionPerson& person = state_.people[row];
            const bool taker = state_.takers.count(person.key) != 0;
            if (reach[row] == Reach::none && !(taker && steered(person))) continue;
            if (taker)
                own_.push_back(*offers_.network().candidates().find(person.key));
            else if (reach[row] == Reach::all)
                again.push_back(person.key);
            else if (reach[row] == Reach::more)
                longer.push_back(person.key);
            else
                out.people.push_back({person.key, without(person), false});
        }
        for (const Edit* edit : touched_.people)
            if (!edit->rows.empty())
                own_.push_back(*offers_.network().candidates().find(edit->key));
            else
                out.people.push_back({edit->key, std::nullopt, true});
        return form_own(out) && form_again(again, out) && form_longer(longer, out);
    }

  private:
    std::vector<Reach> ask() const {
        std::vector<Reach> out(state_.people.size(), Reach::none);
        if (touched_.gone.empty() && touched_.fresh.empty()) return out;
        std::vector<VacancyId> fresh;
        for (const std::string& key : touched_.fresh)
            fresh.push_back(*offers_.network().vacancies().find(key));
        const std::vector<std::string> gone(touched_.gone.begin(), touched_.gone.end());
        (void)detail::for_blocks(out.size(), control_, base::Stage::options, [&] {
            return [&, asks = detail::VacancyReach(offers_, fresh, gone, control_.simd)](
                       std::size_t begin, std::size_t end) mutable {
                for (std::size_t row = begin; row < end; ++row) {
                    const SessionPerson& person = state_.people[row];
                    if (!person.key.empty() && edited_.count(person.key) == 0) out[row] = asks.of(person);
                }
            };
        });
        return out;
    }

    /// Who may use a run, with the network as it is, or might have used it before.
    bool ask_about_runs(std::vector<Reach>& out) const {
        std::vector<std::string> all;
        for (const SessionPerson& person : state_.people)
            if (!person.key.empty() && edited_.count(person.key) == 0) all.push_back(person.key);
        const auto built = detail::network_of(state_.book, offers_.network(), OffersFrom::known, all);
        if (!built.network) return false;
        (void)detail::for_blocks(out.size(), control_, base::Stage::options, [&] {
            return [&, asks = detail::RunReach(offers_, *built.network, runs_)](std::size_t begin,
                                                                                std::size_t end) mutable {
                for (std::size_t row = begin; row < end; ++row) {
                    const SessionPerson& person = state_.people[row];
                    if (person.key.empty() || edited_.count(person.key) != 0) continue;
                    if (out[row] != Reach::all && asks.concerns(person)) out[row] = Reach::all;
                }
            };
        });
        return true;
    }

    /// Whether other decisions hold for a person than before.
    [[nodiscard]] bool steered(const SessionPerson& person) const {
        if (person.key.empty() || edited_.count(person.key) != 0) return false;
        const detail::SessionPart& part = person.parts.front();
        return decided(part.options, CandidateId(part.candidate)) !=
               decided(offers_, *offers_.network().candidates().find(person.key));
    }

    /// The same options but for those with vacancies that are gone.
    [[nodiscard]] SessionPerson without(const SessionPerson& person) const {
        SessionPerson out = person;
        for (detail::SessionPart& part : out.parts)
            for (const std::string& key : touched_.gone)
                if (const auto id = part.options.network().vacancies().find(key)) part.out.push_back(*id);
        std::vector<detail::SessionPart> standing;
        for (detail::SessionPart& part : out.parts) {
            bool any = false;
            part.each([&](tables::OptionIndex) { any = true; });
            if (any) standing.push_back(std::move(part));
        }
        if (standing.empty()) standing.push_back(std::move(out.parts.back()));
        out.parts = std::move(standing);
        return out;
    }

    bool form_own(detail::Update& out) {
        if (own_.empty()) return true;
        std::sort(own_.begin(), own_.end());
        const Options made = options_of_some(offers_, own_, control_);
        for (const CandidateId candidate : own_) {
            SessionPerson person = detail::person_of(made, candidate.index());
            const bool edited = edited_.count(person.key) != 0;
            std::string key = person.key;
            out.people.push_back({std::move(key), std::move(person), edited});
        }
        return true;
    }

    bool form_again(const std::vector<std::string>& people, detail::Update& out) const {
        if (people.empty()) return true;
        const auto built = detail::network_of(state_.book, offers_.network(), OffersFrom::known, people);
        if (!built.network) return false;
        const auto made = options_beside(offers_, *built.network, control_);
        if (!made) return false;
        for (std::size_t c = 0; c < made->problem().candidate_count(); ++c) {
            SessionPerson person = detail::person_of(*made, c);
            std::string key = person.key;
            out.people.push_back({std::move(key), std::move(person), false});
        }
        return true;
    }

    bool form_longer(const std::vector<std::string>& people, detail::Update& out) const {
        if (people.empty()) return true;
        const std::vector<std::string> fresh(touched_.fresh.begin(), touched_.fresh.end());
        const auto built = detail::network_of_vacancies(state_.book, offers_.network(), fresh, people);
        if (!built.network) return false;
        const Options made = options_for_vacancies(offers_, *built.network, control_);
        for (std::size_t c = 0; c < made.problem().candidate_count(); ++c) {
            SessionPerson person =
                without(state_.people[state_.row_of.at(std::string(made.problem().candidates[c]))]);
            detail::SessionPart more{made, static_cast<std::uint32_t>(c)};
            bool any = false;
            more.each([&](tables::OptionIndex) { any = true; });
            if (any) person.parts.push_back(std::move(more));
            std::string key = person.key;
            out.people.push_back({std::move(key), std::move(person), false});
        }
        return true;
    }

    Session::State& state_;
    const Touched& touched_;
    const Options& offers_;
    const std::vector<std::string>& runs_;
    const base::Control control_;
    std::set<std::string, std::less<>> edited_;
    std::vector<CandidateId> own_;  ///< in the network of offers_
};

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

bool detail::anybody_waits(const Options& offers) {
    constexpr std::string_view mark = "vacancy:";
    const Steering& steering = offers.state().steering;
    return std::any_of(steering.rows().begin(), steering.rows().end(), [&](const Steered& row) {
        if (row.state == SteeringState::broken) return row.reason == "no_position";
        // Who is placed stays so, also where there are fewer positions.
        if (row.kind == to_string(domain::DecisionKind::forbid) || !row.target.starts_with(mark))
            return false;
        const auto vacancy = offers.network().vacancies().find(row.target.substr(mark.size()));
        const auto* person = steering.person(row.candidate);
        return row.state == SteeringState::obeyed && vacancy && person != nullptr &&
               !Steering::keeps(*person, *vacancy);
    });
}

bool Session::State::edit_offers(const std::vector<Edit>& edits, SessionBatch& batch,
                                 const base::Control& control) {
    if (!solver || (!exact && settings.keep > 0)) return false;
    auto touched = sort_out(book, edits);
    if (!touched) return false;
    touched->vacancies = touched->vacancies || resized.positions;
    touched->rest = touched->rest || resized.seats;
    for (const Edit* edit : touched->people)
        for (const std::string& key : detail::record_keys_of(edit->rows))
            if (const auto at = record_keys.find(key); at != record_keys.end() && at->second != edit->key)
                return false;
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
        if (spoken_of(book, edits)) {
            take_back();
            return false;
        }
        domain::NetworkResult built = network_with_takers(*this, *touched);
        if (!built.network) throw base::DataError(std::move(built.findings));
        detail::require_known_titles(*built.network, rules);
        add_limits(offers->network(), *built.network, *touched);
        offers = options_of_nobody(*built.network, *offers, touched->same_vacancies());
        resized = {};
        detail::Update update;
        const std::vector<std::string> runs = changed_runs(*offers_before, *offers, *touched);
        bool follows =
            Concerned(*this, *touched, *offers, runs, detail::without_limits(control)).form(update);
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
    waiting = detail::anybody_waits(*offers);
    undo.push_back(std::move(said));
    batch.seconds_solve = clock.seconds() - batch.seconds_rules;
    return true;
}

}  // namespace iqmatch::inline v0::matching
