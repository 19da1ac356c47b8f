// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/tables/impl/ordered_packing.ipp>
