// SPDX-License-Identifier: Apache-2.0
#include "session_networks.hpp"
#include <algorithm>
#include <deque>
#include <iqmatch/domain/schema.hpp>
#include <set>
#include "session_takers.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::Entity;
using domain::EntityRows;
using domain::RowBook;

/// Tables as rows of some entities make them.
class Rows {
  public:
    Rows(const RowBook& book, bool own_vacancies) : book_(book), own_vacancies_(own_vacancies) {}

    void add(const EntityRows& rows) {
        if (!rows.empty()) rows_.push_back(&rows);
    }
    void add_all(Entity entity) {
        book_.each(entity, [&](const std::string&, const EntityRows& rows) { rows_.push_back(&rows); });
    }
    void add_people(std::span<const std::string> people) {
        std::set<std::string_view> units;
        for (const std::string& key : people) {
            const EntityRows& rows = book_.rows(Entity::candidate, key);
            add(rows);
            if (const std::string_view unit = unit_of(rows); !unit.empty()) units.insert(unit);
        }
        for (const std::string_view unit : units) add(book_.rows(Entity::unit, unit));
    }
    /// Keeps the rows itself.
    void add_own(EntityRows rows) { add(own_.emplace_back(std::move(rows))); }

    [[nodiscard]] domain::NetworkResult build(domain::NetworkBuilder builder) const {
        std::set<std::string_view> missing{"candidates"};
        if (own_vacancies_) missing.insert("vacancies");
        for (base::TextTable& table : RowBook::tables(rows_)) {
            missing.erase(table.name());
            builder.add(std::move(table));
        }
        for (const std::string_view name : missing) builder.add(RowBook::empty_table(name));
        return builder.try_build();
    }

  private:
    const RowBook& book_;
    bool own_vacancies_;
    std::vector<const EntityRows*> rows_;
    std::deque<EntityRows> own_;
};

domain::NetworkBuilder builder_for(const domain::Network& known) {
    return domain::NetworkBuilder({known.name(), known.as_of()});
}

/// Without what was decided about vacancies that are not there.
EntityRows about(const EntityRows& rows, std::span<const std::string> vacancies) {
    constexpr std::string_view decisions = "decisions", mark = "vacancy:";
    const std::size_t target = domain::find_table_schema(decisions)->column("target");
    auto own = rows.table(decisions);
    std::erase_if(own, [&](const auto& row) {
        const std::string_view at = row[target];
        return at.starts_with(mark) &&
               std::find(vacancies.begin(), vacancies.end(), at.substr(mark.size())) == vacancies.end();
    });
    return rows.with_table(decisions, own);
}

}  // namespace

domain::NetworkResult network_of(const RowBook& book, const domain::Network& known, OffersFrom offers,
                                 std::span<const std::string> people) {
    Rows rows(book, offers != OffersFrom::known);
    domain::NetworkBuilder builder = builder_for(known);
    switch (offers) {
        case OffersFrom::known:
            builder.offers_of(known);
            break;
        case OffersFrom::vacancies:
            builder.measures_of(known);
            rows.add_all(Entity::vacancy);
            break;
        case OffersFrom::rows:
            builder.catalogue(known.catalogue());
            for (const Entity entity : {Entity::employer, Entity::site, Entity::vacancy, Entity::provider,
                                        Entity::measure, Entity::run})
                rows.add_all(entity);
    }
    rows.add_people(people);
    return rows.build(std::move(builder));
}

domain::NetworkResult network_of_vacancies(const RowBook& book, const domain::Network& known,
                                           std::span<const std::string> vacancies,
                                           std::span<const std::string> people) {
    Rows rows(book, true);
    for (const std::string& key : vacancies) rows.add(book.rows(Entity::vacancy, key));
    std::set<std::string_view> units;
    for (const std::string& key : people) {
        const EntityRows& own = book.rows(Entity::candidate, key);
        if (const std::string_view unit = unit_of(own); !unit.empty()) units.insert(unit);
        rows.add_own(about(own, vacancies));
    }
    for (const std::string_view unit : units) rows.add(book.rows(Entity::unit, unit));
    return rows.build(builder_for(known).measures_of(known));
}

}  // namespace iqmatch::inline v0::matching::detail
