// SPDX-License-Identifier: Apache-2.0
// Coverage-guided fuzzing of the CSV reader with libFuzzer:
//   clang++-16 -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -DIQMATCH_HEADER_ONLY
//       tests/fuzz/csv_fuzz.cpp src/io/csv.cpp src/io/read_file.cpp -o csv_fuzz && ./csv_fuzz -max_len=4096
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iqmatch/io/csv.hpp>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace base = iqmatch::base;
    namespace io = iqmatch::io;
    base::Findings findings;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const base::TextTable table = io::parse_csv(text, "t", "t.csv", findings);
    if (!findings.ok()) return 0;
    // Accepted means: written and read again, it is the same table.
    base::Findings again;
    const base::TextTable back = io::parse_csv(io::write_csv(table), "t", "t.csv", again);
    if (!again.items().empty() || back.header() != table.header() || back.rows() != table.rows())
        std::abort();
    for (std::size_t r = 0; r < table.rows(); ++r)
        for (std::size_t c = 0; c < table.columns(); ++c)
            if (back.cell(r, c) != table.cell(r, c)) std::abort();
    return 0;
}
