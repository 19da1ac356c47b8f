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

/// Judges the name of a legal fact as that of a column about people. A closed list of facts that the law asks
/// for, and that rules alone may read, is ordinary though its names sound like attributes: `eu_eea_citizen`,
/// `safe_country_of_origin`, `trained_in_eu_eea`, `first_title_at_45_or_older`.
[[nodiscard]] NameClass classify_fact_name(std::string_view name);

}  // namespace iqmatch::inline v0::domain
