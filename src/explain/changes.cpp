// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/explain/changes.hpp>
#include <iqmatch/explain/texts.hpp>

namespace iqmatch::inline v0::explain {

ChangeText explain_change(const Question& question, const matching::Change& change) {
    if (change.reason == matching::ChangeReason::none) return {};
    if (change.rule)
        return {std::string(rules::to_string(change.rule->code)),
                say(*change.rule, question.network, question.rules, question.language)};
    const auto day = [&](bool known, base::Date date) {
        return known ? write_date(date, question.language) : std::string();
    };
    const bool before = change.before.has_value(), now = change.now.has_value();
    const std::string code(matching::to_string(change.reason));
    return {code,
            say("changes", code, question.language,
                {{"vacancy", before ? change.before->vacancy : std::string()},
                 {"earlier", day(before, before ? change.before->start : base::Date())},
                 {"now", day(now, now ? change.now->start : base::Date())},
                 {"loss", change.loss ? write_micro(*change.loss, question.language) : std::string()}})};
}

}  // namespace iqmatch::inline v0::explain
