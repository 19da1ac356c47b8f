// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>

namespace iqmatch::inline v0::base {

namespace detail {
inline std::string summary(const Findings& findings) {
    std::string text = std::to_string(findings.errors()) + " error(s), " +
                       std::to_string(findings.warnings()) + " warning(s)";
    for (const Finding& finding : findings.items()) {
        if (finding.severity != Severity::error) continue;
        return text + "; first: " + to_text(finding, Language::en);
    }
    return text;
}
}  // namespace detail

IQMATCH_INLINE DataError::DataError(Findings findings)
    : std::runtime_error(detail::summary(findings)),
      findings_(std::make_shared<const Findings>(std::move(findings))) {}

IQMATCH_INLINE FileError::FileError(std::string path, const std::string& why)
    : std::runtime_error(path + ": " + why), path_(std::make_shared<const std::string>(std::move(path))) {}

}  // namespace iqmatch::inline v0::base
