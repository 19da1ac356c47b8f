// SPDX-License-Identifier: Apache-2.0
/// @file
/// Networks for the tests of matching and explaining.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iqmatch/iqmatch.hpp>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>
#include "support/catch.hpp"
#include "support/data.hpp"

namespace iqmatch_test {

/// Six people and five vacancies, chosen so that every outcome occurs.
inline iqmatch::domain::Network small_network() {
    namespace base = iqmatch::base;
    base::TextTable people(
        "candidates", "candidates.csv",
        {"candidate", "region", "occupation", "german", "recognition_status", "title", "available_from",
         "hours_min", "hours_max", "travel_max_min", "travel_modes", "relocate", "accepts_below_level"});
    people.add_row(
        {"a", "03457", "29302", "B1", "partial", "ne", "2026-12-01", "20", "40", "60", "car", "no", "yes"});
    people.add_row(
        {"b", "03457", "29302", "A2", "partial", "ne", "2026-12-01", "20", "40", "60", "car", "no", "yes"});
    people.add_row({"c", "03457", "81302", "B2", "compensation_required", "ne", "2026-12-01", "20", "40",
                    "60", "car", "no", "yes"});
    people.add_row(
        {"d", "03457", "29302", "B2", "partial", "duld", "2026-12-01", "20", "40", "60", "car", "no", "yes"});
    people.add_row(
        {"e", "03457", "29302", "B2", "partial", "", "2026-12-01", "20", "40", "60", "car", "no", "yes"});
    people.add_row(
        {"f", "03241", "26252", "B1", "full", "ne", "2026-12-01", "20", "40", "30", "car", "no", "no"});
    base::TextTable jobs("vacancies", "vacancies.csv",
                         {"vacancy", "region", "kldb", "positions", "german", "hours_min", "hours_max",
                          "start_from", "start_to"});
    jobs.add_row({"v", "03457", "29302", "1", "A2", "20", "40", "2026-12-01", "2027-12-01"});
    jobs.add_row({"w", "03457", "29302", "1", "B1", "20", "40", "2026-12-01", "2027-12-01"});
    jobs.add_row({"x", "03457", "81302", "2", "B2", "20", "40", "2026-12-01", "2027-12-01"});
    jobs.add_row({"y", "03402", "26252", "1", "A2", "20", "40", "2026-12-01", "2027-12-01"});
    jobs.add_row({"z", "03457", "29301", "0", "A1", "20", "40", "2026-12-01", "2027-12-01"});
    iqmatch::domain::NetworkBuilder builder({"small", *base::Date::parse("2026-11-02")});
    builder.add(std::move(people)).add(std::move(jobs));
    return builder.build();
}

/// Settings for what is possible today.
inline iqmatch::matching::OptionSettings without_plans() {
    iqmatch::matching::OptionSettings out;
    out.plans = false;
    return out;
}

/// What is possible today: where every option uses one position, the result is exact.
inline iqmatch::matching::Options options_of(const iqmatch::domain::Network& network, unsigned threads = 1) {
    iqmatch::base::Control control;
    control.threads = threads;
    return iqmatch::matching::options(network, iqmatch::rules::RuleTables::builtin(),
                                      iqmatch::scoring::ModelCard::builtin(), without_plans(), control);
}

/// The sample without what several people share beyond the positions of a vacancy: tranches, and the
/// employers' places for people in recognition. Without plans every option then uses one position, and the
/// result is exact.
inline iqmatch::domain::Network leer() {
    namespace base = iqmatch::base;
    const auto whole = iqmatch::io::load_network(source_path("data/samples/leer"));
    iqmatch::domain::NetworkBuilder builder({whole.name(), whole.as_of()});
    for (const iqmatch::domain::Table& table : whole.tables()) {
        if (table.rows() == 0 || table.name() == "vacancy_tranches") continue;
        std::vector<std::string> header;
        for (const auto& column : table.columns())
            if (column.present()) header.emplace_back(column.schema().name);
        base::TextTable text(std::string(table.name()), table.file(), header);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            std::vector<std::string> cells;
            for (const auto& column : table.columns())
                if (column.present())
                    cells.push_back(column.schema().name == "max_in_recognition" ? "none"
                                                                                 : column.canonical(row));
            text.add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
        }
        builder.add(std::move(text));
    }
    return builder.build();
}

inline iqmatch::matching::Options options_with_plans(const iqmatch::domain::Network& network,
                                                     unsigned threads = 1) {
    iqmatch::base::Control control;
    control.threads = threads;
    return iqmatch::matching::options(network, iqmatch::rules::RuleTables::builtin(),
                                      iqmatch::scoring::ModelCard::builtin(), {}, control);
}

/// Solved to the optimum, with a certificate that holds.
inline iqmatch::matching::Assignment solved(const iqmatch::matching::Options& options) {
    iqmatch::matching::AssignSettings settings;
    settings.gap_e9 = 0;
    const auto out = iqmatch::matching::assign(options, settings);
    CHECK(out.certify().empty());
    return out;
}

inline iqmatch::matching::Assignment solved_today(const iqmatch::domain::Network& network) {
    return solved(options_of(network));
}

inline iqmatch::matching::Assignment solved_with_plans(const iqmatch::domain::Network& network) {
    return solved(options_with_plans(network));
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

inline void replace_in(const std::filesystem::path& file, const std::string& from, const std::string& to) {
    std::string bytes = bytes_of(file);
    const std::size_t at = bytes.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    write_bytes(file, bytes.replace(at, from.size(), to));
}

/// A folder of its own that goes away with the object.
class Workplace {
  public:
    Workplace() {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("iqmatch_match_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + "_" +
                 std::to_string(count++));
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    ~Workplace() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// A copy of the sample that a test may change.
    [[nodiscard]] std::filesystem::path copy_of_leer(const std::string& name = "network") const {
        std::filesystem::copy(source_path("data/samples/leer"), path_ / name);
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

}  // namespace iqmatch_test
