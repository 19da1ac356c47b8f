// SPDX-License-Identifier: Apache-2.0
/// @file
/// The failure that is ours: a promise of the library itself is broken.
#pragma once

#include <stdexcept>
#include <string>

namespace iqmatch::inline v0::base {

/// A broken promise of the library, such as a certificate that does not hold. Program exit code 70.
class InternalError : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

/// Throws InternalError naming the failed check; what IQMATCH_ASSERT calls.
[[noreturn]] inline void throw_internal(const char* condition, const char* file, int line) {
    throw InternalError(std::string("internal check failed: ") + condition + " (" + file + ":" +
                        std::to_string(line) + ")");
}

}  // namespace iqmatch::inline v0::base
