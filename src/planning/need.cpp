// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/planning/need.hpp>

namespace iqmatch::inline v0::planning {

std::string to_text(const Need& need, const domain::Network& network) {
    const std::string kind(to_string(need.kind));
    switch (need.kind) {
        case NeedKind::german:
            if (need.language_skill != domain::LanguageSkill::overall)
                return kind + ":" + std::string(base::to_string(need.level)) + ":" +
                       std::string(domain::to_string(need.language_skill));
            return kind + ":" + std::string(base::to_string(need.level));
        case NeedKind::certificate:
            return kind + ":" + std::string(base::to_string(need.level));
        case NeedKind::skill:
            return kind + ":" + std::string(network.catalogue().skill(need.skill).key);
        case NeedKind::arrival:
        case NeedKind::title:
            return kind;
        default:
            return need.name.empty() ? kind : kind + ":" + std::string(need.name);
    }
}

}  // namespace iqmatch::inline v0::planning
