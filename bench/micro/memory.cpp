// SPDX-License-Identifier: Apache-2.0
#include "support/memory.hpp"
#include <malloc.h>
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::int64_t> live{0}, peak{0}, base{0};

void* counted(std::size_t size) {
    void* memory = std::malloc(std::max<std::size_t>(size, 1));
    if (memory == nullptr) throw std::bad_alloc();
    const std::int64_t now = live += static_cast<std::int64_t>(malloc_usable_size(memory));
    std::int64_t before = peak.load();
    while (before < now && !peak.compare_exchange_weak(before, now)) {
    }
    return memory;
}

void release(void* memory) noexcept {
    if (memory == nullptr) return;
    live -= static_cast<std::int64_t>(malloc_usable_size(memory));
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete[](void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    release(memory);
}

namespace iqmatch_bench {

void reset_peak() {
    base = live.load();
    peak = live.load();
}

std::uint64_t peak_bytes() {
    return static_cast<std::uint64_t>(peak.load() - base.load());
}

}  // namespace iqmatch_bench
