// SPDX-License-Identifier: Apache-2.0
#include "peers/packing.hpp"
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace iqmatch_peers {
namespace {

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

void write(const PackingInstance& instance, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    const std::uint64_t sizes[4] = {instance.offsets.size() - 1, instance.weights.size(),
                                    instance.uses.size(), instance.capacities.size()};
    out.write("IQPACK01", 8);
    out.write(reinterpret_cast<const char*>(sizes), sizeof sizes);
    put(out, instance.offsets);
    put(out, instance.weights);
    put(out, instance.use_offsets);
    put(out, instance.uses);
    put(out, instance.capacities);
    std::vector<std::uint64_t> minima = instance.minima;
    minima.resize(instance.capacities.size(), 0);
    put(out, minima);
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

PackingInstance read_packing(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    char found[8] = {};
    std::uint64_t sizes[4] = {};
    in.read(found, sizeof found);
    in.read(reinterpret_cast<char*>(sizes), sizeof sizes);
    if (!in || std::memcmp(found, "IQPACK01", 8) != 0) throw std::runtime_error("not a packing: " + path);
    PackingInstance instance;
    get(in, instance.offsets, sizes[0] + 1);
    get(in, instance.weights, sizes[1]);
    get(in, instance.use_offsets, sizes[1] + 1);
    get(in, instance.uses, sizes[2]);
    get(in, instance.capacities, sizes[3]);
    get(in, instance.minima, sizes[3]);
    if (!in) throw std::runtime_error("cut short: " + path);
    return instance;
}

}  // namespace iqmatch_peers
