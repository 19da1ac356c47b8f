// SPDX-License-Identifier: Apache-2.0
// What the law demands of an occupation, and the same looked up once per period.
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

Regulation regulation(const RuleTables& tables, const VacancyFacts& vacancy, base::Date day) {
    Regulation out;
    if (vacancy.regulated_activity == false) {
        out.licensed = Answer::no;
        return out;
    }
    const bool said_yes = vacancy.regulated_activity == true;
    const auto assigned = tables.occupation_family(vacancy.kldb.text(), day);
    if (vacancy.regulation_family.has_value()) {
        out.family = *vacancy.regulation_family;
    } else if (assigned && (vacancy.regulation_family.unknown() || assigned->kldb.size() == 5)) {
        out.family = assigned->regulation_family;
        out.assigned = assigned.row;
    }
    if (out.family.empty()) {
        if (assigned.gap() && vacancy.regulation_family.unknown()) {
            out.gap = true;
        } else if (!said_yes) {
            out.licensed = Answer::no;
            out.assumed_free = vacancy.regulation_family.unknown();
            out.regulated_area = out.assumed_free && tables.regulated_area(vacancy.kldb.text(), day);
        }
        return out;
    }
    const auto row = tables.family(out.family, day, vacancy.state);
    out.row = row.row;
    out.other_state = row && !row->state.empty() && !vacancy.state.empty() && row->state != vacancy.state;
    out.gap = row.gap();
    if (said_yes) {
        out.licensed = Answer::yes;
    } else if (vacancy.kldb.level() == 1 && (!row || row->licensed != Answer::no)) {
        out.licensed = Answer::no;  // helpers assist a licensed profession, they do not practise it
        out.helper = true;
    } else if (row) {
        out.licensed = row->licensed;
    }
    return out;
}

VacancyLaw look_up(const RuleTables& tables, const VacancyFacts& vacancy, base::Date day) {
    VacancyLaw out{regulation(tables, vacancy, day), nullptr};
    // Only a licensed activity has the demands of its profession; helpers have those of their level.
    const bool free = out.regulation.licensed == Answer::no;
    out.german =
        tables.german(free ? std::string_view() : out.regulation.family, vacancy.kldb.level(), day).row;
    return out;
}

}  // namespace

VacancyLaw law(const RuleTables& tables, const VacancyFacts& vacancy, base::Date day) {
    return vacancy.law.empty() ? look_up(tables, vacancy, day) : vacancy.law[tables.period(day)];
}

std::string_view family_of(const RuleTables& tables, const QualificationFacts& own, base::Date day) {
    if (own.regulation_family.has_value()) return *own.regulation_family;
    if (!own.kldb) return {};
    const auto row = tables.occupation_family(own.kldb->text(), day);
    if (!row) return {};
    // A code that the catalogue calls free belongs to a family only where the table names the whole code.
    if (own.regulation_family.is_none() && row->kldb.size() != 5) return {};
    return row->regulation_family;
}

void prepare(const RuleTables& tables, VacancyFacts& vacancy) {
    const auto changes = tables.law_changes();
    std::vector<VacancyLaw> found;
    if (changes.empty()) {
        found.push_back(look_up(tables, vacancy, base::Date()));
    } else {
        found.push_back(look_up(tables, vacancy, changes.front().plus_days(-1)));
        for (const base::Date day : changes) found.push_back(look_up(tables, vacancy, day));
    }
    vacancy.law = std::move(found);
}

}  // namespace iqmatch::inline v0::rules
