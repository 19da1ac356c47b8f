// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/views.hpp>

namespace iqmatch::inline v0::domain {

namespace {

using detail::at;

/// A stored integer of one column, chosen at compile time.
template <class T, std::size_t Index, class IdType>
std::optional<T> get(const Table& table, IdType id) {
    return detail::known<T>(table.column(Index), id.index());
}

template <std::size_t Index, class IdType>
std::string_view get_text(const Table& table, IdType id) {
    return table.column(Index).text(id.index());
}

using Integer = std::int64_t;

}  // namespace

// clang-format off
std::optional<RegionId> CandidatesView::region(CandidateId id) const { return get<RegionId, at("candidates", "region")>(*table_, id); }
std::string_view CandidatesView::postcode(CandidateId id) const { return get_text<at("candidates", "postcode")>(*table_, id); }
std::optional<base::Date> CandidatesView::registered_on(CandidateId id) const { return get<base::Date, at("candidates", "registered_on")>(*table_, id); }
std::optional<EmploymentStatus> CandidatesView::employment_status(CandidateId id) const { return get<EmploymentStatus, at("candidates", "employment_status")>(*table_, id); }
std::optional<base::Date> CandidatesView::available_from(CandidateId id) const { return get<base::Date, at("candidates", "available_from")>(*table_, id); }
std::optional<Integer> CandidatesView::hours_min_x100(CandidateId id) const { return get<Integer, at("candidates", "hours_min")>(*table_, id); }
std::optional<Integer> CandidatesView::hours_max_x100(CandidateId id) const { return get<Integer, at("candidates", "hours_max")>(*table_, id); }
std::optional<Integer> CandidatesView::income_min_cents(CandidateId id) const { return get<Integer, at("candidates", "income_min_cents")>(*table_, id); }
std::optional<Integer> CandidatesView::travel_max_min(CandidateId id) const { return get<Integer, at("candidates", "travel_max_min")>(*table_, id); }
std::optional<bool> CandidatesView::relocate(CandidateId id) const { return get<bool, at("candidates", "relocate")>(*table_, id); }
std::string_view CandidatesView::unit(CandidateId id) const { return get_text<at("candidates", "unit")>(*table_, id); }
std::optional<bool> CandidatesView::skills_complete(CandidateId id) const { return get<bool, at("candidates", "skills_complete")>(*table_, id); }
std::optional<bool> CandidatesView::qualifications_complete(CandidateId id) const { return get<bool, at("candidates", "qualifications_complete")>(*table_, id); }
std::optional<bool> CandidatesView::availability_complete(CandidateId id) const { return get<bool, at("candidates", "availability_complete")>(*table_, id); }
std::optional<bool> CandidatesView::consent_network(CandidateId id) const { return get<bool, at("candidates", "consent_network")>(*table_, id); }
std::string_view CandidatesView::owner(CandidateId id) const { return get_text<at("candidates", "owner")>(*table_, id); }
std::optional<base::Date> CandidatesView::last_confirmed(CandidateId id) const { return get<base::Date, at("candidates", "last_confirmed")>(*table_, id); }

std::optional<SizeClass> EmployersView::size_class(EmployerId id) const { return get<SizeClass, at("employers", "size_class")>(*table_, id); }
std::optional<bool> EmployersView::accepts_in_recognition(EmployerId id) const { return get<bool, at("employers", "accepts_in_recognition")>(*table_, id); }
std::optional<bool> EmployersView::language_support(EmployerId id) const { return get<bool, at("employers", "language_support")>(*table_, id); }
std::optional<bool> EmployersView::accompaniment(EmployerId id) const { return get<bool, at("employers", "accompaniment")>(*table_, id); }

std::optional<EmployerId> SitesView::employer(SiteId id) const { return get<EmployerId, at("sites", "employer")>(*table_, id); }
std::optional<ProviderId> SitesView::provider(SiteId id) const { return get<ProviderId, at("sites", "provider")>(*table_, id); }
std::optional<RegionId> SitesView::region(SiteId id) const { return get<RegionId, at("sites", "region")>(*table_, id); }
std::string_view SitesView::postcode(SiteId id) const { return get_text<at("sites", "postcode")>(*table_, id); }

std::optional<SiteId> VacanciesView::site(VacancyId id) const { return get<SiteId, at("vacancies", "site")>(*table_, id); }
std::optional<VacancyKind> VacanciesView::kind(VacancyId id) const { return get<VacancyKind, at("vacancies", "kind")>(*table_, id); }
std::optional<Persistence> VacanciesView::persistence(VacancyId id) const { return get<Persistence, at("vacancies", "persistence")>(*table_, id); }
std::optional<bool> VacanciesView::regulated_activity(VacancyId id) const { return get<bool, at("vacancies", "regulated_activity")>(*table_, id); }
std::optional<int> VacanciesView::level_min(VacancyId id) const { return get<int, at("vacancies", "level_min")>(*table_, id); }
std::string_view VacanciesView::owner(VacancyId id) const { return get_text<at("vacancies", "owner")>(*table_, id); }
std::string_view VacanciesView::language_reason(VacancyId id) const { return get_text<at("vacancies", "language_reason")>(*table_, id); }
std::optional<Integer> VacanciesView::hours_min_x100(VacancyId id) const { return get<Integer, at("vacancies", "hours_min")>(*table_, id); }
std::optional<Integer> VacanciesView::hours_max_x100(VacancyId id) const { return get<Integer, at("vacancies", "hours_max")>(*table_, id); }
std::optional<Integer> VacanciesView::pay_cents(VacancyId id) const { return get<Integer, at("vacancies", "pay_cents")>(*table_, id); }
std::optional<PayPer> VacanciesView::pay_per(VacancyId id) const { return get<PayPer, at("vacancies", "pay_per")>(*table_, id); }
std::optional<base::Date> VacanciesView::start_from(VacancyId id) const { return get<base::Date, at("vacancies", "start_from")>(*table_, id); }
std::optional<base::Date> VacanciesView::start_to(VacancyId id) const { return get<base::Date, at("vacancies", "start_to")>(*table_, id); }
std::optional<base::Date> VacanciesView::valid_from(VacancyId id) const { return get<base::Date, at("vacancies", "valid_from")>(*table_, id); }
std::optional<base::Date> VacanciesView::valid_to(VacancyId id) const { return get<base::Date, at("vacancies", "valid_to")>(*table_, id); }
// clang-format on

std::optional<CodeSet> CandidatesView::travel_modes(CandidateId id) const {
    return detail::known<CodeSet>(table_->column(at("candidates", "travel_modes")), id.index());
}

std::optional<CodeSet> VacanciesView::shifts(VacancyId id) const {
    return detail::known<CodeSet>(table_->column(at("vacancies", "shifts")), id.index());
}

Maybe<Integer> EmployersView::max_in_recognition(EmployerId id) const {
    return detail::maybe<Integer>(table_->column(at("employers", "max_in_recognition")), id.index());
}

AcceptsBelowLevel CandidatesView::accepts_below_level(CandidateId id) const {
    return get<AcceptsBelowLevel, at("candidates", "accepts_below_level")>(*table_, id)
        .value_or(AcceptsBelowLevel::only_with_plan);
}

std::optional<Point> SitesView::point(SiteId id) const {
    const auto lat = get<std::int32_t, at("sites", "lat")>(*table_, id);
    const auto lon = get<std::int32_t, at("sites", "lon")>(*table_, id);
    return lat && lon ? std::optional(Point{*lat, *lon}) : std::nullopt;
}

std::optional<EmployerId> VacanciesView::employer(VacancyId id) const {
    if (const auto own = get<EmployerId, at("vacancies", "employer")>(*table_, id)) return own;
    const auto place = site(id);
    return place ? sites_.employer(*place) : std::nullopt;
}

std::optional<RegionId> VacanciesView::region(VacancyId id) const {
    if (const auto place = site(id))
        if (const auto there = sites_.region(*place)) return there;
    return get<RegionId, at("vacancies", "region")>(*table_, id);
}

std::optional<Point> VacanciesView::point(VacancyId id) const {
    if (const auto place = site(id))
        if (const auto exact = sites_.point(*place)) return exact;
    const auto around = region(id);
    return around ? catalogue_->region(*around).point : std::nullopt;
}

Kldb VacanciesView::kldb(VacancyId id) const {
    return get<Kldb, at("vacancies", "kldb")>(*table_, id).value_or(Kldb());
}

std::int64_t VacanciesView::positions(VacancyId id) const {
    return get<Integer, at("vacancies", "positions")>(*table_, id).value_or(0);
}

std::optional<base::Cefr> VacanciesView::german_entered(VacancyId id, LanguageSkill skill) const {
    using base::Cefr;
    switch (skill) {
        case LanguageSkill::overall:
            return get<Cefr, at("vacancies", "german")>(*table_, id);
        case LanguageSkill::listening:
            return get<Cefr, at("vacancies", "german_listening")>(*table_, id);
        case LanguageSkill::reading:
            return get<Cefr, at("vacancies", "german_reading")>(*table_, id);
        case LanguageSkill::interaction:
            return get<Cefr, at("vacancies", "german_interaction")>(*table_, id);
        case LanguageSkill::production:
            return get<Cefr, at("vacancies", "german_production")>(*table_, id);
        case LanguageSkill::writing:
            return get<Cefr, at("vacancies", "german_writing")>(*table_, id);
    }
    return std::nullopt;
}

std::optional<base::Cefr> VacanciesView::german(VacancyId id, LanguageSkill skill) const {
    const auto own = german_entered(id, skill);
    return own ? own : german_entered(id, LanguageSkill::overall);
}

}  // namespace iqmatch::inline v0::domain
