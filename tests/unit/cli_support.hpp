// SPDX-License-Identifier: Apache-2.0
/// @file
/// The program as users call it.
#pragma once

#include <sys/wait.h>
#include <cstdlib>
#include <string>
#include <vector>
#include "tables_support.hpp"

namespace iqmatch_test {

struct Run {
    int code;
    std::string out, err;
};

/// Runs the program in the scratch folder; `arguments` as in a shell, `to` takes its output.
inline Run run(const Scratch& scratch, const std::string& arguments, const std::string& before = "",
               const std::string& to = "stdout.txt") {
    const std::string command = "cd '" + scratch.path().string() + "' && " + before + " '" + IQMATCH_CLI +
                                "' " + arguments + " >" + to + " 2> stderr.txt < /dev/null";
    const int status = std::system(command.c_str());
    Run result{WIFEXITED(status) ? WEXITSTATUS(status) : -1, get(scratch / "stdout.txt"),
               get(scratch / "stderr.txt")};
    fs::remove(scratch / "stdout.txt");
    fs::remove(scratch / "stderr.txt");
    return result;
}

/// Two people who compete and one without options.
inline void sample(const Scratch& scratch) {
    put(scratch / "options.csv",
        "candidate,option,value,uses\nana,x,0.9,r\nana,y,0.5,s\nben,x,0.8,r\ncleo,,,\n");
    put(scratch / "resources.csv", "resource,capacity\nr,1\ns,1\n");
}

/// Names of all files.
inline std::vector<std::string> names(const Scratch& scratch) {
    std::vector<std::string> out;
    for (const auto& [name, bytes] : contents(scratch.path())) out.push_back(name);
    return out;
}

}  // namespace iqmatch_test
