// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <memory>
#include "bind.hpp"

namespace iqmatch_python {

iqmatch::base::Control make_control(unsigned threads, std::optional<double> time_limit,
                                    std::optional<std::uint64_t> work_limit, const py::object& progress,
                                    Interrupt interrupt) {
    if (threads == 0) throw iqmatch::base::UsageError("threads must be at least 1");
    if (time_limit && !(*time_limit >= 0)) throw iqmatch::base::UsageError("time_limit must not be negative");
    if (!progress.is_none() && PyCallable_Check(progress.ptr()) == 0)
        throw iqmatch::base::UsageError("progress must be callable");
    iqmatch::base::Control control;
    control.threads = threads;
    if (time_limit) control.time_limit = std::chrono::duration<double>(*time_limit);
    control.work_limit = work_limit;
    // The callable may be let go of while the GIL is not held, so the last owner takes it first.
    const std::shared_ptr<py::object> callable(new py::object(progress), [](py::object* object) {
        const py::gil_scoped_acquire gil;
        delete object;
    });
    std::stop_source source;
    control.stop = source.get_token();
    control.progress = [callable, source, interrupt](const iqmatch::base::Progress& state) mutable {
        const py::gil_scoped_acquire gil;
        // Ctrl-C comes between two calls, or while the callable runs. Who presses twice means it.
        const auto ends = [&](bool interrupted) {
            return !interrupted || interrupt == Interrupt::raise || source.stop_requested();
        };
        if (PyErr_CheckSignals() != 0) {
            if (ends(PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) != 0)) throw py::error_already_set();
            PyErr_Clear();
            source.request_stop();
            return;
        }
        if (callable->is_none()) return;
        try {
            const py::object answer = (*callable)(std::string(iqmatch::base::to_string(state.stage)),
                                                  state.work, state.done, state.total);
            if (answer.ptr() == Py_False) source.request_stop();
        } catch (py::error_already_set& error) {
            if (ends(error.matches(PyExc_KeyboardInterrupt))) throw;
            source.request_stop();
        }
    };
    return control;
}

}  // namespace iqmatch_python
