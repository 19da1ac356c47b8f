// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/explain/aggregates.hpp>
#include <iqmatch/explain/demand_groups.hpp>
#include <iqmatch/explain/hidden_cells.hpp>
#include <iqmatch/explain/texts.hpp>
#include <map>
#include <set>
#include <tuple>

namespace iqmatch::inline v0::explain {
namespace {

constexpr std::string_view nowhere = "unknown";

/// Where somebody lives, as keys of the groups.
struct Where {
    std::string alliance, district, agency, district_label;
};

Where where(const domain::Network& network, std::optional<domain::RegionId> id) {
    if (!id) return {std::string(nowhere), std::string(nowhere), std::string(nowhere), {}};
    const domain::Region& region = network.catalogue().region(*id);
    const std::string elsewhere = region.abroad()       ? "abroad"
                                  : region.is_neighbour ? "outside"
                                                        : std::string(nowhere);
    const auto name = [&](const domain::Maybe<std::string_view>& group) {
        return group.has_value() ? std::string(*group) : elsewhere;
    };
    return {name(region.alliance), std::string(region.ags), name(region.agency_district),
            std::string(region.name)};
}

class Groups {
  public:
    Groups(const domain::Network& network, base::Language language)
        : network_(network), language_(language) {}

    void begin(const std::string& need) {
        need_ = need;
        rows_.clear();
    }
    void add(std::optional<domain::RegionId> region, const matching::RegionalDemand* demand) {
        const Where at = where(network_, region);
        add(DemandDimension::network, "", word("aggregate.network", language_, ""), demand);
        add(DemandDimension::alliance, at.alliance, word("aggregate." + at.alliance, language_, at.alliance),
            demand);
        add(DemandDimension::agency_district, at.agency, word("aggregate." + at.agency, language_, at.agency),
            demand);
        DemandGroup& district =
            add(DemandDimension::district, at.district,
                at.district_label.empty() ? word("aggregate." + at.district, language_, at.district)
                                          : at.district_label,
                demand);
        district.parent = at.alliance;
        district.agency = at.agency;
    }
    void end(std::vector<DemandGroup>& out) {
        for (auto& [key, row] : rows_) out.push_back(std::move(row));
    }

  private:
    DemandGroup& add(DemandDimension dimension, const std::string& key, const std::string& label,
                     const matching::RegionalDemand* demand) {
        const auto [at, fresh] = rows_.try_emplace({dimension, key});
        DemandGroup& row = at->second;
        if (fresh) {
            row.dimension = dimension;
            row.key = key;
            row.label = label;
            row.need = need_;
            row.lacks.fill(0);
        }
        if (demand == nullptr) return row;
        row.people = *row.people + demand->people;
        row.opens = *row.opens + demand->opens;
        for (std::size_t k = 0; k < row.lacks.size(); ++k) row.lacks[k] = *row.lacks[k] + demand->lacks[k];
        return row;
    }

    const domain::Network& network_;
    base::Language language_;
    std::string need_;
    std::map<std::pair<DemandDimension, std::string>, DemandGroup> rows_;
};

/// The rows [begin, end) are those of one need.
void suppress(std::vector<DemandGroup>& rows, std::size_t begin, std::size_t end) {
    std::vector<std::uint64_t> values;
    std::map<std::pair<DemandDimension, std::string>, std::size_t> places;
    for (std::size_t r = begin; r < end; ++r) {
        places[{rows[r].dimension, rows[r].key}] = r - begin;
        values.push_back(rows[r].people.value_or(0));
    }
    std::vector<CellSum> sums;
    const std::size_t whole = places.at({DemandDimension::network, ""});
    for (const DemandDimension dimension :
         {DemandDimension::alliance, DemandDimension::district, DemandDimension::agency_district}) {
        CellSum sum{whole, {}};
        for (std::size_t r = begin; r < end; ++r)
            if (rows[r].dimension == dimension) sum.parts.push_back(r - begin);
        sums.push_back(std::move(sum));
    }
    for (const auto& [key, place] : places) {
        if (key.first != DemandDimension::alliance && key.first != DemandDimension::agency_district) continue;
        const bool alliance = key.first == DemandDimension::alliance;
        CellSum sum{place, {}};
        for (std::size_t r = begin; r < end; ++r)
            if (rows[r].dimension == DemandDimension::district &&
                (alliance ? rows[r].parent : rows[r].agency) == key.second)
                sum.parts.push_back(r - begin);
        sums.push_back(std::move(sum));
    }
    const std::vector<bool> hidden = hidden_cells(values, sums, least_published);
    for (std::size_t r = begin; r < end; ++r) {
        if (hidden[r - begin]) rows[r].people.reset();
        rows[r].opens.reset();
        rows[r].lacks.fill(std::nullopt);
    }
}

}  // namespace

std::vector<DemandGroup> demand_groups(const matching::Demand& demand, const domain::Network& network,
                                       base::Language language, bool everywhere) {
    std::vector<DemandGroup> out;
    Groups groups(network, language);
    std::set<std::pair<bool, std::optional<domain::RegionId>>> regions;
    for (std::size_t c = 0; everywhere && c < network.candidates().size(); ++c) {
        const auto region = network.candidates().region(domain::CandidateId(c));
        regions.insert({!region.has_value(), region});
    }
    for (const matching::NeededCourse& course : demand.needs) {
        groups.begin(course.need);
        for (const auto& [last, region] : regions) groups.add(region, nullptr);
        for (const matching::RegionalDemand& row : demand.rows)
            if (row.need == course.need) groups.add(row.region, &row);
        groups.end(out);
    }
    return out;
}

void suppress(std::vector<DemandGroup>& rows) {
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin;
        while (end < rows.size() && rows[end].need == rows[begin].need) ++end;
        suppress(rows, begin, end);
        begin = end;
    }
}

}  // namespace iqmatch::inline v0::explain
