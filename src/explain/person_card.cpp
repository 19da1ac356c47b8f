// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/explain/way_text.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/steering.hpp>
#include <tuple>
#include "audience_page.hpp"
#include "person_pair.hpp"
#include "steering_text.hpp"

namespace iqmatch::inline v0::explain {
namespace {

using detail::AudiencePage;
using detail::Pair;
using domain::CandidateId;
using domain::VacancyId;
using rules::Effect;
using rules::Outcome;

/// Vacancies of one kind that a page can still be read with; the page in full has more.
constexpr std::size_t most_brief = 5;
constexpr std::size_t most_others = 10;
/// Changes of one actor, likewise.
constexpr std::size_t most_openings = 5;

class PersonWriter {
  public:
    PersonWriter(const Question& question, CandidateId candidate, std::optional<VacancyId> vacancy,
                 const matching::Assignment* result, Length length = Length::brief)
        : question_(question),
          candidate_(candidate),
          result_(result),
          brief_(length == Length::brief),
          page_(question, Audience::person, candidate, vacancy) {}

    AudienceCard whole() {
        std::vector<Pair> options, others;
        matching::PairCounts counts;
        const matching::PairScorer scorer(question_.network, question_.rules, question_.card, question_.date);
        for (std::size_t v = 0; v < question_.network.vacancies().size(); ++v) {
            Pair pair = look(scorer, VacancyId(v));
            detail::count(counts, pair);
            if (pair.option)
                options.push_back(std::move(pair));
            else if (!pair.decided &&
                     (pair.rule.outcome == Outcome::after || pair.rule.outcome == Outcome::unknown))
                others.push_back(std::move(pair));
        }
        // Vacancies come in the order of their keys, which decides what is equal.
        const auto better = [](const Pair& a, const Pair& b) { return a.value > b.value; };
        std::stable_sort(options.begin(), options.end(), better);
        proposed_first(options);
        std::stable_sort(others.begin(), others.end(), better);
        page_.heading(
            page_.text("card_heading", {{"candidate", key()}, {"date", page_.date(question_.date)}}));
        std::vector<std::string> lines = places_kept();
        proposal(std::move(lines));
        lines.clear();
        const std::size_t listed = brief_ ? std::min(most_brief, options.size()) : options.size();
        for (std::size_t k = 0; k < listed; ++k) {
            const Pair& pair = options[k];
            lines.push_back(page_.text("option_line", {{"vacancy", key_of(pair.vacancy)},
                                                       {"occupation", page_.occupation(pair.vacancy)},
                                                       {"outcome", page_.outcome(pair.rule)},
                                                       {"start", page_.date(pair.rule.start)}}));
            below(reasons(pair.rule, {Effect::permission, Effect::condition}), lines);
            below(first_questions(pair.rule), lines);
        }
        if (listed < options.size())
            lines.push_back(page_.text("options_more", {{"count", std::to_string(options.size() - listed)}}));
        if (lines.empty()) lines.push_back(page_.text("options_none"));
        page_.list("options", page_.text("options_heading"), lines);
        lines.clear();
        for (std::size_t k = 0; k < std::min(brief_ ? most_brief : most_others, others.size()); ++k) {
            const Pair& pair = others[k];
            lines.push_back(page_.text("other_line", {{"vacancy", key_of(pair.vacancy)},
                                                      {"occupation", page_.occupation(pair.vacancy)},
                                                      {"outcome", page_.outcome(pair.rule)}}));
            below(reasons(pair.rule, {Effect::after, Effect::unknown}), lines);
        }
        page_.list("others", page_.text("others_heading"), lines);
        page_.section("counts", "",
                      {page_.text("counts", {{"options", std::to_string(counts.options)},
                                             {"after", std::to_string(counts.after)},
                                             {"unknown", std::to_string(counts.unknown)},
                                             {"below", std::to_string(counts.below_min_value)},
                                             {"impossible", std::to_string(counts.impossible)}}),
                       counts.decided == 0
                           ? std::string()
                           : page_.text("counts_decided", {{"decided", std::to_string(counts.decided)}})});
        const bool left =
            result_ != nullptr ? result_->find_unmatched(candidate_) != nullptr : options.empty();
        if (left) openings(std::nullopt);
        what_to_do();
        return page_.take();
    }

    AudienceCard one(VacancyId vacancy) {
        const matching::PairScorer scorer(question_.network, question_.rules, question_.card, question_.date);
        const Pair pair = look(scorer, vacancy);
        page_.heading(page_.text("pair_heading", {{"candidate", key()},
                                                  {"vacancy", key_of(vacancy)},
                                                  {"occupation", page_.occupation(vacancy)},
                                                  {"date", page_.date(question_.date)}}));
        std::vector<std::string> lines{page_.text(
            "outcome_line",
            {{"outcome", pair.decided ? word("outcome.impossible", question_.language, "impossible")
                                      : page_.outcome(pair.rule)}})};
        const bool allowed = rules::lets_through(pair.rule.outcome);
        if (pair.decided) {
            const bool settled =
                !matching::ruled_out_by(question_.network, candidate_, vacancy).settled.empty();
            lines.push_back(page_.text(settled ? "pair_settled" : "pair_decided"));
        } else if (allowed) {
            lines.push_back(page_.text("start_line", {{"start", page_.date(pair.rule.start)}}));
            if (!pair.option) lines.push_back(page_.text("below_min_value"));
            if (const auto place = place_of(pair)) lines.push_back(*place);
        }
        AudiencePage::add_new(kept(vacancy), lines);
        page_.section("outcome", "", lines);
        const auto with = [&](std::initializer_list<Effect> effects) { return reasons(pair.rule, effects); };
        page_.section("fits", page_.text("fits_heading"), with({Effect::possible}));
        page_.section("mind", page_.text("mind_heading"), with({Effect::condition, Effect::permission}));
        page_.section("open", page_.text("open_heading"), with({Effect::asks, Effect::unknown}));
        page_.section("missing", page_.text("missing_heading"), with({Effect::after}));
        page_.section("excluded", page_.text("excluded_heading"), with({Effect::impossible}));
        if (!pair.option && !pair.decided) openings(vacancy);
        what_to_do();
        return page_.take();
    }

  private:
    [[nodiscard]] std::string key() const {
        return std::string(question_.network.candidates().key(candidate_));
    }
    [[nodiscard]] std::string key_of(VacancyId vacancy) const {
        return std::string(question_.network.vacancies().key(vacancy));
    }

    [[nodiscard]] Pair look(const matching::PairScorer& scorer, VacancyId vacancy) {
        Pair out = detail::look(question_, scorer, candidate_, vacancy);
        needs_document_ = needs_document_ && !detail::free_by_right(out.rule);
        return out;
    }
    [[nodiscard]] std::vector<std::string> kept(VacancyId vacancy) const {
        return kept_texts(question_, candidate_, vacancy, result_, Audience::person);
    }

    /// A reason in plain words; what nobody has verified says so.
    [[nodiscard]] std::string plain(const rules::Reason& reason) const {
        std::string out =
            say("reasons_person", reason, question_.network, question_.rules, question_.language);
        if (out.empty() || reason.row == nullptr || reason.row->certainty != rules::Certainty::unverified)
            return out;
        const std::string& whom = reason.row->authority;
        if (whom.empty()) return out + " " + page_.text("unverified_nobody");
        return out + " " +
               page_.text("unverified",
                          {{"authority", authority_name(question_.rules, whom, question_.language)}});
    }
    [[nodiscard]] std::vector<std::string> reasons(const rules::Eligibility& pair,
                                                   std::initializer_list<Effect> effects) const {
        return detail::reasons_with(pair, effects,
                                    [this](const rules::Reason& reason) { return plain(reason); });
    }

    /// What was promised comes first, as on the counsellor's card.
    [[nodiscard]] std::vector<std::string> places_kept() const {
        std::vector<std::string> out;
        for (std::size_t v = 0; v < question_.network.vacancies().size(); ++v)
            for (const std::string& line : kept(VacancyId(v)))
                out.push_back(page_.text("kept_line", {{"vacancy", key_of(VacancyId(v))},
                                                       {"occupation", page_.occupation(VacancyId(v))},
                                                       {"kept", line}}));
        return out;
    }
    /// The proposal and its runner-up stand on top of the list, so that a short one has them too.
    void proposed_first(std::vector<Pair>& options) const {
        const matching::Proposal* proposed = result_ != nullptr ? result_->find(candidate_) : nullptr;
        if (proposed == nullptr) return;
        const auto rank = [&](const Pair& pair) {
            if (pair.vacancy == proposed->option.vacancy) return 0;
            return proposed->runner_up && pair.vacancy == proposed->runner_up->vacancy ? 1 : 2;
        };
        std::stable_sort(options.begin(), options.end(),
                         [&](const Pair& a, const Pair& b) { return rank(a) < rank(b); });
    }

    /// What has to be cleared up before work may begin, and whether the way is one to be gone every day;
    /// hours and the like can wait for the talk.
    [[nodiscard]] std::vector<std::string> first_questions(const rules::Eligibility& pair) const {
        std::vector<std::string> out;
        for (const rules::Reason& reason : pair.reasons)
            if (reason.effect == Effect::asks &&
                (reason.rule() == rules::Rule::work_permission || reason.rule() == rules::Rule::licence ||
                 reason.rule() == rules::Rule::reach))
                out.push_back(plain(reason));
        return out;
    }
    /// Indented below the line of their vacancy, each once.
    static void below(const std::vector<std::string>& reasons, std::vector<std::string>& lines) {
        std::vector<std::string> once;
        AudiencePage::add_new(reasons, once);
        for (const std::string& reason : once) lines.push_back("  " + reason);
    }

    /// Step by step, with what to do in time.
    void way(const matching::Proposal& proposed, std::vector<std::string>& lines) const {
        const matching::Options& options = result_->options();
        const WayText way =
            way_text(options, candidate_, proposed.option, options.detail(candidate_, proposed.option),
                     matching::SeatNumbers(*result_), question_.language);
        lines.push_back(page_.text("assigned_way"));
        for (const std::string& step : way.plan) lines.push_back(step);
        if (!way.until_then.empty()) lines.push_back(way.until_then);
        lines.push_back(way.work);
    }

    void proposal(std::vector<std::string> lines) {
        if (result_ == nullptr) return page_.section("proposal", "", lines);
        if (const auto* proposed = result_->find(candidate_)) {
            if (proposed->option.planned())
                way(*proposed, lines);
            else
                lines.push_back(page_.text("assigned", {{"vacancy", key_of(proposed->option.vacancy)},
                                                        {"start", page_.date(proposed->option.start)}}));
            if (proposed->runner_up && !proposed->runner_up->alone)
                lines.push_back(page_.text("runner_up", {{"vacancy", key_of(proposed->runner_up->vacancy)},
                                                         {"start", page_.date(proposed->runner_up->start)}}));
            if (proposed->near_tie) lines.push_back(page_.text("near_tie"));
        }
        if (const auto* left = result_->find_unmatched(candidate_)) {
            const UnmatchedText why = explain_unmatched(question_, *left, Audience::person);
            lines.push_back(page_.text("not_assigned", {{"reason", why.text}}));
            std::string steps;
            for (const StepText& step : why.steps) steps += (steps.empty() ? "" : "; ") + step.text;
            if (!steps.empty()) lines.push_back(page_.text("nearest_unlock", {{"steps", steps}}));
        }
        page_.section("proposal", "", lines);
    }

    /// What single changes by the person or counselling would open; what employers would have to change is no
    /// matter of the person's page.
    void openings(std::optional<VacancyId> vacancy) {
        std::vector<std::string> own, counsellors;
        for (const OpeningText& one : explain_openings(question_, candidate_, vacancy, Audience::person)) {
            std::vector<std::string>& lines = one.actor == "person" ? own : counsellors;
            if (lines.size() == most_openings) continue;
            lines.push_back(vacancy ? one.text
                                    : page_.text("opening_line", {{"change", one.text},
                                                                  {"opens", std::to_string(one.opens)}}));
        }
        page_.section("person_can", page_.text("can_heading"), own);
        page_.section("counsellor_can", page_.text("counsellor_can_heading"), counsellors);
    }

    [[nodiscard]] std::optional<std::string> place_of(const Pair& pair) const {
        if (result_ == nullptr || !pair.option) return std::nullopt;
        const auto* proposed = result_->find(candidate_);
        if (proposed != nullptr && !proposed->option.alone && proposed->option.vacancy == pair.vacancy)
            return page_.text("pair_assigned");
        if (question_.network.vacancies().positions(pair.vacancy) == 0) return page_.text("pair_no_place");
        const auto listed = result_->options().of(candidate_);
        const bool own = std::any_of(listed.begin(), listed.end(), [&](const matching::Option& one) {
            return one.vacancy == pair.vacancy && one.kept;
        });
        const bool free =
            own || result_->used(pair.vacancy) < result_->options().open_positions(pair.vacancy);
        return page_.text(free ? "pair_free_place" : "pair_place_taken");
    }

    void what_to_do() {
        page_.section("next", page_.text("next_heading"),
                      {page_.text("next_talk"),
                       page_.text(needs_document_ ? "next_documents" : "next_documents_citizen"),
                       page_.text("next_correct")});
        page_.section("counsellor", page_.text("counsellor_heading"),
                      {page_.text("counsellor_clear"), page_.text("counsellor_apply"),
                       page_.text("counsellor_courses"), page_.text("counsellor_employer")});
        page_.section("employer", page_.text("employer_heading"),
                      {page_.text("employer_details"), page_.text("employer_language"),
                       page_.text("employer_accompaniment")});
        page_.section("closing", "", {page_.text("closing")});
    }

    const Question& question_;
    CandidateId candidate_;
    const matching::Assignment* result_;
    bool brief_;
    AudiencePage page_;
    bool needs_document_ = true;  ///< the right to work comes from a document
};

}  // namespace

AudienceCard person_card(const Question& question, CandidateId candidate, const matching::Assignment* result,
                         Length length) {
    return PersonWriter(question, candidate, std::nullopt, result, length).whole();
}

AudienceCard person_card(const Question& question, CandidateId candidate, VacancyId vacancy,
                         const matching::Assignment* result) {
    return PersonWriter(question, candidate, vacancy, result).one(vacancy);
}

std::string to_text(const AudienceCard& card) {
    std::string out = card.heading + "\n";
    for (const CardSection& section : card.sections) {
        out += "\n";
        if (!section.heading.empty()) out += section.heading + "\n";
        for (const std::string& line : section.lines)
            out += (section.heading.empty() ? "" : "  ") + line + "\n";
    }
    return out;
}

}  // namespace iqmatch::inline v0::explain
