// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/plan_report.hpp>
#include <iqmatch/explain/similar_keys.hpp>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/io/explain_json.hpp>
#include <iqmatch/io/plan_json.hpp>
#include <iqmatch/io/report.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <map>
#include <tuple>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace explain = iqmatch::explain;
namespace matching = iqmatch::matching;

/// The id of a key, or a UsageError that names keys much like it.
template <class View>
auto id_of(const View& view, const std::string& key, const char* what) {
    if (const auto id = view.find(key)) return *id;
    std::string message = std::string("there is no ") + what + " '" + key + "'";
    const std::vector<std::string> close = explain::similar_keys(view.table(), key);
    for (std::size_t i = 0; i < close.size(); ++i) message += (i == 0 ? "; did you mean " : ", ") + close[i];
    throw base::UsageError(message + (close.empty() ? "" : "?"));
}

/// Text and JSON.
std::pair<std::string, std::string> explain_with(const matching::Options& options,
                                                 const matching::Assignment* result,
                                                 const std::string& candidate,
                                                 const std::optional<std::string>& vacancy,
                                                 const std::string& language, const std::string& audience,
                                                 bool all) {
    const auto reader = explain::parse_audience(audience);
    if (!reader)
        throw base::UsageError("audience must be counsellor, person or employer, not '" + audience + "'");
    if (language != "de" && language != "en")
        throw base::UsageError("lang must be 'de' or 'en', not '" + language + "'");
    const explain::Question question{options.network(),
                                     options.rules(),
                                     options.card(),
                                     options.date(),
                                     language == "de" ? base::Language::de : base::Language::en,
                                     &options};
    const auto person = id_of(options.network().candidates(), candidate, "candidate");
    if (*reader == explain::Audience::employer && !vacancy)
        throw base::UsageError(
            "the audience 'employer' needs a vacancy: a firm reads about its own vacancy only");
    const explain::Length length = all ? explain::Length::whole : explain::Length::brief;
    if (*reader != explain::Audience::counsellor) {
        std::optional<iqmatch::domain::VacancyId> place;
        if (vacancy) place = id_of(options.network().vacancies(), *vacancy, "vacancy");
        const auto card = [&](explain::Length how) {
            return *reader == explain::Audience::employer
                       ? explain::employer_card(question, person, *place, result)
                   : place ? explain::person_card(question, person, *place, result)
                           : explain::person_card(question, person, result, how);
        };
        return {explain::to_text(card(length)),
                iqmatch::io::audience_json(card(explain::Length::whole)).dump()};
    }
    if (vacancy) {
        const auto place = id_of(options.network().vacancies(), *vacancy, "vacancy");
        const explain::PairReport report = explain::explain_pair(question, person, place, result);
        return {explain::to_text(report), iqmatch::io::explanation_json(report).dump()};
    }
    const explain::CandidateExplanation card = explain::explain_candidate(question, person, result);
    return {explain::to_text(card, length), iqmatch::io::explanation_json(card).dump()};
}

/// The texts of a table of data/texts by code, as they stand there: `{name}` for a parameter.
std::map<std::string, std::string> texts(const std::string& table, const std::string& language) {
    std::map<std::string, std::string> out;
    for (const explain::Text& text : explain::texts())
        if (text.table == table)
            out.emplace(text.code, text.in(language == "de" ? base::Language::de : base::Language::en));
    return out;
}

/// Text and JSON of one person's plans.
std::pair<std::string, std::string> plans(const iqmatch::domain::Network& network,
                                          const std::optional<std::string>& date,
                                          const std::optional<std::string>& rules,
                                          const std::string& candidate, const std::string& target,
                                          const std::string& language, std::uint32_t alternatives) {
    if (language != "de" && language != "en")
        throw base::UsageError("lang must be 'de' or 'en', not '" + language + "'");
    if (alternatives < 1) throw base::UsageError("alternatives must be at least 1");
    base::Date day = network.as_of();
    if (date) {
        const auto given = base::Date::parse(*date);
        if (!given) throw base::UsageError("date must be a date such as 2026-11-02, not '" + *date + "'");
        day = *given;
    }
    auto tables = iqmatch::rules::RuleTables::builtin();
    if (rules) {
        auto loaded = iqmatch::io::try_load_rules(*rules);
        if (!loaded.tables) throw base::DataError(std::move(loaded.findings));
        tables = *std::move(loaded.tables);
    }
    const auto person = id_of(network.candidates(), candidate, "candidate");
    iqmatch::planning::PlanLimits limits;
    limits.alternatives = alternatives;
    const iqmatch::planning::Planner planner(network, tables, day, limits);
    const explain::PlanReport report = explain::explain_plans(
        planner, person, target, language == "de" ? base::Language::de : base::Language::en);
    return {explain::to_text(report), iqmatch::io::plans_json(report).dump()};
}

/// aggregates.csv, questions.csv and the JSON of a report.
std::tuple<std::string, std::string, std::string> report(const matching::Assignment& result, bool publish,
                                                         const std::string& language, unsigned threads) {
    if (language != "de" && language != "en")
        throw base::UsageError("lang must be 'de' or 'en', not '" + language + "'");
    base::Control control;
    control.threads = threads;
    const iqmatch::io::ReportSettings settings{publish,
                                               language == "de" ? base::Language::de : base::Language::en};
    const iqmatch::io::Report made = iqmatch::io::make_report(result, settings, control);
    return {iqmatch::io::aggregates_csv(made), iqmatch::io::questions_csv(made),
            iqmatch::io::report_json(made, result).dump()};
}

}  // namespace

void bind_explain(py::module_& module) {
    module.def("explain", [](const PyOptions& options, const std::string& candidate,
                             const std::optional<std::string>& vacancy, const std::string& language,
                             const std::string& audience, bool all) {
        const py::gil_scoped_release release;
        return explain_with(options.options, nullptr, candidate, vacancy, language, audience, all);
    });
    module.def("explain", [](const matching::Assignment& result, const std::string& candidate,
                             const std::optional<std::string>& vacancy, const std::string& language,
                             const std::string& audience, bool all) {
        const py::gil_scoped_release release;
        return explain_with(result.options(), &result, candidate, vacancy, language, audience, all);
    });
    module.def("texts", texts);
    module.def("plans", plans, py::call_guard<py::gil_scoped_release>());
    module.def("report", report, py::call_guard<py::gil_scoped_release>());
}

}  // namespace iqmatch_python
