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
#include <optional>
#include <string>

namespace iqmatch_python {

namespace py = pybind11;

void bind_base(py::module_& module);
void bind_tables(py::module_& module);
void bind_graph(py::module_& module);
void bind_domain(py::module_& module);
void bind_matching(py::module_& module);
void bind_explain(py::module_& module);
void bind_demand(py::module_& module);
void bind_io(py::module_& module);

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

/// Steering of a call that runs without the GIL. `progress` is None or called with (work, done, components);
/// the answer False ends the solve with status `cancelled`. Signals are looked at as often, so that Ctrl-C
/// ends the call with KeyboardInterrupt.
[[nodiscard]] iqmatch::base::Control make_control(unsigned threads, std::optional<double> time_limit,
                                                  std::optional<std::uint64_t> work_limit,
                                                  const py::object& progress);

}  // namespace iqmatch_python
