// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a Catalogue handle points to.
#pragma once

#include <iqmatch/domain/catalogue.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::domain {

struct Catalogue::State {
    std::string name;
    std::string hash;
    std::vector<Table> tables;  // never resized once filled: columns refer to each other by address
    std::vector<Region> regions;
    std::vector<Occupation> occupations;
    std::vector<Skill> skills;
    std::vector<OccupationSkill> occupation_skills;  // by occupation, then skill

    [[nodiscard]] const Table& table(std::string_view table_name) const;
};

}  // namespace iqmatch::inline v0::domain
