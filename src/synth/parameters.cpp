// SPDX-License-Identifier: Apache-2.0
#include "parameters.hpp"
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/distance.hpp>
#include <iqmatch/synth/generate.hpp>
#include "rows.hpp"

namespace iqmatch::inline v0::synth {

std::span<const base::TextTable> parameter_tables() {
    return detail::embedded_tables();
}

namespace detail {

namespace {

Path path_named(std::string_view name) {
    if (name == "licensed") return Path::licensed;
    if (name == "title") return Path::title;
    return name == "academic" ? Path::academic : Path::vocational;
}

Field field_named(std::string_view name) {
    if (name == "health") return Field::health;
    if (name == "pedagogic") return Field::pedagogic;
    return name == "academic" ? Field::academic : Field::vocational;
}

/// What the catalogue says wins over the table: a catalogue of one's own may regulate otherwise.
Path path_in(const domain::Catalogue& catalogue, domain::Kldb kldb, Path listed) {
    const auto family = catalogue.regulation_family(kldb);
    const bool whole = family.has_value() && !domain::regulated_in_part(*family);
    if (whole) return Path::licensed;
    if (listed == Path::licensed || (listed == Path::title && !family.has_value()))
        return kldb.level() == 4 ? Path::academic : Path::vocational;
    return listed;
}

/// Pay of full time by level where nobody listed the occupation: an assumption, as in occupations.csv.
constexpr std::array<std::array<std::int64_t, 2>, 4> pay_by_level{
    {{2550, 2850}, {2800, 3600}, {3500, 4500}, {4400, 6000}}};
constexpr std::array german_by_level{base::Cefr::a2, base::Cefr::b1, base::Cefr::b2, base::Cefr::b2};

}  // namespace

Parameters::Parameters(const domain::Catalogue& catalogue, bool whole_catalogue) {
    const Rows rates("rates");
    for (std::size_t r = 0; r < rates.size(); ++r)
        rates_[rates.text(r, "rate")] = rates.number(r, "permille");
    read_groups();
    read_trades(catalogue, whole_catalogue);
    read_towns(catalogue);
    read_people_tables();
    read_sectors();
    read_measures();
}

std::int64_t Parameters::rate(std::string_view name) const {
    const auto found = rates_.find(name);
    if (found == rates_.end()) throw base::InternalError("no rate " + std::string(name));
    return found->second;
}

std::size_t Parameters::trade_of(domain::Kldb kldb) const {
    const auto found = std::lower_bound(trades.begin(), trades.end(), kldb,
                                        [](const Trade& t, domain::Kldb code) { return t.kldb < code; });
    return found != trades.end() && found->kldb == kldb ? static_cast<std::size_t>(found - trades.begin())
                                                        : trades.size();
}

std::size_t Parameters::group_named(std::string_view name) const {
    for (std::size_t g = 0; g < groups.size(); ++g)
        if (groups[g].name == name) return g;
    throw base::InternalError("no group " + std::string(name));
}

void Parameters::read_groups() {
    const Rows rows("groups");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        Group g;
        g.name = rows.text(r, "group");
        g.weight = rows.number(r, "recognition") + rows.number(r, "counselling");
        g.women = rows.number(r, "women");
        g.path = path_named(rows.text(r, "path"));
        g.field = field_named(rows.text(r, "class"));
        g.authority = rows.text(r, "authority");
        g.months_low = rows.number(r, "training_months_low");
        g.months_high = rows.number(r, "training_months_high");
        groups.push_back(std::move(g));
    }
    Group helper;
    helper.name = "helper";
    groups.push_back(std::move(helper));
    const Rows fields("deficit_fields");
    for (std::size_t r = 0; r < fields.size(); ++r)
        groups[group_named(fields.text(r, "group"))].deficits.push_back(
            {fields.text(r, "field"), fields.text(r, "kind") == "practice", fields.number(r, "hours_low"),
             fields.number(r, "hours_high")});
}

void Parameters::read_trades(const domain::Catalogue& catalogue, bool whole_catalogue) {
    const Rows rows("occupations");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto kldb = domain::Kldb::parse(rows.text(r, "kldb"));
        if (!kldb || catalogue.find_occupation(*kldb) == nullptr) continue;
        Trade t;
        t.kldb = *kldb;
        t.group = group_named(rows.text(r, "group"));
        t.weight = rows.number(r, "people");
        t.path = path_in(catalogue, *kldb, groups[t.group].path);
        t.german = base::parse_cefr(rows.text(r, "german")).value_or(base::Cefr::b1);
        t.pay_low = rows.number(r, "pay_low_eur");
        t.pay_high = rows.number(r, "pay_high_eur");
        t.shifts = rows.text(r, "shifts");
        trades.push_back(std::move(t));
    }
    if (trades.empty())
        throw base::UsageError("the catalogue holds none of the occupations that the generator knows");
    std::sort(trades.begin(), trades.end(), [](const Trade& a, const Trade& b) { return a.kldb < b.kldb; });
    if (whole_catalogue) {
        const std::vector<Trade> listed = trades;
        const auto known = [&](domain::Kldb kldb) {
            return std::binary_search(listed.begin(), listed.end(), kldb, [](const auto& a, const auto& b) {
                if constexpr (std::is_same_v<std::decay_t<decltype(a)>, Trade>)
                    return a.kldb < b;
                else
                    return a < b.kldb;
            });
        };
        for (const domain::Occupation& occupation : catalogue.occupations()) {
            const int main_group = occupation.kldb.main_group();
            if (known(occupation.kldb) || main_group == 1) continue;  // 01: armed forces
            const auto level = static_cast<std::size_t>(occupation.kldb.level());
            Trade t;
            t.kldb = occupation.kldb;
            t.listed = false;
            t.path = path_in(catalogue, t.kldb, level == 4 ? Path::academic : Path::vocational);
            t.group = group_named(t.path == Path::licensed ? (level == 4 ? "doctor" : "therapist")
                                  : level == 4             ? "business"
                                                           : "other_vocational");
            t.german = german_by_level[level - 1];
            t.pay_low = pay_by_level[level - 1][0];
            t.pay_high = pay_by_level[level - 1][1];
            t.shifts = "none";
            trades.push_back(std::move(t));
        }
        std::sort(trades.begin(), trades.end(),
                  [](const Trade& a, const Trade& b) { return a.kldb < b.kldb; });
    }
    group_trades.resize(groups.size());
    group_trade.resize(groups.size());
    for (std::size_t t = 0; t < trades.size(); ++t) {
        Trade& trade = trades[t];
        trade.code = trade.kldb.text();
        const auto family = catalogue.regulation_family(trade.kldb);
        if (family.has_value()) trade.family = *family;
        if (trade.listed && trade.weight > 0) {
            group_trades[trade.group].push_back(t);
            group_trade[trade.group].add(positive(trade.weight));
        } else if (!trade.listed) {
            if (trade.kldb.level() >= 2) unlisted_people.push_back(t);
            unlisted_jobs.push_back(t);
        }
    }
    for (std::size_t g = 0; g < groups.size(); ++g)
        group.add(group_trades[g].empty() ? 0 : positive(groups[g].weight));
    if (group.total() == 0)
        throw base::UsageError("the catalogue holds none of the occupations that the generator knows");
}

void Parameters::read_towns(const domain::Catalogue& catalogue) {
    std::map<std::string_view, std::string_view> office;
    const Rows offices("offices");
    for (std::size_t r = 0; r < offices.size(); ++r)
        office[offices.text(r, "alliance")] = offices.text(r, "office");
    std::map<std::string_view, std::int64_t> population, count;
    const Rows districts("districts");
    for (std::size_t r = 0; r < districts.size(); ++r)
        population[districts.text(r, "ags")] = districts.number(r, "population");
    const Rows rows("towns");
    for (std::size_t r = 0; r < rows.size(); ++r) ++count[rows.text(r, "ags")];
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::string_view ags = rows.text(r, "ags");
        const auto region = catalogue.find_region(ags);
        if (!region) continue;
        Town t;
        t.ags = ags;
        t.name = rows.text(r, "town");
        t.centre = {rows.micro(r, "lat"), rows.micro(r, "lon")};
        t.radius_hm = rows.number(r, "radius_hectometres");
        const auto& alliance = catalogue.region(*region).alliance;
        const auto found = alliance.has_value() ? office.find(*alliance) : office.end();
        t.office = found != office.end() ? found->second : std::string_view("beratung-hannover");
        towns.push_back(std::move(t));
        town.add(positive(population[ags] / count[ags]));
    }
    if (town.total() == 0) throw base::UsageError("the catalogue holds no district of Lower Saxony");
    for (Town& a : towns)
        for (std::size_t b = 0; b < towns.size(); ++b)
            if (&towns[b] != &a && domain::distance_m(a.centre, towns[b].centre) < 45'000)
                a.near.push_back(b);
}

void Parameters::read_people_tables() {
    const Rows shares("recognition");
    constexpr std::array names{"licensed", "title", "vocational", "academic"};
    for (std::size_t p = 0; p < names.size(); ++p)
        for (const std::string_view status_name : domain::recognition_status_names) {
            std::int64_t weight = 0;
            for (std::size_t r = 0; r < shares.size(); ++r)
                if (shares.text(r, "path") == names[p] && shares.text(r, "status") == status_name)
                    weight = shares.number(r, "share");
            status[p].add(positive(weight));
        }
    const Rows levels("german");
    for (std::size_t r = 0; r < levels.size(); ++r)
        for (const char* column : {"a0", "a1", "a2", "b1", "b2", "c1", "c2"})
            german[levels.text(r, "profile")].add(positive(levels.number(r, column)));
    const Rows rows("titles");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        TitleRow t;
        t.title = rows.text(r, "title");
        t.weight = {rows.number(r, "health"), rows.number(r, "pedagogic"), rows.number(r, "academic"),
                    rows.number(r, "vocational")};
        t.level_low = static_cast<int>(rows.number(r, "level_low"));
        t.level_high = static_cast<int>(rows.number(r, "level_high"));
        const std::string listed = ";" + std::string(rows.text(r, "statuses")) + ";";
        for (std::size_t s = 0; s < domain::recognition_status_names.size(); ++s)
            if (listed == ";any;" || listed.find(";" + std::string(domain::recognition_status_names[s]) +
                                                 ";") != std::string::npos)
                t.statuses |= 1U << s;
        t.months_low = rows.number(r, "months_low");
        t.months_high = rows.number(r, "months_high");
        t.renewable = rows.text(r, "renewable");
        t.iq_group = rows.text(r, "iq_group");
        titles.push_back(t);
    }
}

}  // namespace detail

}  // namespace iqmatch::inline v0::synth
