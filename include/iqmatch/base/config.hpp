// SPDX-License-Identifier: Apache-2.0
/// @file
/// Build switches. `IQMATCH_HEADER_ONLY` makes `base`, `graph` and `tables` usable without a compiled
/// library; `IQMATCH_ASSERTIONS` switches internal checks on (dev, sanitizer and CI builds).
#pragma once

#if defined(IQMATCH_HEADER_ONLY)
#define IQMATCH_INLINE inline
#else
#define IQMATCH_INLINE
#endif

#if defined(IQMATCH_ASSERTIONS)
#include <iqmatch/base/internal_error.hpp>
/// Checks what the code itself promises. A failure throws InternalError: the library never aborts its host.
#define IQMATCH_ASSERT(condition) \
    ((condition) ? void(0) : ::iqmatch::base::throw_internal(#condition, __FILE__, __LINE__))
#else
#define IQMATCH_ASSERT(condition) void(0)
#endif
