// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/base/impl/sum.ipp>
#endif
