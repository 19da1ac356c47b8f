// SPDX-License-Identifier: Apache-2.0
/// @file
/// Generated tables as tests look at them.
#pragma once

#include <iqmatch/iqmatch.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include "support/catch.hpp"

namespace iqmatch_test {

using namespace iqmatch;

inline const base::TextTable& table(const synth::SyntheticNetwork& made, std::string_view name) {
    for (const base::TextTable& t : made.tables)
        if (t.name() == name) return t;
    throw std::out_of_range(std::string(name));
}

inline const base::TextTable& parameter_table(std::string_view name) {
    for (const base::TextTable& t : synth::parameter_tables())
        if (t.name() == name) return t;
    throw std::out_of_range(std::string(name));
}

inline std::string cell(const base::TextTable& t, std::size_t row, std::string_view column) {
    return std::string(t.cell(row, t.column(column).value()));
}

inline double number(const base::TextTable& t, std::size_t row, std::string_view column) {
    return std::stod(cell(t, row, column));
}

/// The row of a parameter table whose first column is `key`.
inline std::size_t row_of(const base::TextTable& t, std::string_view key) {
    for (std::size_t r = 0; r < t.rows(); ++r)
        if (t.cell(r, 0) == key) return r;
    throw std::out_of_range(std::string(key));
}

inline synth::GenerateSettings settings_of(std::size_t people, std::size_t vacancies, std::size_t runs,
                                           std::uint64_t seed = 0) {
    synth::GenerateSettings out;
    out.candidates = people;
    out.vacancies = vacancies;
    out.runs = runs;
    out.seed = seed;
    return out;
}

/// Large enough for shares within one or two points of their parameter; made once.
inline const synth::SyntheticNetwork& large() {
    static const synth::SyntheticNetwork made =
        synth::generate(domain::Catalogue::builtin(), settings_of(20'000, 3'000, 300, 5));
    return made;
}

}  // namespace iqmatch_test
