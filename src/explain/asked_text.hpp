// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a rule asks for, in words. Private to the layer.
#pragma once

#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/explain/texts.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::explain {

/// "titles.title" as what somebody has to find out, a legal fact by its name; counsellors read the column as
/// well, because they fill it. What has no words stands as it is for them alone.
[[nodiscard]] inline std::string asked_text(const std::string& column, base::Language language,
                                            Audience audience) {
    const std::size_t dot = column.find('.');
    const std::string table = column.substr(0, dot);
    if (table == "legal_facts" && dot != std::string::npos) {
        const std::string fact = column.substr(dot + 1);
        if (const Text* name = find_text("words", "fact." + fact)) return std::string(name->in(language));
    }
    const std::string_view texts = audience == Audience::person ? "asks_person" : "asks";
    const Text* found = find_text(texts, column);
    if (found == nullptr) found = find_text(texts, table);
    // A column is a name for those who fill it; the others read that something is to be asked.
    if (found == nullptr)
        return audience == Audience::counsellor ? column : say("sentences", "asked_other", language);
    std::string out(found->in(language));
    return audience == Audience::counsellor ? out + " (" + column + ")" : out;
}

}  // namespace iqmatch::inline v0::explain
