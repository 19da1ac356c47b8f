// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/rules/facts.hpp>

namespace iqmatch::inline v0::rules {

namespace {

/// What a notice says about the state of the recognition, where nobody recorded it.
std::optional<domain::RecognitionStatus> status_of(const domain::Notice& notice) {
    if (!notice.decision) return std::nullopt;
    switch (*notice.decision) {
        case domain::NoticeDecision::full:
            return domain::RecognitionStatus::full;
        case domain::NoticeDecision::partial:
            return domain::RecognitionStatus::partial;
        case domain::NoticeDecision::compensation_required:
            return domain::RecognitionStatus::compensation_required;
        case domain::NoticeDecision::negative:
            return domain::RecognitionStatus::negative;
    }
    return std::nullopt;
}

/// The best level of German for which there is a certificate. None only where every record says so.
domain::Maybe<base::Cefr> certified(std::span<const domain::LanguageRecord> records) {
    domain::Maybe<base::Cefr> best;
    bool any = false, unknown = false;
    for (const domain::LanguageRecord& one : records) {
        if (one.language != "de") continue;
        any = true;
        unknown = unknown || one.certificate.unknown();
        if (one.certificate.has_value() && one.level && (!best.has_value() || *best < *one.level))
            best = *one.level;
    }
    if (best.has_value() || !any || unknown) return best;
    return domain::Maybe<base::Cefr>::none();
}

}  // namespace

CandidateFacts gather(const domain::Network& network, domain::CandidateId candidate) {
    const auto people = network.candidates();
    CandidateFacts out;
    const auto notices = network.notices_of(candidate);
    out.titles = network.titles_of(candidate);
    out.legal_facts = network.facts_of(candidate);
    out.licences = network.licences_of(candidate);
    for (const domain::Qualification& own : network.qualifications_of(candidate)) {
        QualificationFacts facts;
        facts.kldb = own.kldb;
        facts.status = own.status;
        if (own.level) facts.level = *own.level;
        for (const domain::Notice& notice : notices)
            if (!own.origin.short_form && notice.current && notice.qualification_row == own.origin.row)
                facts.notice = &notice;
        if (!facts.status && facts.notice != nullptr) facts.status = status_of(*facts.notice);
        if (own.kldb) facts.regulation_family = network.catalogue().regulation_family(*own.kldb);
        out.qualifications.push_back(facts);
    }
    out.qualifications_complete = people.qualifications_complete(candidate);
    out.german = network.german(candidate);
    out.german_certified = certified(network.languages_of(candidate));
    out.place.region = people.region(candidate);
    if (out.place.region) {
        const domain::Region& region = network.catalogue().region(*out.place.region);
        out.place.point = region.point;
        out.place.region_point = region.point.has_value();
        out.place.abroad = region.abroad();
    }
    out.available_from = people.available_from(candidate);
    out.hours_min_x100 = people.hours_min_x100(candidate);
    out.hours_max_x100 = people.hours_max_x100(candidate);
    out.income_min_cents = people.income_min_cents(candidate);
    out.travel_max_min = people.travel_max_min(candidate);
    if (const auto unit = network.unit_travel_max_min(candidate))
        out.travel_max_min = std::min(out.travel_max_min.value_or(*unit), *unit);
    out.travel_modes = people.travel_modes(candidate);
    out.relocate = people.relocate(candidate);
    out.accepts_below_level = people.accepts_below_level(candidate);
    out.wishes = network.wishes_of(candidate);
    out.employments = network.employments_of(candidate);
    out.employers = network.employers_of(candidate);
    out.availability = network.availability_of(candidate);
    out.availability_complete = people.availability_complete(candidate);
    out.consent_network = people.consent_network(candidate);
    if (!out.consent_network && network.owners() < 2) out.consent_network = true;
    out.owner = people.owner(candidate);
    return out;
}

namespace {

/// No position begins outside the tranches, where there are any.
void narrow(std::span<const domain::Tranche> tranches, VacancyFacts& out) {
    if (tranches.empty()) return;
    base::Date first = tranches.front().start_from;
    std::optional<base::Date> last = tranches.front().start_to;
    for (const domain::Tranche& one : tranches) {
        first = std::min(first, one.start_from);
        last = last && one.start_to ? std::optional(std::max(*last, *one.start_to)) : std::nullopt;
    }
    out.start_from = std::max(out.start_from.value_or(first), first);
    if (last) out.start_to = std::min(out.start_to.value_or(*last), *last);
}

}  // namespace

VacancyFacts gather(const domain::Network& network, domain::VacancyId vacancy) {
    const auto jobs = network.vacancies();
    VacancyFacts out;
    if (const auto employer = jobs.employer(vacancy)) {
        const auto employers = network.employers();
        out.employer = employers.key(*employer);
        out.employer_id = employer;
        out.accepts_in_recognition = employers.accepts_in_recognition(*employer);
        const auto most = employers.max_in_recognition(*employer);
        if (most.has_value()) {
            out.max_in_recognition = *most;
            if (*most == 0) out.accepts_in_recognition = false;
        }
        out.in_recognition = network.in_recognition(*employer);
    }
    out.owner = jobs.owner(vacancy);
    out.kldb = jobs.kldb(vacancy);
    out.regulation_family = network.catalogue().regulation_family(out.kldb);
    if (const auto* entry = network.catalogue().find_occupation(out.kldb);
        entry != nullptr && entry->helper_of.has_value()) {
        out.helper_of = *entry->helper_of;
        if (const auto family = network.catalogue().regulation_family(*out.helper_of); family.has_value())
            out.helper_family = *family;
    }
    out.regulated_activity = jobs.regulated_activity(vacancy);
    out.kind = jobs.kind(vacancy);
    out.persistence = jobs.persistence(vacancy);
    for (std::size_t i = 0; i < out.german.size(); ++i)
        out.german[i] = jobs.german_entered(vacancy, static_cast<domain::LanguageSkill>(i));
    out.place.region = jobs.region(vacancy);
    out.place.point = jobs.point(vacancy);
    const auto site = jobs.site(vacancy);
    out.place.region_point = out.place.point && !(site && network.sites().point(*site));
    if (out.place.region) {
        const domain::Region& region = network.catalogue().region(*out.place.region);
        out.place.abroad = region.abroad();
        if (region.state.has_value()) out.state = *region.state;
    }
    if (const auto least = jobs.level_min(vacancy)) out.level_min = *least;
    out.hours_min_x100 = jobs.hours_min_x100(vacancy);
    out.hours_max_x100 = jobs.hours_max_x100(vacancy);
    out.pay_cents = jobs.pay_cents(vacancy);
    out.pay_per = jobs.pay_per(vacancy);
    out.shifts = jobs.shifts(vacancy);
    out.start_from = jobs.start_from(vacancy);
    out.start_to = jobs.start_to(vacancy);
    narrow(network.tranches_of(vacancy), out);
    out.valid_from = jobs.valid_from(vacancy);
    out.valid_to = jobs.valid_to(vacancy);
    return out;
}

}  // namespace iqmatch::inline v0::rules
