// SPDX-License-Identifier: Apache-2.0
// Single changes that open options, held against networks in which that one cell was changed.
#include <map>
#include <set>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;
using matching::FactChangeKind;

namespace {

using Tables = std::vector<base::TextTable>;

const base::Date today = *base::Date::parse("2026-11-02");

domain::Network network_of(const Tables& tables) {
    domain::NetworkBuilder builder({"openings", today});
    for (const base::TextTable& table : tables) builder.add(table);
    return builder.build();
}

/// Rows of a table as lists of cells, to be changed and written back.
class Sheet {
  public:
    Sheet(Tables& tables, std::string name) : tables_(tables), name_(std::move(name)) {
        for (const base::TextTable& table : tables)
            if (table.name() == name_) read(table);
    }
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    ~Sheet() {
        base::TextTable out(name_, name_ + ".csv", header_);
        for (const auto& row : rows_) {
            const std::vector<std::string_view> cells(row.begin(), row.end());
            out.add_row(cells);
        }
        for (base::TextTable& table : tables_) {
            if (table.name() != name_) continue;
            table = std::move(out);
            return;
        }
        tables_.push_back(std::move(out));
    }
    std::size_t column(const std::string& name) {
        const auto at = std::find(header_.begin(), header_.end(), name);
        if (at != header_.end()) return static_cast<std::size_t>(at - header_.begin());
        header_.push_back(name);
        for (auto& row : rows_) row.emplace_back();
        return header_.size() - 1;
    }
    /// Rows in which a column has this value.
    std::vector<std::size_t> where(const std::string& name, std::string_view value) {
        std::vector<std::size_t> out;
        const std::size_t c = column(name);
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (rows_[r][c] == value) out.push_back(r);
        return out;
    }
    std::string& cell(std::size_t row, const std::string& name) {
        const std::size_t c = column(name);
        return rows_[row][c];
    }
    void append(const std::map<std::string, std::string>& cells) {
        for (const auto& [name, value] : cells) (void)column(name);
        rows_.emplace_back(header_.size());
        for (const auto& [name, value] : cells) rows_.back()[column(name)] = value;
    }

  private:
    void read(const base::TextTable& table) {
        header_ = table.header();
        for (std::size_t r = 0; r < table.rows(); ++r) {
            rows_.emplace_back();
            for (std::size_t c = 0; c < table.columns(); ++c) rows_.back().emplace_back(table.cell(r, c));
        }
    }

    Tables& tables_;
    std::string name_;
    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
};

std::string hours(const std::string& x100) {
    const std::string fraction = x100.substr(x100.size() - 2);
    return x100.substr(0, x100.size() - 2) + (fraction == "00" ? "" : "." + fraction);
}

/// Changes the one fact; false where a table of one row cannot say it.
bool change_fact(Tables& tables, const std::string& person, const std::string& vacancy,
                 const matching::Opening& opening) {
    const matching::FactChange& change = opening.change;
    Sheet people(tables, "candidates");
    const std::size_t row = people.where("candidate", person).front();
    switch (change.kind) {
        case FactChangeKind::german: {
            Sheet languages(tables, "languages");
            bool listed = false;
            for (const std::size_t r : languages.where("candidate", person)) {
                if (languages.cell(r, "language") != "de") continue;
                listed = true;
                std::string& level = languages.cell(r, "level");
                level = std::max(level, change.value);
            }
            if (!listed) people.cell(row, "german") = change.value;
            return true;
        }
        case FactChangeKind::travel:
            people.cell(row, "travel_max_min") = change.value;
            return true;
        case FactChangeKind::hours_max:
            people.cell(row, "hours_max") = hours(change.value);
            return true;
        case FactChangeKind::hours_min:
            people.cell(row, "hours_min") = hours(change.value);
            return true;
        case FactChangeKind::compensation:
        case FactChangeKind::licence:
        case FactChangeKind::recognition:
            Sheet(tables, "licences")
                .append({{"candidate", person},
                         {"kind", "licence"},
                         {"regulation_family", change.value},
                         {"valid_from", "2026-11-02"},
                         {"valid_to", "none"},
                         {"restrictions", "none"}});
            return true;
        case FactChangeKind::fact: {
            if (change.value.starts_with("legal_facts.")) {
                Sheet facts(tables, "legal_facts");
                const std::string name = change.value.substr(12);
                const std::string value = change.answer == "long_ago" ? "2016-11-02" : change.answer;
                for (const std::size_t r : facts.where("candidate", person))
                    if (facts.cell(r, "fact") == name) {
                        facts.cell(r, "value") = value;
                        return true;
                    }
                facts.append({{"candidate", person}, {"fact", name}, {"value", value}});
                return true;
            }
            if (change.value == "candidates.accepts_below_level") {
                people.cell(row, "accepts_below_level") = "yes";
                return true;
            }
            if (!change.value.starts_with("titles.")) return false;
            Sheet titles(tables, "titles");
            const auto rows = titles.where("candidate", person);
            if (rows.size() > 1) return false;
            if (rows.empty()) titles.append({{"candidate", person}, {"title", people.cell(row, "title")}});
            const std::size_t title = titles.where("candidate", person).front();
            if (change.value == "titles.valid_to")
                titles.cell(title, "valid_to") = "none";
            else
                titles.cell(title, "printed_employment") = "permitted";
            return true;
        }
        case FactChangeKind::permission: {
            Sheet titles(tables, "titles");
            if (titles.where("candidate", person).size() != 1) return false;
            titles.cell(titles.where("candidate", person).front(), "printed_employment") = "permitted";
            return true;
        }
        case FactChangeKind::job_german:
        case FactChangeKind::job_hours:
        case FactChangeKind::job_start:
        case FactChangeKind::job_pay:
        case FactChangeKind::job_level:
        case FactChangeKind::job_recognition: {
            Sheet jobs(tables, "vacancies");
            const std::size_t job = jobs.where("vacancy", vacancy).front();
            if (change.kind == FactChangeKind::job_german) {
                for (const char* column : {"german", "german_listening", "german_reading",
                                           "german_interaction", "german_production", "german_writing"})
                    if (std::string& level = jobs.cell(job, column); !level.empty())
                        level = std::min(level, change.value);
                return true;
            }
            if (change.kind == FactChangeKind::job_hours) {
                const auto less = [](const std::string& a, const std::string& b) {
                    return std::stod(a) < std::stod(b);
                };
                const std::string wanted = hours(change.value);
                if (std::string& least = jobs.cell(job, "hours_min"); !least.empty() && less(wanted, least))
                    least = wanted;
                if (std::string& most = jobs.cell(job, "hours_max"); !most.empty() && less(most, wanted))
                    most = wanted;
                return true;
            }
            if (change.kind == FactChangeKind::job_pay) {
                jobs.cell(job, "pay_cents") = change.value;
                jobs.cell(job, "pay_per") = "year";
                return true;
            }
            if (change.kind == FactChangeKind::job_level) {
                jobs.cell(job, "level_min") = change.value;
                return true;
            }
            if (change.kind == FactChangeKind::job_start) {
                if (!Sheet(tables, "vacancy_tranches").where("vacancy", vacancy).empty()) return false;
                jobs.cell(job, "start_to") = "2031-01-01";
                return true;
            }
            const std::string employer = jobs.cell(job, "employer");
            if (employer.empty()) return false;
            Sheet employers(tables, "employers");
            const std::size_t at = employers.where("employer", employer).front();
            employers.cell(at, "accepts_in_recognition") = "yes";
            employers.cell(at, "max_in_recognition") = "none";
            return true;
        }
        default:
            return false;
    }
    return false;
}

std::map<std::string, std::int64_t> options_of_person(const domain::Network& network,
                                                      const std::string& key) {
    std::map<std::string, std::int64_t> out;
    const auto options = iqmatch_test::options_of(network);
    for (const auto& option : options.of(*network.candidates().find(key)))
        if (auto& most = out[std::string(network.vacancies().key(option.vacancy))]; most < option.value)
            most = option.value;
    return out;
}

std::vector<matching::Opening> openings(const domain::Network& network, const std::string& person) {
    return matching::single_openings(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                                     network.as_of(), *network.candidates().find(person));
}

/// One person and one vacancy at which nothing is in the way; rows of `cells` replace that.
Tables pair(const std::map<std::string, std::string>& person, const std::map<std::string, std::string>& job) {
    Tables tables;
    std::map<std::string, std::string> a{{"candidate", "p"},
                                         {"region", "03457"},
                                         {"occupation", "26212"},
                                         {"german", "B1"},
                                         {"title", "ne"},
                                         {"recognition_status", "full"},
                                         {"hours_min", "20"},
                                         {"hours_max", "30"},
                                         {"travel_max_min", "30"},
                                         {"travel_modes", "car"},
                                         {"relocate", "no"},
                                         {"accepts_below_level", "yes"},
                                         {"available_from", "2026-12-01"}};
    std::map<std::string, std::string> b{
        {"vacancy", "v"},    {"region", "03457"},        {"kldb", "26212"},
        {"positions", "1"},  {"german", "B1"},           {"hours_min", "25"},
        {"hours_max", "40"}, {"start_to", "2027-12-01"}, {"persistence", "one_off"}};
    for (const auto& [name, value] : person) a[name] = value;
    for (const auto& [name, value] : job) b[name] = value;
    Sheet(tables, "candidates").append(a);
    Sheet(tables, "vacancies").append(b);
    return tables;
}

std::set<std::string> names(const std::vector<matching::Opening>& found) {
    std::set<std::string> out;
    for (const auto& one : found)
        out.insert(std::string(to_string(one.change.kind)) + ":" + one.change.value +
                   (one.change.answer.empty() ? "" : "=" + one.change.answer));
    return out;
}

}  // namespace

TEST_CASE("what a change is said to open is open in a network with that one fact changed", "[matching]") {
    std::map<FactChangeKind, std::size_t> tried;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        synth::GenerateSettings settings;
        settings.candidates = 60;
        settings.vacancies = 90;
        settings.runs = 5;
        settings.seed = seed;
        const Tables tables = synth::generate(domain::Catalogue::builtin(), settings).tables;
        const domain::Network network = network_of(tables);
        for (std::size_t c = 0; c < network.candidates().size(); ++c) {
            const std::string person(network.candidates().key(CandidateId(c)));
            const auto before = options_of_person(network, person);
            for (const matching::Opening& one : openings(network, person)) {
                const std::string best(network.vacancies().key(one.best));
                INFO(seed << " " << person << " " << to_string(one.change.kind) << ":" << one.change.value
                          << " " << best);
                CHECK(one.opens > 0);
                CHECK(before.count(best) == 0);
                Tables other = tables;
                if (tried[one.change.kind] > 25 || !change_fact(other, person, best, one)) continue;
                ++tried[one.change.kind];
                const auto after = options_of_person(network_of(other), person);
                REQUIRE(after.count(best) == 1);
                CHECK(after.at(best) == one.value);
                if (matching::actor_of(one.change.kind) == matching::Actor::employer ||
                    one.change.kind == FactChangeKind::permission)
                    continue;  // a fact of its own for each vacancy
                std::size_t opened = 0;
                for (const auto& [key, value] : after) opened += before.count(key) == 0 ? 1U : 0U;
                CHECK(opened == one.opens);
            }
        }
    }
    for (const FactChangeKind kind :
         {FactChangeKind::german, FactChangeKind::travel, FactChangeKind::fact, FactChangeKind::hours_max,
          FactChangeKind::job_german, FactChangeKind::job_hours, FactChangeKind::recognition,
          FactChangeKind::compensation}) {
        INFO(to_string(kind));
        CHECK(tried[kind] > 0);
    }
}

TEST_CASE("a change is named with the one who can make it", "[matching]") {
    const auto found = [](const std::map<std::string, std::string>& person,
                          const std::map<std::string, std::string>& job) {
        return names(openings(network_of(pair(person, job)), "p"));
    };
    using Set = std::set<std::string>;
    CHECK(found({}, {}).empty());  // an option already
    CHECK(found({}, {{"german", "B2"}}) == Set{"german:B2", "job_german:B1"});
    CHECK(found({}, {{"hours_min", "35"}}) == Set{"hours_max:3500", "job_hours:3000"});
    CHECK(found({{"hours_min", "28"}}, {{"hours_min", "10"}, {"hours_max", "20"}}) ==
          Set{"hours_min:2000", "job_hours:2800"});
    CHECK(found({{"title", ""}}, {}) == Set{"fact:titles.title=permitted"});
    CHECK(found({{"title", "duld"}}, {{"start_to", "2026-12-01"}}) == Set{"permission:", "job_start:"});
    CHECK(found({{"qualifications_complete", "yes"}}, {{"level_min", "3"}}) == Set{"job_level:2"});
    // Two obstacles: no single change helps.
    CHECK(found({}, {{"german", "B2"}, {"hours_min", "35"}}).empty());
    // A licensed profession.
    const std::map<std::string, std::string> nurse{{"occupation", "81302"}, {"german", "B2"}};
    const std::map<std::string, std::string> ward{{"kldb", "81302"}, {"german", "B2"}};
    const auto with = [&](const std::string& status) {
        auto person = nurse;
        person["recognition_status"] = status;
        return found(person, ward);
    };
    CHECK(with("compensation_required") == Set{"compensation:nursing"});
    CHECK(with("in_procedure") == Set{"recognition:nursing"});
    CHECK(with("full") == Set{"licence:nursing"});
    CHECK(with("negative").empty());
}

TEST_CASE("nobody is asked for what was ruled out", "[matching]") {
    const auto found = [](const std::map<std::string, std::string>& person,
                          const std::map<std::string, std::string>& job, const auto& more) {
        Tables tables = pair(person, job);
        more(tables);
        return names(openings(network_of(tables), "p"));
    };
    using Set = std::set<std::string>;
    const auto nothing = [](Tables&) {};
    // Times for which a child is looked after: no more hours than these, unless there are others.
    const auto mornings = [](Tables& tables) {
        Sheet times(tables, "availability");
        for (const char* day : {"mon", "tue", "wed", "thu", "fri"})
            times.append({{"candidate", "p"}, {"weekday", day}, {"from", "08:00"}, {"to", "13:00"}});
    };
    CHECK(found({}, {{"hours_min", "35"}}, mornings) == Set{"job_hours:3000"});
    CHECK(found({{"availability_complete", "no"}}, {{"hours_min", "35"}}, mornings) ==
          Set{"hours_max:3500", "job_hours:3000"});
    const auto must = [](const std::string& kind, const std::string& value) {
        return [kind, value](Tables& tables) {
            Sheet(tables, "wishes")
                .append({{"candidate", "p"}, {"kind", kind}, {"value", value}, {"strength", "must"}});
        };
    };
    CHECK(found({}, {{"hours_min", "35"}}, must("hours", "20-30")) == Set{"job_hours:3000"});
    CHECK(found({}, {}, must("region", "03402")).empty());
    CHECK(found({}, {}, must("occupation", "43412")).empty());
    // Too far: further only as far as the unit allows, and never by moving.
    const auto unit = [](const std::string& minutes) {
        return [minutes](Tables& tables) {
            Sheet(tables, "candidates").cell(0, "unit") = "u";
            Sheet(tables, "units").append({{"unit", "u"}, {"rule", "all"}, {"travel_max_min", minutes}});
        };
    };
    const auto far = found({}, {{"region", "03403"}}, nothing);
    REQUIRE(far.size() == 1);
    CHECK(far.begin()->starts_with("travel:"));
    CHECK(found({}, {{"region", "03403"}}, unit("30")).empty());
    CHECK(found({}, {{"region", "03403"}}, unit("600")) == far);
    // Work below the own level, and sharing the record.
    CHECK(found({{"occupation", "26304"}, {"accepts_below_level", "no"}}, {}, nothing).empty());
    // German that the profession itself demands is not the employer's to waive.
    CHECK(found({{"occupation", "81302"}}, {{"kldb", "81302"}, {"german", "B2"}}, [](Tables& tables) {
              Sheet(tables, "licences")
                  .append({{"candidate", "p"},
                           {"kind", "licence"},
                           {"regulation_family", "nursing"},
                           {"valid_to", "none"},
                           {"restrictions", "none"}});
          }) == Set{"german:B2"});
    // What a decision rules out stays out.
    CHECK(found({}, {{"german", "B2"}}, [](Tables& tables) {
              Sheet(tables, "decisions")
                  .append({{"candidate", "p"},
                           {"target", "vacancy:v"},
                           {"kind", "forbid"},
                           {"author", "a"},
                           {"reason", "r"}});
          }).empty());
}

TEST_CASE("of levels and ways the least that opens as much is named, and the most opening comes first",
          "[matching]") {
    Tables tables = pair({{"german", "A2"}}, {});
    {
        Sheet jobs(tables, "vacancies");
        for (const char* key : {"w", "x"})
            jobs.append({{"vacancy", key},
                         {"region", "03457"},
                         {"kldb", "26212"},
                         {"positions", "1"},
                         {"german", "B2"},
                         {"hours_min", "25"},
                         {"hours_max", "40"}});
        jobs.append(
            {{"vacancy", "y"}, {"region", "03457"}, {"kldb", "81302"}, {"positions", "1"}, {"german", "C1"}});
    }
    const domain::Network network = network_of(tables);
    const auto found = openings(network, "p");
    std::vector<std::string> person;
    for (const auto& one : found)
        if (matching::actor_of(one.change.kind) == matching::Actor::person)
            person.push_back(one.change.value + " " + std::to_string(one.opens));
    CHECK(person == std::vector<std::string>{"B2 3", "B1 1"});
    for (std::size_t k = 1; k < found.size(); ++k)
        CHECK(matching::actor_of(found[k - 1].change.kind) <= matching::actor_of(found[k].change.kind));
}
