// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <iqmatch/base/impl/sum.ipp>
