// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/measure_views.hpp>

namespace iqmatch::inline v0::domain {

namespace {

using base::Date;
using detail::at;
using std::string_view;
using Integer = std::int64_t;

template <class T, std::size_t Index, class IdType>
std::optional<T> get(const Table& table, IdType id) {
    return detail::known<T>(table.column(Index), id.index());
}
template <class T, std::size_t Index, class IdType>
Maybe<T> get_maybe(const Table& table, IdType id) {
    return detail::maybe<T>(table.column(Index), id.index());
}
template <std::size_t Index, class IdType>
string_view get_text(const Table& table, IdType id) {
    return table.column(Index).text(id.index());
}

}  // namespace

// clang-format off
std::optional<bool> ProvidersView::certified(ProviderId id) const { return get<bool, at("providers", "certified")>(*table_, id); }
string_view ProvidersView::owner(ProviderId id) const { return get_text<at("providers", "owner")>(*table_, id); }

std::optional<ProviderId> MeasuresView::provider(MeasureId id) const { return get<ProviderId, at("measures", "provider")>(*table_, id); }
std::optional<MeasureMode> MeasuresView::mode(MeasureId id) const { return get<MeasureMode, at("measures", "mode")>(*table_, id); }
std::optional<bool> MeasuresView::certified(MeasureId id) const { return get<bool, at("measures", "certified")>(*table_, id); }
Maybe<string_view> MeasuresView::target_group(MeasureId id) const { return get_maybe<string_view, at("measures", "target_group")>(*table_, id); }
std::optional<Integer> MeasuresView::cost_cents(MeasureId id) const { return get<Integer, at("measures", "cost_cents")>(*table_, id); }
std::optional<Integer> MeasuresView::run_cost_cents(MeasureId id) const { return get<Integer, at("measures", "run_cost_cents")>(*table_, id); }
Maybe<Integer> MeasuresView::pay_cents(MeasureId id) const { return get_maybe<Integer, at("measures", "pay_cents")>(*table_, id); }
std::optional<Integer> MeasuresView::hours_x100(MeasureId id) const { return get<Integer, at("measures", "hours")>(*table_, id); }
std::optional<Integer> MeasuresView::seats_usual(MeasureId id) const { return get<Integer, at("measures", "seats_usual")>(*table_, id); }
std::optional<Integer> MeasuresView::minimum_usual(MeasureId id) const { return get<Integer, at("measures", "minimum_usual")>(*table_, id); }
Maybe<EmployerId> MeasuresView::hosted_by(MeasureId id) const { return get_maybe<EmployerId, at("measures", "hosted_by")>(*table_, id); }
string_view MeasuresView::owner(MeasureId id) const { return get_text<at("measures", "owner")>(*table_, id); }

Maybe<SiteId> RunsView::site(RunId id) const { return get_maybe<SiteId, at("course_runs", "site")>(*table_, id); }
std::optional<Date> RunsView::start(RunId id) const { return get<Date, at("course_runs", "start")>(*table_, id); }
Maybe<Date> RunsView::end(RunId id) const { return get_maybe<Date, at("course_runs", "end")>(*table_, id); }
std::optional<bool> RunsView::continuous(RunId id) const { return get<bool, at("course_runs", "continuous")>(*table_, id); }
std::optional<Integer> RunsView::seats(RunId id) const { return get<Integer, at("course_runs", "seats")>(*table_, id); }
std::optional<Integer> RunsView::seats_taken(RunId id) const { return get<Integer, at("course_runs", "seats_taken")>(*table_, id); }
std::optional<Integer> RunsView::minimum(RunId id) const { return get<Integer, at("course_runs", "minimum")>(*table_, id); }
std::optional<RunStatus> RunsView::status(RunId id) const { return get<RunStatus, at("course_runs", "status")>(*table_, id); }
std::optional<Integer> RunsView::hours_week_x100(RunId id) const { return get<Integer, at("course_runs", "hours_week")>(*table_, id); }
Maybe<Date> RunsView::registration_deadline(RunId id) const { return get_maybe<Date, at("course_runs", "registration_deadline")>(*table_, id); }
std::optional<Integer> RunsView::waiting(RunId id) const { return get<Integer, at("course_runs", "waiting")>(*table_, id); }
std::optional<Integer> RunsView::waiting_days(RunId id) const { return get<Integer, at("course_runs", "waiting_days")>(*table_, id); }
Maybe<string_view> RunsView::waiting_source(RunId id) const { return get_maybe<string_view, at("course_runs", "waiting_source")>(*table_, id); }
string_view RunsView::owner(RunId id) const { return get_text<at("course_runs", "owner")>(*table_, id); }
// clang-format on

MeasureKind MeasuresView::kind(MeasureId id) const {
    return get<MeasureKind, at("measures", "kind")>(*table_, id).value_or(MeasureKind::accompaniment);
}

MeasureId RunsView::measure(RunId id) const {
    return get<MeasureId, at("course_runs", "measure")>(*table_, id).value_or(MeasureId());
}

std::optional<RegionId> RunsView::region(RunId id) const {
    const auto place = site(id);
    return place.has_value() ? sites_.region(*place) : std::nullopt;
}

std::optional<Point> RunsView::point(RunId id) const {
    const auto place = site(id);
    if (!place.has_value()) return std::nullopt;
    if (const auto exact = sites_.point(*place)) return exact;
    const auto around = sites_.region(*place);
    return around ? catalogue_->region(*around).point : std::nullopt;
}

}  // namespace iqmatch::inline v0::domain
