// SPDX-License-Identifier: Apache-2.0
/// @file
/// Arrays that are about to be written from end to end, and are not filled with zeros before.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

template <class T>
struct NoFill : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = NoFill<U>;
    };
    template <class U>
    void construct(U* at) noexcept {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
};

template <class T>
using Buffer = std::vector<T, NoFill<T>>;

}  // namespace iqmatch::inline v0::graph::detail
