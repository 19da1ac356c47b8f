// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/matching/questions.hpp>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching {

std::span<const OpenQuestion> open_questions(const Options& options) {
    return options.state().questions;
}

}  // namespace iqmatch::inline v0::matching
