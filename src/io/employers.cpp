// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/version.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/employers.hpp>
#include <iqmatch/io/result_summary.hpp>
#include "cells.hpp"

namespace iqmatch::inline v0::io {
namespace {

using detail::day_cell;
using detail::value_cell;
using matching::EmployerVacancy;

std::string_view employer_of(const domain::Network& network, domain::VacancyId vacancy) {
    const auto id = network.vacancies().employer(vacancy);
    return id ? network.employers().key(*id) : std::string_view();
}

std::vector<std::string> keys(const domain::Network& network,
                              const std::vector<domain::CandidateId>& people) {
    std::vector<std::string> out;
    for (const domain::CandidateId id : people) out.emplace_back(network.candidates().key(id));
    return out;
}

JsonValue texts(const std::vector<std::string>& all) {
    JsonValue out = JsonValue::array();
    for (const std::string& text : all) out.push(text);
    return out;
}

/// Hours as people write them; everything else as it is.
std::string change_value(const matching::FactChange& change) {
    if (change.kind != matching::FactChangeKind::job_hours) return change.value;
    return tables::grid_text(std::stoll(change.value), 2);
}

std::string_view change_name(const matching::FactChange& change) {
    return matching::fact_change_names[static_cast<std::size_t>(change.kind)];
}

base::Int128 open_of(const matching::Assignment& result) {
    return result.bound() - result.value();
}

}  // namespace

std::string employers_csv(const matching::Employers& employers, const matching::Assignment& result) {
    std::string out =
        "vacancy,employer,positions,open,proposals,runner_ups,people,first_start,last_start,duties,"
        "next_duty\n";
    const matching::Options& options = result.options();
    const domain::Network& network = options.network();
    for (const EmployerVacancy& one : employers.vacancies)
        append_csv_row(
            out,
            {network.vacancies().key(one.vacancy), employer_of(network, one.vacancy),
             std::to_string(network.vacancies().positions(one.vacancy)),
             std::to_string(options.open_positions(one.vacancy)), detail::joined(keys(network, one.proposed)),
             detail::joined(keys(network, one.runner_ups)), std::to_string(one.people), day_cell(one.first),
             day_cell(one.last), std::to_string(one.duties), day_cell(one.next_duty)});
    return out;
}

std::string duties_csv(const matching::Employers& employers, const domain::Network& network) {
    std::string out = "employer,vacancy,duty,by,candidate,run\n";
    for (const matching::DatedDuty& duty : employers.duties)
        append_csv_row(
            out, {duty.employer.valid() ? network.employers().key(duty.employer) : std::string_view(),
                  duty.vacancy.valid() ? network.vacancies().key(duty.vacancy) : std::string_view(),
                  matching::to_string(duty.duty), duty.by.iso(), network.candidates().key(duty.candidate),
                  duty.run.valid() ? network.runs().key(duty.run) : std::string_view()});
    return out;
}

std::string relaxations_csv(const matching::Employers& employers, const domain::Network& network) {
    std::string out = "vacancy,employer,change,value,opens,worth_at_most\n";
    for (const EmployerVacancy& one : employers.vacancies)
        for (const matching::Relaxation& relaxation : one.relaxations)
            append_csv_row(out, {network.vacancies().key(one.vacancy), employer_of(network, one.vacancy),
                                 change_name(relaxation.change), change_value(relaxation.change),
                                 std::to_string(relaxation.opens), value_cell(relaxation.at_most)});
    return out;
}

JsonValue employers_json(const matching::Employers& employers, const matching::Assignment& result) {
    const matching::Options& options = result.options();
    const domain::Network& network = options.network();
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-employers-1").set("date", options.date().iso());
    out.set("options_hash", options.hash()).set("stopped", employers.stopped);
    out.set("open", detail::value_member(open_of(result)));
    JsonValue vacancies = JsonValue::array();
    for (const EmployerVacancy& one : employers.vacancies) {
        JsonValue row = JsonValue::object();
        row.set("vacancy", network.vacancies().key(one.vacancy));
        row.set("employer", detail::text_or_null(employer_of(network, one.vacancy)));
        row.set("positions", network.vacancies().positions(one.vacancy));
        row.set("open", options.open_positions(one.vacancy));
        row.set("proposals", texts(keys(network, one.proposed)));
        row.set("runner_ups", texts(keys(network, one.runner_ups)));
        row.set("people", one.people).set("first_start", detail::day_member(one.first));
        row.set("last_start", detail::day_member(one.last));
        JsonValue relaxations = JsonValue::array();
        for (const matching::Relaxation& relaxation : one.relaxations) {
            JsonValue entry = JsonValue::object();
            entry.set("change", change_name(relaxation.change));
            entry.set("value", detail::text_or_null(change_value(relaxation.change)));
            entry.set("opens", relaxation.opens);
            entry.set("worth_at_most", detail::value_member(relaxation.at_most));
            relaxations.push(std::move(entry));
        }
        row.set("relaxations", std::move(relaxations));
        vacancies.push(std::move(row));
    }
    out.set("vacancies", std::move(vacancies));
    JsonValue duties = JsonValue::array();
    for (const matching::DatedDuty& duty : employers.duties) {
        JsonValue row = JsonValue::object();
        row.set("employer",
                duty.employer.valid() ? JsonValue(network.employers().key(duty.employer)) : JsonValue());
        row.set("vacancy",
                duty.vacancy.valid() ? JsonValue(network.vacancies().key(duty.vacancy)) : JsonValue());
        row.set("duty", matching::to_string(duty.duty)).set("by", duty.by.iso());
        row.set("candidate", network.candidates().key(duty.candidate));
        row.set("run", duty.run.valid() ? JsonValue(network.runs().key(duty.run)) : JsonValue());
        duties.push(std::move(row));
    }
    out.set("duties", std::move(duties));
    return out;
}

std::string write_employers(const matching::Employers& employers, const matching::Assignment& result,
                            ResultFolder& folder, const BeforePublish& before) {
    const matching::Options& options = result.options();
    folder.add_file("employers.csv", employers_csv(employers, result));
    folder.add_file("duties.csv", duties_csv(employers, options.network()));
    folder.add_file("relaxations.csv", relaxations_csv(employers, options.network()));
    JsonValue summary = JsonValue::object();
    summary.set("schema", summary_schema).set("command", "employers");
    summary.set("date", options.date().iso()).set("version", base::version);
    summary.set("options_hash", options.hash()).set("stopped", employers.stopped);
    summary.set("open", detail::value_member(open_of(result)));
    summary.set("vacancies", employers.vacancies.size()).set("duties", employers.duties.size());
    return folder.finish(std::move(summary), before);
}

}  // namespace iqmatch::inline v0::io
