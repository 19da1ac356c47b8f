// SPDX-License-Identifier: Apache-2.0
/// @file
/// Typed access to the rows of the entity tables. A view is a pointer into a Network (or Catalogue) and must
/// not outlive every handle on it. Empty optionals are unknown.
#pragma once

#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/domain/table.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// What all entity views share. Ids are rows.
template <class IdType>
class EntityView {
  public:
    explicit EntityView(const Table& table) : table_(&table) {}
    [[nodiscard]] std::size_t size() const { return table_->rows(); }
    [[nodiscard]] std::string_view key(IdType id) const { return table_->column(0).text(id.index()); }
    [[nodiscard]] std::optional<IdType> find(std::string_view key) const {
        const auto row = table_->find(key);
        return row ? std::optional<IdType>(IdType(*row)) : std::nullopt;
    }
    [[nodiscard]] const Table& table() const { return *table_; }

  protected:
    const Table* table_;
};

class CandidatesView : public EntityView<CandidateId> {
  public:
    using EntityView::EntityView;
    [[nodiscard]] std::optional<RegionId> region(CandidateId id) const;
    [[nodiscard]] std::string_view postcode(CandidateId id) const;
    [[nodiscard]] std::optional<base::Date> registered_on(CandidateId id) const;
    [[nodiscard]] std::optional<EmploymentStatus> employment_status(CandidateId id) const;
    [[nodiscard]] std::optional<base::Date> available_from(CandidateId id) const;
    [[nodiscard]] std::optional<std::int64_t> hours_min_x100(CandidateId id) const;    ///< per week
    [[nodiscard]] std::optional<std::int64_t> hours_max_x100(CandidateId id) const;    ///< per week
    [[nodiscard]] std::optional<std::int64_t> income_min_cents(CandidateId id) const;  ///< per month
    [[nodiscard]] std::optional<std::int64_t> travel_max_min(CandidateId id) const;    ///< minutes, one way
    [[nodiscard]] std::optional<CodeSet> travel_modes(
        CandidateId id) const;  ///< bits of TravelMode; none = 0
    [[nodiscard]] std::optional<bool> relocate(CandidateId id) const;
    /// Unknown counts as only_with_plan.
    [[nodiscard]] AcceptsBelowLevel accepts_below_level(CandidateId id) const;
    [[nodiscard]] std::string_view unit(CandidateId id) const;
    [[nodiscard]] std::optional<bool> skills_complete(CandidateId id) const;
    [[nodiscard]] std::optional<bool> qualifications_complete(CandidateId id) const;
    /// Whether the table availability lists all times at which the person can work.
    [[nodiscard]] std::optional<bool> availability_complete(CandidateId id) const;
    [[nodiscard]] std::optional<bool> consent_network(CandidateId id) const;
    [[nodiscard]] std::string_view owner(CandidateId id) const;
    [[nodiscard]] std::optional<base::Date> last_confirmed(CandidateId id) const;
};

class EmployersView : public EntityView<EmployerId> {
  public:
    using EntityView::EntityView;
    [[nodiscard]] std::optional<SizeClass> size_class(EmployerId id) const;
    [[nodiscard]] std::optional<bool> accepts_in_recognition(EmployerId id) const;
    /// How many at once; none = no limit.
    [[nodiscard]] Maybe<std::int64_t> max_in_recognition(EmployerId id) const;
    [[nodiscard]] std::optional<bool> language_support(EmployerId id) const;
    [[nodiscard]] std::optional<bool> accompaniment(EmployerId id) const;
};

class SitesView : public EntityView<SiteId> {
  public:
    using EntityView::EntityView;
    [[nodiscard]] std::optional<EmployerId> employer(SiteId id) const;
    [[nodiscard]] std::optional<ProviderId> provider(SiteId id) const;
    [[nodiscard]] std::optional<RegionId> region(SiteId id) const;
    [[nodiscard]] std::string_view postcode(SiteId id) const;
    [[nodiscard]] std::optional<Point> point(SiteId id) const;
};

class VacanciesView : public EntityView<VacancyId> {
  public:
    VacanciesView(const Table& vacancies, const Table& sites, const Catalogue& catalogue)
        : EntityView(vacancies), sites_(sites), catalogue_(&catalogue) {}
    /// The column, else the site's employer.
    [[nodiscard]] std::optional<EmployerId> employer(VacancyId id) const;
    [[nodiscard]] std::optional<SiteId> site(VacancyId id) const;
    /// The site's region, else the short form `region`.
    [[nodiscard]] std::optional<RegionId> region(VacancyId id) const;
    /// The site's coordinates, else its region's.
    [[nodiscard]] std::optional<Point> point(VacancyId id) const;
    [[nodiscard]] Kldb kldb(VacancyId id) const;
    [[nodiscard]] std::optional<VacancyKind> kind(VacancyId id) const;
    [[nodiscard]] std::optional<Persistence> persistence(VacancyId id) const;
    [[nodiscard]] std::int64_t positions(VacancyId id) const;
    [[nodiscard]] std::string_view owner(VacancyId id) const;
    [[nodiscard]] std::optional<bool> regulated_activity(VacancyId id) const;
    /// The lowest requirement level that will do; unknown = that of the occupation.
    [[nodiscard]] std::optional<int> level_min(VacancyId id) const;
    /// The German that the job demands; for a skill without a demand of its own, the overall demand.
    [[nodiscard]] std::optional<base::Cefr> german(VacancyId id,
                                                   LanguageSkill skill = LanguageSkill::overall) const;
    /// The demand of one skill as entered, without falling back on `overall`.
    [[nodiscard]] std::optional<base::Cefr> german_entered(VacancyId id, LanguageSkill skill) const;
    [[nodiscard]] std::string_view language_reason(VacancyId id) const;
    [[nodiscard]] std::optional<std::int64_t> hours_min_x100(VacancyId id) const;  ///< per week
    [[nodiscard]] std::optional<std::int64_t> hours_max_x100(VacancyId id) const;  ///< per week
    [[nodiscard]] std::optional<CodeSet> shifts(VacancyId id) const;  ///< bits of Shift; none = 0
    [[nodiscard]] std::optional<std::int64_t> pay_cents(VacancyId id) const;
    [[nodiscard]] std::optional<PayPer> pay_per(VacancyId id) const;
    [[nodiscard]] std::optional<base::Date> start_from(VacancyId id) const;
    [[nodiscard]] std::optional<base::Date> start_to(VacancyId id) const;
    [[nodiscard]] std::optional<base::Date> valid_from(VacancyId id) const;
    [[nodiscard]] std::optional<base::Date> valid_to(VacancyId id) const;

  private:
    SitesView sites_;
    const Catalogue* catalogue_;
};

}  // namespace iqmatch::inline v0::domain
