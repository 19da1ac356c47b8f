// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/impl/live_chains.ipp>
