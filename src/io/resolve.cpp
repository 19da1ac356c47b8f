// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/detail/resolve.hpp>
#include <system_error>

namespace iqmatch::inline v0::io::detail {

namespace fs = std::filesystem;

fs::path resolve(const fs::path& path) {
    try {
        // The overload with an error code hides some errors in some libraries; the one that throws hides
        // none.
        fs::path out = fs::weakly_canonical(fs::absolute(path));
        return out.has_filename() ? out : out.parent_path();
    } catch (const fs::filesystem_error& error) {
        throw base::FileError(path.string(), error.code().message());
    }
}

}  // namespace iqmatch::inline v0::io::detail
