// SPDX-License-Identifier: Apache-2.0
// What funding asks about a person. Drawn apart from the rest of the case file, so that the people stay the
// same whatever funding rules want to know.
#include <algorithm>
#include "case_files.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

/// yes, no, or asked without an answer.
std::string_view answer(Draw& draw, std::int64_t yes, std::int64_t no) {
    const std::int64_t luck = draw.between(0, 999);
    return luck < yes ? "yes" : luck < yes + no ? "no" : "unknown";
}

}  // namespace

void CaseFiles::write_fact(const Person& p, std::string_view fact, std::string_view value) {
    facts_.add({p.key, fact, value, "counselling", p.registered.iso()});
    known_.emplace_back(fact, value);
}

bool CaseFiles::knows(std::string_view fact) const {
    return std::any_of(known_.begin(), known_.end(), [&](const auto& one) { return one.first == fact; });
}

void CaseFiles::write_funding_facts(const Person& p) {
    Draw draw(settings_.seed, Stream::plans, p.number);
    // Of each fact the chance that somebody asked, and what came of it: assumptions.
    const auto ask = [&](std::string_view fact, std::int64_t asked, std::int64_t yes, std::int64_t no) {
        const bool chosen = draw.share(asked);
        const std::string_view value = answer(draw, yes, no);
        if (chosen && !knows(fact)) write_fact(p, fact, value);
    };
    if (p.abroad) {
        ask("main_residence_in_germany", 300, 0, 1000);
        return;
    }
    const Trade& trade = parameters_.trades[p.trade];
    const bool unemployed = std::find(known_.begin(), known_.end(),
                                      std::pair<std::string_view, std::string_view>("registered_unemployed",
                                                                                    "yes")) != known_.end();
    ask("main_residence_in_germany", 250, 800, 60);
    ask("taxable_income_within_grant_limit", 250, 700, 200);
    ask("language_course_entitlement", 120, 450, 150);
    if (unemployed)
        ask("receives_sgb2", 900, 0, 920);  // unless it is known to be so
    else if (!p.employed)
        ask("registered_unemployed", 150, 0, 0);
    if (p.employed) {
        ask("taxable_income_within_course_limit", 500, 550, 300);
        ask("employer_pays_qualification", 400, 350, 450);
    }
    const bool vocational = trade.path == Path::vocational || trade.kldb.level() == 1;
    if (vocational && p.status != domain::RecognitionStatus::full) ask("no_vocational_degree", 400, 500, 350);
    const bool flight =
        p.title == "duld" || p.title == "gest" || p.title == "24" || p.title.starts_with("25_");
    if (flight && draw.share(250)) groups_.add({p.key, "wir-esf"});
}

}  // namespace iqmatch::inline v0::synth::detail
