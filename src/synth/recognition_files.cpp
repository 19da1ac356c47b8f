// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/rules/rule_tables.hpp>
#include "case_files.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

using domain::RecognitionStatus;

/// Families where the state recognises a profession instead of granting a licence.
bool recognised_by_state(std::string_view family, base::Date day) {
    const auto row = rules::RuleTables::builtin().family(family, day);
    return row && row->full_equivalence_asks;
}

}  // namespace

void CaseFiles::write_qualifications(const Person& p, Draw& draw) {
    const Trade& trade = parameters_.trades[p.trade];
    const std::string qualification = "q" + p.key.substr(1) + "-1";
    const bool status_known = !draw.share(parameters_.rate("status_unknown"));
    qualifications_.add({p.key, qualification, trade.code, text(trade.kldb.level()),
                         draw.share(850) ? hours(p.experience_x100) : std::string(),
                         status_known ? domain::to_string(p.status) : std::string_view(), text(p.applied),
                         text(p.decided), draw.share(800) ? text(p.training_months) : std::string(),
                         draw.share(700) ? yes_no(draw.share(960)) : std::string_view()});
    if (status_known && p.decided && p.status != RecognitionStatus::statement_of_comparability)
        write_notice(p, qualification, draw);
    if (!draw.share(parameters_.rate("second_qualification"))) return;
    const auto& others = parameters_.group_trades[p.group];
    if (others.empty()) return;
    const Trade& second = parameters_.trades[draw.one_of(others)];
    if (second.kldb == trade.kldb) return;
    qualifications_.add({p.key, "q" + p.key.substr(1) + "-2", second.code, text(second.kldb.level()), "",
                         second.path == Path::academic ? "not_required" : "not_applied", "", "",
                         text(draw.between(6, 36)), ""});
}

void CaseFiles::write_notice(const Person& p, const std::string& qualification, Draw& draw) {
    const Trade& trade = parameters_.trades[p.trade];
    const Group& group = parameters_.groups[p.group];
    const bool open =
        p.status == RecognitionStatus::compensation_required || p.status == RecognitionStatus::partial;
    if (!open && !draw.share(700)) return;
    const std::string notice = "n" + qualification.substr(1);
    const bool licensed = trade.path == Path::licensed;
    const bool waiver = open && licensed && draw.share(150);
    std::string_view ways, chosen = "none";
    if (open) {
        ways = waiver            ? "exam"
               : !licensed       ? "course"
               : draw.share(700) ? "either"
               : draw.share(500) ? "course"
                                 : "";
        if (draw.share(450))
            chosen = ways == "exam" || (ways == "either" && draw.share(550)) ? "exam" : "course";
        if (ways.empty()) chosen = "none";
    }
    const std::string deadline = !open             ? "none"
                                 : draw.share(300) ? p.decided->plus_months(36).iso()
                                 : draw.share(600) ? std::string("none")
                                                   : std::string();
    const bool complete = open && draw.share(parameters_.rate("deficits_complete"));
    Draw more(settings_.seed, Stream::notices, p.number);
    // Nobody entered what is missing: unknown, which is not nothing.
    const bool unrecorded = open && more.share(parameters_.rate("deficits_unrecorded"));
    const bool length = open && licensed && more.share(parameters_.rate("deficit_of_length"));
    const std::int64_t length_hours = more.between(20, 60) * 10;
    notices_.add({notice, qualification, domain::to_string(p.status), text(p.decided), group.authority,
                  deadline, ways, chosen, open ? yes_no(waiver) : std::string_view("no"), "none",
                  complete && !unrecorded ? "yes"
                  : open                  ? ""
                                          : "yes"});
    if (!open || group.deficits.empty()) return;
    const auto needs = catalogue_.skills_of(trade.kldb);
    const std::size_t count = static_cast<std::size_t>(
        draw.between(1, std::min<std::int64_t>(3, static_cast<std::int64_t>(group.deficits.size()))));
    const std::size_t first = static_cast<std::size_t>(draw.below(group.deficits.size()));
    for (std::size_t d = 0; d < count; ++d) {
        const DeficitField& field = group.deficits[(first + d) % group.deficits.size()];
        const std::int64_t amount = draw.between(field.hours_low / 10, field.hours_high / 10) * 10;
        std::string_view skill = "none";
        if (!needs.empty() && draw.share(600)) {
            const domain::SkillId missing = draw.one_of(needs).skill;
            skill = catalogue_.skill(missing).key;
            missing_.push_back(missing);
        }
        const std::string_view closed_by = !licensed ? "skill_course;employer_internship;bridging_measure"
                                           : field.practice
                                               ? "adaptation_course;exam;employer_internship"
                                               : "adaptation_course;exam_preparation;exam;bridging_measure";
        const std::string done = draw.share(150) ? text(amount * draw.between(1, 8) / 10) : std::string();
        if (unrecorded) continue;
        deficits_.add({notice, std::to_string(d + 1), field.practice ? "practice" : "theory", field.field,
                       text(amount), skill, closed_by, done});
    }
    if (length && !unrecorded)
        deficits_.add({notice, std::to_string(count + 1), "length", "none", text(length_hours), "none",
                       "adaptation_course;exam", ""});
}

void CaseFiles::write_licences(const Person& p, Draw& draw) {
    const Trade& trade = parameters_.trades[p.trade];
    const bool missing_known = p.status == RecognitionStatus::full
                                   ? draw.share(parameters_.rate("licence_known_missing") * 1000 /
                                                (1000 - parameters_.rate("licence_recorded")))
                                   : draw.share(parameters_.rate("no_licence_recorded"));
    if (trade.path != Path::licensed || trade.family.empty()) return;
    if (p.licence == LicenceFact::held) {
        const bool state = recognised_by_state(trade.family, settings_.as_of);
        licences_.add({p.key, state ? "state_recognition" : "licence", trade.family, text(p.licence_from),
                       "none", "none"});
    } else if (p.licence == LicenceFact::temporary) {
        licences_.add({p.key, "temporary_permit", trade.family, text(p.licence_from), text(p.licence_to),
                       "supervised work in a hospital"});
    } else if (missing_known) {
        licences_.add({p.key, "none", trade.family, "", "", ""});
    }
}

}  // namespace iqmatch::inline v0::synth::detail
