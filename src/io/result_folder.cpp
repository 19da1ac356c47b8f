// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/detail/resolve.hpp>
#include <iqmatch/io/read_file.hpp>
#include <iqmatch/io/replace_folder.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/write_file.hpp>
#include <set>
#include <system_error>

namespace iqmatch::inline v0::io {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::error_code& reason) {
    throw base::FileError(path.string(), reason.message());
}

/// The folder as an absolute path without links and without a trailing slash.
fs::path resolved(const fs::path& folder) {
    if (folder.empty()) throw base::UsageError("the result folder has an empty name");
    fs::path path = detail::resolve(folder);
    if (!path.has_filename()) throw base::UsageError(folder.string() + " cannot be a result folder");
    return path;
}

/// Names that the manifest of an earlier result lists, itself included; empty if there is no such manifest.
std::set<std::string> earlier_result(const fs::path& folder, const FolderKind& kind) {
    std::set<std::string> names;
    std::error_code error;
    if (!fs::is_regular_file(folder / kind.manifest, error)) return names;
    base::Findings findings;
    const auto summary = parse_json(read_file(folder / kind.manifest), std::string(kind.manifest), findings);
    const JsonValue* schema = summary ? summary->find("schema") : nullptr;
    const JsonValue* files = summary ? summary->find("files") : nullptr;
    if (schema == nullptr || schema->text() != kind.schema || files == nullptr) return names;
    const JsonValue* command = summary->find("command");
    if (!kind.command.empty() && (command == nullptr || command->text() != kind.command)) return names;
    names.insert(std::string(kind.manifest));
    for (const auto& [name, hash] : files->members()) names.insert(name);
    return names;
}

/// Throws unless the folder is missing, empty or an earlier result.
void require_replaceable(const fs::path& folder, const FolderKind& kind) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found) {
        // The nearest parent that exists must be a folder.
        fs::path parent = folder.parent_path();
        while (!fs::exists(parent, error) && parent.has_relative_path()) parent = parent.parent_path();
        if (!fs::is_directory(parent, error))
            throw base::FileError(folder.string(),
                                  "cannot be created: " + parent.string() + " is not a folder");
        return;
    }
    if (error) fail(folder, error);
    if (!fs::is_directory(status)) throw base::UsageError(folder.string() + " is not a folder");
    const std::set<std::string> ours = earlier_result(folder, kind);
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::error_code unseen;
        if (ours.count(name) == 0 || !entry->is_regular_file(unseen))
            throw base::UsageError(
                folder.string() + " holds " + name +
                ", which is not part of an earlier result; nothing was changed. Choose another folder");
    }
    if (error) fail(folder, error);
}

/// Removes a folder at the end of its scope unless released.
class Scratch {
  public:
    explicit Scratch(fs::path path) : path_(std::move(path)) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }
    fs::path release() { return std::exchange(path_, fs::path()); }

  private:
    fs::path path_;
};

/// The parents of a folder, created where they are missing, and removed again unless released.
class MadeParents {
  public:
    explicit MadeParents(const fs::path& folder) {
        std::error_code error;
        fs::path parent = folder.parent_path();
        for (; parent.has_relative_path() && !fs::exists(parent, error); parent = parent.parent_path())
            made_.push_back(parent);
        fs::create_directories(folder.parent_path(), error);
        if (error) {
            remove();
            fail(folder.parent_path(), error);
        }
    }
    MadeParents(const MadeParents&) = delete;
    MadeParents& operator=(const MadeParents&) = delete;
    ~MadeParents() { remove(); }
    void release() { made_.clear(); }

  private:
    void remove() {
        std::error_code ignored;  // what somebody else has put there meanwhile keeps its folder
        for (const fs::path& parent : made_) fs::remove(parent, ignored);
    }

    std::vector<fs::path> made_;  ///< the deepest first
};

}  // namespace

ResultFolder::ResultFolder(fs::path folder, FolderKind kind) : folder_(resolved(folder)), kind_(kind) {
    require_replaceable(folder_, kind_);
}

void ResultFolder::add_file(std::string name, std::string bytes) {
    const bool plain = !name.empty() && name[0] != '.' && name.find_first_of("/\\") == std::string::npos;
    const bool taken =
        std::any_of(files_.begin(), files_.end(), [&](const auto& file) { return file.first == name; });
    if (!plain || taken || name == kind_.manifest)
        throw base::UsageError("a result cannot hold a file named " + name);
    files_.emplace_back(std::move(name), std::move(bytes));
}

std::string ResultFolder::finish(JsonValue summary, const BeforePublish& before) {
    std::sort(files_.begin(), files_.end());
    JsonValue listed = JsonValue::object();
    for (const auto& [name, bytes] : files_) listed.set(name, base::sha256_hex(bytes));
    summary.set("files", std::move(listed));
    std::string text = summary.dump();

    std::error_code error;
    MadeParents parents(folder_);
    Scratch fresh(free_sibling(folder_, "new"));
    if (!fs::create_directory(fresh.path(), error))
        fail(fresh.path(), error ? error : std::make_error_code(std::errc::file_exists));
    for (const auto& [name, bytes] : files_) write_file(fresh.path() / name, bytes);
    write_file(fresh.path() / kind_.manifest, text);

    require_replaceable(folder_, kind_);  // it may have changed during a long solve
    if (before) before(text);
    const fs::path finished = fresh.release();  // from here on it may be the earlier result
    replace_folder(finished, folder_, [this](const fs::path& there) { require_replaceable(there, kind_); });
    parents.release();
    return text;
}

}  // namespace iqmatch::inline v0::io
