// SPDX-License-Identifier: Apache-2.0
/// @file
/// Column names that a network refuses: protected attributes and names of people.
#pragma once

#include <cstdint>
#include <string_view>

namespace iqmatch::inline v0::domain {

enum class NameClass : std::uint8_t { ordinary, protected_attribute, person_name };

/// Judges a column name in German or English, whatever its case, separators and umlauts ("Geburts-Datum",
/// "dateOfBirth", "STAATSANGEHOERIGKEIT"). Protected are sex, birth date, age, nationality, country of birth,
/// origin or training, ethnic origin, religion, family status, pregnancy, disability, sexual identity, mother
/// tongue, and photographs (AGG §1; GDPR Art. 9). `about_people`: a bare "name" is a person's name there.
[[nodiscard]] NameClass classify_column_name(std::string_view name, bool about_people);

}  // namespace iqmatch::inline v0::domain
