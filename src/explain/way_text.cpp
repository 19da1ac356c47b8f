// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/explain/way_text.hpp>

namespace iqmatch::inline v0::explain {
namespace {

using planning::Step;
using planning::StepKind;

class WayWriter {
  public:
    WayWriter(const matching::Options& options, domain::CandidateId candidate,
              const matching::SeatNumbers& seats, base::Language language)
        : options_(options),
          network_(options.network()),
          candidate_(candidate),
          seats_(seats),
          language_(language) {}

    [[nodiscard]] std::string step(const Step& one) const {
        if (one.kind != StepKind::run && one.kind != StepKind::exam)
            return text(planning::to_string(one.kind),
                        {{"end", date(one.end)}, {"late", date(one.late_end)}});
        const std::string place = where(one);
        const bool exam = one.kind == StepKind::exam;
        std::string out;
        if (exam)
            out = place.empty() ? text("exam_own_way", {{"start", date(one.start)}})
                                : text("exam", {{"where", place}, {"start", date(one.start)}});
        else if (place.empty())
            out = text("course_own_way",
                       {{"what", what(one)}, {"start", date(one.start)}, {"end", date(one.end)}});
        else
            out = text(
                "course",
                {{"what", what(one)}, {"where", place}, {"start", date(one.start)}, {"end", date(one.end)}});
        const std::string more = details(one);
        return more.empty() ? out : text("details", {{"step", out}, {"details", more}});
    }

    [[nodiscard]] std::string job(std::string_view code, domain::VacancyId vacancy, base::Date start) const {
        const auto vacancies = network_.vacancies();
        const domain::Kldb kldb = vacancies.kldb(vacancy);
        const auto* entry = network_.catalogue().find_occupation(kldb);
        std::string occupation = kldb.text();
        if (entry != nullptr)
            occupation = language_ == base::Language::de ? entry->label_de : entry->label_en;
        const auto region = vacancies.region(vacancy);
        const std::string place = region ? std::string(network_.catalogue().region(*region).name)
                                         : std::string(vacancies.key(vacancy));
        return text(code, {{"occupation", occupation},
                           {"where", text("place", {{"place", place}})},
                           {"start", date(start)}});
    }

    [[nodiscard]] std::string date(base::Date day) const { return write_date(day, language_); }
    [[nodiscard]] std::string text(std::string_view code,
                                   std::initializer_list<NamedText> parameters = {}) const {
        return say("ways", code, language_, parameters);
    }

  private:
    [[nodiscard]] std::string what(const Step& one) const {
        const std::string_view kind = domain::to_string(network_.measures().kind(one.measure));
        const Text* found = find_text("plans", "kind." + std::string(kind));
        return std::string(found == nullptr ? kind : found->in(language_));
    }
    [[nodiscard]] std::string where(const Step& one) const {
        if (one.region)
            return text("place", {{"place", std::string(network_.catalogue().region(*one.region).name)}});
        return one.mode == "virtual" || one.mode == "distance" ? text("online") : std::string();
    }

    [[nodiscard]] std::string details(const Step& one) const {
        std::string out;
        const auto add = [&](const std::string& more) { out += (out.empty() ? "" : "; ") + more; };
        if (one.under_way)
            add(text("under_way"));
        else if (one.seat_kept)
            add(text("seat_kept"));
        else if (const auto seat = seats_.of(candidate_, one.run))
            add(text("seat",
                     {{"number", std::to_string(seat->number)}, {"seats", std::to_string(seat->seats)}}));
        if (one.planned_run) add(text("not_confirmed"));
        if (!one.fundings.empty()) add(funding(one.fundings.front()));
        const bool funding_first =
            !one.fundings.empty() && one.fundings.front().apply_before == one.apply_before;
        if (one.apply_before && !funding_first) add(text("register", {{"date", date(*one.apply_before)}}));
        return out;
    }

    [[nodiscard]] std::string funding(const planning::PossibleFunding& one) const {
        const std::string label = language_ == base::Language::de ? one.row->label_de : one.row->label_en;
        if (one.unsure) return text("funded_unsure", {{"label", label}});
        if (!one.apply_before) return text("funded", {{"label", label}});
        return text("funded_before", {{"label", label}, {"date", date(*one.apply_before)}});
    }

    const matching::Options& options_;
    const domain::Network& network_;
    domain::CandidateId candidate_;
    const matching::SeatNumbers& seats_;
    base::Language language_;
};

}  // namespace

std::string WayText::sentence() const {
    std::string out;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
    };
    for (const std::string& step : plan) add(step);
    add(until_then);
    add(work);
    return out;
}

WayText way_text(const matching::Options& options, domain::CandidateId candidate,
                 const matching::Option& option, const matching::OptionDetail& detail,
                 const matching::SeatNumbers& seats, base::Language language) {
    const WayWriter writer(options, candidate, seats, language);
    WayText out;
    if (detail.plan)
        for (const Step& step : detail.plan->steps) out.plan.push_back(writer.step(step));
    if (detail.bridge)
        out.until_then = writer.job("until_then", detail.bridge->vacancy, detail.bridge->start);
    if (option.alone)
        out.work = writer.text("alone", {{"ready", writer.date(detail.plan->ready)},
                                         {"late", writer.date(detail.plan->late_ready)}});
    else
        out.work = writer.job(detail.post_to_be_held ? "job_held" : "job", option.vacancy, option.start);
    return out;
}

}  // namespace iqmatch::inline v0::explain
