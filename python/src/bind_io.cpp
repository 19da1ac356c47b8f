// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iqmatch/io/network.hpp>
#include "bind.hpp"

namespace iqmatch_python {

void bind_io(py::module_& module) {
    module.def("load_network", [](const std::string& folder) {
        const py::gil_scoped_release release;
        return iqmatch::io::load_network(folder);
    });
}

}  // namespace iqmatch_python
