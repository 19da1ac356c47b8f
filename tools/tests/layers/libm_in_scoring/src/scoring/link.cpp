// SPDX-License-Identifier: Apache-2.0
// std::exp in a comment is fine
double link(double x) { return std::exp(x); }
