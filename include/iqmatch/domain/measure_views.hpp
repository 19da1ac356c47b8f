// SPDX-License-Identifier: Apache-2.0
/// @file
/// Typed access to providers, measures and course runs; see views.hpp.
#pragma once

#include <cstdint>
#include <iqmatch/domain/views.hpp>

namespace iqmatch::inline v0::domain {

class ProvidersView : public EntityView<ProviderId> {
  public:
    using EntityView::EntityView;
    /// AZAV
    [[nodiscard]] std::optional<bool> certified(ProviderId id) const;
    [[nodiscard]] std::string_view owner(ProviderId id) const;
};

class MeasuresView : public EntityView<MeasureId> {
  public:
    using EntityView::EntityView;
    [[nodiscard]] std::optional<ProviderId> provider(MeasureId id) const;
    [[nodiscard]] MeasureKind kind(MeasureId id) const;
    [[nodiscard]] std::optional<MeasureMode> mode(MeasureId id) const;
    /// AZAV
    [[nodiscard]] std::optional<bool> certified(MeasureId id) const;
    /// none = open to all
    [[nodiscard]] Maybe<std::string_view> target_group(MeasureId id) const;
    [[nodiscard]] std::optional<std::int64_t> cost_cents(MeasureId id) const;      ///< per participant
    [[nodiscard]] std::optional<std::int64_t> run_cost_cents(MeasureId id) const;  ///< per run
    [[nodiscard]] Maybe<std::int64_t> pay_cents(MeasureId id) const;  ///< per month; none = unpaid
    [[nodiscard]] std::optional<std::int64_t> hours_x100(MeasureId id) const;
    [[nodiscard]] std::optional<std::int64_t> seats_usual(MeasureId id) const;
    [[nodiscard]] std::optional<std::int64_t> minimum_usual(MeasureId id) const;
    /// The employer where it takes place.
    [[nodiscard]] Maybe<EmployerId> hosted_by(MeasureId id) const;
    [[nodiscard]] std::string_view owner(MeasureId id) const;
};

class RunsView : public EntityView<RunId> {
  public:
    RunsView(const Table& runs, const Table& sites, const Catalogue& catalogue)
        : EntityView(runs), sites_(sites), catalogue_(&catalogue) {}
    [[nodiscard]] MeasureId measure(RunId id) const;
    [[nodiscard]] Maybe<SiteId> site(RunId id) const;  ///< none = nowhere (virtual)
    /// Of the site.
    [[nodiscard]] std::optional<RegionId> region(RunId id) const;
    /// Of the site, else of its region.
    [[nodiscard]] std::optional<Point> point(RunId id) const;
    [[nodiscard]] std::optional<base::Date> start(RunId id) const;
    [[nodiscard]] Maybe<base::Date> end(RunId id) const;  ///< none = open
    /// Whether people may enter at any time: then seats are concurrent. Unknown counts as no.
    [[nodiscard]] std::optional<bool> continuous(RunId id) const;
    [[nodiscard]] std::optional<std::int64_t> seats(RunId id) const;
    /// By people outside this network; participations are added. Unknown counts as 0.
    [[nodiscard]] std::optional<std::int64_t> seats_taken(RunId id) const;
    [[nodiscard]] std::optional<std::int64_t> minimum(RunId id) const;
    [[nodiscard]] std::optional<RunStatus> status(RunId id) const;
    [[nodiscard]] std::optional<std::int64_t> hours_week_x100(RunId id) const;
    [[nodiscard]] Maybe<base::Date> registration_deadline(RunId id) const;
    [[nodiscard]] std::optional<std::int64_t> waiting(RunId id) const;  ///< people on the provider's list
    [[nodiscard]] std::optional<std::int64_t> waiting_days(RunId id) const;
    [[nodiscard]] Maybe<std::string_view> waiting_source(RunId id) const;
    [[nodiscard]] std::string_view owner(RunId id) const;

  private:
    SitesView sites_;
    const Catalogue* catalogue_;
};

}  // namespace iqmatch::inline v0::domain
