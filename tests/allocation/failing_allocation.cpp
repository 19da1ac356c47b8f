// SPDX-License-Identifier: Apache-2.0
// Memory that cannot be had is refused with the bytes that it would take; nothing crashes, leaks or is half
// done. A program of its own, because it replaces the global operator new.
#include <malloc.h>
#include <cstdlib>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include <new>
#include <string>
#include "support/catch.hpp"
#include "support/markets.hpp"

namespace {

std::uint64_t allocations_left = ~std::uint64_t(0);  ///< until one fails, and all after it
std::uint64_t live = 0, peak = 0;

void* obtain(std::size_t size) {
    if (allocations_left == 0) throw std::bad_alloc();
    if (allocations_left != ~std::uint64_t(0)) --allocations_left;
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    live += malloc_usable_size(memory);
    peak = live > peak ? live : peak;
    return memory;
}
void give_back(void* memory) noexcept {
    if (memory != nullptr) live -= malloc_usable_size(memory);
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
    return obtain(size);
}
void* operator new[](std::size_t size) {
    return obtain(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return obtain(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
    return operator new(size, tag);
}
void operator delete(void* memory) noexcept {
    give_back(memory);
}
void operator delete[](void* memory) noexcept {
    give_back(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    give_back(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    give_back(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    give_back(memory);
}

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

/// Lets everything from the `nth` allocation on fail while `call` runs; whether it went through all the same.
template <class Call>
bool survives(std::uint64_t nth, Call&& call, std::string& refusal) {
    try {
        allocations_left = nth;
        call();
        allocations_left = ~std::uint64_t(0);
        return true;
    } catch (const base::UsageError& error) {
        allocations_left = ~std::uint64_t(0);
        refusal = error.what();
    } catch (const std::bad_alloc&) {  // not even the refusal found room
        allocations_left = ~std::uint64_t(0);
        refusal = "bytes";
    }
    return false;
}

}  // namespace

TEST_CASE("whichever allocation fails, the solve is refused with the bytes that it needs",
          "[graph][memory]") {
    const bool must_assign = GENERATE(false, true);
    Rng rng(9);
    auto market = random_market<std::int64_t>(rng, {60, 30, 6, 3, Weights::few_levels});
    for (auto& capacity : market.capacities()) capacity = 2;
    market.set_must_assign(must_assign);
    const auto expected = graph::max_weight_b_matching(market.view());
    const std::uint64_t before = live;
    bool through = false;
    for (std::uint64_t nth = 0; !through; ++nth) {
        graph::Matching matching;
        std::string refusal;
        through = survives(
            nth, [&] { matching = graph::max_weight_b_matching(market.view()); }, refusal);
        if (through)
            REQUIRE(matching.chosen == expected.chosen);
        else
            REQUIRE(refusal.find("bytes") != std::string::npos);
    }
    REQUIRE(live == before);
}

TEST_CASE("the memory that is named is what a solve takes", "[graph][memory]") {
    Rng rng(10);
    const auto market = random_market<std::int64_t>(rng, {4'000, 1'000, 40, 5, Weights::uniform});
    const std::uint64_t before = live;
    peak = live;
    (void)graph::max_weight_b_matching(market.view());
    const std::uint64_t needed = graph::memory_needed(market.view());
    CAPTURE(needed, peak - before);
    REQUIRE(peak - before <= needed);
    REQUIRE(peak - before >= needed / 2);
}

TEST_CASE("a dynamic matching survives allocations that fail in a resolve", "[graph][memory]") {
    Rng rng(11);
    auto base_market = random_market<std::int32_t>(rng, {40, 15, 1, 2, Weights::uniform});
    graph::DynamicMatching<std::int32_t> kept(base_market.view());
    for (std::uint64_t nth = 0; nth < 6; ++nth) {
        kept.set_capacity(static_cast<Column>(nth), static_cast<std::uint32_t>(nth % 3));
        try {
            allocations_left = nth;
            (void)kept.resolve();
        } catch (const std::exception&) {
            // What was being repaired is found again by the next call.
        }
        allocations_left = ~std::uint64_t(0);
        REQUIRE(kept.resolve() == graph::SolveStatus::optimal);
        REQUIRE(kept.value() == graph::max_weight_b_matching(kept.graph().view()).value);
    }
}
