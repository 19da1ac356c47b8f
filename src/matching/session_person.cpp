// SPDX-License-Identifier: Apache-2.0
#include "session_person.hpp"
#include <algorithm>
#include <utility>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

using domain::CandidateId;
using tables::OptionIndex;

bool SessionPart::is_out(domain::VacancyId vacancy) const {
    return std::find(out.begin(), out.end(), vacancy) != out.end();
}

std::span<const planning::Goal> SessionPart::goals() const {
    const auto& outcomes = options.state().plan_outcomes;
    return outcomes.empty() ? std::span<const planning::Goal>() : outcomes[candidate].goals;
}

bool SessionPart::stands(OptionIndex option) const {
    const Option& one = options.at(option);
    if (!one.alone && is_out(one.vacancy)) return false;
    const auto bridge = options.bridge(one);
    return !bridge || !is_out(bridge->vacancy);
}

std::optional<SessionHeld> SessionPerson::at(std::optional<std::uint32_t> number) const {
    if (!number) return std::nullopt;
    std::optional<SessionHeld> out;
    std::uint32_t k = 0;
    each([&](SessionHeld one) {
        if (k++ == *number) out = one;
    });
    return out;
}

std::string SessionPerson::option_key() const {
    return held ? std::string(parts[held->part].problem().options[held->option]) : std::string();
}

std::int64_t SessionPerson::value() const {
    if (!held) return 0;
    const SessionPart& part = parts[held->part];
    return value_of(part.options, CandidateId(part.candidate), held->option);
}

std::optional<SessionHeld> SessionPerson::find(std::string_view option) const {
    std::optional<SessionHeld> out;
    each([&](SessionHeld one) {
        const tables::SelectionProblem& problem = parts[one.part].problem();
        if (problem.options[one.option] != option) return;
        // A plan without a position may be listed in several parts.
        if (!out || problem.values[one.option] > parts[out->part].problem().values[out->option]) out = one;
    });
    return out;
}

std::optional<SessionHeld> SessionPerson::find_same(std::string_view option) const {
    if (const auto exactly = find(option)) return exactly;
    const std::string vacancy = earlier_proposal({}, option).vacancy;
    std::optional<SessionHeld> best;
    if (vacancy.empty()) return best;
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
        const SessionPart& part = parts[p];
        const auto id = part.options.network().vacancies().find(vacancy);
        if (!id) continue;
        part.each([&](OptionIndex o) {
            const Option& one = part.options.at(o);
            if (one.alone || one.vacancy != *id) return;
            if (!best || part.problem().values[o] > parts[best->part].problem().values[best->option])
                best = SessionHeld{p, o};
        });
    }
    return best;
}

SeenPerson SessionPerson::seen() const {
    SeenPerson out;
    out.candidate = key;
    if (!held) return out;
    const SessionPart& part = parts[held->part];
    out.options = part.options;
    out.number = part.candidate;
    out.held = held->option;
    return out;
}

SessionPerson person_of(const Options& options, std::size_t candidate) {
    SessionPerson out;
    out.key = options.problem().candidates[candidate];
    out.parts.push_back({options, static_cast<std::uint32_t>(candidate)});
    const auto* steered = options.state().steering.person(CandidateId(candidate));
    if (steered != nullptr)
        for (const domain::VacancyId vacancy : steered->kept)
            out.kept.emplace_back(options.network().vacancies().key(vacancy));
    return out;
}

std::vector<SessionPerson> everybody(const Options& whole) {
    std::vector<SessionPerson> out;
    out.reserve(whole.problem().candidate_count());
    for (std::size_t c = 0; c < whole.problem().candidate_count(); ++c) out.push_back(person_of(whole, c));
    return out;
}

EarlierProposal earlier_proposal(std::string candidate, std::string_view option) {
    EarlierProposal out;
    out.candidate = std::move(candidate);
    out.steps = option;
    // The last step is the job; a plan without one ends with a course.
    constexpr std::string_view work = "vacancy:";
    const std::string_view last = option.substr(option.rfind('+') + 1);
    if (!last.starts_with(work)) return out;
    const std::size_t day = last.rfind('@');
    out.vacancy = last.substr(work.size(), day - work.size());
    out.start = base::Date::parse(last.substr(day + 1)).value_or(base::Date());
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
