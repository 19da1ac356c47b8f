// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/version.hpp>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;

py::object error_class(const char* name) {
    return py::module_::import("iqmatch._errors").attr(name);
}

/// Our exceptions as those of iqmatch._errors, which carry the same facts.
void translate(std::exception_ptr pointer) {
    try {
        if (pointer) std::rethrow_exception(pointer);
    } catch (const py::cast_error&) {
        PyErr_SetString(PyExc_TypeError, "an argument, or a part of one, has a type that is not understood");
    } catch (const base::DataError& error) {
        const py::object type = error_class("DataError");
        PyErr_SetObject(type.ptr(), type(error.what(), findings_list(error.findings())).ptr());
    } catch (const base::FileError& error) {
        const py::object type = error_class("FileError");
        PyErr_SetObject(type.ptr(), type(error.what(), error.path()).ptr());
    } catch (const base::UsageError& error) {
        const py::object type = error_class("UsageError");
        PyErr_SetObject(type.ptr(), type(error.what()).ptr());
    } catch (const base::InternalError& error) {
        const py::object type = error_class("InternalError");
        PyErr_SetObject(type.ptr(), type(error.what()).ptr());
    }
}

}  // namespace

py::list findings_list(const base::Findings& findings) {
    py::list out;
    for (const base::Finding& finding : findings.items()) {
        py::dict entry;
        entry["severity"] = finding.severity == base::Severity::error ? "error" : "warning";
        entry["code"] = finding.code;
        entry["entity"] = finding.entity;
        entry["file"] = finding.file;
        entry["row"] = finding.row;
        entry["column"] = finding.column;
        entry["value"] = finding.value;
        entry["detail"] = finding.detail;
        entry["message_en"] = base::message(finding, base::Language::en);
        entry["message_de"] = base::message(finding, base::Language::de);
        entry["hint_en"] = base::hint(finding, base::Language::en);
        entry["hint_de"] = base::hint(finding, base::Language::de);
        out.append(std::move(entry));
    }
    return out;
}

void bind_base(py::module_& module) {
    module.attr("version") = base::version;
    py::register_local_exception_translator(translate);
    module.def("finding_codes", [] {
        py::list out;
        for (const base::FindingCode& code : base::finding_codes()) {
            py::dict entry;
            entry["code"] = code.code;
            entry["severity"] = code.severity == base::Severity::error ? "error" : "warning";
            entry["message_en"] = code.message_en;
            entry["message_de"] = code.message_de;
            entry["hint_en"] = code.hint_en;
            entry["hint_de"] = code.hint_de;
            out.append(std::move(entry));
        }
        return out;
    });
}

}  // namespace iqmatch_python
