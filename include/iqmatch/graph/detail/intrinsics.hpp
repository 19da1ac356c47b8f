// SPDX-License-Identifier: Apache-2.0
/// @file
/// The processor's vector instructions, for kernels that come in several versions; empty where there are
/// none.
#pragma once

#include <iqmatch/base/simd.hpp>

#if IQMATCH_X86_DISPATCH
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
// GCC 12 warns of registers that its own header leaves undefined on purpose.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
#endif
