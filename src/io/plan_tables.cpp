// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/way_text.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/matching/waiting.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io {
namespace {

using planning::Step;

std::string plan_number(const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : std::string();
}
std::string plan_hundredths(const std::optional<std::int64_t>& value) {
    return value ? tables::grid_text(*value, 2) : std::string();
}
std::string day(const std::optional<base::Date>& value) {
    return value ? value->iso() : std::string();
}

template <class Range, class Text>
std::string joined(const Range& range, const Text& text) {
    std::string out;
    for (const auto& one : range) {
        if (!out.empty()) out += ';';
        out += text(one);
    }
    return out;
}

/// The site, else the region; empty where there is no place.
std::string_view place(const domain::Network& network, const Step& step) {
    if (step.site) return network.sites().key(*step.site);
    if (step.region) return network.catalogue().region(*step.region).ags;
    return {};
}

std::string_view provider(const domain::Network& network, const Step& step) {
    if (!step.measure.valid()) return {};
    const auto id = network.measures().provider(step.measure);
    return id ? network.providers().key(*id) : std::string_view();
}

void add_steps(const domain::Network& network, std::string_view candidate, std::string_view option,
               const planning::Plan& plan, const std::vector<std::string>& german,
               const std::vector<std::string>& english, std::string& out) {
    const domain::Column& parts = network.table("run_parts").column("part");
    for (std::size_t k = 0; k < plan.steps.size(); ++k) {
        const Step& step = plan.steps[k];
        append_csv_row(
            out,
            {candidate,
             option,
             std::to_string(k + 1),
             planning::to_string(step.kind),
             step.run.valid() ? network.runs().key(step.run) : std::string_view(),
             joined(step.part_rows, [&](std::size_t row) { return std::string(parts.text(row)); }),
             provider(network, step),
             step.start.iso(),
             step.end.iso(),
             step.late_end.iso(),
             tables::grid_text(step.chance_milli, 3),
             place(network, step),
             step.mode,
             plan_hundredths(step.hours_week_x100),
             plan_number(step.travel_min),
             joined(step.closes,
                    [&](const planning::Need& need) { return planning::to_text(need, network); }),
             plan_number(step.cost_cents),
             joined(step.fundings,
                    [](const planning::PossibleFunding& funding) { return std::string(funding.instrument); }),
             day(step.apply_before),
             joined(step.agreement_by,
                    [](planning::Agreement who) {
                        return std::string(planning::agreement_names[static_cast<std::size_t>(who)]);
                    }),
             rules::to_string(step.certainty),
             german[k],
             english[k]});
    }
}

}  // namespace

std::string plans_csv(const matching::Assignment& assignment) {
    std::string out =
        "candidate,option,step,kind,run,part,provider,start,end,late_end,chance,place,mode,hours_week,"
        "travel_min,closes,cost_cents,funding_possible,apply_before,agreement_by,certainty,"
        "text_de,text_en\n";
    const matching::Options& options = assignment.options();
    const matching::SeatNumbers seats(assignment);
    for (const matching::Proposal& proposal : assignment.proposals()) {
        if (!proposal.option.planned()) continue;
        const matching::OptionDetail detail = options.detail(proposal.candidate, proposal.option);
        const auto in_words = [&](base::Language language) {
            return explain::way_text(options, proposal.candidate, proposal.option, detail, seats, language)
                .plan;
        };
        add_steps(options.network(), options.network().candidates().key(proposal.candidate),
                  options.key(proposal.option), *detail.plan, in_words(base::Language::de),
                  in_words(base::Language::en), out);
    }
    return out;
}

std::string waiting_csv(const matching::Assignment& assignment) {
    std::string out = "run,candidate,position,since,reason_code\n";
    const domain::Network& network = assignment.options().network();
    for (const matching::Waiting& one : matching::waiting_lists(assignment))
        append_csv_row(out, {network.runs().key(one.run), network.candidates().key(one.candidate),
                             std::to_string(one.position), day(one.since), matching::to_string(one.reason)});
    return out;
}

}  // namespace iqmatch::inline v0::io
