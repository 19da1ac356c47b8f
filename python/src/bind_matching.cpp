// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/io/previous.hpp>
#include <iqmatch/io/result_tables.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/rules/check_titles.hpp>
#include <iqmatch/tables/decimal.hpp>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace matching = iqmatch::matching;
namespace tables = iqmatch::tables;

constexpr int decimals = 6;

/// Parts after those of the features, in the order in which they are added.
constexpr std::array<std::string_view, 7> later_parts{"link",  "effort",     "chance", "discount",
                                                      "alone", "until_then", "kept"};

PyOptions make_options(const iqmatch::domain::Network& network, const std::optional<std::string>& date,
                       const std::optional<std::string>& rules, const std::optional<std::string>& card,
                       unsigned threads, const py::object& progress,
                       const std::optional<std::string>& previous, const std::string& keep, bool plans,
                       const PyCard* model, std::optional<std::size_t> first,
                       std::optional<std::uint32_t> max_options, bool keep_left_out,
                       const std::vector<std::pair<std::string, std::string>>& also) {
    matching::OptionSettings settings;
    settings.max_options = max_options;
    settings.keep_left_out = keep_left_out;
    if (!also.empty()) {
        auto named = std::make_shared<std::vector<matching::NamedOption>>();
        for (const auto& [candidate, option] : also) named->push_back({candidate, option});
        std::sort(named->begin(), named->end());
        settings.also = std::move(named);
    }
    settings.plans = plans;
    settings.first = first;
    const auto kept = tables::read_grid(keep, decimals);
    if (!kept || *kept < 0 || *kept > matching::most_keep)
        throw base::UsageError("keep must be a number of at least 0 with at most six decimals, not '" + keep +
                               "'");
    settings.continuity.keep = static_cast<std::int64_t>(*kept);
    if (date) {
        settings.date = base::Date::parse(*date);
        if (!settings.date)
            throw base::UsageError("date must be a date such as 2026-11-02, not '" + *date + "'");
    }
    const base::Control control = make_control(threads, std::nullopt, std::nullopt, progress);
    const py::gil_scoped_release release;
    base::Findings findings = network.warnings();
    std::optional<iqmatch::rules::RuleTables> tables = iqmatch::rules::RuleTables::builtin();
    if (rules) {
        auto loaded = io::try_load_rules(*rules);
        findings.append(loaded.findings);
        tables = std::move(loaded.tables);
    }
    std::optional<iqmatch::scoring::ModelCard> valued = iqmatch::scoring::ModelCard::builtin();
    if (model != nullptr) {
        findings.append(model->findings);
        valued = model->card;
    } else if (card) {
        auto loaded = io::try_load_model_card(*card);
        findings.append(loaded.findings);
        valued = std::move(loaded.card);
    }
    if (previous) {
        io::PreviousResult loaded = io::try_load_previous(*previous);
        findings.append(loaded.findings);
        settings.continuity.earlier = std::move(loaded.result);
    }
    if (tables) findings.append(iqmatch::rules::check_titles(network, *tables));
    if (!findings.ok()) throw base::DataError(std::move(findings));
    return {matching::options(network, *tables, *valued, settings, control), std::move(findings)};
}

/// The candidates whose options are asked for: the one of that key, else all.
std::pair<std::size_t, std::size_t> asked_for(const matching::Options& options,
                                              const std::optional<std::string>& candidate) {
    if (!candidate) return {0, options.problem().candidate_count()};
    const auto id = options.network().candidates().find(*candidate);
    if (!id) throw base::UsageError("there is no candidate '" + *candidate + "'");
    return {id->index(), id->index() + 1};
}

py::dict option_columns(const PyOptions& self, const std::optional<std::string>& candidate) {
    const matching::Options& options = self.options;
    const tables::SelectionProblem& problem = options.problem();
    const auto [first, end] = asked_for(options, candidate);
    py::list candidates;
    py::list keys;
    py::list units;
    py::list vacancies;
    py::list starts;
    py::list outcomes;
    py::list own_places;
    py::list plans;
    py::list alone;
    py::list bridges;
    py::list for_candidate;
    py::list for_employer;
    for (std::size_t c = first; c < end; ++c) {
        const iqmatch::domain::CandidateId id(c);
        const auto utilities = options.utilities(id);
        for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            const matching::Option& option = options.at(o);
            candidates.append(problem.candidates[c]);
            keys.append(problem.options[o]);
            units.append(problem.values[o]);
            const auto jobs = options.network().vacancies();
            vacancies.append(option.alone ? py::object(py::none()) : py::cast(jobs.key(option.vacancy)));
            const auto bridge = options.bridge(option);
            bridges.append(bridge ? py::cast(jobs.key(bridge->vacancy)) : py::object(py::none()));
            plans.append(option.planned());
            alone.append(option.alone);
            starts.append(option.start.iso());
            outcomes.append(iqmatch::rules::to_string(option.outcome));
            own_places.append(option.kept);
            const auto place = static_cast<std::size_t>(&option - options.of(id).data());
            for_candidate.append(utilities[place].candidate);
            for_employer.append(utilities[place].employer);
        }
    }
    py::dict out;
    out["candidate"] = candidates;
    out["option"] = keys;
    out["units"] = units;
    out["vacancy"] = vacancies;
    out["start"] = starts;
    out["outcome"] = outcomes;
    out["own_place"] = own_places;
    out["plan"] = plans;
    out["plan_alone"] = alone;
    out["work_until_then"] = bridges;
    out["candidate_units"] = for_candidate;
    out["employer_units"] = for_employer;
    return out;
}

/// Which option is whose, and its value, in the order of option_columns().
py::dict option_keys(const PyOptions& self) {
    const tables::SelectionProblem& problem = self.options.problem();
    py::list candidates;
    py::list keys;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c)
        for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            candidates.append(problem.candidates[c]);
            keys.append(problem.options[o]);
        }
    py::dict out;
    out["candidate"] = candidates;
    out["option"] = keys;
    out["units"] = problem.values;
    return out;
}

/// Per option, in the order of option_columns(): the parts of its value and the inputs behind them, in
/// millionths; None for an input that is unknown.
std::pair<py::dict, py::dict> score_columns(const PyOptions& self,
                                            const std::optional<std::string>& candidate) {
    namespace scoring = iqmatch::scoring;
    const matching::Options& options = self.options;
    const tables::SelectionProblem& problem = options.problem();
    const auto [first, end] = asked_for(options, candidate);
    std::vector<std::vector<std::int64_t>> parts(scoring::feature_count + later_parts.size());
    std::vector<std::vector<std::optional<std::int64_t>>> inputs(scoring::feature_count);
    {
        const py::gil_scoped_release release;
        for (std::size_t c = first; c < end; ++c) {
            const iqmatch::domain::CandidateId id(c);
            const auto scores = options.scores(id);
            for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
                const auto place = static_cast<std::size_t>(&options.at(o) - options.of(id).data());
                const matching::OptionScore& score = scores.at(place);
                for (std::size_t f = 0; f < scoring::feature_count; ++f) {
                    parts[f].push_back(score.score.parts[f].value);
                    inputs[f].push_back(scoring::input_micro(score.inputs, static_cast<scoring::Feature>(f)));
                }
                const std::array<std::int64_t, later_parts.size()> later{
                    score.score.link,        score.plan_parts.effort,
                    score.plan_parts.chance, score.plan_parts.discount,
                    score.alone_part,        score.bridge_part,
                    score.kept_part};
                for (std::size_t i = 0; i < later.size(); ++i)
                    parts[scoring::feature_count + i].push_back(later[i]);
            }
        }
    }
    py::dict values;
    py::dict asked;
    for (std::size_t f = 0; f < scoring::feature_count; ++f) {
        const py::str name{std::string(scoring::feature_names[f])};
        values[name] = parts[f];
        asked[name] = inputs[f];
    }
    for (std::size_t i = 0; i < later_parts.size(); ++i)
        values[py::str(std::string(later_parts[i]))] = parts[scoring::feature_count + i];
    return {values, asked};
}

py::dict counts(const PyOptions& self) {
    const matching::PairCounts& pairs = self.options.counts();
    py::dict out;
    out["options"] = pairs.options;
    out["below_min_value"] = pairs.below_min_value;
    out["after"] = pairs.after;
    out["unknown"] = pairs.unknown;
    out["impossible"] = pairs.impossible;
    out["out_of_reach"] = pairs.out_of_reach;
    out["no_fit"] = pairs.no_fit;
    out["not_examined"] = pairs.not_examined;
    out["decided"] = pairs.decided;
    return out;
}

matching::Assignment assign(const PyOptions& options, const std::string& policy, std::uint64_t seed,
                            unsigned threads, std::optional<double> time_limit,
                            std::optional<std::uint64_t> work_limit, const py::object& progress,
                            const std::string& gap, bool all_pairs) {
    const auto good_enough = tables::parse_gap(gap);
    if (!good_enough)
        throw base::UsageError("gap must be a number of 0 or more with at most nine decimals, not '" + gap +
                               "'");
    const auto known = tables::parse_policy(policy);
    if (!known) throw base::UsageError("unknown policy '" + policy + "'; known: optimal, greedy");
    const base::Control control =
        make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
    const py::gil_scoped_release release;
    return matching::assign(options.options, {*known, seed, *good_enough, all_pairs}, control);
}

/// What restore_assignment() needs beside the options.
py::dict assignment_state(const matching::Assignment& self) {
    const tables::Selection& selection = self.selection();
    py::dict out;
    out["policy"] = tables::to_string(self.settings().policy);
    out["seed"] = self.settings().seed;
    out["gap_e9"] = self.settings().gap_e9;
    out["all_pairs"] = self.settings().all_pairs;
    if (self.pricing())
        out["pricing"] =
            py::make_tuple(self.pricing()->rounds, self.pricing()->added, self.pricing()->complete);
    put_selection(selection, out);
    return out;
}

/// The assignment of which assignment_state() told. Nothing is solved.
matching::Assignment restore_assignment(const PyOptions& options, const py::dict& state) {
    matching::AssignSettings settings;
    settings.policy =
        tables::parse_policy(state["policy"].cast<std::string>()).value_or(tables::Policy::optimal);
    settings.seed = state["seed"].cast<std::uint64_t>();
    settings.gap_e9 = state["gap_e9"].cast<std::uint64_t>();
    settings.all_pairs = state["all_pairs"].cast<bool>();
    std::optional<matching::Pricing> pricing;
    if (state.contains("pricing")) {
        const auto known = state["pricing"].cast<std::tuple<std::uint64_t, std::uint64_t, bool>>();
        pricing = matching::Pricing{std::get<0>(known), std::get<1>(known), std::get<2>(known)};
    }
    tables::Selection selection = take_selection(state);
    const py::gil_scoped_release release;
    return matching::restore(options.options, settings, std::move(selection), {}, pricing);
}

/// Whose best the assignment is: certificate.scope.
std::string_view scope(const matching::Assignment& self) {
    if (self.options().stopped()) return "examined";
    return self.over_all_pairs() ? "all_pairs" : "listed";
}

py::object pricing_dict(const matching::Assignment& self) {
    if (!self.pricing()) return py::none();
    py::dict out;
    out["rounds"] = self.pricing()->rounds;
    out["added"] = self.pricing()->added;
    return out;
}

std::vector<std::pair<std::string, std::string>> added_options(const PyOptions& self) {
    std::vector<std::pair<std::string, std::string>> out;
    for (matching::NamedOption& one : self.options.added())
        out.emplace_back(std::move(one.candidate), std::move(one.option));
    return out;
}

py::object left_out(const PyOptions& self) {
    if (!self.options.max_options()) return py::none();
    py::dict out;
    out["pairs"] = self.options.cut().pairs;
    out["options"] = self.options.cut().options;
    return out;
}

}  // namespace

void bind_matching(py::module_& module) {
    py::class_<PyOptions>(module, "Options")
        .def_property_readonly("options_hash", [](const PyOptions& self) { return self.options.hash(); })
        .def_property_readonly("rules_hash",
                               [](const PyOptions& self) { return self.options.rules().content_hash(); })
        .def_property_readonly("date", [](const PyOptions& self) { return self.options.date().iso(); })
        .def_property_readonly("warnings", [](const PyOptions& self) { return findings_list(self.warnings); })
        .def("counts", counts)
        .def("columns", option_columns, py::arg("candidate") = py::none())
        .def("keys", option_keys)
        .def("score_columns", score_columns, py::arg("candidate") = py::none())
        .def_property_readonly("card",
                               [](const PyOptions& self) {
                                   return PyCard{self.options.card(), self.options.card().warnings()};
                               })
        .def_property_readonly("not_examined",
                               [](const PyOptions& self) { return self.options.not_examined(); })
        .def_property_readonly("candidates",
                               [](const PyOptions& self) { return self.options.problem().candidate_count(); })
        .def("added", added_options)
        .def("left_out", left_out)
        .def("__len__", [](const PyOptions& self) { return self.options.size(); });
    py::class_<matching::Assignment>(module, "Assignment")
        .def_property_readonly(
            "status",
            [](const matching::Assignment& self) { return iqmatch::graph::to_string(self.status()); })
        .def_property_readonly(
            "value",
            [](const matching::Assignment& self) { return tables::grid_text(self.value(), decimals); })
        .def_property_readonly(
            "bound",
            [](const matching::Assignment& self) { return tables::grid_text(self.bound(), decimals); })
        .def_property_readonly("gap", &matching::Assignment::gap)
        .def_property_readonly("work", &matching::Assignment::work)
        .def_property_readonly("options_hash",
                               [](const matching::Assignment& self) { return self.options().hash(); })
        .def("certify",
             [](const matching::Assignment& self) {
                 const py::gil_scoped_release release;
                 return self.certify();
             })
        .def("assignment_csv",
             [](const matching::Assignment& self) {
                 const py::gil_scoped_release release;
                 return io::match_assignment_csv(self);
             })
        .def("unmatched_csv",
             [](const matching::Assignment& self) {
                 const py::gil_scoped_release release;
                 return io::unmatched_csv(self);
             })
        .def("plans_csv",
             [](const matching::Assignment& self) {
                 const py::gil_scoped_release release;
                 return io::plans_csv(self);
             })
        .def("waiting_csv",
             [](const matching::Assignment& self) {
                 const py::gil_scoped_release release;
                 return io::waiting_csv(self);
             })
        .def("plan_gain",
             [](const matching::Assignment& self) {
                 matching::PlanGain gain;
                 {
                     const py::gil_scoped_release release;
                     gain = matching::plan_gain(self);
                 }
                 py::dict out;
                 out["planned"] = gain.planned;
                 out["bridged"] = gain.bridged;
                 out["alone"] = gain.alone;
                 out["value_today"] = tables::grid_text(gain.value_today, decimals);
                 out["assigned_today"] = gain.assigned_today;
                 return out;
             })
        .def("decisions_csv",
             [](const matching::Assignment& self) { return io::decisions_csv(self.options()); })
        .def("changes_csv",
             [](const matching::Assignment& self) {
                 const py::gil_scoped_release release;
                 return io::changes_csv(self);
             })
        .def("state", assignment_state)
        .def("scope", scope)
        .def("pricing", pricing_dict)
        .def("options",
             [](const matching::Assignment& self, const PyOptions& first) {
                 return PyOptions{self.options(), first.warnings};
             })
        .def("prices_csv", [](const matching::Assignment& self) {
            return io::prices_csv(self.options().problem(), self.selection());
        });
    module.def("make_options", make_options, py::arg("network"), py::arg("date"), py::arg("rules"),
               py::arg("card"), py::arg("threads"), py::arg("progress"), py::arg("previous"), py::arg("keep"),
               py::arg("plans"), py::arg("model"), py::arg("first"), py::arg("max_options"),
               py::arg("keep_left_out"), py::arg("also"));
    module.def("restore_assignment", restore_assignment, py::arg("options"), py::arg("state"));
    module.def("assign", assign, py::arg("options"), py::kw_only(), py::arg("policy"), py::arg("seed"),
               py::arg("threads"), py::arg("time_limit"), py::arg("work_limit"), py::arg("progress"),
               py::arg("gap"), py::arg("all_pairs"));
}

}  // namespace iqmatch_python
