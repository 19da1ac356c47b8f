// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/matching/openings.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/steering.hpp>
#include <iqmatch/scoring/score.hpp>
#include <tuple>
#include "fact_changes.hpp"
#include "score_context.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::VacancyId;

/// Of these more is never less: the least amount that opens as much is enough.
bool graded(FactChangeKind kind) {
    return kind == FactChangeKind::german || kind == FactChangeKind::travel ||
           kind == FactChangeKind::hours_max || kind == FactChangeKind::hours_min;
}

class Prober {
  public:
    Prober(const domain::Network& network, const rules::RuleTables& tables, const scoring::ModelCard& card,
           base::Date date, CandidateId candidate)
        : network_(network),
          tables_(tables),
          card_(card),
          date_(date),
          candidate_(candidate),
          context_(network),
          limits_(detail::limits_of(network, candidate)) {
        detail::gather_person(network, context_.deficits, candidate, scored_);
    }

    /// Looks at a pair as it is, and notes what its reasons suggest.
    void look(VacancyId vacancy) {
        if (ruled_out(network_, candidate_, vacancy)) return;
        detail::PersonCopy person(rules::gather(network_, candidate_), scored_);
        Closed pair{vacancy, detail::gather_job(network_, tables_, date_, vacancy), {}, {}};
        if (worth(person, pair.job, pair.before)) return;
        detail::suggest(person, limits_, pair.job, tables_, pair.before, pair.suggested);
        for (const FactChange& change : pair.suggested)
            if (std::find(changes_.begin(), changes_.end(), change) == changes_.end())
                changes_.push_back(change);
        closed_.push_back(std::move(pair));
    }

    [[nodiscard]] std::vector<Opening> openings() const {
        std::vector<Opening> out;
        for (const FactChange& change : changes_) {
            Opening opening{change, 0, VacancyId(0), 0};
            if (detail::about_one_vacancy(change.kind))
                try_each_alone(opening);
            else
                try_on_all(opening);
            if (opening.opens > 0) out.push_back(std::move(opening));
        }
        return out;
    }

  private:
    /// A pair that is no option.
    struct Closed {
        VacancyId vacancy;
        detail::Job job;
        rules::Eligibility before;
        std::vector<FactChange> suggested;
    };

    /// The value of an option; empty where the pair is none.
    [[nodiscard]] std::optional<std::int64_t> worth(const detail::PersonCopy& person, const detail::Job& job,
                                                    rules::Eligibility& pair) const {
        rules::evaluate({tables_, person.facts, job.facts, date_}, pair);
        if (pair.outcome > rules::Outcome::permission) return std::nullopt;
        const std::int64_t value =
            scoring::score(
                card_, scoring::inputs(card_, network_.catalogue(), context_.hierarchy, person.scored,
                                       job.scored, detail::pair_facts(person.facts, job.facts, pair, date_)))
                .value;
        return is_option(card_, pair.outcome, value) ? std::optional(value) : std::nullopt;
    }

    /// One changed person, asked about every pair.
    void try_on_all(Opening& opening) const {
        detail::PersonCopy person(rules::gather(network_, candidate_), scored_);
        detail::apply(opening.change, date_, person);
        rules::Eligibility after;
        for (const Closed& pair : closed_) add(pair, worth(person, pair.job, after), opening);
    }

    /// A change that is another one for each vacancy, tried where the pair suggests it.
    void try_each_alone(Opening& opening) const {
        const FactChange& change = opening.change;
        rules::Eligibility after;
        for (const Closed& pair : closed_) {
            if (std::find(pair.suggested.begin(), pair.suggested.end(), change) == pair.suggested.end())
                continue;
            detail::PersonCopy person(rules::gather(network_, candidate_), scored_);
            detail::Job job = pair.job;
            detail::apply(change, network_, pair.vacancy, pair.before, job, person);
            add(pair, worth(person, job, after), opening);
        }
    }

    static void add(const Closed& pair, std::optional<std::int64_t> value, Opening& opening) {
        if (!value) return;
        if (opening.opens == 0 || *value > opening.value) {
            opening.best = pair.vacancy;
            opening.value = *value;
        }
        ++opening.opens;
    }

    const domain::Network& network_;
    const rules::RuleTables& tables_;
    const scoring::ModelCard& card_;
    base::Date date_;
    CandidateId candidate_;
    detail::ScoreContext context_;
    detail::PersonLimits limits_;
    scoring::PersonFacts scored_;
    std::vector<Closed> closed_;
    std::vector<FactChange> changes_;
};

/// Amounts are compared as numbers, levels by their letters.
auto amount(const FactChange& change) {
    return std::tuple(change.value.size(), std::string_view(change.value));
}

/// A greater amount that opens no more than a smaller one. Fewer hours are the smaller step down from more.
bool needless(const Opening& one, const std::vector<Opening>& all) {
    if (!graded(one.change.kind)) return false;
    const bool down = one.change.kind == FactChangeKind::hours_min;
    return std::any_of(all.begin(), all.end(), [&](const Opening& other) {
        return other.change.kind == one.change.kind && other.opens >= one.opens &&
               (down ? amount(other.change) > amount(one.change) : amount(other.change) < amount(one.change));
    });
}

}  // namespace

std::vector<Opening> single_openings(const domain::Network& network, const rules::RuleTables& rules,
                                     const scoring::ModelCard& card, base::Date date, CandidateId candidate,
                                     std::optional<VacancyId> vacancy) {
    Prober prober(network, rules, card, date, candidate);
    if (vacancy) {
        prober.look(*vacancy);
    } else {
        for (std::size_t v = 0; v < network.vacancies().size(); ++v) prober.look(VacancyId(v));
    }
    const std::vector<Opening> all = prober.openings();
    std::vector<Opening> out;
    for (const Opening& one : all)
        if (!needless(one, all)) out.push_back(one);
    std::sort(out.begin(), out.end(), [](const Opening& a, const Opening& b) {
        return std::tuple(actor_of(a.change.kind), b.opens, b.value, a.change.kind, a.change.value,
                          a.change.answer) < std::tuple(actor_of(b.change.kind), a.opens, a.value,
                                                        b.change.kind, b.change.value, b.change.answer);
    });
    return out;
}

}  // namespace iqmatch::inline v0::matching
