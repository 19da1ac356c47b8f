// SPDX-License-Identifier: Apache-2.0
#include "session_concerned.hpp"
#include <algorithm>
#include <set>
#include <utility>
#include "blocks.hpp"
#include "session_reach.hpp"
#include "session_takers.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::CandidateId;
using domain::Entity;
using domain::EntityRows;
using domain::VacancyId;
using graph::Row;

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

class Concerned {
  public:
    Concerned(const Session::State& state, const Touched& touched, const Options& offers,
              const std::vector<std::string>& runs, const base::Control& control)
        : state_(state), touched_(touched), offers_(offers), runs_(runs), control_(control) {
        for (const Edit* edit : touched.people) edited_.insert(edit->key);
    }

    /// False where options of some of them cannot be formed beside the others'.
    bool form(Update& out) {
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
        form_own(out);
        return form_again(again, out) && form_longer(longer, out);
    }

  private:
    std::vector<Reach> ask() const {
        std::vector<Reach> out(state_.people.size(), Reach::none);
        if (touched_.gone.empty() && touched_.fresh.empty()) return out;
        std::vector<VacancyId> fresh;
        for (const std::string& key : touched_.fresh)
            fresh.push_back(*offers_.network().vacancies().find(key));
        const std::vector<std::string> gone(touched_.gone.begin(), touched_.gone.end());
        (void)for_blocks(out.size(), control_, base::Stage::options, [&] {
            return [&, asks = VacancyReach(offers_, fresh, gone, control_.simd)](std::size_t begin,
                                                                                 std::size_t end) mutable {
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
        const auto built = network_of(state_.book, offers_.network(), OffersFrom::known, all);
        if (!built.network) return false;
        (void)for_blocks(out.size(), control_, base::Stage::options, [&] {
            return [&, asks = RunReach(offers_, *built.network, runs_)](std::size_t begin,
                                                                        std::size_t end) mutable {
                for (std::size_t row = begin; row < end; ++row) {
                    const SessionPerson& person = state_.people[row];
                    if (person.key.empty() || edited_.count(person.key) != 0) continue;
                    if (out[row] != Reach::all && (takes_part(person) || asks.concerns(person)))
                        out[row] = Reach::all;
                }
            };
        });
        return true;
    }

    /// In one of the runs, or with a seat of it.
    [[nodiscard]] bool takes_part(const SessionPerson& person) const {
        if (state_.takers.count(person.key) == 0) return false;
        const EntityRows& rows = state_.book.rows(Entity::candidate, person.key);
        return std::any_of(runs_.begin(), runs_.end(),
                           [&](const std::string& run) { return speaks_of(rows, Entity::run, run); });
    }

    /// Whether other decisions hold for a person than before.
    [[nodiscard]] bool steered(const SessionPerson& person) const {
        if (person.key.empty() || edited_.count(person.key) != 0) return false;
        const SessionPart& part = person.parts.front();
        return decided(part.options, CandidateId(part.candidate)) !=
               decided(offers_, *offers_.network().candidates().find(person.key));
    }

    /// The same options but for those with vacancies that are gone.
    [[nodiscard]] SessionPerson without(const SessionPerson& person) const {
        SessionPerson out = person;
        for (SessionPart& part : out.parts)
            for (const std::string& key : touched_.gone)
                if (const auto id = part.options.network().vacancies().find(key); id && !part.is_out(*id))
                    part.out.push_back(*id);
        // Goals that no plan leads to yet may get one, so what holds only vacancies that are gone goes, but
        // never the first.
        std::erase_if(out.parts, [&](const SessionPart& part) {
            return &part != &out.parts.front() &&
                   part.out.size() >= part.options.network().vacancies().size();
        });
        return out;
    }

    void form_own(Update& out) {
        if (own_.empty()) return;
        std::sort(own_.begin(), own_.end());
        const Options made = options_of_some(offers_, own_, control_);
        out.note_formed(made);
        for (const CandidateId candidate : own_) {
            SessionPerson person = person_of(made, candidate.index());
            const bool edited = edited_.count(person.key) != 0;
            std::string key = person.key;
            out.people.push_back({std::move(key), std::move(person), edited});
        }
    }

    bool form_again(const std::vector<std::string>& people, Update& out) const {
        if (people.empty()) return true;
        const auto built = network_of(state_.book, offers_.network(), OffersFrom::known, people);
        if (!built.network) return false;
        const auto made = options_beside(offers_, *built.network, control_);
        if (!made) return false;
        out.note_formed(*made);
        for (std::size_t c = 0; c < made->problem().candidate_count(); ++c) {
            SessionPerson person = person_of(*made, c);
            std::string key = person.key;
            out.people.push_back({std::move(key), std::move(person), false});
        }
        return true;
    }

    bool form_longer(const std::vector<std::string>& people, Update& out) const {
        if (people.empty()) return true;
        const std::vector<std::string> fresh(touched_.fresh.begin(), touched_.fresh.end());
        const auto built = network_of_vacancies(state_.book, offers_.network(), fresh, people);
        if (!built.network) return false;
        const Options made = options_for_vacancies(offers_, *built.network, control_);
        out.note_formed(made);
        for (std::size_t c = 0; c < made.problem().candidate_count(); ++c) {
            SessionPerson person =
                without(state_.people[state_.row_of.at(std::string(made.problem().candidates[c]))]);
            SessionPart more{made, static_cast<std::uint32_t>(c)};
            bool any = !more.goals().empty();
            more.each([&](tables::OptionIndex) { any = true; });
            if (any) person.parts.push_back(std::move(more));
            std::string key = person.key;
            out.people.push_back({std::move(key), std::move(person), false});
        }
        return true;
    }

    const Session::State& state_;
    const Touched& touched_;
    const Options& offers_;
    const std::vector<std::string>& runs_;
    const base::Control control_;
    std::set<std::string, std::less<>> edited_;
    std::vector<CandidateId> own_;  ///< in the network of offers_
};

}  // namespace

bool form_concerned(const Session::State& state, const Touched& touched, const Options& offers,
                    const std::vector<std::string>& runs, const base::Control& control, Update& out) {
    return Concerned(state, touched, offers, runs, control).form(out);
}

}  // namespace iqmatch::inline v0::matching::detail
