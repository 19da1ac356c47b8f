// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the tests of own values, results and the program share.
#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch_test {

namespace base = iqmatch::base;
namespace fs = std::filesystem;

/// A folder of its own for one test, removed afterwards.
class Scratch {
  public:
    Scratch() {
        static int counter = 0;
        do path_ = fs::temp_directory_path() / ("iqmatch-test-" + std::to_string(counter++));
        while (!fs::create_directory(path_));
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }

  private:
    fs::path path_;
};

inline void put(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

inline std::string get(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Name and bytes of every file of a folder.
inline std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> out;
    if (!fs::is_directory(folder)) return out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        out[fs::relative(entry.path(), folder).string()] =
            entry.is_regular_file() ? get(entry.path()) : "(folder)";
    return out;
}

/// A summary without what may differ between runs: lines with "seconds", "time" and "threads".
inline std::string comparable(const std::string& summary) {
    std::string out;
    for (std::size_t begin = 0; begin < summary.size();) {
        const std::size_t end = std::min(summary.find('\n', begin), summary.size() - 1) + 1;
        const std::string line = summary.substr(begin, end - begin);
        if (line.find("\"seconds\"") == std::string::npos && line.find("\"time\"") == std::string::npos &&
            line.find("\"threads\"") == std::string::npos)
            out += line;
        begin = end;
    }
    return out;
}

/// A table from rows; the first is the header.
inline base::TextTable text_table(const std::string& name,
                                  const std::vector<std::vector<std::string>>& rows) {
    base::TextTable table(name, name + ".csv", rows.at(0));
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const std::vector<std::string_view> cells(rows[r].begin(), rows[r].end());
        table.add_row(cells);
    }
    return table;
}

template <class T>
void shuffle(std::vector<T>& items, base::Rng& rng) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[rng.below(i)]);
}

}  // namespace iqmatch_test
