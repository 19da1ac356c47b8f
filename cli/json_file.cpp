// SPDX-License-Identifier: Apache-2.0
// What --json FILE names: looked at before any work is done, written when the work is.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iqmatch/base/error.hpp>
#include "command.hpp"

namespace iqmatch_cli {

namespace {

namespace base = iqmatch::base;
namespace fs = std::filesystem;
namespace io = iqmatch::io;

[[noreturn]] void refuse(const Context& context, const std::string& why) {
    throw base::UsageError("--json " + context.json + ": " + why + "; nothing was changed");
}

/// A name under which a folder of tables would be read.
bool reads_as_table(const fs::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return extension == ".csv" || file.filename() == "network.json";
}

bool to_file(const Context& context) {
    return !context.json.empty() && context.json != "-";
}

}  // namespace

void keep_inputs_from_json(const Context& context, const std::vector<std::string>& inputs) {
    if (!to_file(context)) return;
    for (const std::string& input : inputs) {
        if (input.empty()) continue;
        std::error_code error;
        const bool is_folder = fs::is_directory(input, error);
        if (is_folder ? reads_as_table(context.json) && io::stands_in(context.json, input)
                      : fs::equivalent(context.json, input, error))
            refuse(context, "this is an input");
    }
}

void open_json(Context& context, const std::vector<std::string>& folders,
               const std::vector<std::string>& inputs) {
    if (!to_file(context)) return;
    for (const std::string& folder : folders)
        if (!folder.empty() && io::stands_in(context.json, folder))
            refuse(context, "this is in the result " + folder);
    keep_inputs_from_json(context, inputs);
    context.json_file = std::make_unique<io::PendingFile>(context.json);
}

void stage_json(const Context& context, std::string_view text) {
    if (context.json == "-") {
        std::cout << text << std::flush;
        if (!std::cout) throw base::FileError("standard output", "cannot be written");
    } else if (context.json_file) {
        context.json_file->write(text);
    }
}

void publish_json(const Context& context) {
    if (context.json_file) context.json_file->publish();
}

void write_json(const Context& context, std::string_view text) {
    stage_json(context, text);
    publish_json(context);
}

}  // namespace iqmatch_cli
