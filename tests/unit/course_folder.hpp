// SPDX-License-Identifier: Apache-2.0
/// @file
/// The network of course_people.hpp as a folder, for tests of the program.
#pragma once

#include <iqmatch/domain/extend.hpp>
#include <iqmatch/io/csv.hpp>
#include "course_people.hpp"

namespace iqmatch_test {

/// Writes the tables and network.json.
inline void write_network(const iqmatch::domain::Network& network, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    write_bytes(folder / "network.json", R"({"format": "iqmatch-network-1", "name": "courses", "as_of": ")" +
                                             network.as_of().iso() + "\"}\n");
    for (const auto& table : iqmatch::domain::text_tables(network))
        write_bytes(folder / (table.name() + ".csv"), iqmatch::io::write_csv(table));
}

/// Seven people who lack German in Leer, two in Göttingen, a run with two seats, jobs for all.
inline void course_folder(const std::filesystem::path& folder) {
    CoursePeople of;
    of.course_seats("3", "").people(7, "B1").people(2, "B1", "03159");
    of.jobs(3, 3).jobs(1, 2, "03159").german_run("r1", "2027-01-11", 2);
    write_network(of.network(), folder);
}

}  // namespace iqmatch_test
