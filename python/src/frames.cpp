// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>
#include <iqmatch/base/error.hpp>
#include <string_view>
#include <vector>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

enum class NanText { empty, name };

/// The text of one cell, valid until the next call for the same column.
class Cell {
  public:
    /// Something that is no cell.
    struct Alien {
        std::string type;
    };
    /// A text with half a character, which no file could hold.
    struct Broken {};

    std::string_view read(PyObject* object, NanText nan) {
        if (PyUnicode_Check(object) != 0) {
            Py_ssize_t size = 0;
            const char* text = PyUnicode_AsUTF8AndSize(object, &size);
            if (text == nullptr) {
                if (PyErr_ExceptionMatches(PyExc_UnicodeError) == 0) throw py::error_already_set();
                PyErr_Clear();
                throw Broken{};
            }
            return {text, static_cast<std::size_t>(size)};
        }
        if (object == Py_None) return {};
        if (PyBool_Check(object) != 0) return object == Py_True ? "yes" : "no";
        if (PyFloat_Check(object) != 0) return number(PyFloat_AS_DOUBLE(object), nan);
        if (PyLong_Check(object) != 0) return integer(object);
        return other(object, nan);
    }

  private:
    /// Shortest text that reads back as the same number; whole numbers without point or exponent.
    std::string_view number(double value, NanText nan) {
        if (std::isnan(value)) return nan == NanText::name ? "NaN" : std::string_view{};
        constexpr double whole = 9007199254740992.0;  // 2^53
        const bool plain = std::abs(value) <= whole && std::trunc(value) == value;
        const auto done = plain ? std::to_chars(buffer_.data(), buffer_.data() + buffer_.size(),
                                                static_cast<std::int64_t>(value))
                                : std::to_chars(buffer_.data(), buffer_.data() + buffer_.size(), value);
        return {buffer_.data(), static_cast<std::size_t>(done.ptr - buffer_.data())};
    }

    std::string_view integer(PyObject* object) {
        int overflow = 0;
        const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
        if (overflow != 0) return keep(py::str(py::handle(object)));
        if (value == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
        const auto done = std::to_chars(buffer_.data(), buffer_.data() + buffer_.size(), value);
        return {buffer_.data(), static_cast<std::size_t>(done.ptr - buffer_.data())};
    }

    /// Numbers of other libraries, decimals, dates, and their markers of what is missing.
    std::string_view other(PyObject* object, NanText nan) {
        const py::handle handle(object);
        if (const std::string_view type = Py_TYPE(object)->tp_name;
            type == "numpy.bool" || type == "numpy.bool_")
            return PyObject_IsTrue(object) != 0 ? "yes" : "no";
        // A marker of a missing value is not even equal to itself, or refuses to say so (pandas.NA).
        const py::object same =
            py::reinterpret_steal<py::object>(PyObject_RichCompare(object, object, Py_EQ));
        if (!same) throw py::error_already_set();
        const int truth = PyObject_IsTrue(same.ptr());
        if (truth < 0) {
            PyErr_Clear();
            // An array is neither equal to itself nor missing.
            if (std::string_view(Py_TYPE(object)->tp_name).ends_with("NAType")) return {};
            throw Alien{Py_TYPE(object)->tp_name};
        }
        if (py::hasattr(handle,
                        "isoformat")) {  // date, datetime, pandas.Timestamp; NaT is not equal to itself
            if (truth == 0) return {};
            const std::string text = py::str(handle.attr("isoformat")());
            constexpr std::string_view midnight = "T00:00:00";
            const std::string_view view = text;
            return keep(view.size() > 10 && view.substr(10) == midnight ? text.substr(0, 10) : text);
        }
        if (PyIndex_Check(object) != 0) {
            const py::object index = py::reinterpret_steal<py::object>(PyNumber_Index(object));
            if (!index) throw py::error_already_set();
            return integer(index.ptr());
        }
        const bool decimal = py::hasattr(handle, "as_tuple");
        if (truth == 0) return decimal || nan == NanText::empty ? std::string_view{} : "NaN";
        if (decimal) return keep(py::str(handle));
        if (PyNumber_Check(object) != 0 && py::hasattr(handle, "__float__")) {
            // numpy.float32: its own text is the shortest for its own width.
            return keep(py::str(handle));
        }
        throw Alien{Py_TYPE(object)->tp_name};
    }

    std::string_view keep(std::string text) {
        text_ = std::move(text);
        return text_;
    }

    std::array<char, 40> buffer_{};
    std::string text_;
};

}  // namespace

iqmatch::base::TextTable text_table(const std::string& name, const std::string& file, const py::dict& columns,
                                    const std::string& keep_nan, const std::string& keep_nan_with) {
    std::vector<std::string> header;
    std::vector<py::list> lists;
    std::size_t kept = columns.size();
    std::size_t kept_with = columns.size();
    for (const auto& [key, list] : columns) {
        const auto column = key.cast<std::string>();
        if (column == keep_nan) kept = header.size();
        if (column == keep_nan_with) kept_with = header.size();
        header.push_back(column);
        lists.push_back(py::reinterpret_borrow<py::list>(list));
        if (lists.back().size() != lists.front().size())
            throw iqmatch::base::UsageError("the column " + column + " of " + file + " has " +
                                            std::to_string(lists.back().size()) + " cells, " +
                                            header.front() + " has " + std::to_string(lists.front().size()));
    }
    iqmatch::base::TextTable table(name, file, std::move(header));
    std::vector<Cell> cells(lists.size());
    std::vector<std::string_view> row(lists.size());
    const std::size_t rows = lists.empty() ? 0 : lists.front().size();
    const auto place = [&](std::size_t c, std::size_t r) {
        return "the column " + table.header()[c] + " of " + file + ", row " + std::to_string(r + 2) +
               ", holds ";
    };
    for (std::size_t r = 0; r < rows; ++r) {
        const auto at = [&](std::size_t c) {
            return PyList_GET_ITEM(lists[c].ptr(), static_cast<Py_ssize_t>(r));
        };
        for (std::size_t c = 0; c < lists.size(); ++c) {
            try {
                row[c] = cells[c].read(at(c), NanText::empty);
            } catch (const Cell::Alien& alien) {
                throw iqmatch::base::UsageError(place(c, r) + "a " + alien.type +
                                                "; text, numbers and dates are understood");
            } catch (const Cell::Broken&) {
                throw iqmatch::base::UsageError(place(c, r) +
                                                "a text that is not valid Unicode (a lone surrogate)");
            }
        }
        if (kept < lists.size() && row[kept].empty() && kept_with < lists.size() && !row[kept_with].empty())
            row[kept] = cells[kept].read(at(kept), NanText::name);
        table.add_row(row);
    }
    return table;
}

}  // namespace iqmatch_python
