// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>
#include "always_open.hpp"
#include "employers.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

using base::Cefr;

/// A level `by` steps higher or lower, within A1 to C2.
Cefr moved(Cefr level, int by) {
    const int at = std::clamp(static_cast<int>(level) + by, 1, 6);
    return static_cast<Cefr>(at);
}

class VacancyWriter {
  public:
    VacancyWriter(const domain::Catalogue& catalogue, const Parameters& parameters,
                  const GenerateSettings& settings)
        : catalogue_(catalogue),
          parameters_(parameters),
          settings_(settings),
          digits_(digits_for(settings.vacancies)) {
        for (std::size_t i = 0; i < parameters.unlisted_jobs.size(); ++i) unlisted_.add(1);
    }

    void add(Jobs& jobs, std::size_t employer) {
        Draw draw(settings_.seed, Stream::vacancy, jobs.vacancies.size());
        const Employer& e = jobs.employers[employer];
        const Sector& sector = parameters_.sectors[e.sector];
        Vacancy v;
        v.key = key("v", jobs.vacancies.size() + 1, digits_);
        v.employer = employer;
        v.trade = unlisted_.total() > 0 && !draw.share(parameters_.rate("listed_occupations"))
                      ? parameters_.unlisted_jobs[unlisted_.pick(draw)]
                      : sector.trades[sector.trade.pick(draw)];
        const Site& site = jobs.sites[draw.one_of(e.sites)];
        v.ags = parameters_.towns[site.town].ags;
        v.positions = positions(parameters_.trades[v.trade], e, draw);
        const Always always = always_open(parameters_, settings_.seed, parameters_.trades[v.trade], e.size,
                                          sector, jobs.vacancies.size());
        write(v, e, site, sector, always, draw);
        v.positions += always.more_positions;
        jobs.vacancies_in[v.ags].push_back(jobs.vacancies.size());
        jobs.vacancies_of[v.trade].push_back(jobs.vacancies.size());
        jobs.vacancies.push_back(std::move(v));
    }

    [[nodiscard]] Sheet& vacancies() { return vacancies_; }
    [[nodiscard]] Sheet& tranches() { return tranches_; }
    [[nodiscard]] Sheet& skills() { return skills_; }

  private:
    static std::int64_t positions(const Trade& trade, const Employer& employer, Draw& draw) {
        const int level = trade.kldb.level();
        const std::int64_t most = level == 4 ? 1 + employer.size / 3 : 1 + employer.size;
        return draw.share(620) ? 1 : draw.between(1, most + (employer.size == 3 && level < 3 ? 2 : 0));
    }

    void write(const Vacancy& v, const Employer& e, const Site& site, const Sector& sector,
               const Always& always, Draw& draw) {
        const Trade& trade = parameters_.trades[v.trade];
        const bool open = draw.share(parameters_.rate("vacancy_standing"));
        const std::int64_t kind = draw.between(0, 999);
        std::string_view kind_name = kind < 930   ? "job"
                                     : kind < 950 ? "apprenticeship"
                                     : kind < 980 ? "internship"
                                                  : "trial";
        Hours hours_wanted = hours_of(trade, draw);
        if (always.open_days > 0 && (kind_name == "internship" || kind_name == "trial")) {
            kind_name = "job";
            hours_wanted.low = 2000;
            hours_wanted.high = 3900;
        }
        const Pay pay = pay_of(trade, kind_name, hours_wanted, draw);
        Dates dates = dates_of(open, kind_name, draw);
        if (always.hours_low > 0) hours_wanted.low = std::min(hours_wanted.low, always.hours_low);
        const bool standing = open || (always.open_days > 0 && kind_name == "job");
        if (standing && !open) {
            if (dates.start_to) dates.start_to = dates.start_to->plus_days(always.open_days);
            if (dates.valid_to) dates.valid_to = dates.valid_to->plus_days(always.open_days);
        }
        const German german = german_of(trade, draw);
        const bool regulated = trade.path == Path::licensed && draw.share(80);
        const bool lower_will_do = trade.kldb.level() == 4 && trade.path == Path::academic && draw.share(250);
        vacancies_.add({v.key,
                        e.key,
                        site.key,
                        trade.code,
                        kind_name,
                        standing ? "standing" : "one_off",
                        text(v.positions + always.more_positions),
                        regulated ? "yes" : "",
                        lower_will_do ? "3" : "",
                        german.overall,
                        german.skill[0],
                        german.skill[1],
                        german.skill[2],
                        german.skill[3],
                        german.skill[4],
                        german.overall.empty() ? std::string_view() : sector.language_reason,
                        hours_wanted.known ? hours(hours_wanted.low) : std::string(),
                        hours_wanted.known ? hours(hours_wanted.high) : std::string(),
                        draw.share(900) ? trade.shifts : std::string_view(),
                        pay.cents,
                        pay.per,
                        text(dates.start_from),
                        text(dates.start_to),
                        text(dates.valid_from),
                        text(dates.valid_to),
                        "stellenservice",
                        text(dates.confirmed)});
        if (v.positions >= 4 && dates.start_from && draw.share(600)) {
            const std::int64_t first = v.positions / 2;
            const auto months = static_cast<int>(draw.between(2, 4));
            tranches_.add(
                {v.key, text(dates.start_from), text(dates.start_from->plus_months(2)), text(first)});
            tranches_.add({v.key, text(dates.start_from->plus_months(months + 1)),
                           text(dates.start_from->plus_months(months + 3)),
                           text(v.positions + always.more_positions - first)});
        }
        if (draw.share(parameters_.rate("vacancy_skills"))) write_skills(v, trade, draw);
    }

    struct Hours {
        bool known = true;
        std::int64_t low = 3500, high = 4000;
    };
    Hours hours_of(const Trade& trade, Draw& draw) {
        constexpr std::array<std::int64_t, 4> full{3850, 3900, 4000, 3850};
        Hours out;
        out.high = draw.one_of(full);
        const bool part = draw.share(parameters_.rate("vacancy_part_time"));
        if (part && draw.share(500)) {  // part time only
            out.low = draw.between(2, 4) * 500;
            out.high = out.low + draw.between(1, 3) * 500;
        } else {
            out.low = part ? draw.between(3, 6) * 500 : draw.between(6, 7) * 500;
            if (trade.kldb.level() == 4) out.low = std::max<std::int64_t>(out.low, 2000);
        }
        out.known = !draw.share(parameters_.rate("vacancy_hours_unknown"));
        return out;
    }

    struct Pay {
        std::string cents;
        std::string_view per;
    };
    Pay pay_of(const Trade& trade, std::string_view kind, const Hours& hours_wanted, Draw& draw) {
        const std::int64_t full =
            draw.between(trade.pay_low / 10, trade.pay_high / 10) * 1000;  // cents a month
        const bool unknown = draw.share(parameters_.rate("vacancy_pay_unknown"));
        if (kind == "apprenticeship") return {text(draw.between(105, 130) * 1000), "month"};
        if (unknown || kind == "internship") return {};
        // 52 weeks in 12 months: a month of 39 hours a week is 169 hours.
        if (trade.kldb.level() == 1 && draw.share(450)) return {text(full / 169), "hour"};
        if (trade.kldb.level() == 4 && draw.share(350)) return {text(full * 12), "year"};
        return {text(full * std::min<std::int64_t>(hours_wanted.high, 3900) / 3900 / 1000 * 1000), "month"};
    }

    struct Dates {
        std::optional<base::Date> start_from, start_to, valid_from, valid_to, confirmed;
    };
    Dates dates_of(bool open, std::string_view kind, Draw& draw) {
        const auto days = [&](std::int64_t low, std::int64_t high) {
            return static_cast<std::int32_t>(draw.between(low, high));
        };
        Dates out;
        const base::Date start =
            kind == "apprenticeship"
                ? base::Date(std::chrono::year(int(settings_.as_of.ymd().year()) + 1) / 8 / 1)
                : settings_.as_of.plus_days(days(7, 120));
        const bool unknown = draw.share(parameters_.rate("vacancy_start_unknown"));
        if (!unknown) out.start_from = start;
        if (!unknown && !draw.share(150))
            out.start_to = start.plus_days(open ? days(180, 330) : days(45, 210));
        out.valid_from = settings_.as_of.plus_days(-days(3, 100));
        if (!draw.share(120))
            out.valid_to = (out.start_to ? *out.start_to : start.plus_days(120)).plus_days(days(0, 60));
        out.confirmed = settings_.as_of.plus_days(-days(0, draw.share(15) ? 420 : 60));
        if (*out.confirmed < *out.valid_from) out.valid_from = out.confirmed;
        return out;
    }

    struct German {
        std::string_view overall;
        std::array<std::string_view, 5> skill{};  ///< listening, reading, interaction, production, writing
    };
    German german_of(const Trade& trade, Draw& draw) {
        German out;
        const std::int64_t luck = draw.between(0, 999);
        const Cefr level = moved(trade.german, luck < 110 ? -1 : luck > 910 ? 1 : 0);
        const bool unknown = draw.share(parameters_.rate("vacancy_german_unknown"));
        const bool by_skill = draw.share(140);
        const std::int64_t harder = draw.between(0, 4);
        if (unknown && trade.path != Path::licensed) return out;
        out.overall = base::to_string(level);
        if (by_skill) {
            out.skill.back() = base::to_string(moved(level, -1));  // less is written than spoken
            out.skill[static_cast<std::size_t>(harder)] =
                base::to_string(moved(level, level >= Cefr::b2 ? 0 : 1));
        }
        return out;
    }

    void write_skills(const Vacancy& v, const Trade& trade, Draw& draw) {
        std::size_t essential = 0, optional = 0;
        for (const domain::OccupationSkill& need : catalogue_.skills_of(trade.kldb)) {
            const bool is_essential = need.relation == domain::SkillRelation::essential;
            std::size_t& count = is_essential ? essential : optional;
            if (count >= (is_essential ? 7U : 3U) || !draw.share(is_essential ? 620 : 450)) continue;
            ++count;
            skills_.add({v.key, catalogue_.skill(need.skill).key, is_essential ? "essential" : "optional"});
        }
    }

    const domain::Catalogue& catalogue_;
    const Parameters& parameters_;
    const GenerateSettings& settings_;
    std::size_t digits_;
    Choice unlisted_;
    Sheet vacancies_{"vacancies",
                     {"vacancy",
                      "employer",
                      "site",
                      "kldb",
                      "kind",
                      "persistence",
                      "positions",
                      "regulated_activity",
                      "level_min",
                      "german",
                      "german_listening",
                      "german_reading",
                      "german_interaction",
                      "german_production",
                      "german_writing",
                      "language_reason",
                      "hours_min",
                      "hours_max",
                      "shifts",
                      "pay_cents",
                      "pay_per",
                      "start_from",
                      "start_to",
                      "valid_from",
                      "valid_to",
                      "owner",
                      "last_confirmed"}};
    Sheet tranches_{"vacancy_tranches", {"vacancy", "start_from", "start_to", "positions"}};
    Sheet skills_{"vacancy_skills", {"vacancy", "skill", "relation"}};
};

}  // namespace

Jobs make_jobs(const domain::Catalogue& catalogue, const Parameters& parameters,
               const GenerateSettings& settings) {
    Jobs jobs;
    jobs.vacancies_of.resize(parameters.trades.size());
    EmployerMaker maker(parameters, settings.seed);
    VacancyWriter writer(catalogue, parameters, settings);
    while (jobs.vacancies.size() < settings.vacancies) {
        const std::size_t employer = maker.next(jobs);
        Draw draw(settings.seed, Stream::employer, ~std::uint64_t{employer});
        const std::int64_t count = EmployerMaker::vacancies_for(jobs.employers[employer], draw);
        for (std::int64_t i = 0; i < count && jobs.vacancies.size() < settings.vacancies; ++i)
            writer.add(jobs, employer);
    }
    for (Sheet* sheet :
         {&maker.employers(), &maker.sites(), &writer.vacancies(), &writer.tranches(), &writer.skills()})
        jobs.tables.push_back(std::move(*sheet).take());
    return jobs;
}

}  // namespace iqmatch::inline v0::synth::detail
