// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <iqmatch/base/detail/carry.hpp>
#include <iqmatch/base/sum.hpp>
// std::cout is only a word here
