// SPDX-License-Identifier: Apache-2.0
/// @file
/// The parameter tables, understood and joined with a catalogue. Private to the layer.
#pragma once

#include <array>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include "draw.hpp"

namespace iqmatch::inline v0::synth::detail {

/// How a qualification is recognised: by a licence (regulated), for a title (engineers), by a comparison of
/// vocational training, or not at all (degrees: statement of comparability).
enum class Path : std::uint8_t { licensed, title, vocational, academic };
/// Which mix of residence titles and of German people of an occupation have.
enum class Field : std::uint8_t { health, pedagogic, academic, vocational };

struct DeficitField {
    std::string_view field;
    bool practice = false;
    std::int64_t hours_low = 0, hours_high = 0;
};

/// Occupations that counselling meets together.
struct Group {
    std::string_view name;
    std::int64_t weight = 0;  ///< of 2,000
    std::int64_t women = 0;   ///< permille
    Path path = Path::vocational;
    Field field = Field::vocational;
    std::string_view authority;
    std::int64_t months_low = 0, months_high = 0;
    std::vector<DeficitField> deficits;
};

/// An occupation with what jobs and people in it have in common.
struct Trade {
    domain::Kldb kldb;
    std::string code;  ///< five digits
    std::size_t group = 0;
    std::int64_t weight = 0;  ///< of the people of its group
    Path path = Path::vocational;
    bool listed = true;
    base::Cefr german = base::Cefr::b1;
    std::int64_t pay_low = 0, pay_high = 0;  ///< euros per month of full time
    std::string_view shifts;
    std::string_view family;  ///< regulation family, empty = not regulated or not known
};

struct Town {
    std::string_view ags, name;
    domain::Point centre;
    std::int64_t radius_hm = 0;
    std::string_view office;        ///< counselling site of the alliance
    std::vector<std::size_t> near;  ///< towns within 45 km, itself excluded
};

struct TitleRow {
    std::string_view title;
    std::array<std::int64_t, 4> weight{};  ///< by Field
    int level_low = 1, level_high = 4;
    std::uint32_t statuses = 0;  ///< bits of RecognitionStatus
    std::int64_t months_low = 0, months_high = 0;
    std::string_view renewable;  ///< yes, no, or none = without end
    std::string_view iq_group;
};

struct Sector {
    std::string_view key, language_reason;
    std::int64_t vacancies = 0;
    Choice size;  ///< micro, small, medium, large
    std::int64_t sites_most = 1;
    std::vector<std::size_t> trades;
    Choice trade;
};

struct MeasureKind {
    std::string_view key, kind, group, mode, german;
    std::int64_t months_low = 0, months_high = 0, seats_low = 0, seats_high = 0, minimum = 0, weight = 0,
                 hours_week = 0, cost_cents = 0;
    bool closes_deficit = false, closes_skill = false, closes_german = false, closes_licence = false;
    bool continuous = false;        ///< people enter at any time
    bool entry_test = false;        ///< a test decides who may take part
    bool hosted = false;            ///< takes place at an employer
    std::string_view after;         ///< kind of measure that has to come before; empty = none
    std::int64_t waiting_days = 0;  ///< no date is known: so long one waits; 0 = runs have dates
};

/// A run that every network of some size has.
struct CalendarRow {
    std::size_t kind = 0;  ///< position in Parameters::measures
    std::size_t town = 0;
    std::int64_t starts_in_months = 0, months = 0, seats = 0, taken = 0;
};

class Parameters {
  public:
    /// @throws base::UsageError where the catalogue lacks every district or every listed occupation.
    Parameters(const domain::Catalogue& catalogue, bool whole_catalogue);

    std::vector<Group> groups;  ///< the last one holds helper work
    std::vector<Trade> trades;  ///< ordered by code
    std::vector<Town> towns;
    Choice town;  ///< by the population of the district
    Choice group;
    std::vector<std::vector<std::size_t>> group_trades;
    std::vector<Choice> group_trade;
    std::vector<std::size_t> unlisted_people, unlisted_jobs;
    std::vector<TitleRow> titles;
    std::vector<Sector> sectors;
    std::vector<MeasureKind> measures;
    std::vector<CalendarRow> calendar;
    /// Shares of the statuses by path, in the order of RecognitionStatus.
    std::array<Choice, 4> status;
    std::map<std::string_view, Choice> german;

    /// Permille; throws InternalError for a name that data/synth/rates.csv lacks.
    [[nodiscard]] std::int64_t rate(std::string_view name) const;
    /// The occupation of that code, or trades.size().
    [[nodiscard]] std::size_t trade_of(domain::Kldb kldb) const;

  private:
    void read_groups();
    void read_trades(const domain::Catalogue& catalogue, bool whole_catalogue);
    void read_towns(const domain::Catalogue& catalogue);
    void read_people_tables();
    void read_sectors();
    void read_measures();
    [[nodiscard]] std::size_t group_named(std::string_view name) const;

    std::map<std::string_view, std::int64_t> rates_;
};

}  // namespace iqmatch::inline v0::synth::detail
