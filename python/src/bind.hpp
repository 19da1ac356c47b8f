// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the binding files of the layers share.
#pragma once

#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/tables/selection.hpp>
#include <optional>
#include <string>

namespace iqmatch_python {

namespace py = pybind11;

void bind_base(py::module_& module);
void bind_tables(py::module_& module);
void bind_graph(py::module_& module);
void bind_scoring(py::module_& module);
void bind_domain(py::module_& module);
void bind_matching(py::module_& module);
void bind_explain(py::module_& module);
void bind_demand(py::module_& module);
void bind_io(py::module_& module);
void bind_confirm(py::module_& module);
void bind_session(py::module_& module);

/// A model card with what was noticed about it.
struct PyCard {
    iqmatch::scoring::ModelCard card;
    iqmatch::base::Findings findings;
};

/// A selection as plain Python values, and back.
void put_selection(const iqmatch::tables::Selection& selection, py::dict& out);
[[nodiscard]] iqmatch::tables::Selection take_selection(const py::dict& state);

/// Options with what was noticed about network, rules and card.
struct PyOptions {
    iqmatch::matching::Options options;
    iqmatch::base::Findings warnings;
};

/// Findings as a list of dictionaries, texts in both languages included.
[[nodiscard]] py::list findings_list(const iqmatch::base::Findings& findings);

/// Cells from Python: `columns` maps names to lists of equal length. str as it is; int and float as their
/// shortest text; bool as yes / no; dates as ISO; None, NaN and other missing markers as an empty cell,
/// except in the column `keep_nan`, where a float NaN stays "NaN" if the row has a cell in `keep_nan_with`.
/// Row numbers count as a spreadsheet does.
/// @throws base::UsageError for columns of different lengths or a cell of another type.
[[nodiscard]] iqmatch::base::TextTable text_table(const std::string& name, const std::string& file,
                                                  const py::dict& columns, const std::string& keep_nan = {},
                                                  const std::string& keep_nan_with = {});

/// What Ctrl-C does to a call: it ends with KeyboardInterrupt, or with the best result so far and status
/// `cancelled`; KeyboardInterrupt comes then at the second time.
enum class Interrupt { raise, keep_best };

/// Steering of a call that runs without the GIL. `progress` is None or called with (stage, work, done,
/// total); the answer False ends the solve with status `cancelled`. Signals are looked at as often.
[[nodiscard]] iqmatch::base::Control make_control(unsigned threads, std::optional<double> time_limit,
                                                  std::optional<std::uint64_t> work_limit,
                                                  const py::object& progress,
                                                  Interrupt interrupt = Interrupt::raise);

}  // namespace iqmatch_python
