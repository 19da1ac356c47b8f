// SPDX-License-Identifier: Apache-2.0
/// @file
/// Everything but the Boost.Graph adaptor, which needs Boost: include that by its own name.
#pragma once

#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/base/id.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/base/version.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/distance.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/domain/protected_names.hpp>
#include <iqmatch/domain/records.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iqmatch/domain/table.hpp>
#include <iqmatch/domain/views.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/forced_loss.hpp>
#include <iqmatch/graph/matching.hpp>
