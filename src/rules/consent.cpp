// SPDX-License-Identifier: Apache-2.0
// Who may see a person's record. A proposal shows it to the partner that keeps the vacancy. Where one partner
// keeps everything there is nobody to share it with, and facts gathered from such a network say yes.
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {

void consent(const Case& pair, Eligibility& out) {
    const auto& agreed = pair.candidate.consent_network;
    if (agreed == true) return;
    const std::string_view mine = pair.candidate.owner, theirs = pair.vacancy.owner;
    if (!mine.empty() && mine == theirs) return;
    if (!agreed) {
        out.add(ReasonCode::consent_missing, Effect::unknown);
    } else if (mine.empty() || theirs.empty()) {
        auto& reason = out.add(ReasonCode::consent_owner_unknown, Effect::unknown);
        if (mine.empty()) reason.asks = "candidates.owner";
    } else {
        out.add(ReasonCode::consent_refused, Effect::impossible);
    }
}

}  // namespace iqmatch::inline v0::rules
