// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/tables/impl/certify_kept.ipp>
