// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/employers.hpp>
#include <optional>
#include <tuple>
#include "blocks.hpp"
#include "relaxations.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::EmployerId;
using domain::VacancyId;

/// Whether the person's recognition in the field of the work is under way.
bool in_recognition(const domain::Network& network, CandidateId candidate, VacancyId vacancy) {
    const domain::Kldb job = network.vacancies().kldb(vacancy);
    for (const domain::Qualification& own : network.qualifications_of(candidate)) {
        const bool under_way = own.status == domain::RecognitionStatus::in_procedure ||
                               own.status == domain::RecognitionStatus::compensation_required;
        if (under_way && own.kldb && network.catalogue().same_field(*own.kldb, job)) return true;
    }
    return false;
}

/// The duties that one proposal brings.
class Duties {
  public:
    Duties(const Options& options, std::vector<DatedDuty>& out)
        : network_(options.network()), options_(options), out_(out) {}

    void of(const Proposal& proposal) {
        candidate_ = proposal.candidate;
        const Option& option = proposal.option;
        const OptionDetail detail = options_.detail(candidate_, option);
        if (!option.alone) {
            if (detail.eligibility.permission_lead_days > 0)
                add(Duty::details, option.vacancy,
                    option.start.plus_days(-detail.eligibility.permission_lead_days));
            if (!option.planned() && in_recognition(network_, candidate_, option.vacancy))
                add(Duty::mentor, option.vacancy, option.start);
            if (detail.post_to_be_held) add(Duty::hold_post, option.vacancy, stated_end(option.vacancy));
        }
        if (!detail.plan) return;
        if (detail.bridge) beside(*detail.bridge, *detail.plan);
        for (const planning::Step& step : detail.plan->steps) practice(step);
    }

  private:
    void add(Duty duty, VacancyId vacancy, base::Date by, domain::RunId run = {}) {
        const auto employer = network_.vacancies().employer(vacancy);
        add(duty, employer ? *employer : EmployerId(), vacancy, by, run);
    }
    void add(Duty duty, EmployerId employer, VacancyId vacancy, base::Date by, domain::RunId run) {
        out_.push_back({duty, employer, vacancy, candidate_, std::max(by, options_.date()), run});
    }

    [[nodiscard]] base::Date stated_end(VacancyId vacancy) const {
        const auto vacancies = network_.vacancies();
        const auto end = vacancies.valid_to(vacancy), latest = vacancies.start_to(vacancy);
        if (end && latest) return std::min(*end, *latest);
        return end ? *end : latest.value_or(options_.date());
    }

    void beside(const Bridge& work, const planning::Plan& plan) {
        add(Duty::mentor, work.vacancy, work.start);
        for (const planning::Step& step : plan.steps)
            if (step.kind == planning::StepKind::run && step.end >= work.start)
                add(Duty::time_off, work.vacancy, std::max(step.start, work.start), step.run);
    }

    void practice(const planning::Step& step) {
        if (step.kind != planning::StepKind::run || !step.run.valid()) return;
        std::vector<EmployerId> hosts;
        const auto host = [&](EmployerId id) {
            if (std::find(hosts.begin(), hosts.end(), id) == hosts.end()) hosts.push_back(id);
        };
        if (const auto by = network_.measures().hosted_by(step.measure); by.has_value()) host(*by);
        for (const domain::RunPart& part : network_.parts_of(step.run)) {
            if (std::find(step.part_rows.begin(), step.part_rows.end(), part.row) == step.part_rows.end())
                continue;
            if (!part.site.has_value()) continue;
            if (const auto owner = network_.sites().employer(*part.site)) host(*owner);
        }
        for (const EmployerId id : hosts) add(Duty::practice_place, id, VacancyId(), step.start, step.run);
    }

    const domain::Network& network_;
    const Options& options_;
    std::vector<DatedDuty>& out_;
    CandidateId candidate_;
};

std::vector<DatedDuty> duties_of(const Assignment& assignment) {
    std::vector<DatedDuty> out;
    Duties duties(assignment.options(), out);
    for (const Proposal& proposal : assignment.proposals()) duties.of(proposal);
    std::sort(out.begin(), out.end(), [](const DatedDuty& a, const DatedDuty& b) {
        const auto order = [](const DatedDuty& one) {
            return std::tuple(!one.employer.valid(), one.employer, !one.vacancy.valid(), one.vacancy, one.by,
                              one.candidate, one.duty, one.run);
        };
        return order(a) < order(b);
    });
    return out;
}

}  // namespace

Employers employers(const Assignment& assignment, const base::Control& control) {
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const Options& options = assignment.options();
    const domain::Network& network = options.network();
    detail::require_all_listed(options);
    Employers out;
    out.vacancies.resize(network.vacancies().size());
    for (std::size_t v = 0; v < out.vacancies.size(); ++v) out.vacancies[v].vacancy = VacancyId(v);
    for (const Proposal& proposal : assignment.proposals()) {
        if (!proposal.option.alone)
            out.vacancies[proposal.option.vacancy.index()].proposed.push_back(proposal.candidate);
        if (const auto bridge = options.bridge(proposal.option))
            out.vacancies[bridge->vacancy.index()].proposed.push_back(proposal.candidate);
        if (proposal.runner_up && !proposal.runner_up->alone)
            out.vacancies[proposal.runner_up->vacancy.index()].runner_ups.push_back(proposal.candidate);
    }
    for (std::size_t c = 0; c < network.candidates().size(); ++c) {
        std::optional<VacancyId> before;
        for (const Option& option : options.of(CandidateId(c))) {
            if (option.alone) continue;
            EmployerVacancy& one = out.vacancies[option.vacancy.index()];
            // Options stand in the order of their vacancies.
            if (before != option.vacancy) ++one.people;
            before = option.vacancy;
            one.first = one.first ? std::min(*one.first, option.start) : option.start;
            one.last = one.last ? std::max(*one.last, option.start) : option.start;
        }
    }
    out.duties = duties_of(assignment);
    for (const DatedDuty& duty : out.duties) {
        if (!duty.vacancy.valid()) continue;
        EmployerVacancy& one = out.vacancies[duty.vacancy.index()];
        ++one.duties;
        one.next_duty = one.next_duty ? std::min(*one.next_duty, duty.by) : duty.by;
    }
    const detail::Relaxer relaxer(assignment);
    out.stopped = detail::for_blocks(out.vacancies.size(), control, base::Stage::explanations, [&] {
                      return [&](std::size_t begin, std::size_t end) {
                          for (std::size_t v = begin; v < end; ++v)
                              out.vacancies[v].relaxations = relaxer.of(VacancyId(v));
                      };
                  }).has_value();
    return out;
}

}  // namespace iqmatch::inline v0::matching
