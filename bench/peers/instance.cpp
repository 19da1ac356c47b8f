// SPDX-License-Identifier: Apache-2.0
#include "peers/instance.hpp"
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace iqmatch_peers {
namespace {

constexpr char magic[9] = "IQPEERS1";

template <class T>
void put(std::ofstream& out, const std::vector<T>& values) {
    out.write(reinterpret_cast<const char*>(values.data()),
              static_cast<std::streamsize>(values.size() * sizeof(T)));
}

template <class T>
void get(std::ifstream& in, std::vector<T>& values, std::uint64_t count) {
    values.resize(count);
    in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(count * sizeof(T)));
}

}  // namespace

void write(const Instance& instance, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    out.write(magic, 8);
    put(out,
        std::vector<std::uint64_t>{instance.row_count(), instance.column_count(), instance.edge_count()});
    put(out, instance.offsets);
    put(out, instance.columns);
    put(out, instance.weights);
    put(out, instance.capacities);
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

Instance read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    char found[8] = {};
    std::vector<std::uint64_t> sizes;
    in.read(found, 8);
    get(in, sizes, 3);
    if (!in || std::memcmp(found, magic, 8) != 0) throw std::runtime_error("not an instance: " + path);
    Instance instance;
    get(in, instance.offsets, sizes[0] + 1);
    get(in, instance.columns, sizes[2]);
    get(in, instance.weights, sizes[2]);
    get(in, instance.capacities, sizes[1]);
    if (!in || instance.offsets.back() != sizes[2]) throw std::runtime_error("cut short: " + path);
    return instance;
}

}  // namespace iqmatch_peers
