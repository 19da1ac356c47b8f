// SPDX-License-Identifier: Apache-2.0
/// @file
/// Arrays in and out through the buffer protocol: no copy on the way in, and no NumPy at build time.
#pragma once

#include <pybind11/pybind11.h>
#include <cstdint>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/int128.hpp>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace iqmatch_python {

namespace py = pybind11;

/// A one-dimensional, contiguous array of somebody else, seen as numbers of type T for as long as this lives.
/// Signed and unsigned integers of one width are the same to it: SciPy counts columns with signed ones.
/// To be destroyed with the GIL held.
template <class T>
class Array {
  public:
    /// @throws base::UsageError for another shape, width or kind of number.
    Array(const py::buffer& source, const char* name) : info_(source.request()) {
        const std::string format = info_.format.empty() ? "B" : info_.format;
        const bool number = std::is_floating_point_v<T>
                                ? format == "d"
                                : std::string("bBhHiIlLqQ").find(format.back()) != std::string::npos &&
                                      (format.size() == 1 || format.front() == '<' || format.front() == '=');
        if (!number || info_.itemsize != static_cast<py::ssize_t>(sizeof(T)) || info_.ndim != 1 ||
            (info_.size > 1 && info_.strides[0] != info_.itemsize))
            throw iqmatch::base::UsageError(std::string(name) + " must be a contiguous array of " +
                                            std::to_string(8 * sizeof(T)) + "-bit " +
                                            (std::is_floating_point_v<T> ? "floats" : "integers"));
    }
    [[nodiscard]] std::span<const T> span() const {
        return {static_cast<const T*>(info_.ptr), static_cast<std::size_t>(info_.size)};
    }

  private:
    py::buffer_info info_;
};

/// Numbers as a bytearray, which an array can be laid over without another copy.
template <class T>
[[nodiscard]] py::bytearray bytes_of(const std::vector<T>& numbers) {
    static_assert(std::is_trivially_copyable_v<T>);
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)};
}

[[nodiscard]] inline py::int_ to_int(iqmatch::base::Int128 number) {
    return py::reinterpret_steal<py::int_>(
        PyLong_FromString(iqmatch::base::to_string(number).c_str(), nullptr, 10));
}

/// @throws base::UsageError for what 128 bits do not hold.
[[nodiscard]] inline iqmatch::base::Int128 from_int(const py::int_& number) {
    const std::string text = py::str(number);
    const bool negative = text.front() == '-';
    if (text.size() > 38) throw iqmatch::base::UsageError("not a total of weights: " + text);
    iqmatch::base::Int128 out = 0;
    for (const char digit : std::string_view(text).substr(negative ? 1 : 0)) out = out * 10 + (digit - '0');
    return negative ? -out : out;
}

}  // namespace iqmatch_python
