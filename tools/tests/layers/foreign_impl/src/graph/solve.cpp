// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/impl/sum.ipp>
