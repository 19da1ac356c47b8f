// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iqmatch/synth/generate.hpp>
#include "case_files.hpp"
#include "steering.hpp"

namespace iqmatch::inline v0::synth {

namespace {

/// The tables in the order of the schema; those that the schema lacks stand at the end.
std::vector<base::TextTable> ordered(std::vector<base::TextTable> tables) {
    const auto rank = [](const base::TextTable& table) {
        const auto schema = domain::network_schema();
        return std::find_if(schema.begin(), schema.end(),
                            [&](const auto& s) { return s.name == table.name(); }) -
               schema.begin();
    };
    std::stable_sort(tables.begin(), tables.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return tables;
}

}  // namespace

SyntheticNetwork generate(const domain::Catalogue& catalogue, const GenerateSettings& settings) {
    if (std::max({settings.candidates, settings.vacancies, settings.runs}) > most_generated)
        throw base::UsageError("at most " + std::to_string(most_generated) +
                               " people, vacancies and course runs can be generated");
    const detail::Parameters parameters(catalogue, settings.whole_catalogue);
    detail::Jobs jobs = detail::make_jobs(catalogue, parameters, settings);
    detail::Courses courses = detail::make_courses(catalogue, parameters, settings, jobs);
    const detail::PeopleMaker people(parameters, settings, jobs);
    detail::CaseFiles files(catalogue, parameters, settings, jobs);
    detail::Steering steering(parameters, settings, jobs, courses);
    std::optional<detail::Person> previous;
    for (std::size_t number = 0; number < settings.candidates; ++number) {
        detail::Person person = people.next(number, previous ? &*previous : nullptr);
        files.add(person);
        steering.add(person);
        previous = std::move(person);
    }
    std::vector<base::TextTable> tables = std::move(jobs.tables);
    const auto take = [&](std::vector<base::TextTable> more) {
        std::move(more.begin(), more.end(), std::back_inserter(tables));
    };
    take(std::move(courses.tables));
    take(files.take());
    take(steering.take());
    return {ordered(std::move(tables)), files.take_audit()};
}

}  // namespace iqmatch::inline v0::synth
