// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/rules/reason.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using E = Effect;
using K = ParameterKey;

template <Effect... effects>
constexpr std::array<Effect, sizeof...(effects)> acts{effects...};
template <ParameterKey... keys>
constexpr std::array<ParameterKey, sizeof...(keys)> takes{keys...};

constexpr std::array<ReasonCodeInfo, reason_code_count> codes{{
    {ReasonCode::work_allowed, "work.allowed", Rule::work_permission, acts<E::possible>, takes<K::title>, "",
     "the title allows employment"},
    {ReasonCode::work_allowed_by_fact, "work.allowed_by_fact", Rule::work_permission, acts<E::possible>,
     takes<K::fact>, "", "a legal fact allows employment whatever the title"},
    {ReasonCode::work_permitted_printed, "work.permitted_printed", Rule::work_permission, acts<E::possible>,
     takes<K::title>, "", "the document prints that employment is permitted"},
    {ReasonCode::work_permission, "work.permission", Rule::work_permission, acts<E::permission>,
     takes<K::title, K::authority, K::lead_days>, "", "an authority must permit this job first"},
    {ReasonCode::work_permission_printed, "work.permission_printed", Rule::work_permission,
     acts<E::permission>, takes<K::title, K::authority, K::lead_days>, "",
     "the document prints that employment needs a permission"},
    {ReasonCode::work_same_employer, "work.same_employer", Rule::work_permission, acts<E::possible>,
     takes<K::title, K::employer>, "", "the title is tied to this employer, with whom the person may work"},
    {ReasonCode::work_not_allowed, "work.not_allowed", Rule::work_permission, acts<E::impossible>,
     takes<K::title, K::authority>, "", "the title does not allow employment"},
    {ReasonCode::work_forbidden_printed, "work.forbidden_printed", Rule::work_permission, acts<E::impossible>,
     takes<K::title>, "", "the document prints that employment is forbidden"},
    {ReasonCode::work_banned_by_fact, "work.banned_by_fact", Rule::work_permission, acts<E::impossible>,
     takes<K::title, K::fact, K::authority>, "", "a legal fact bans employment under this title"},
    {ReasonCode::work_title_missing, "work.title_missing", Rule::work_permission, acts<E::unknown>, takes<>,
     "titles.title", "no residence title is recorded"},
    {ReasonCode::work_title_unknown, "work.title_unknown", Rule::work_permission, acts<E::unknown>,
     takes<K::title>, "titles.title", "the rule tables do not know this title"},
    {ReasonCode::work_title_gap, "work.title_gap", Rule::work_permission, acts<E::unknown>,
     takes<K::title, K::date>, "", "no row about this title covers the day"},
    {ReasonCode::work_title_unclear, "work.title_unclear", Rule::work_permission, acts<E::asks, E::unknown>,
     takes<K::title, K::authority>, "titles.printed_employment",
     "the title is a group whose members differ, or nobody can tell from it"},
    {ReasonCode::work_fact_missing, "work.fact_missing", Rule::work_permission, acts<E::asks, E::unknown>,
     takes<K::title, K::fact>, "legal_facts", "a legal fact is missing that decides or moves the permission"},
    {ReasonCode::work_fact_unclear, "work.fact_unclear", Rule::work_permission, acts<E::unknown>,
     takes<K::title, K::fact, K::authority>, "titles.printed_employment",
     "a legal fact makes a ban possible; what the document prints decides"},
    {ReasonCode::work_lead_unknown, "work.lead_unknown", Rule::work_permission, acts<E::asks>,
     takes<K::authority>, "", "no row says how long this permission takes"},
    {ReasonCode::work_waiting, "work.waiting", Rule::work_permission, acts<E::condition>,
     takes<K::title, K::date>, "", "a waiting period ends on that day"},
    {ReasonCode::work_title_starts, "work.title_starts", Rule::work_permission, acts<E::condition>,
     takes<K::title, K::date>, "", "the title begins on that day"},
    {ReasonCode::work_hours_cap, "work.hours_cap", Rule::work_permission, acts<E::condition>,
     takes<K::hours_x100>, "", "the title caps the weekly hours; the job can stay within"},
    {ReasonCode::work_hours_exceeded, "work.hours_exceeded", Rule::work_permission, acts<E::impossible>,
     takes<K::hours_x100, K::needed_x100>, "", "the job needs more weekly hours than the title allows"},
    {ReasonCode::work_hours_unknown, "work.hours_unknown", Rule::work_permission, acts<E::asks>,
     takes<K::hours_x100>, "vacancies.hours_min",
     "the title caps the weekly hours; those of the job are unknown"},
    {ReasonCode::work_hours_related, "work.hours_related", Rule::work_permission, acts<E::asks>,
     takes<K::hours_x100, K::needed_x100>, "titles.max_hours",
     "the cap may not hold for work related to the qualification"},
    {ReasonCode::work_only_qualified, "work.only_qualified", Rule::work_permission, acts<E::impossible>,
     takes<K::title, K::occupation>, "", "the title allows qualified work only; this is helper work"},
    {ReasonCode::work_only_qualified_unclear, "work.only_qualified_unclear", Rule::work_permission,
     acts<E::asks>, takes<K::title, K::occupation>, "titles.printed_employment",
     "whether the title allows helper work is not clear"},
    {ReasonCode::work_only_non_regulated, "work.only_non_regulated", Rule::work_permission,
     acts<E::impossible>, takes<K::title, K::family>, "", "the title allows non-regulated occupations only"},
    {ReasonCode::work_employer_change, "work.employer_change", Rule::work_permission, acts<E::permission>,
     takes<K::employer, K::authority, K::lead_days>, "",
     "the title is tied to another employer; empty employer = not recorded"},
    {ReasonCode::work_employer_unknown, "work.employer_unknown", Rule::work_permission, acts<E::asks>,
     takes<>, "titles.bound_employer", "the title may be tied to an employer; which one is not recorded"},
    {ReasonCode::work_occupation_change, "work.occupation_change", Rule::work_permission, acts<E::permission>,
     takes<K::occupation, K::authority, K::lead_days>, "", "the title is tied to another occupation"},
    {ReasonCode::work_occupation_unknown, "work.occupation_unknown", Rule::work_permission, acts<E::asks>,
     takes<>, "titles.bound_occupation", "the title is tied to an occupation that is not recorded"},
    {ReasonCode::work_salary_below, "work.salary_below", Rule::work_permission, acts<E::impossible>,
     takes<K::pay_cents, K::floor_cents>, "", "the pay lies below the floor of the title"},
    {ReasonCode::work_salary_below_ask, "work.salary_below_ask", Rule::work_permission, acts<E::asks>,
     takes<K::pay_cents, K::floor_cents>, "vacancies.pay_cents",
     "the pay lies below a floor that has exceptions"},
    {ReasonCode::work_salary_reduced, "work.salary_reduced", Rule::work_permission, acts<E::permission>,
     takes<K::pay_cents, K::floor_cents, K::authority, K::lead_days>, "",
     "the pay reaches the reduced floor only, which has further conditions"},
    {ReasonCode::work_salary_unknown, "work.salary_unknown", Rule::work_permission, acts<E::asks>,
     takes<K::floor_cents>, "vacancies.pay_cents", "the title has a salary floor; the pay is unknown"},
    {ReasonCode::work_salary_gap, "work.salary_gap", Rule::work_permission, acts<E::unknown>, takes<K::date>,
     "vacancies.pay_cents", "the title has a salary floor; no row gives its amount for the day"},
    {ReasonCode::work_renewal, "work.renewal", Rule::work_permission, acts<E::condition>, takes<K::until>, "",
     "the document ends and can be renewed"},
    {ReasonCode::work_renewal_unknown, "work.renewal_unknown", Rule::work_permission,
     acts<E::condition, E::asks>, takes<K::until>, "titles.renewable",
     "the document ends; whether it can be renewed is not recorded"},
    {ReasonCode::work_title_ends, "work.title_ends", Rule::work_permission, acts<E::impossible>,
     takes<K::until>, "", "the document cannot be renewed and ends before the start"},
    {ReasonCode::work_ends_on, "work.ends_on", Rule::work_permission, acts<E::condition>, takes<K::until>, "",
     "the document cannot be renewed: work ends with it"},
    {ReasonCode::work_title_expired, "work.title_expired", Rule::work_permission, acts<E::unknown>,
     takes<K::until>, "titles.valid_to",
     "the document has ended; whether there is a newer one is not recorded"},
    {ReasonCode::licence_not_regulated, "licence.not_regulated", Rule::licence, acts<E::possible>, takes<>,
     "", "the work needs no licence"},
    {ReasonCode::licence_helper, "licence.helper", Rule::licence, acts<E::possible>, takes<K::family>, "",
     "helper work beside a regulated profession remains possible without its qualification"},
    {ReasonCode::licence_valid, "licence.valid", Rule::licence, acts<E::possible>, takes<K::family>, "",
     "the person holds the licence"},
    {ReasonCode::licence_starts, "licence.starts", Rule::licence, acts<E::condition>, takes<K::date>, "",
     "the licence begins on that day"},
    {ReasonCode::licence_renewal, "licence.renewal", Rule::licence, acts<E::condition>, takes<K::until>, "",
     "the licence ends and must be renewed"},
    {ReasonCode::licence_restricted, "licence.restricted", Rule::licence, acts<E::asks>,
     takes<K::restrictions>, "licences.restrictions", "the licence is restricted: does it cover this job?"},
    {ReasonCode::licence_missing, "licence.missing", Rule::licence, acts<E::after>,
     takes<K::family, K::authority>, "", "full equivalence, but no licence yet"},
    {ReasonCode::licence_expired, "licence.expired", Rule::licence, acts<E::after>,
     takes<K::family, K::until, K::authority>, "", "the licence has ended"},
    {ReasonCode::licence_kind_unknown, "licence.kind_unknown", Rule::licence, acts<E::asks, E::unknown>,
     takes<K::family, K::authority>, "licences.kind", "a licence is recorded, but not of which kind"},
    {ReasonCode::licence_proof_unknown, "licence.proof_unknown", Rule::licence, acts<E::asks>,
     takes<K::family, K::authority>, "licences.kind",
     "full equivalence; whether it is enough or a licence exists is not recorded"},
    {ReasonCode::licence_compensation, "licence.compensation", Rule::licence, acts<E::after>,
     takes<K::family, K::authority>, "", "a compensation measure or exam is required first"},
    {ReasonCode::licence_recognition, "licence.recognition", Rule::licence, acts<E::after>,
     takes<K::family, K::authority, K::status>, "", "recognition is not finished"},
    {ReasonCode::licence_negative, "licence.negative", Rule::licence,
     acts<E::impossible, E::asks, E::unknown>, takes<K::family, K::authority>, "", "equivalence was refused"},
    {ReasonCode::licence_no_qualification, "licence.no_qualification", Rule::licence, acts<E::impossible>,
     takes<K::family>, "", "qualifications are recorded, none of them in this profession"},
    {ReasonCode::licence_status_unknown, "licence.status_unknown", Rule::licence, acts<E::asks, E::unknown>,
     takes<K::family, K::authority>, "qualifications.recognition_status",
     "the state of the recognition is not recorded"},
    {ReasonCode::licence_qualification_unknown, "licence.qualification_unknown", Rule::licence,
     acts<E::asks, E::unknown>, takes<K::family, K::authority>, "qualifications.kldb",
     "no qualification is recorded that tells"},
    {ReasonCode::licence_family_unknown, "licence.family_unknown", Rule::licence, acts<E::unknown>, takes<>,
     "licences.regulation_family", "the vacancy is regulated; which licence it needs is not known"},
    {ReasonCode::licence_regulated_unknown, "licence.regulated_unknown", Rule::licence,
     acts<E::asks, E::unknown>, takes<>, "vacancies.regulated_activity",
     "the occupation is in no list: is it regulated?"},
    {ReasonCode::licence_gap, "licence.gap", Rule::licence, acts<E::unknown>, takes<K::family, K::date>, "",
     "no row about this profession covers the day"},
    {ReasonCode::german_enough, "german.enough", Rule::german, acts<E::possible>, takes<K::needed>, "",
     "the German known is enough for the job"},
    {ReasonCode::german_enough_default, "german.enough_default", Rule::german, acts<E::possible>,
     takes<K::needed>, "", "the German known is enough for what such jobs usually need"},
    {ReasonCode::german_below, "german.below", Rule::german, acts<E::after>,
     takes<K::needed, K::known, K::skill>, "", "the job needs more German"},
    {ReasonCode::german_below_default, "german.below_default", Rule::german, acts<E::asks, E::after>,
     takes<K::needed, K::known>, "vacancies.german",
     "the job names no level; such jobs usually need more German"},
    {ReasonCode::german_unknown, "german.unknown", Rule::german, acts<E::asks, E::unknown>,
     takes<K::needed, K::skill>, "languages.level", "the German of the person is not recorded"},
    {ReasonCode::german_demand_unknown, "german.demand_unknown", Rule::german, acts<E::asks>, takes<>,
     "vacancies.german", "the job names no level and no default holds"},
    {ReasonCode::reach_commute, "reach.commute", Rule::reach, acts<E::possible>, takes<K::minutes, K::mode>,
     "", "the daily way is within what the person accepts"},
    {ReasonCode::reach_place_unclear, "reach.place_unclear", Rule::reach, acts<E::asks>,
     takes<K::minutes, K::limit_min>, "sites.lat",
     "the estimated way is too long, but the places are inexact"},
    {ReasonCode::reach_mode_unknown, "reach.mode_unknown", Rule::reach, acts<E::asks>,
     takes<K::minutes, K::limit_min>, "candidates.travel_modes",
     "near enough by car, too far by public transport; the means are not recorded"},
    {ReasonCode::reach_limit_unknown, "reach.limit_unknown", Rule::reach, acts<E::asks>,
     takes<K::minutes, K::limit_min>, "candidates.travel_max_min",
     "longer than usual; what the person accepts is not recorded"},
    {ReasonCode::reach_too_far, "reach.too_far", Rule::reach, acts<E::impossible>,
     takes<K::minutes, K::limit_min, K::metres, K::mode>, "", "too far, and the person does not move"},
    {ReasonCode::reach_relocation, "reach.relocation", Rule::reach, acts<E::condition>, takes<K::metres>, "",
     "the person moves"},
    {ReasonCode::reach_relocation_unknown, "reach.relocation_unknown", Rule::reach, acts<E::asks>,
     takes<K::minutes, K::limit_min, K::metres, K::mode>, "candidates.relocate",
     "too far for a daily way; whether the person would move is not recorded"},
    {ReasonCode::reach_residence_order, "reach.residence_order", Rule::reach, acts<E::permission>,
     takes<K::authority, K::lead_days>, "", "moving needs a permission"},
    {ReasonCode::reach_residence_order_unknown, "reach.residence_order_unknown", Rule::reach, acts<E::asks>,
     takes<>, "titles.residence_order", "the title may carry a residence order"},
    {ReasonCode::reach_spatial_restriction, "reach.spatial_restriction", Rule::reach, acts<E::asks>, takes<>,
     "titles.spatial_restriction", "the title is restricted to an area: does it allow to work elsewhere?"},
    {ReasonCode::reach_person_place_unknown, "reach.person_place_unknown", Rule::reach, acts<E::asks>,
     takes<>, "candidates.region", "where the person lives is not recorded"},
    {ReasonCode::reach_job_place_unknown, "reach.job_place_unknown", Rule::reach, acts<E::asks>, takes<>,
     "vacancies.region", "where the job is, is not recorded"},
    {ReasonCode::reach_arrival, "reach.arrival", Rule::reach, acts<E::after>, takes<>, "",
     "the person is abroad and must arrive first"},
    {ReasonCode::reach_table_gap, "reach.table_gap", Rule::reach, acts<E::asks>, takes<K::date>, "",
     "no row about travel covers the day"},
    {ReasonCode::dates_start, "dates.start", Rule::dates, acts<E::possible>, takes<K::date>, "",
     "the earliest start"},
    {ReasonCode::dates_too_late, "dates.too_late", Rule::dates, acts<E::impossible>, takes<K::date, K::until>,
     "", "the earliest start lies after the last start of the vacancy"},
    {ReasonCode::dates_later_start, "dates.later_start", Rule::dates, acts<E::asks>, takes<K::date, K::until>,
     "vacancies.start_to",
     "the earliest start lies after the last start, but the vacancy may be filled later"},
    {ReasonCode::dates_available_unknown, "dates.available_unknown", Rule::dates, acts<E::asks>,
     takes<K::until>, "candidates.available_from", "when the person can start is not recorded"},
    {ReasonCode::dates_closed, "dates.closed", Rule::dates, acts<E::impossible>, takes<K::until>, "",
     "the vacancy is no longer offered"},
    {ReasonCode::dates_closed_standing, "dates.closed_standing", Rule::dates, acts<E::asks>, takes<K::until>,
     "vacancies.valid_to", "the offer has ended; is it still open?"},
    {ReasonCode::dates_hours_apart, "dates.hours_apart", Rule::dates, acts<E::impossible>,
     takes<K::hours_x100, K::needed_x100>, "", "the weekly hours of person and job do not meet"},
    {ReasonCode::dates_person_hours_unknown, "dates.person_hours_unknown", Rule::dates, acts<E::asks>,
     takes<>, "candidates.hours_max", "the weekly hours of the person are not recorded"},
    {ReasonCode::dates_job_hours_unknown, "dates.job_hours_unknown", Rule::dates, acts<E::asks>, takes<>,
     "vacancies.hours_min", "the weekly hours of the job are not recorded"},
    {ReasonCode::level_fits, "level.fits", Rule::own_level, acts<E::possible>, takes<>, "",
     "the job is not below every qualification of the person"},
    {ReasonCode::level_accepted, "level.accepted", Rule::own_level, acts<E::possible>, takes<>, "",
     "the job is below the person's level, which the person accepts"},
    {ReasonCode::level_only_with_plan, "level.only_with_plan", Rule::own_level, acts<E::condition>, takes<>,
     "", "the job is below the person's level; accepted only with a plan to the own occupation"},
    {ReasonCode::level_refused, "level.refused", Rule::own_level, acts<E::impossible>, takes<>, "",
     "the job is below the person's level, which the person does not accept"},
    {ReasonCode::level_unknown, "level.unknown", Rule::own_level, acts<E::asks>, takes<>,
     "qualifications.level", "the person accepts no work below the own level, which is not recorded"},
}};

constexpr bool ordered() {
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (codes[i].code != static_cast<ReasonCode>(i)) return false;
    return true;
}
static_assert(ordered());

constexpr std::array<std::string_view, 22> key_names{
    "authority", "date",         "employer", "fact",    "family", "floor_cents", "hours_x100",  "known",
    "lead_days", "limit_min",    "metres",   "minutes", "mode",   "needed",      "needed_x100", "occupation",
    "pay_cents", "restrictions", "skill",    "status",  "title",  "until"};
static_assert(key_names.size() == static_cast<std::size_t>(ParameterKey::until) + 1);

}  // namespace

std::string_view to_string(ParameterKey key) {
    return key_names[static_cast<std::size_t>(key)];
}

std::span<const ReasonCodeInfo> reason_codes() {
    return codes;
}

const ReasonCodeInfo& info(ReasonCode code) {
    return codes[static_cast<std::size_t>(code)];
}

const ReasonCodeInfo* find_reason_code(std::string_view name) {
    const auto* found =
        std::find_if(codes.begin(), codes.end(), [&](const auto& entry) { return entry.name == name; });
    return found == codes.end() ? nullptr : found;
}

}  // namespace iqmatch::inline v0::rules
