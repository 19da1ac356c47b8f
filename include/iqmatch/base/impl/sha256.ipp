// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstring>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/sha256.hpp>

namespace iqmatch::inline v0::base {

namespace detail {
inline constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
}  // namespace detail

IQMATCH_INLINE void Sha256::block(const unsigned char* data) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i)
        w[i] = (std::uint32_t(data[4 * i]) << 24) | (std::uint32_t(data[4 * i + 1]) << 16) |
               (std::uint32_t(data[4 * i + 2]) << 8) | std::uint32_t(data[4 * i + 3]);
    for (std::size_t i = 16; i < 64; ++i) {
        const std::uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        const std::uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    // Eight rounds turn the names once around, so that nothing has to be moved between them.
    const auto round = [&w](std::uint32_t x, std::uint32_t y, std::uint32_t z, std::uint32_t& moved,
                            std::uint32_t p, std::uint32_t q, std::uint32_t r, std::uint32_t& last,
                            std::size_t i) {
        const std::uint32_t t1 = last + (std::rotr(p, 6) ^ std::rotr(p, 11) ^ std::rotr(p, 25)) +
                                 (r ^ (p & (q ^ r))) + detail::sha256_constants[i] + w[i];
        moved += t1;
        last = t1 + (std::rotr(x, 2) ^ std::rotr(x, 13) ^ std::rotr(x, 22)) + ((x & y) | (z & (x | y)));
    };
    for (std::size_t i = 0; i < 64; i += 8) {
        round(a, b, c, d, e, f, g, h, i);
        round(h, a, b, c, d, e, f, g, i + 1);
        round(g, h, a, b, c, d, e, f, i + 2);
        round(f, g, h, a, b, c, d, e, i + 3);
        round(e, f, g, h, a, b, c, d, i + 4);
        round(d, e, f, g, h, a, b, c, i + 5);
        round(c, d, e, f, g, h, a, b, i + 6);
        round(b, c, d, e, f, g, h, a, i + 7);
    }
    const std::array<std::uint32_t, 8> add{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) state_[i] += add[i];
}

IQMATCH_INLINE Sha256& Sha256::update(std::string_view bytes) {
    length_ += bytes.size();
    while (!bytes.empty()) {
        const std::size_t take = std::min(bytes.size(), buffer_.size() - filled_);
        std::memcpy(buffer_.data() + filled_, bytes.data(), take);
        filled_ += take;
        bytes.remove_prefix(take);
        if (filled_ == buffer_.size()) {
            block(buffer_.data());
            filled_ = 0;
        }
    }
    return *this;
}

IQMATCH_INLINE Sha256& Sha256::number(std::int64_t value) {
    std::array<char, 8> bytes{};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<char>((static_cast<std::uint64_t>(value) >> (56 - 8 * i)) & 0xffU);
    // Tables are mostly such numbers: 8 bytes at once, without a call, where they do not fill a block.
    if (filled_ + bytes.size() < buffer_.size()) {
        std::memcpy(buffer_.data() + filled_, bytes.data(), bytes.size());
        filled_ += bytes.size();
        length_ += bytes.size();
        return *this;
    }
    return update(std::string_view(bytes.data(), bytes.size()));
}

IQMATCH_INLINE Sha256& Sha256::field(std::string_view text) {
    number(static_cast<std::int64_t>(text.size()));
    return update(text);
}

IQMATCH_INLINE std::string Sha256::hex() {
    const auto bits = static_cast<std::int64_t>(length_ * 8);
    update(std::string_view("\x80", 1));
    while (filled_ != 56) update(std::string_view("\0", 1));
    number(bits);
    std::string out;
    for (const std::uint32_t word : state_)
        for (int shift = 28; shift >= 0; shift -= 4)
            out.push_back("0123456789abcdef"[(word >> shift) & 0xfU]);
    return out;
}

}  // namespace iqmatch::inline v0::base
