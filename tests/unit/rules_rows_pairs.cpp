// SPDX-License-Identifier: Apache-2.0
// Pairs in words, and answers in words.
#include <algorithm>
#include <functional>
#include <iqmatch/explain/texts.hpp>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>
#include <unit/matching_support.hpp>
#include <unit/rules_rows.hpp>

namespace iqmatch_test {
namespace {

using Words = std::string_view;

/// Texts that pairs refer to live as long as the program.
Words keep(Words text) {
    static std::set<std::string, std::less<>> kept;
    return *kept.emplace(text).first;
}

std::int64_t number(Words text) {
    return std::stoll(std::string(text));
}

std::optional<bool> yes_no(Words text) {
    if (text == "yes") return true;
    if (text == "no") return false;
    return std::nullopt;
}

template <class List>
std::size_t place(Words text, const List& names) {
    const auto at = std::find(names.begin(), names.end(), text);
    if (at == names.end()) throw std::invalid_argument("no such code: " + std::string(text));
    return static_cast<std::size_t>(at - names.begin());
}

/// "81302:nursing": a code and the family that the catalogue names; "?" where the catalogue lacks the code.
std::pair<domain::Kldb, domain::Maybe<Words>> occupation(Words text) {
    const auto colon = text.find(':');
    const domain::Kldb kldb(number(text.substr(0, colon)));
    if (colon == Words::npos) return {kldb, domain::Maybe<Words>::none()};
    const Words family = text.substr(colon + 1);
    return {kldb, family == "?" ? domain::Maybe<Words>() : domain::Maybe<Words>(keep(family))};
}

/// "81302:nursing/full": a qualification and its status; "none" for no qualification at all.
void own(Pair& pair, Words text) {
    pair.person.qualifications.clear();
    if (text == "none") return;
    const auto slash = text.find('/');
    rules::QualificationFacts facts;
    const auto [kldb, family] = occupation(text.substr(0, slash));
    facts.kldb = kldb;
    facts.regulation_family = family;
    facts.level = kldb.level();
    if (slash != Words::npos && text.substr(slash + 1) != "unknown")
        facts.status = static_cast<domain::RecognitionStatus>(
            place(text.substr(slash + 1), domain::recognition_status_names));
    pair.person.qualifications.push_back(facts);
}

void pay(Pair& pair, Words text) {
    const auto slash = text.find('/');
    pair.job.pay_cents = number(text.substr(0, slash));
    pair.job.pay_per = static_cast<domain::PayPer>(place(text.substr(slash + 1), domain::pay_per_names));
}

/// North of the person by so many metres, in another district.
void far(Pair& pair, Words text) {
    pair.job.place.region = domain::RegionId(1);
    pair.job.place.point->lat_micro += static_cast<std::int32_t>(number(text) * 1'000'000 / 111'195);
}

void licence(Pair& pair, Words text) {
    const auto slash = text.find('/');
    domain::Licence& held = pair.licence(keep(text.substr(0, slash)));
    if (slash != Words::npos) held.kind = domain::Maybe<domain::LicenceKind>::none();
}

void fact(Pair& pair, Words name, Words value) {
    if (const auto date = base::Date::parse(value))
        pair.since(keep(name), date);
    else
        pair.fact(keep(name), yes_no(value));
}

/// "e-1:26252/yes": employer, work ("?" = not recorded), and whether the title is tied to it.
void works(Pair& pair, Words text) {
    const auto colon = text.find(':'), slash = text.find('/');
    const Words work = text.substr(colon + 1, slash - colon - 1);
    pair.works_for(keep(text.substr(0, colon)),
                   work == "?" ? std::nullopt : std::optional(static_cast<int>(number(work))),
                   slash == Words::npos ? std::nullopt : yes_no(text.substr(slash + 1)));
}

/// "mon:480-720": all times are recorded.
void can_work(Pair& pair, Words text) {
    const auto colon = text.find(':'), dash = text.find('-');
    pair.can_work(static_cast<int>(place(text.substr(0, colon), domain::weekday_names)),
                  static_cast<int>(number(text.substr(colon + 1, dash - colon - 1))),
                  static_cast<int>(number(text.substr(dash + 1))));
    pair.person.availability_complete = true;
}

using Change = std::function<void(Pair&, Words)>;

const std::map<Words, Change>& changes() {
    static const std::map<Words, Change> all{
        {"title", [](Pair& p, Words v) { p.title().code = keep(v); }},
        {"until",
         [](Pair& p, Words v) {
             p.title().valid_to = v == "unknown" ? domain::Maybe<base::Date>() : domain::Maybe(day(v));
         }},
        {"since", [](Pair& p, Words v) { p.title().valid_from = day(v); }},
        {"renewable", [](Pair& p, Words v) { p.title().renewable = yes_no(v); }},
        {"prints",
         [](Pair& p, Words v) {
             p.title().printed_employment =
                 static_cast<domain::PrintedEmployment>(place(v, domain::printed_employment_names));
         }},
        {"bound_to", [](Pair& p, Words v) { p.title().bound_employer = keep(v); }},
        {"bound_work", [](Pair& p, Words v) { p.title().bound_occupation = domain::Kldb(number(v)); }},
        {"order", [](Pair& p, Words v) { p.title().residence_order = yes_no(v); }},
        {"kind",
         [](Pair& p, Words v) {
             p.job.kind = static_cast<domain::VacancyKind>(place(v, domain::vacancy_kind_names));
         }},
        {"job", [](Pair& p, Words v) { std::tie(p.job.kldb, p.job.regulation_family) = occupation(v); }},
        {"regulated", [](Pair& p, Words v) { p.job.regulated_activity = yes_no(v); }},
        {"hours",
         [](Pair& p, Words v) {
             p.job.hours_min_x100 = p.job.hours_max_x100 = number(v) * 100;
             p.person.hours_min_x100 = 1000;
         }},
        {"pay", pay},
        {"works", works},
        {"can_work", can_work},
        {"state", [](Pair& p, Words v) { p.job.state = keep(v); }},
        {"shift",
         [](Pair& p, Words v) { p.job.shifts = domain::CodeSet(1) << place(v, domain::shift_names); }},
        {"waiver", [](Pair& p, Words v) { p.told().waiver = yes_no(v); }},
        {"date", [](Pair& p, Words v) { p.date = day(v); }},
        {"own", own},
        {"licence", licence},
        {"german",
         [](Pair& p, Words v) {
             p.person.german = {};
             p.person.german.overall = base::parse_cefr(v);
         }},
        {"certificate",
         [](Pair& p, Words v) {
             p.person.german_certified = v == "none"      ? domain::Maybe<base::Cefr>::none()
                                         : v == "unknown" ? domain::Maybe<base::Cefr>()
                                                          : domain::Maybe(base::parse_cefr(v).value());
         }},
        {"demand",
         [](Pair& p, Words v) {
             p.job.german = {};
             p.job.german[0] = base::parse_cefr(v);
         }},
        {"far", far},
        {"place",
         [](Pair& p, Words v) { p.person.place.region_point = p.job.place.region_point = v == "district"; }},
        {"abroad", [](Pair& p, Words v) { p.person.place.abroad = v == "yes"; }},
        {"moves", [](Pair& p, Words v) { p.person.relocate = yes_no(v); }},
        {"travel_max",
         [](Pair& p, Words v) {
             p.person.travel_max_min = v == "unknown" ? std::nullopt : std::optional<std::int64_t>(number(v));
         }},
        {"by",
         [](Pair& p, Words v) {
             p.person.travel_modes =
                 v == "unknown" ? std::nullopt
                                : std::optional(domain::CodeSet(1) << place(v, domain::travel_mode_names));
         }},
        {"start",
         [](Pair& p, Words v) {
             p.job.start_from = day(v);
             p.job.start_to = day(v).plus_days(300);
         }},
    };
    return all;
}

std::string written(const rules::ParameterValue& value) {
    if (const auto* n = std::get_if<std::int64_t>(&value)) return std::to_string(*n);
    if (const auto* d = std::get_if<base::Date>(&value)) return d->iso();
    if (const auto* c = std::get_if<base::Cefr>(&value)) return std::string(base::to_string(*c));
    return std::string(std::get<Words>(value));
}

}  // namespace

void change(Pair& pair, std::string_view words) {
    while (!words.empty()) {
        const auto space = words.find(' ');
        const Words word = words.substr(0, space);
        words = space == Words::npos ? Words() : words.substr(space + 1);
        const auto equals = word.find('=');
        const Words name = word.substr(0, equals), value = word.substr(std::min(word.size(), equals + 1));
        if (name.starts_with("fact.")) {
            fact(pair, name.substr(5), value);
        } else if (const auto found = changes().find(name); found != changes().end()) {
            found->second(pair, value);
        } else {
            throw std::invalid_argument("no such word: " + std::string(word));
        }
    }
}

std::string written(const rules::Eligibility& answer, const rules::RuleTables& tables) {
    static const domain::Network network = small_network();
    std::string out = "outcome=" + std::string(rules::to_string(answer.outcome)) +
                      " start=" + answer.start.iso() +
                      " certainty=" + std::string(rules::to_string(answer.certainty)) +
                      " lead=" + std::to_string(answer.permission_lead_days) +
                      " whom=" + std::string(answer.permission_authority) +
                      " renewal=" + (answer.renewal_by ? answer.renewal_by->iso() : "none") + "\n";
    for (const rules::Reason& reason : answer.reasons) {
        out +=
            std::string(rules::to_string(reason.code)) + " " + std::string(rules::to_string(reason.effect));
        for (const rules::Row* row : {reason.row, reason.second})
            if (row != nullptr)
                out += " row=" + row->table + ":" + row->id + " authority=" + row->authority + " [" +
                       row->source + "]";
        for (const rules::Parameter& parameter : reason.parameters())
            out += " " + std::string(rules::to_string(parameter.key)) + "=" + written(parameter.value);
        if (!reason.asks.empty()) out += " asks=" + std::string(reason.asks);
        for (const auto language : {base::Language::de, base::Language::en})
            out += " | " + iqmatch::explain::say(reason, network, tables, language);
        out += "\n";
    }
    return out;
}

}  // namespace iqmatch_test
