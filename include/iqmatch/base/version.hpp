// SPDX-License-Identifier: Apache-2.0
/// @file
/// The one place that states the version; CMake, Python and the audit record read it.
#pragma once

#define IQMATCH_VERSION_MAJOR 0
#define IQMATCH_VERSION_MINOR 1
#define IQMATCH_VERSION_PATCH 0
#define IQMATCH_VERSION_STRING "0.1.0"

namespace iqmatch::inline v0::base {

/// "major.minor.patch", as written into every result's audit record.
inline constexpr const char* version = IQMATCH_VERSION_STRING;

}  // namespace iqmatch::inline v0::base
