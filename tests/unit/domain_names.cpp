// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/protected_names.hpp>
#include "support/catch.hpp"

using iqmatch::domain::classify_column_name;
using iqmatch::domain::classify_fact_name;
using iqmatch::domain::NameClass;

TEST_CASE("protected attributes are refused in German and English, in any spelling", "[domain]") {
    for (const char* name : {"sex",
                             "Sex",
                             "SEX",
                             "gender",
                             "Gender",
                             "gEnDeR",
                             "geschlecht",
                             "Geschlecht",
                             "sex_at_birth",
                             "anrede",
                             "salutation",
                             "birth_date",
                             "birthDate",
                             "BirthDate",
                             "BIRTHDATE",
                             "date_of_birth",
                             "dateOfBirth",
                             "dob",
                             "DOB",
                             "birth year",
                             "birth-place",
                             "Geburtsdatum",
                             "geburts_datum",
                             "Geburts-Datum",
                             "geburtsort",
                             "Geburtsland",
                             "Geburtsjahr",
                             "geb_dat",
                             "gebdat",
                             "age",
                             "Age",
                             "AGE",
                             "age_group",
                             "ageGroup",
                             "candidate_age",
                             "candidateAge",
                             "clientSex",
                             "AGEYears",
                             "personAlter2",
                             "alter",
                             "Alter",
                             "altersgruppe",
                             "Altersgruppe_2",
                             "lebensalter",
                             "nationality",
                             "Nationality2",
                             "nationalität",
                             "NATIONALITÄT",
                             "nationalitaet",
                             "nationalitat",
                             "staatsangehörigkeit",
                             "Staatsangehoerigkeit",
                             "STAATSANGEHÖRIGKEIT",
                             "Staatsangeho\xcc\x88rigkeit",
                             "staatsbürgerschaft",
                             "citizenship",
                             "country_of_birth",
                             "country_of_origin",
                             "countryOfOrigin",
                             "origin_group",
                             "origin",
                             "Herkunftsland",
                             "herkunft",
                             "country_of_training",
                             "training_country",
                             "Ausbildungsland",
                             "ausbildungs_staat",
                             "ethnicity",
                             "ethnic_origin",
                             "ethnie",
                             "ethnische_herkunft",
                             "race",
                             "skin_color",
                             "hautfarbe",
                             "religion",
                             "Religionszugehörigkeit",
                             "konfession",
                             "denomination",
                             "faith",
                             "weltanschauung",
                             "family_status",
                             "familyStatus",
                             "Familienstand",
                             "marital_status",
                             "married",
                             "verheiratet",
                             "single_parent",
                             "alleinerziehend",
                             "anzahl_kinder",
                             "pregnancy",
                             "pregnant",
                             "schwanger",
                             "Schwangerschaft",
                             "disability",
                             "disabled",
                             "behinderung",
                             "Schwerbehinderung",
                             "behindert",
                             "gdb",
                             "sexual_orientation",
                             "sexualIdentity",
                             "sexuelle_identität",
                             "sexuelle Orientierung",
                             "mother_tongue",
                             "MotherTongue",
                             "muttersprache",
                             "native_language",
                             "first_language",
                             "erstsprache",
                             "accent",
                             "photo",
                             "Foto",
                             "migration_background",
                             "Migrationshintergrund"}) {
        INFO(name);
        CHECK(classify_column_name(name, false) == NameClass::protected_attribute);
        CHECK(classify_column_name(name, true) == NameClass::protected_attribute);
    }
    CHECK(classify_column_name("children", true) == NameClass::protected_attribute);
    CHECK(classify_column_name("works_with_children", false) == NameClass::ordinary);
}

TEST_CASE("names of people are refused", "[domain]") {
    for (const char* name :
         {"first_name", "firstName", "FirstName", "last_name", "surname", "given name", "family_name",
          "full_name", "Vorname", "nachname", "Familienname", "VORNAME", "candidate_name", "maiden_name",
          "ansprechpartner", "Ansprechpartnerin", "contact_person"}) {
        INFO(name);
        CHECK(classify_column_name(name, false) == NameClass::person_name);
        CHECK(classify_column_name(name, true) == NameClass::person_name);
    }
    for (const char* name : {"name", "Name", "NAME", "email", "telefon"}) {
        INFO(name);
        CHECK(classify_column_name(name, true) == NameClass::person_name);
        CHECK(classify_column_name(name, false) == NameClass::ordinary);
    }
}

TEST_CASE("ordinary columns are not mistaken", "[domain]") {
    for (const char* name : {"language",
                             "languages",
                             "language_group",
                             "languageGroup",
                             "language_support",
                             "language_reason",
                             "stage",
                             "stage_group",
                             "agency_district",
                             "message",
                             "average",
                             "wage",
                             "wages",
                             "page",
                             "percentage",
                             "manager",
                             "engagement",
                             "storage",
                             "voltage",
                             "usage_group",
                             "agent",
                             "agenda",
                             "essex",
                             "sussex",
                             "unisex_wc",
                             "region",
                             "regional_alliance",
                             "regulated_activity",
                             "regulation_family",
                             "training_months",
                             "state_recognised",
                             "employment_status",
                             "recognition_status",
                             "original",
                             "originally_planned",
                             "trace",
                             "terrace",
                             "grace_period",
                             "brace",
                             "embrace",
                             "alternative",
                             "alteration",
                             "verwaltung",
                             "haltestelle",
                             "gehalt",
                             "erhalten",
                             "folgendertermin",
                             "kalender",
                             "folgender_termin",
                             "tage",
                             "altersheim_traeger",
                             "geburtshilfe",
                             "childcare",
                             "kinderbetreuung",
                             "barrierefrei",
                             "behindertengerecht",
                             "skill",
                             "occupation_family",
                             "file",
                             "rename",
                             "hostname",
                             "unternehmensname",
                             "ort",
                             "land",
                             "staat",
                             "methodnine",
                             "international",
                             "position",
                             "",
                             "___",
                             "123",
                             "\xff\xfe",
                             "candidate",
                             "title",
                             "unit",
                             "level",
                             "stammdaten",
                             "owner",
                             "konferenz",
                             "relation",
                             "delegation"}) {
        INFO(name);
        CHECK(classify_column_name(name, false) == NameClass::ordinary);
        CHECK(classify_column_name(name, true) == NameClass::ordinary);
    }
}

TEST_CASE("facts of law are allowed by name, what only resembles them is not", "[domain]") {
    for (const char* name :
         {"eu_eea_citizen", "safe_country_of_origin", "first_title_at_45_or_older", "trained_in_eu_eea",
          "unbroken_stay_since", "lives_in_reception_centre", "language_course_entitlement",
          "registered_unemployed", "receives_sgb2", "receives_sgb3", "no_vocational_degree",
          "main_residence_in_germany", "taxable_income_within_grant_limit"}) {
        INFO(name);
        CHECK(classify_fact_name(name) == NameClass::ordinary);
    }
    for (const char* name : {"citizen", "syrian_citizen", "country_of_origin", "EU_EEA_citizen",
                             "origin_syria", "first_title_at_50_or_older", "nationality_de", "age_since",
                             "born_since", "single_parent", "pregnant_since", "female_gender"}) {
        INFO(name);
        CHECK(classify_fact_name(name) == NameClass::protected_attribute);
    }
    CHECK(classify_fact_name("first_name") == NameClass::person_name);
}
