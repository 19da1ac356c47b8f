// SPDX-License-Identifier: Apache-2.0
/// @file
/// The rows of a network by the person, vacancy or course run that they describe, so that one of them can be
/// replaced.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/network.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::domain {

/// What rows describe. Every table of a network belongs to one of them.
enum class Entity : std::uint8_t { candidate, unit, employer, site, vacancy, provider, measure, run };
inline constexpr std::array<std::string_view, 8> entity_names{"candidate", "unit",     "employer", "site",
                                                              "vacancy",   "provider", "measure",  "run"};
[[nodiscard]] constexpr std::string_view to_string(Entity entity) {
    return entity_names[static_cast<std::size_t>(entity)];
}
[[nodiscard]] constexpr std::optional<Entity> parse_entity(std::string_view name) {
    for (std::size_t e = 0; e < entity_names.size(); ++e)
        if (entity_names[e] == name) return static_cast<Entity>(e);
    return std::nullopt;
}

/// Whose rows a table of a network holds; empty for a name that the schema lacks and for catalogue tables.
[[nodiscard]] std::optional<Entity> entity_of(std::string_view table);
/// The table that has one row per entity, by which it is known.
[[nodiscard]] std::string_view table_of(Entity entity);

/// Everything that one entity's rows say, as texts. A value; equal where the same is said.
class EntityRows {
  public:
    EntityRows() = default;
    /// Takes rows as tables; columns are found by name. Adds to `findings` where a table does not belong to
    /// the entity, a column is unknown or carries a protected attribute, or a row names another key in the
    /// column that says whose it is. What is wrong is left out.
    EntityRows(Entity entity, std::string_view key, std::span<const base::TextTable> tables,
               base::Findings& findings);

    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// The cell of the entity's own row; empty where unknown. Throws UsageError for a column that its table
    /// lacks.
    [[nodiscard]] std::string_view cell(Entity entity, std::string_view column) const;
    /// The same rows with another text there. Throws UsageError where there is no such row or column.
    [[nodiscard]] EntityRows with_cell(Entity entity, std::string_view column, std::string_view text) const;
    /// With the rows of one table replaced: texts in the order of the schema's columns.
    [[nodiscard]] EntityRows with_table(std::string_view table,
                                        std::span<const std::vector<std::string>> rows) const;
    /// The rows of one table, in the order of the schema's columns.
    [[nodiscard]] std::vector<std::vector<std::string>> table(std::string_view name) const;

    friend bool operator==(const EntityRows&, const EntityRows&) = default;

  private:
    friend class RowBook;
    struct Row {
        std::uint16_t table = 0;  ///< in network_schema()
        std::string cells;        ///< of all columns of the schema, each ended by a unit separator
        friend auto operator<=>(const Row&, const Row&) = default;
    };
    std::vector<Row> rows_;  ///< ascending
};

/// All rows of a network. Not safe to write and read at once.
class RowBook {
  public:
    /// O(cells).
    explicit RowBook(const Network& network);

    [[nodiscard]] bool has(Entity entity, std::string_view key) const;
    /// Empty where there is none.
    [[nodiscard]] const EntityRows& rows(Entity entity, std::string_view key) const;
    [[nodiscard]] std::size_t size(Entity entity) const;
    /// Calls with key and rows of each entity of a kind, by key.
    template <class Call>
    void each(Entity entity, const Call& call) const {
        for (const auto& [key, rows] : entities_[static_cast<std::size_t>(entity)]) call(key, rows);
    }
    /// Replaces what is said about an entity and returns what was said before; without rows it is removed.
    EntityRows set(Entity entity, std::string_view key, EntityRows rows);

    /// The rows of some entities as tables, with the columns in which anything is said.
    [[nodiscard]] static std::vector<base::TextTable> tables(std::span<const EntityRows* const> rows);
    /// A table of the schema without rows.
    [[nodiscard]] static base::TextTable empty_table(std::string_view name);
    /// All rows as tables; `candidates` and `vacancies` also where there are none.
    [[nodiscard]] std::vector<base::TextTable> tables() const;
    /// The network that all rows are. O(cells).
    /// @throws base::DataError with all findings.
    [[nodiscard]] Network network() const;

  private:
    using Entities = std::map<std::string, EntityRows, std::less<>>;
    std::array<Entities, entity_names.size()> entities_;
    std::string name_;
    base::Date as_of_;
    Catalogue catalogue_;
};

}  // namespace iqmatch::inline v0::domain
