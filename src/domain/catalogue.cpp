// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/detail/catalogue_state.hpp>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/content_hash.hpp>
#include <iqmatch/domain/detail/embedded.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/detail/table_reader.hpp>

namespace iqmatch::inline v0::domain {

using detail::at;
using detail::known;
using detail::maybe;

namespace {

std::string_view text(const Table& table, std::size_t column, std::size_t row) {
    return table.column(column).text(row);
}

std::optional<Point> point(const Table& table, std::size_t lat, std::size_t lon, std::size_t row) {
    const auto y = known<std::int32_t>(table.column(lat), row),
               x = known<std::int32_t>(table.column(lon), row);
    return y && x ? std::optional(Point{*y, *x}) : std::nullopt;
}

void fill(Catalogue::State& state) {
    const Table& regions = state.table("regions");
    for (std::size_t r = 0; r < regions.rows(); ++r)
        state.regions.push_back(
            {.id = RegionId(r),
             .ags = text(regions, at("regions", "ags"), r),
             .name = text(regions, at("regions", "name"), r),
             .alliance = maybe<std::string_view>(regions.column(at("regions", "alliance")), r),
             .agency_district = maybe<std::string_view>(regions.column(at("regions", "agency_district")), r),
             .state = maybe<std::string_view>(regions.column(at("regions", "state")), r),
             .point = point(regions, at("regions", "lat"), at("regions", "lon"), r),
             .is_neighbour = known<bool>(regions.column(at("regions", "is_neighbour")), r).value_or(false)});
    const Table& occupations = state.table("occupations");
    for (std::size_t r = 0; r < occupations.rows(); ++r)
        state.occupations.push_back(
            {.id = OccupationId(r),
             .kldb = known<Kldb>(occupations.column(at("occupations", "kldb")), r).value_or(Kldb()),
             .label_de = text(occupations, at("occupations", "label_de"), r),
             .label_en = text(occupations, at("occupations", "label_en"), r),
             .regulation_family =
                 maybe<std::string_view>(occupations.column(at("occupations", "regulation_family")), r),
             .helper_of = maybe<Kldb>(occupations.column(at("occupations", "helper_of")), r)});
    const Table& skills = state.table("skills");
    for (std::size_t r = 0; r < skills.rows(); ++r)
        state.skills.push_back({.id = SkillId(r),
                                .key = text(skills, at("skills", "skill"), r),
                                .label_de = text(skills, at("skills", "label_de"), r),
                                .label_en = text(skills, at("skills", "label_en"), r),
                                .kind = text(skills, at("skills", "kind"), r)});
    const Table& needs = state.table("occupation_skills");
    for (std::size_t r = 0; r < needs.rows(); ++r)
        state.occupation_skills.push_back(
            {.skill = known<SkillId>(needs.column(at("occupation_skills", "skill")), r).value_or(SkillId()),
             .relation = known<SkillRelation>(needs.column(at("occupation_skills", "relation")), r)
                             .value_or(SkillRelation::optional),
             .weight_micro = known<std::int64_t>(needs.column(at("occupation_skills", "weight")), r)});
    base::Sha256 hash;
    hash.field("iqmatch-catalogue-1");
    detail::hash_tables(hash, state.tables);
    state.hash = hash.hex();
}

}  // namespace

const Table& Catalogue::State::table(std::string_view table_name) const {
    return tables[detail::table_index(table_name)];
}

CatalogueResult Catalogue::try_from_tables(std::string name, std::span<const base::TextTable> sources) {
    CatalogueResult result;
    const auto state = std::make_shared<State>();
    state->name = std::move(name);
    const auto schemas = network_schema().first(detail::catalogue_tables);
    state->tables.reserve(schemas.size());
    std::vector<detail::Target> targets;
    for (const TableSchema& schema : schemas) {
        const auto source = std::find_if(sources.begin(), sources.end(),
                                         [&](const base::TextTable& t) { return t.name() == schema.name; });
        if (source == sources.end() && schema.required) {
            base::Finding missing = base::make_finding("table_missing");
            missing.file = missing.value = std::string(schema.name) + ".csv";
            missing.detail = "regions.csv, occupations.csv";
            result.findings.add(std::move(missing));
        }
        const base::TextTable* given = source == sources.end() ? nullptr : &*source;
        state->tables.push_back(detail::TableReader(schema, targets, result.findings).read(given));
        const Table& table = state->tables.back();
        const bool incomplete = given == nullptr ? schema.required : table.rows() < given->rows();
        targets.push_back({&table, incomplete || (given != nullptr && given->header().empty())});
    }
    if (!result.findings.ok()) return result;
    fill(*state);
    result.catalogue = Catalogue(state);
    return result;
}

Catalogue Catalogue::from_tables(std::string name, std::span<const base::TextTable> tables) {
    CatalogueResult result = try_from_tables(std::move(name), tables);
    if (!result.catalogue) throw base::DataError(std::move(result.findings));
    return *std::move(result.catalogue);
}

Catalogue Catalogue::builtin() {
    static const CatalogueResult made = try_from_tables("builtin", detail::embedded_tables());
    if (!made.catalogue) {
        const auto& items = made.findings.items();
        const auto error = std::find_if(items.begin(), items.end(), [](const base::Finding& f) {
            return f.severity == base::Severity::error;
        });
        throw base::InternalError("the built-in catalogue: " + base::to_text(*error, base::Language::en));
    }
    return *made.catalogue;
}

const std::string& Catalogue::name() const {
    return state_->name;
}
const std::string& Catalogue::content_hash() const {
    return state_->hash;
}
std::span<const Region> Catalogue::regions() const {
    return state_->regions;
}
std::span<const Occupation> Catalogue::occupations() const {
    return state_->occupations;
}
std::span<const Skill> Catalogue::skills() const {
    return state_->skills;
}
std::span<const Table> Catalogue::tables() const {
    return state_->tables;
}

std::optional<RegionId> Catalogue::find_region(std::string_view ags) const {
    const auto row = state_->table("regions").find(ags);
    return row ? std::optional(RegionId(*row)) : std::nullopt;
}

std::optional<SkillId> Catalogue::find_skill(std::string_view key) const {
    const auto row = state_->table("skills").find(key);
    return row ? std::optional(SkillId(*row)) : std::nullopt;
}

const Occupation* Catalogue::find_occupation(Kldb kldb) const {
    const auto& all = state_->occupations;
    const auto found = std::lower_bound(all.begin(), all.end(), kldb,
                                        [](const Occupation& o, Kldb code) { return o.kldb < code; });
    return found != all.end() && found->kldb == kldb ? &*found : nullptr;
}

Maybe<std::string_view> Catalogue::regulation_family(Kldb kldb) const {
    const Occupation* occupation = find_occupation(kldb);
    return occupation != nullptr ? occupation->regulation_family : Maybe<std::string_view>();
}

bool Catalogue::same_field(Kldb own, Kldb job) const {
    const auto mine = regulation_family(own);
    const auto field_of = [&](Kldb work) {
        const auto theirs = regulation_family(work);
        return own.family() == work.family() || (mine.has_value() && theirs.has_value() && *mine == *theirs);
    };
    if (field_of(job)) return true;
    const Occupation* entry = find_occupation(job);
    return entry != nullptr && entry->helper_of.has_value() && field_of(*entry->helper_of);
}

std::string Catalogue::label(Kldb kldb, base::Language language) const {
    const Occupation* occupation = find_occupation(kldb);
    if (occupation == nullptr) return kldb.text();
    const bool german = language == base::Language::de || occupation->label_en.empty();
    return std::string(german ? occupation->label_de : occupation->label_en);
}

std::span<const OccupationSkill> Catalogue::skills_of(Kldb kldb) const {
    const auto codes = state_->table("occupation_skills").column(at("occupation_skills", "kldb")).numbers();
    const auto [first, last] = std::equal_range(codes.begin(), codes.end(), std::int64_t(kldb.code()));
    return std::span(state_->occupation_skills)
        .subspan(static_cast<std::size_t>(first - codes.begin()), static_cast<std::size_t>(last - first));
}

std::optional<Shortage> Catalogue::shortage(Kldb kldb, RegionId region_id) const {
    const Table& table = state_->table("shortages");
    const Column& prefixes = table.column(at("shortages", "kldb"));
    const Column& regions = table.column(at("shortages", "region"));
    const Column& states = table.column(at("shortages", "state"));
    const Column& years = table.column(at("shortages", "year"));
    const Region& here = region(region_id);
    const std::string code = kldb.text();
    for (std::size_t digits = 5; digits > 0; --digits) {
        const std::string_view prefix = std::string_view(code).substr(0, digits);
        std::size_t low = 0, high = table.rows();
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (prefixes.text(middle) < prefix)
                low = middle + 1;
            else
                high = middle;
        }
        std::optional<std::size_t> best;
        std::pair<int, std::int64_t> best_rank;  // how near, then how recent
        for (std::size_t row = low; row < table.rows() && prefixes.text(row) == prefix; ++row) {
            int near = 0;
            if (regions.state(row) == CellState::value)
                near = known<RegionId>(regions, row) == region_id ? 2 : 0;
            else if (states.state(row) == CellState::value)
                near = here.state.has_value() && *here.state == states.text(row) ? 1 : 0;
            const std::pair rank(near, years.number(row).value_or(0));
            if (near != 0 && (!best || rank > best_rank)) {
                best = row;
                best_rank = rank;
            }
        }
        if (best)
            return Shortage{.points_micro = table.column(at("shortages", "points")).number(*best).value_or(0),
                            .year = known<int>(years, *best),
                            .source = text(table, at("shortages", "source"), *best),
                            .digits = static_cast<int>(digits)};
    }
    return std::nullopt;
}

bool regulated_in_part(std::string_view family) {
    return family == "engineering_title" || family == "crafts_master" || family == "nursing_assistance" ||
           family == "tax_advice";
}

}  // namespace iqmatch::inline v0::domain
