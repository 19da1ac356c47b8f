// SPDX-License-Identifier: Apache-2.0
const char* home = getenv("HOME");
