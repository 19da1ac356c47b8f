// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/audit/audit_table.hpp>
