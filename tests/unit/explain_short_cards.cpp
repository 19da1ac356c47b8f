// SPDX-License-Identifier: Apache-2.0
// Cards that somebody can read aloud: how long they are, that their numbers add up, and what never stands
// there.
#include <algorithm>
#include <cctype>
#include "explain_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch;
using base::Language;
using domain::CandidateId;
using domain::VacancyId;
using iqmatch_test::contains;
using iqmatch_test::Sample;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

/// The number at the end or at the beginning of a line.
std::size_t number_at_end(const std::string& line) {
    std::size_t begin = line.size();
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(line[begin - 1])) == 0) --begin;
    std::size_t end = begin;
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(line[begin - 1])) != 0) --begin;
    return begin == end ? 0 : std::stoul(line.substr(begin, end - begin));
}

/// All numbers of a line.
std::size_t sum_of(const std::string& line) {
    std::size_t out = 0;
    for (std::size_t at = 0; at < line.size();) {
        if (std::isdigit(static_cast<unsigned char>(line[at])) == 0) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < line.size() && std::isdigit(static_cast<unsigned char>(line[end])) != 0) ++end;
        out += std::stoul(line.substr(at, end - at));
        at = end;
    }
    return out;
}

const std::string& line_with(const std::vector<std::string>& lines, std::string_view begin) {
    static const std::string none;
    const auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const std::string& line) { return line.starts_with(begin); });
    return at == lines.end() ? none : *at;
}

struct Statewide {
    domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/niedersachsen"));
    rules::RuleTables tables = rules::RuleTables::builtin();
    scoring::ModelCard card = scoring::ModelCard::builtin();
    matching::Assignment result =
        matching::assign(matching::options(network, tables, card, iqmatch_test::without_plans()));
    [[nodiscard]] explain::Question question(Language language) const {
        return {network, tables, card, network.as_of(), language};
    }
};

/// "candidates.hours_max" and the like, which no page but the counsellor's may hold.
std::string internal_name(const std::string& text) {
    for (const domain::TableSchema& table : domain::network_schema())
        if (text.find(std::string(table.name) + ".") != std::string::npos)
            for (std::size_t at = text.find(std::string(table.name) + "."); at != std::string::npos;
                 at = text.find(std::string(table.name) + ".", at + 1)) {
                const std::size_t next = at + table.name.size() + 1;
                if (next < text.size() && text[next] >= 'a' && text[next] <= 'z')
                    return text.substr(at, table.name.size() + 20);
            }
    return {};
}

}  // namespace

TEST_CASE("a counsellor's card is short, its numbers add up, and the person's page has the same",
          "[explain][long]") {
    const Statewide all;
    const std::size_t vacancies = all.network.vacancies().size();
    std::size_t checked = 0;
    for (std::size_t c = 0; c < all.network.candidates().size(); c += 61) {
        const CandidateId id(c);
        const auto question = all.question(Language::en);
        const auto card = explain::explain_candidate(question, id, &all.result);
        INFO(card.candidate);
        const auto text = explain::to_text(card);
        const auto lines = lines_of(text);
        CHECK(lines.size() <= 100);
        CHECK(sum_of(line_with(lines, "Vacancies: options ")) == vacancies);
        CHECK(contains(text, "All vacancies: --all"));
        // What is listed and what is counted are all vacancies.
        std::size_t listed = 0, counted = 0;
        bool resting = false;
        for (const std::string& line : lines) {
            resting = resting || line.starts_with("All other vacancies");
            if (!resting && line.starts_with("  v-")) ++listed;
            if (resting && line.starts_with("  ")) counted += std::stoul(line.substr(2));
        }
        const std::string& rest = line_with(lines, "All other vacancies");
        CHECK(counted == (rest.empty() ? 0 : number_at_end(rest)));
        const std::string& more = line_with(lines, "Further options that are not listed here");
        CHECK(listed + counted + (more.empty() ? 0 : number_at_end(more)) == vacancies);
        // The whole listing has a line for each.
        const auto everything = lines_of(explain::to_text(card, explain::Length::whole));
        CHECK(static_cast<std::size_t>(std::count_if(
                  everything.begin(), everything.end(),
                  [](const std::string& line) { return line.starts_with("  v-"); })) == vacancies);

        const auto page = explain::person_card(question, id, &all.result);
        const auto counts = std::find_if(page.sections.begin(), page.sections.end(),
                                         [](const auto& section) { return section.code == "counts"; });
        REQUIRE(counts != page.sections.end());
        std::size_t told = 0;
        for (const std::string& line : counts->lines) told += sum_of(line);
        CHECK(told == vacancies);
        CHECK(contains(counts->lines[0],
                       "Jobs that come into question: " + std::to_string(card.counts.options) + "."));
        CHECK(contains(counts->lines[0],
                       "Jobs for which a step is missing: " + std::to_string(card.counts.after) + "."));
        CHECK(contains(counts->lines[0],
                       "not possible at present: " + std::to_string(card.counts.impossible) + "."));
        CHECK(lines_of(explain::to_text(page)).size() <= 100);
        ++checked;
    }
    CHECK(checked > 30);
}

TEST_CASE("a card proposes before it lists, and its runner-up is on it", "[explain][long]") {
    const Statewide all;
    std::size_t proposed = 0;
    for (std::size_t c = 0; c < all.network.candidates().size(); c += 17) {
        const auto card = explain::explain_candidate(all.question(Language::en), CandidateId(c), &all.result);
        if (!card.proposal) continue;
        const auto lines = lines_of(explain::to_text(card));
        const auto at = std::find(lines.begin(), lines.end(), "The proposal:");
        REQUIRE(at != lines.end());
        CHECK((at + 1)->starts_with("  " + card.proposal->vacancy + " "));
        if (!card.proposal->runner_up.empty())
            CHECK_FALSE(line_with(lines, "  " + card.proposal->runner_up + " ").empty());
        ++proposed;
    }
    CHECK(proposed > 10);
}

TEST_CASE("no page of a person or a firm holds a name of a table's column", "[explain][long]") {
    const Sample sample;
    const Statewide all;
    for (const auto language : {Language::de, Language::en}) {
        const auto clean = [&](const explain::AudienceCard& card) {
            const std::string found = internal_name(explain::to_text(card));
            if (!found.empty()) FAIL_CHECK(card.candidate << " " << card.vacancy << ": " << found);
        };
        for (std::size_t c = 0; c < sample.network.candidates().size(); ++c) {
            clean(explain::person_card(sample.question(language), CandidateId(c), &sample.result));
            for (std::size_t v = 0; v < sample.network.vacancies().size(); ++v) {
                clean(explain::person_card(sample.question(language), CandidateId(c), VacancyId(v)));
                clean(explain::employer_card(sample.question(language), CandidateId(c), VacancyId(v)));
            }
        }
        for (std::size_t c = 0; c < all.network.candidates().size(); c += 37)
            for (std::size_t v = c % 29; v < all.network.vacancies().size(); v += 29) {
                clean(explain::person_card(all.question(language), CandidateId(c), VacancyId(v)));
                clean(explain::employer_card(all.question(language), CandidateId(c), VacancyId(v)));
            }
    }
    // The person who was asked so once.
    const auto page =
        explain::person_card(all.question(Language::de), *all.network.candidates().find("p-0020"),
                             *all.network.vacancies().find("v-0625"), &all.result);
    CHECK(internal_name(explain::to_text(page)).empty());
}

TEST_CASE("a firm reads neither the way, nor a move, nor the level, nor the wishes of the person",
          "[explain]") {
    for (const rules::ReasonCodeInfo& info : rules::reason_codes()) {
        INFO(info.name);
        const bool home = std::string_view(info.name).starts_with("reach.") &&
                          std::string_view(info.name) != "reach.job_place_unknown";
        if (home) CHECK(explain::find_text("reasons_employer", info.name) == nullptr);
    }
    for (const char* code : {"level.accepted", "dates.person_hours_unknown", "dates.hours_apart"})
        CHECK(explain::find_text("reasons_employer", code) == nullptr);
}

TEST_CASE("a person's list says where the way is in question", "[explain]") {
    const Statewide all;
    const auto question = all.question(Language::en);
    const CandidateId person = *all.network.candidates().find("p-0201");
    const auto pair =
        explain::explain_pair(question, person, *all.network.vacancies().find("v-0629"), &all.result);
    const bool asks = std::any_of(pair.pair.reasons.begin(), pair.pair.reasons.end(), [](const auto& reason) {
        return reason.rule == "reach" && (reason.effect == "asks" || reason.effect == "condition");
    });
    REQUIRE(asks);
    const auto page = explain::person_card(question, person, &all.result, explain::Length::whole);
    const auto options = std::find_if(page.sections.begin(), page.sections.end(),
                                      [](const auto& section) { return section.code == "options"; });
    REQUIRE(options != page.sections.end());
    const auto job = std::find_if(options->lines.begin(), options->lines.end(),
                                  [](const auto& line) { return line.starts_with("v-0629 "); });
    REQUIRE(job != options->lines.end());
    bool said = false;
    for (auto line = job + 1; line != options->lines.end() && line->starts_with("  "); ++line)
        said = said || contains(*line, "km") || contains(*line, "far") || contains(*line, "way") ||
               contains(*line, "move");
    CHECK(said);
}
