// SPDX-License-Identifier: Apache-2.0
#include "bind.hpp"

PYBIND11_MODULE(_core, module) {
    module.doc() = "The compiled half of iqmatch; use the package iqmatch.";
    iqmatch_python::bind_base(module);
    iqmatch_python::bind_graph(module);
    iqmatch_python::bind_tables(module);
    iqmatch_python::bind_domain(module);
    iqmatch_python::bind_scoring(module);
    iqmatch_python::bind_matching(module);
    iqmatch_python::bind_explain(module);
    iqmatch_python::bind_demand(module);
    iqmatch_python::bind_io(module);
    iqmatch_python::bind_confirm(module);
    iqmatch_python::bind_session(module);
}
