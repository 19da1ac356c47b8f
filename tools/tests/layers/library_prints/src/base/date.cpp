// SPDX-License-Identifier: Apache-2.0
void shout() { std::cout << 1; }
