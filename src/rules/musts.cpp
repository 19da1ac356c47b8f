// SPDX-License-Identifier: Apache-2.0
// What a person has named as a condition. Several values of one kind are alternatives. An earliest start
// moves the start instead (see begin()).
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using domain::Wish;
using domain::WishKind;

/// Whether one value is met; empty where the vacancy does not say.
std::optional<bool> met(const Wish& wish, const VacancyFacts& job) {
    switch (wish.kind) {
        case WishKind::occupation:
            return job.kldb.text().starts_with(wish.value);
        case WishKind::employer:
            return job.employer.empty() ? std::nullopt : std::optional(job.employer == wish.value);
        case WishKind::region:
            if (!job.place.region) return std::nullopt;
            return job.place.region->index() == wish.row;
        case WishKind::hours: {
            const auto& least = job.hours_min_x100;
            const auto& most = job.hours_max_x100;
            if ((least && *least > wish.hours_most_x100) || (most && *most < wish.hours_least_x100))
                return false;
            if (least && most) return true;
            return std::nullopt;
        }
        default:
            return true;
    }
}

/// The shifts that a person accepts: the work must include no other.
std::optional<bool> shifts_met(domain::CodeSet accepted, const VacancyFacts& job) {
    if (!job.shifts) return std::nullopt;
    return (*job.shifts & ~accepted) == 0;
}

struct Codes {
    WishKind kind;
    ReasonCode no;
    ReasonCode unknown;
};
constexpr Codes all_codes[]{
    {WishKind::occupation, ReasonCode::must_occupation, ReasonCode::must_occupation},
    {WishKind::employer, ReasonCode::must_employer, ReasonCode::must_employer_unknown},
    {WishKind::region, ReasonCode::must_region, ReasonCode::must_region_unknown},
    {WishKind::shift, ReasonCode::must_shift, ReasonCode::must_shift_unknown},
    {WishKind::hours, ReasonCode::must_hours, ReasonCode::must_hours_unknown},
};

/// The way to a licence on which a person insists, where the pair needs compensation.
void route(const Case& pair, Eligibility& out) {
    bool course = false, exam = false;
    for (const Wish& wish : pair.candidate.wishes)
        if (wish.strength == domain::WishStrength::must && wish.kind == WishKind::route)
            (wish.value == "exam" ? exam : course) = true;
    if (course == exam) return;  // none, or both
    for (std::size_t i = 0; i < out.reasons.size(); ++i) {
        const Reason& open = out.reasons[i];
        if (open.code != ReasonCode::licence_ways) continue;
        const auto ways = std::get<std::string_view>(*open.find(ParameterKey::ways));
        if (ways == "either" || ways == (exam ? "exam" : "course")) return;
        const Row* usual = open.row;  // empty where the notice itself says so
        out.add(usual == nullptr ? ReasonCode::must_route : ReasonCode::must_route_unclear,
                usual == nullptr ? Effect::impossible : Effect::asks, usual)
            .with(ParameterKey::ways, ways);
        return;
    }
}

}  // namespace

WishAnswer wishes_met(std::span<const Wish> wishes, WishKind kind, domain::WishStrength strength,
                      const VacancyFacts& vacancy) {
    bool any = false, unknown = false, held = false;
    domain::CodeSet accepted = 0;
    for (const Wish& wish : wishes) {
        if (wish.strength != strength || wish.kind != kind) continue;
        any = true;
        if (kind == WishKind::shift) {
            accepted |= domain::CodeSet(1) << static_cast<unsigned>(wish.shift);
            continue;
        }
        const auto answer = met(wish, vacancy);
        held = held || answer == true;
        unknown = unknown || !answer;
    }
    if (any && kind == WishKind::shift) return {true, shifts_met(accepted, vacancy)};
    if (held) return {true, true};
    return {any, unknown ? std::nullopt : std::optional(false)};
}

void musts(const Case& pair, Eligibility& out) {
    if (pair.candidate.wishes.empty()) return;
    for (const Codes& codes : all_codes) {
        const WishAnswer answer =
            wishes_met(pair.candidate.wishes, codes.kind, domain::WishStrength::must, pair.vacancy);
        if (!answer.any || answer.met == true) continue;
        out.add(answer.met ? codes.no : codes.unknown, answer.met ? Effect::impossible : Effect::asks);
    }
    route(pair, out);
}

std::optional<base::Date> earliest_start(const CandidateFacts& person) {
    std::optional<base::Date> out;
    for (const Wish& wish : person.wishes)
        if (wish.strength == domain::WishStrength::must && wish.kind == WishKind::earliest_start)
            out = out && *out < wish.date ? *out : wish.date;
    return out;
}

}  // namespace iqmatch::inline v0::rules
