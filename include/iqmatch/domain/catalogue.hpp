// SPDX-License-Identifier: Apache-2.0
/// @file
/// What many networks share: regions, occupations, skills, shortages.
#pragma once

#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/domain/table.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// A place in millionths of a degree (WGS 84).
struct Point {
    std::int32_t lat_micro = 0;
    std::int32_t lon_micro = 0;
    friend constexpr bool operator==(const Point&, const Point&) = default;
};

/// Texts are views into the catalogue and live as long as a handle on it.
struct Region {
    RegionId id;
    std::string_view ags;  ///< five digits, or "abroad"
    std::string_view name;
    Maybe<std::string_view> alliance;
    Maybe<std::string_view> agency_district;
    Maybe<std::string_view> state;  ///< "NI"
    std::optional<Point> point;     ///< empty for abroad
    bool is_neighbour = false;      ///< outside Lower Saxony
    [[nodiscard]] bool abroad() const { return ags == "abroad"; }
};

struct Occupation {
    OccupationId id;
    Kldb kldb;
    std::string_view label_de;
    std::string_view label_en;
    Maybe<std::string_view> regulation_family;  ///< none = not regulated
    Maybe<Kldb> helper_of;
};

struct Skill {
    SkillId id;
    std::string_view key;
    std::string_view label_de;
    std::string_view label_en;
    std::string_view kind;
};

struct OccupationSkill {
    SkillId skill;
    SkillRelation relation = SkillRelation::essential;
    std::optional<std::int64_t> weight_micro;  ///< 1,000,000 = 1
};

struct Shortage {
    std::int64_t points_micro = 0;  ///< 0 to 3,000,000
    std::optional<int> year;
    std::string_view source;
    int digits = 0;  ///< how many digits of the code the row names
};

class Catalogue;
/// The catalogue, where there are no errors, and every finding.
struct CatalogueResult;

/// An immutable catalogue; a cheap handle on shared state, safe to read from many threads.
class Catalogue {
  public:
    /// The catalogue that is compiled in: 45 districts of Lower Saxony, neighbours, `abroad`, the
    /// occupations, skills and shortages of the samples.
    [[nodiscard]] static Catalogue builtin();
    /// Makes a catalogue from tables named regions, occupations, skills, occupation_skills, shortages;
    /// regions and occupations are required. `name` appears in audit records. Throws DataError with all
    /// findings.
    [[nodiscard]] static Catalogue from_tables(std::string name, std::span<const base::TextTable> tables);
    [[nodiscard]] static CatalogueResult try_from_tables(std::string name,
                                                         std::span<const base::TextTable> tables);

    [[nodiscard]] const std::string& name() const;
    /// SHA-256 over the canonical form, independent of the order of rows and columns.
    [[nodiscard]] const std::string& content_hash() const;

    [[nodiscard]] std::span<const Region> regions() const;  ///< ordered by AGS; index = RegionId
    [[nodiscard]] const Region& region(RegionId id) const { return regions()[id.index()]; }
    [[nodiscard]] std::optional<RegionId> find_region(std::string_view ags) const;

    [[nodiscard]] std::span<const Occupation> occupations() const;  ///< ordered by code; index = OccupationId
    /// The entry of a code, or nullptr for one that the catalogue lacks.
    [[nodiscard]] const Occupation* find_occupation(Kldb kldb) const;
    /// Unknown for a code that the catalogue lacks, none for a non-regulated occupation.
    [[nodiscard]] Maybe<std::string_view> regulation_family(Kldb kldb) const;
    /// Whether the work `job` lies in the field of somebody trained as `own`: one KldB family, one licence,
    /// or `job` assists `own`.
    [[nodiscard]] bool same_field(Kldb own, Kldb job) const;
    /// Label of an occupation; the code itself where the catalogue lacks it.
    [[nodiscard]] std::string label(Kldb kldb, base::Language language) const;

    [[nodiscard]] std::span<const Skill> skills() const;  ///< ordered by key; index = SkillId
    [[nodiscard]] const Skill& skill(SkillId id) const { return skills()[id.index()]; }
    [[nodiscard]] std::optional<SkillId> find_skill(std::string_view key) const;
    /// Skills of an occupation, ordered by SkillId; empty for one that the catalogue lacks.
    [[nodiscard]] std::span<const OccupationSkill> skills_of(Kldb kldb) const;

    /// The figure for an occupation in a region: the row with the longest matching prefix; among these a row
    /// for the region before one for its state, then the latest year. Empty = unknown, not "no shortage".
    [[nodiscard]] std::optional<Shortage> shortage(Kldb kldb, RegionId region) const;

    /// Tables as columns, in the order of the schema.
    [[nodiscard]] std::span<const Table> tables() const;

    struct State;

  private:
    friend class NetworkBuilder;
    explicit Catalogue(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

struct CatalogueResult {
    std::optional<Catalogue> catalogue;
    base::Findings findings;
};

/// Families that leave a part of the work free of a licence, so that both kinds of partial recognition occur:
/// engineering_title (the title is protected), crafts_master (self-employment is), nursing_assistance (helper
/// work is free).
[[nodiscard]] bool regulated_in_part(std::string_view regulation_family);

}  // namespace iqmatch::inline v0::domain
