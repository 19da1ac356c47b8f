// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/domain/protected_names.hpp>
#include <span>
#include <string>
#include <vector>

namespace iqmatch::inline v0::domain {

namespace {

// clang-format off
/// Parts of a name that say it alone: the name has one of these words between separators or capitals. Short
/// or ambiguous ones stand here and not below: "age" is in "language", "gender" in "folgender".
constexpr std::string_view protected_words[] = {
    // sex
    "sex", "sexes", "sexual", "sexuality", "gender", "salutation", "anrede", "pronoun", "pronouns", "pronomen",
    // age and birth
    "age", "ages", "agegroup", "older", "alter", "lebensalter", "dob", "birth", "born", "geburt",
    "geboren", "gebdat", "gebdatum", "gebjahr", "jahrgang",
    // origin
    "nationality", "citizen", "origin", "passport", "reisepass", "race", "rasse", "hautfarbe", "tribe",
    "herkunft", "ausbildungsland", "ausbildungsstaat", "abschlussland", "studienland", "erwerbsland",
    "heimatland", "homeland",
    // religion
    "religious", "faith", "belief", "glaube", "denomination", "weltanschauung",
    // family
    "married", "marital", "verheiratet", "ledig", "geschieden", "verwitwet", "divorced", "widowed",
    "kinderzahl", "alleinerziehend", "zivilstand",
    // disability
    "disabled", "handicap", "handicapped", "behindert", "schwerbehindert", "gdb",
    // language as origin, looks
    "erstsprache", "accent", "akzent", "photo", "photograph", "foto", "lichtbild", "bewerbungsfoto"
};

/// Stems that say it wherever they stand in the name, separators and capitals removed.
constexpr std::string_view protected_stems[] = {
    "geschlecht", "genderident", "sexualorient", "sexualident", "sexuell", "geburtsd", "geburtst",
    "geburtsj", "geburtso", "geburtsl", "geburtsn", "geburtsm", "geburtss", "birthdate", "birthday",
    "birthyear", "birthplace", "birthcountry", "dateofbirth", "yearofbirth", "countryofbirth",
    "placeofbirth", "altersgruppe", "altersklasse", "altersjahr", "nationalit", "staatsangeh",
    "staatsbuerger", "staatsburger", "staatszugeh", "citizenship", "ethni", "migrationshinter",
    "migrationback", "herkunfts", "countryoforigin", "origincountry", "countryoftraining",
    "trainingcountry", "countryofqualification", "qualificationcountry", "countryofeducation",
    "educationcountry", "countryofdegree", "degreecountry", "countryofcitizenship", "landderausbildung",
    "landdesabschluss", "landdesstudiums", "staatderausbildung", "skincolo", "religion", "konfession",
    "familienstand", "familystatus", "maritalstatus", "parentalstatus", "singleparent", "personenstand",
    "anzahlkinder", "numberofchildren", "pregnan", "schwanger", "mutterschutz", "mutterschaft",
    "disabilit", "behinderung", "gradderbehind", "muttersprach", "mothertongue", "nativelanguage",
    "nativespeaker", "firstlanguage", "homelanguage", "volkszugeh", "maternityleave"};

/// In tables about people these speak of the family; elsewhere of the work ("works_with_children").
constexpr std::string_view family_words[] = {"children", "kinder", "spouse", "ehepartner", "ehegatte"};

constexpr std::string_view person_stems[] = {
    "firstname", "lastname", "middlename", "givenname", "surname", "forename", "familyname", "fullname",
    "maidenname", "vorname", "nachname", "zuname", "familienname", "rufname", "personenname", "personname",
    "candidatename", "clientname", "namedesratsuchenden", "namederperson", "nameofperson", "contactperson",
    "contactname", "ansprechpartner", "ansprechperson", "counsellorname", "beratername"};

/// In tables about people a bare word of these is a person's name, and so are addresses of a person.
constexpr std::string_view person_words[] = {
    "name", "names", "namen", "klarname", "nickname", "spitzname", "email", "phone", "telefon",
    "telephone", "mobile", "handy", "handynummer", "telefonnummer"};
// clang-format on

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/// Letters that fold to several ASCII letters; precomposed and, for umlauts, with a combining mark.
struct Fold {
    std::string_view from;
    std::string_view to;
};
constexpr std::array folds{Fold{"ä", "ae"}, Fold{"ö", "oe"},      Fold{"ü", "ue"}, Fold{"Ä", "Ae"},
                           Fold{"Ö", "Oe"}, Fold{"Ü", "Ue"},      Fold{"ß", "ss"}, Fold{"é", "e"},
                           Fold{"è", "e"},  Fold{"\xcc\x88", "e"}};  // U+0308 after its vowel

/// Lower-case ASCII words of a name, split at separators, digits and capitals.
std::vector<std::string> words(std::string_view name) {
    std::string ascii;
    for (std::size_t i = 0; i < name.size();) {
        const auto fold = std::find_if(folds.begin(), folds.end(),
                                       [&](const Fold& f) { return name.substr(i).starts_with(f.from); });
        ascii += fold != folds.end() ? fold->to : name.substr(i, 1);
        i += fold != folds.end() ? fold->from.size() : 1;
    }
    std::vector<std::string> out;
    std::string word;
    for (std::size_t i = 0; i < ascii.size(); ++i) {
        const char c = ascii[i];
        const bool letter = is_upper(c) || is_lower(c);
        const bool hump = is_upper(c) && i > 0 && is_lower(ascii[i - 1]);
        const bool last_capital =
            is_upper(c) && i > 0 && is_upper(ascii[i - 1]) && i + 1 < ascii.size() && is_lower(ascii[i + 1]);
        if ((!letter || hump || last_capital) && !word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
        if (letter) word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (!word.empty()) out.push_back(std::move(word));
    return out;
}

bool has_word(const std::vector<std::string>& name, std::span<const std::string_view> list) {
    return std::any_of(name.begin(), name.end(), [&](const std::string& word) {
        return std::find(list.begin(), list.end(), word) != list.end();
    });
}

bool has_stem(const std::string& joined, std::span<const std::string_view> list) {
    return std::any_of(list.begin(), list.end(),
                       [&](std::string_view stem) { return joined.find(stem) != std::string::npos; });
}

/// Facts of law whose names sound like attributes; see `legal_facts` in the reference.
constexpr std::string_view lawful_facts[] = {"eu_eea_citizen", "safe_country_of_origin", "trained_in_eu_eea",
                                             "first_title_at_45_or_older"};

}  // namespace

NameClass classify_fact_name(std::string_view name) {
    if (std::find(std::begin(lawful_facts), std::end(lawful_facts), name) != std::end(lawful_facts))
        return NameClass::ordinary;
    return classify_column_name(name, true);
}

NameClass classify_column_name(std::string_view name, bool about_people) {
    const std::vector<std::string> parts = words(name.substr(0, 256));
    std::string joined;
    for (const std::string& part : parts) joined += part;
    // "AGE" or "GENDER" in capitals is one word; so is a name whose capitals split it ("gEnDeR").
    std::vector<std::string> all = parts;
    all.push_back(joined);
    if (has_stem(joined, protected_stems) || has_word(all, protected_words) ||
        (about_people && has_word(all, family_words)))
        return NameClass::protected_attribute;
    if (has_stem(joined, person_stems) || (about_people && has_word(all, person_words)))
        return NameClass::person_name;
    return NameClass::ordinary;
}

}  // namespace iqmatch::inline v0::domain
