// SPDX-License-Identifier: Apache-2.0
// The people whom counselling meets are in the sample, and each hangs together.
#include <functional>
#include <set>
#include "synth_support.hpp"

namespace {

using namespace iqmatch_test;

/// One person over all tables, as text.
struct Person {
    std::string code, status, title, region, german, licence, unit, availability, employed_as, promised;
    std::size_t deficits = 0;
};

const std::map<std::string, Person>& sample() {
    static const auto people = [] {
        const auto made = synth::generate(domain::Catalogue::builtin(), settings_of(2'000, 700, 150));
        std::map<std::string, Person> out;
        const auto each = [&](std::string_view name,
                              const std::function<void(const base::TextTable&, std::size_t, Person&)>& take) {
            const auto& t = table(made, name);
            for (std::size_t r = 0; r < t.rows(); ++r) take(t, r, out[cell(t, r, "candidate")]);
        };
        each("candidates", [](const auto& t, std::size_t r, Person& p) {
            p.region = cell(t, r, "region");
            p.unit = cell(t, r, "unit");
            p.availability = cell(t, r, "availability_complete");
            p.code = cell(t, r, "occupation");
        });
        std::map<std::string, std::string> who;
        each("qualifications", [&](const auto& t, std::size_t r, Person& p) {
            who[cell(t, r, "qualification")] = cell(t, r, "candidate");
            if (!cell(t, r, "qualification").ends_with("-1")) return;
            p.code = cell(t, r, "kldb");
            p.status = cell(t, r, "recognition_status");
        });
        std::map<std::string, std::string> notice;
        const auto& notices = table(made, "notices");
        for (std::size_t r = 0; r < notices.rows(); ++r)
            notice[cell(notices, r, "notice")] = who.at(cell(notices, r, "qualification"));
        const auto& deficits = table(made, "deficits");
        for (std::size_t r = 0; r < deficits.rows(); ++r)
            ++out[notice.at(cell(deficits, r, "notice"))].deficits;
        each("titles", [](const auto& t, std::size_t r, Person& p) { p.title = cell(t, r, "title"); });
        each("licences", [](const auto& t, std::size_t r, Person& p) { p.licence = cell(t, r, "kind"); });
        each("employments",
             [](const auto& t, std::size_t r, Person& p) { p.employed_as = cell(t, r, "kldb"); });
        each("participations", [](const auto& t, std::size_t r, Person& p) {
            if (cell(t, r, "state") == "promised" && cell(t, r, "target").starts_with("vacancy:"))
                p.promised = "yes";
        });
        each("languages", [](const auto& t, std::size_t r, Person& p) {
            if (cell(t, r, "language") == "de" && cell(t, r, "skill") == "overall")
                p.german = cell(t, r, "level");
        });
        return out;
    }();
    return people;
}

std::size_t count(const std::function<bool(const Person&)>& is) {
    std::size_t n = 0;
    for (const auto& [key, person] : sample()) n += is(person) ? 1 : 0;
    return n;
}

bool one_of(const std::string& value, const std::set<std::string>& values) {
    return values.contains(value);
}

}  // namespace

TEST_CASE("typical people are in the sample", "[synth]") {
    const auto nurse = [](const Person& p) { return one_of(p.code, {"81302", "82102", "81313"}); };
    CHECK(count([&](const Person& p) {
              return nurse(p) && p.status == "compensation_required" && p.deficits > 0;
          }) > 50);
    CHECK(count([&](const Person& p) { return nurse(p) && p.licence == "licence" && p.title == "18a"; }) >
          10);
    CHECK(count([](const Person& p) {
              return p.code.starts_with("814") && p.licence == "temporary_permit";
          }) > 5);
    CHECK(count([](const Person& p) { return p.code.starts_with("841") && p.title == "24"; }) > 3);
    CHECK(count([](const Person& p) {
              return p.code.starts_with("831") && p.licence == "state_recognition";
          }) > 3);
    CHECK(count([](const Person& p) {
              return p.code.starts_with("434") && p.status == "statement_of_comparability";
          }) > 5);
    CHECK(count([](const Person& p) {
              return one_of(p.code, {"26212", "26252", "26302"}) && p.title == "duld";
          }) > 0);
    CHECK(count([](const Person& p) {
              return p.code.starts_with("32") && p.status == "partial" && p.deficits > 0;
          }) > 0);
    CHECK(count([](const Person& p) { return one_of(p.code, {"52122", "52132"}); }) > 5);
    CHECK(count([](const Person& p) { return p.code == "29302"; }) > 10);
    CHECK(count([](const Person& p) { return p.region == "abroad" && p.promised == "yes"; }) > 0);
    CHECK(count([](const Person& p) { return p.availability == "yes"; }) > 100);
    CHECK(count([](const Person& p) {
              return !p.employed_as.empty() && p.employed_as.back() == '1' && p.code.back() != '1';
          }) > 50);
    std::map<std::string, int> couples;
    for (const auto& [key, person] : sample())
        if (person.unit.starts_with("u-")) ++couples[person.unit];
    CHECK(couples.size() > 20);
    for (const auto& [unit, members] : couples) CHECK(members == 2);
}

TEST_CASE("partners live together, people abroad have no title here, bans keep out of work", "[synth]") {
    std::map<std::string, std::set<std::string>> homes;
    for (const auto& [key, person] : sample()) {
        INFO(key);
        if (person.unit.starts_with("u-") && !person.region.empty()) homes[person.unit].insert(person.region);
        if (person.region == "abroad") {
            CHECK((person.title == "none" || person.title.empty()));
            CHECK(person.employed_as.empty());
            CHECK(person.availability.empty());
        }
        if (one_of(person.title, {"60b", "16d5", "16d6"})) CHECK(person.employed_as.empty());
        if (person.licence == "licence" && !person.german.empty()) CHECK(person.german >= std::string("B1"));
    }
    for (const auto& [unit, regions] : homes) CHECK(regions.size() == 1);
}

TEST_CASE("whoever lacks the licence does not work in the licensed profession", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    for (const auto& [key, person] : sample()) {
        if (person.employed_as.empty()) continue;
        const auto family = catalogue.regulation_family(domain::Kldb::parse(person.employed_as).value());
        if (!family.has_value() || domain::regulated_in_part(*family)) continue;
        INFO(key << " " << person.employed_as << " " << person.status);
        CHECK(person.code == person.employed_as);
        CHECK((one_of(person.licence, {"licence", "temporary_permit", "state_recognition"}) ||
               person.status == "full"));
    }
}
