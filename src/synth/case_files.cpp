// SPDX-License-Identifier: Apache-2.0
#include "case_files.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

using domain::RecognitionStatus;

std::string_view name(RecognitionStatus status) {
    return domain::to_string(status);
}

}  // namespace

void CaseFiles::add(const Person& p) {
    Draw draw(settings_.seed, Stream::papers, p.number);
    missing_.clear();
    known_.clear();
    if (draw.share(parameters_.rate("short_form_only")) && p.unit.empty() && !p.employer)
        add_short(p, draw);
    else
        add_long(p, draw);
    audit_.add({p.key, "sex", p.woman ? "female" : "male"});
    audit_.add({p.key, "age_group", age_names[static_cast<std::size_t>(p.age)]});
    audit_.add({p.key, "origin_group", origin_names[static_cast<std::size_t>(p.origin)]});
}

void CaseFiles::add_short(const Person& p, Draw& draw) {
    write_candidate(p, draw, true);
}

void CaseFiles::add_long(const Person& p, Draw& draw) {
    write_candidate(p, draw, false);
    write_qualifications(p, draw);
    write_licences(p, draw);
    write_title(p, draw);
    write_facts(p, draw);
    write_languages(p, draw);
    write_skills(p, draw);
    write_wishes(p, draw);
    if (p.care) write_times(p);
    if (p.employer) write_employment(p, draw);
    if (!p.unit.empty() && p.number % 2 == 1) {  // once, with the second of the two
        constexpr std::array rules{"all", "at_least_one", "within_reach"};
        units_.add({p.unit, draw.one_of(rules), text(draw.between(4, 9) * 10)});
    }
    if (draw.share(150)) groups_.add({p.key, "iq-esf"});
    write_funding_facts(p);
}

void CaseFiles::write_candidate(const Person& p, Draw& draw, bool short_form) {
    const Town& town = parameters_.towns[p.town];
    const Trade& trade = parameters_.trades[p.trade];
    const bool vocational = trade.kldb.level() <= 2;
    const auto known = [&](std::string_view rate) { return !draw.share(parameters_.rate(rate)); };
    const std::string_view region = p.abroad                  ? "abroad"
                                    : known("region_unknown") ? town.ags
                                                              : std::string_view();

    std::string_view status;
    if (p.abroad)
        status = "abroad";
    else if (p.employed)
        status = "employed";
    else
        status = draw.share(720)   ? "unemployed"
                 : draw.share(550) ? "in_training"
                 : draw.share(500) ? ""
                                   : "not_seeking";

    // From abroad there is the visa, from a job the notice, otherwise little.
    const std::int64_t wait = p.abroad     ? draw.between(90, 240)
                              : p.employed ? draw.between(14, 120)
                                           : draw.between(0, 45);
    const std::string available = known("available_unknown")
                                      ? settings_.as_of.plus_days(static_cast<std::int32_t>(wait)).iso()
                                      : std::string();
    std::string hours_min, hours_max;
    if (p.care || known("hours_unknown")) {
        const std::int64_t most = p.care            ? draw.between(4, 6) * 500
                                  : draw.share(850) ? 4000
                                                    : draw.between(5, 7) * 500;
        hours_max = hours(most);
        if (draw.share(850)) hours_min = hours(p.care ? most - 1000 : most - draw.between(1, 4) * 250);
    }
    const std::string income = draw.share(220) ? text(draw.between(18, 34) * 10'000) : std::string();
    const std::string travel =
        known("travel_unknown") ? text(draw.between(p.care ? 3 : 4, p.care ? 6 : 12) * 5 + 10) : "";
    const bool car = draw.share(parameters_.rate(vocational ? "car_vocational" : "car_other"));
    const std::string_view modes = draw.share(150)   ? ""
                                   : car             ? "car;public"
                                   : draw.share(300) ? "public;bicycle"
                                                     : "public";
    const std::string_view relocate = p.abroad          ? "yes"
                                      : draw.share(250) ? ""
                                                        : yes_no(draw.share(parameters_.rate("relocate")));
    std::string_view below;
    if (known("accepts_unknown")) below = draw.share(400) ? "yes" : draw.share(700) ? "only_with_plan" : "no";
    const bool skills = draw.share(parameters_.rate("skills_complete"));
    const bool qualifications = draw.share(parameters_.rate("qualifications_complete"));
    const std::string_view consent = !known("consent_no") ? "no" : !known("consent_unknown") ? "" : "yes";
    const std::string until = p.registered.plus_months(36).iso();

    if (short_form) {
        const bool grouped = draw.share(500);
        std::string_view title = p.title;
        if (p.title == "eu") title = grouped ? "iq_14" : "eu";
        if (p.title == "none") title = grouped ? "iq_17" : "none";
        if (p.title_row != nullptr && grouped && !p.title_row->iq_group.empty())
            title = p.title_row->iq_group;
        if (!known("title_unknown")) title = {};
        const std::string_view german =
            known("german_unknown") ? base::to_string(p.german) : std::string_view();
        candidates_.add({p.key,
                         region,
                         p.registered.iso(),
                         p.abroad ? status : "",
                         "",
                         "",
                         "",
                         "",
                         "",
                         "",
                         "",
                         below,
                         "none",
                         "",
                         "",
                         "",
                         trade.code,
                         german,
                         known("status_unknown") ? name(p.status) : "",
                         title,
                         town.office,
                         p.confirmed.iso(),
                         consent,
                         until});
        return;
    }
    candidates_.add({p.key,
                     region,
                     p.registered.iso(),
                     status,
                     available,
                     hours_min,
                     hours_max,
                     income,
                     travel,
                     modes,
                     relocate,
                     below,
                     p.unit.empty() ? std::string_view("none") : std::string_view(p.unit),
                     skills            ? "yes"
                     : draw.share(500) ? "no"
                                       : "",
                     qualifications    ? "yes"
                     : draw.share(300) ? "no"
                                       : "",
                     p.care ? "yes" : "",
                     "",
                     "",
                     "",
                     "",
                     town.office,
                     p.confirmed.iso(),
                     consent,
                     until});
}

void CaseFiles::write_title(const Person& p, Draw& draw) {
    if (draw.share(parameters_.rate("title_unknown"))) return;
    if (p.title == "none") {
        titles_.add({p.key, "none", "", "", "", "", "none", "none", "none", "", ""});
        return;
    }
    const bool endless = !p.title_to;
    const bool tolerated = p.title == "duld" || p.title == "gest";
    const bool humanitarian = p.title.starts_with("25_");
    std::string_view printed;
    if (tolerated)
        printed = draw.share(120)   ? "permitted"
                  : draw.share(80)  ? "forbidden"
                  : draw.share(600) ? "with_permission"
                                    : "";
    else if (!endless && draw.share(150))
        printed = "as_table";
    const bool end_known = endless || !draw.share(40);
    const bool bound = !p.bound_employer.empty();
    titles_.add({p.key, p.title, draw.share(900) ? p.title_from.iso() : std::string(),
                 endless     ? std::string("none")
                 : end_known ? text(p.title_to)
                             : std::string(),
                 endless           ? ""
                 : draw.share(850) ? p.title_row->renewable
                                   : std::string_view(),
                 printed, bound ? std::string_view(p.bound_employer) : std::string_view("none"),
                 bound ? std::string_view(parameters_.trades[p.job].code) : std::string_view("none"), "none",
                 tolerated ? yes_no(draw.share(80)) : std::string_view(),
                 tolerated || humanitarian ? yes_no(draw.share(tolerated ? 350 : 180)) : std::string_view()});
}

void CaseFiles::write_facts(const Person& p, Draw& draw) {
    const auto fact = [&](std::string_view fact_name, std::string_view value) {
        write_fact(p, fact_name, value);
    };
    if (p.title == "eu" && draw.share(930)) fact("eu_eea_citizen", "yes");
    if (p.title == "duld" || p.title == "gest") {
        if (draw.share(880)) fact("unbroken_stay_since", p.arrived.iso());
        if (draw.share(850)) fact("safe_country_of_origin", yes_no(draw.share(110)));
        if (draw.share(850)) fact("lives_in_reception_centre", yes_no(draw.share(90)));
    }
    if (p.title == "18a" || p.title == "18b")
        fact("first_title_at_45_or_older", yes_no(p.age >= 3 && draw.share(500)));
    const Trade& trade = parameters_.trades[p.trade];
    if (trade.path == Path::licensed && draw.share(500))
        fact("trained_in_eu_eea", yes_no(p.origin == 0 || draw.share(30)));
    if (p.abroad) return;
    if (draw.share(450)) fact("main_residence_in_germany", "yes");
    if (!p.employed && draw.share(500)) {
        const bool registered = draw.share(800);
        fact("registered_unemployed", yes_no(registered));
        if (registered) fact(draw.share(750) ? "receives_sgb2" : "receives_sgb3", "yes");
    }
    if (p.german < base::Cefr::c1 && draw.share(300))
        fact("language_course_entitlement", yes_no(draw.share(700)));
    if (draw.share(150)) fact("taxable_income_within_grant_limit", yes_no(draw.share(800)));
}

void CaseFiles::write_languages(const Person& p, Draw& draw) {
    if (draw.share(parameters_.rate("german_unknown"))) return;
    const bool certificate =
        p.german >= base::Cefr::a2 && !draw.share(parameters_.rate("certificate_unknown"));
    constexpr std::array certificates{"telc", "goethe", "dtz", "testdaf", "oesd"};
    const std::string day =
        certificate ? p.confirmed.plus_days(-static_cast<std::int32_t>(draw.between(10, 1200))).iso()
                    : std::string();
    const std::string_view by = certificate ? draw.one_of(certificates) : "";
    languages_.add({p.key, "de", "overall", base::to_string(p.german), by, day});
    if (p.german >= base::Cefr::a2 && draw.share(parameters_.rate("german_by_skill"))) {
        const int level = static_cast<int>(p.german);
        for (std::size_t s = 1; s < domain::language_skill_names.size(); ++s) {
            // Understanding tends to run ahead of writing.
            const std::int64_t luck = draw.between(0, 99);
            const int step = s <= 2   ? (luck < 25 ? 1 : 0)
                             : s == 5 ? (luck < 40 ? -1 : 0)
                                      : (luck < 12   ? -1
                                         : luck > 88 ? 1
                                                     : 0);
            languages_.add({p.key, "de", domain::language_skill_names[s],
                            base::to_string(static_cast<base::Cefr>(std::clamp(level + step, 1, 6))), "",
                            ""});
        }
    }
    if (draw.share(parameters_.groups[p.group].field == Field::academic ? 600 : 250)) {
        constexpr std::array levels{"A2", "B1", "B2", "C1"};
        languages_.add({p.key, "en", "overall", draw.one_of(levels), "", ""});
    }
}

void CaseFiles::write_skills(const Person& p, Draw& draw) {
    if (!draw.share(parameters_.rate("skills_recorded"))) return;
    const auto add = [&](domain::SkillId skill) {
        skills_.add({p.key, catalogue_.skill(skill).key, draw.share(150) ? "tested" : "stated"});
    };
    std::size_t count = 0;
    for (const domain::OccupationSkill& need : catalogue_.skills_of(parameters_.trades[p.trade].kldb)) {
        if (std::find(missing_.begin(), missing_.end(), need.skill) != missing_.end()) continue;
        const bool essential = need.relation == domain::SkillRelation::essential;
        if (count < 60 && draw.share(essential ? 880 : 380)) {
            add(need.skill);
            ++count;
        }
    }
}

std::vector<base::TextTable> CaseFiles::take() {
    std::vector<base::TextTable> out;
    for (Sheet* sheet :
         {&units_, &candidates_, &groups_, &wishes_, &availability_, &languages_, &skills_, &qualifications_,
          &notices_, &deficits_, &licences_, &titles_, &facts_, &employments_})
        out.push_back(std::move(*sheet).take());
    return out;
}

}  // namespace iqmatch::inline v0::synth::detail
