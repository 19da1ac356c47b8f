// SPDX-License-Identifier: Apache-2.0
/// @file
/// Catch2 in one include, whether the system has version 2 or 3.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
