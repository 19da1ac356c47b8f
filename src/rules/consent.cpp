// SPDX-License-Identifier: Apache-2.0
// Who may see a person's record. A proposal shows it to the partner that keeps the vacancy.
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {

void consent(const Case& pair, Eligibility& out) {
    if (pair.candidate.consent_network != false) return;
    const std::string_view mine = pair.candidate.owner, theirs = pair.vacancy.owner;
    if (mine.empty() || theirs.empty()) {
        auto& reason = out.add(ReasonCode::consent_owner_unknown, Effect::unknown);
        if (mine.empty()) reason.asks = "candidates.owner";
    } else if (mine != theirs) {
        out.add(ReasonCode::consent_refused, Effect::impossible);
    }
}

}  // namespace iqmatch::inline v0::rules
