// SPDX-License-Identifier: Apache-2.0
/// @file
/// Records, and a result to decide about, for the tests of confirm.
#pragma once

#include <unistd.h>
#include <iqmatch/io/confirm.hpp>
#include <iqmatch/io/record.hpp>
#include <set>
#include <string>
#include <vector>
#include "cli_support.hpp"

namespace iqmatch_test {

namespace io = iqmatch::io;

/// A folder in memory where the system has such a thing: waiting for a disk hundreds of times takes long.
class FastFolder {
  public:
    FastFolder() {
        static int counter = 0;
        const fs::path memory = "/dev/shm";
        std::error_code error;
        path_ = (fs::is_directory(memory, error) ? memory : fs::temp_directory_path()) /
                ("iqmatch-test-" + std::to_string(::getpid()) + "-" + std::to_string(counter++));
        fs::create_directory(path_);
    }
    FastFolder(const FastFolder&) = delete;
    FastFolder& operator=(const FastFolder&) = delete;
    ~FastFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }

  private:
    fs::path path_;
};

inline constexpr const char* some_time = "2026-11-02T08:00:00Z";

/// A result of `solve` in DIR/out: ana takes y, ben and cleo x, and dora has nothing.
inline void result_to_confirm(const Scratch& scratch) {
    put(scratch / "options.csv",
        "candidate,option,value,uses\nana,x,0.6,r\nana,y,0.5,s\nben,x,0.8,r\nben,y,0.1,s\n"
        "cleo,x,0.9,r\ndora,,,\n");
    put(scratch / "resources.csv", "resource,capacity\nr,2\ns,1\n");
    run(scratch, "solve options.csv resources.csv --out out --quiet");
}

inline io::ConfirmSettings by(const std::string& name, const Scratch& scratch) {
    io::ConfirmSettings out{name, some_time};
    out.inputs = {scratch / "options.csv", scratch / "resources.csv"};
    return out;
}

/// Decisions from rows candidate, option, decision, other_option, reason.
inline io::ConfirmSettings decisions(const Scratch& scratch,
                                     const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::vector<std::string>> all{{"candidate", "option", "decision", "other_option", "reason"}};
    all.insert(all.end(), rows.begin(), rows.end());
    io::ConfirmSettings out = by("A. Meier", scratch);
    out.decisions = text_table("decisions", all);
    return out;
}

inline std::set<std::string> codes_of(const io::RecordContents& contents) {
    std::set<std::string> out;
    for (const auto& fault : contents.faults) out.insert(fault.code);
    return out;
}

inline io::RecordItem item(const std::string& kind, const std::string& person, const std::string& text) {
    io::JsonValue payload = io::JsonValue::object();
    payload.set("text", text);
    return {kind, person, std::move(payload)};
}

}  // namespace iqmatch_test
