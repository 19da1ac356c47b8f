// SPDX-License-Identifier: Apache-2.0
#include "solve_status.hpp"

namespace iqmatch_cli {

using iqmatch::graph::SolveStatus;

int exit_code(SolveStatus status) {
    switch (status) {
        case SolveStatus::optimal:
        case SolveStatus::feasible:
            return done;
        case SolveStatus::infeasible:
            return infeasible;
        case SolveStatus::time_limit:
        case SolveStatus::work_limit:
        case SolveStatus::cancelled:
            return stopped;
    }
    return our_defect;
}

std::string_view headline(const Context& context, SolveStatus status) {
    switch (status) {
        case SolveStatus::optimal:
            return context.pick("optimal", "optimal");
        case SolveStatus::feasible:
            return context.pick("feasible", "zulässig");
        case SolveStatus::infeasible:
            return context.pick("infeasible", "nicht lösbar");
        case SolveStatus::time_limit:
            return context.pick("stopped by the time limit", "durch das Zeitlimit beendet");
        case SolveStatus::work_limit:
            return context.pick("stopped by the work limit", "durch das Arbeitslimit beendet");
        case SolveStatus::cancelled:
            return context.pick("stopped by the user", "auf Wunsch beendet");
    }
    return "";
}

}  // namespace iqmatch_cli
