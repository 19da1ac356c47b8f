// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <string>
#include <utility>
#include <vector>
#include "support/catch.hpp"

namespace {

namespace base = iqmatch::base;
using iqmatch::tables::Decimal;
using iqmatch::tables::ExactSum;
using iqmatch::tables::grid_text;
using iqmatch::tables::read_grid;
using Fault = Decimal::Fault;

Decimal read(std::string_view text) {
    Decimal out;
    INFO(text);
    REQUIRE(Decimal::read(text, out) == Fault::none);
    return out;
}

std::string on_grid(std::string_view text, int decimals) {
    const Decimal::OnGrid value = read(text).on_grid(decimals);
    return base::to_string(value.units) + (value.exact ? "" : " rounded");
}

}  // namespace

TEST_CASE("decimals come onto the grid exactly, halves to even", "[decimal]") {
    const std::vector<std::pair<const char*, const char*>> on_micro{
        {"0", "0"},
        {"-0", "0"},
        {"1", "1000000"},
        {"+1.5", "1500000"},
        {"-.5", "-500000"},
        {"7.", "7000000"},
        {"0.75", "750000"},
        {"7.5e-1", "750000"},
        {"75E-2", "750000"},
        {"1e3", "1000000000"},
        {"1e+3", "1000000000"},
        {"000.100000000000", "100000"},
        {"0.0000005", "0 rounded"},
        {"0.0000015", "2 rounded"},
        {"0.0000025", "2 rounded"},
        {"0.00000250000000000000000000000001", "3 rounded"},
        {"-0.0000035", "-4 rounded"},
        {"0.00000049999999", "0 rounded"},
        {"1e-400", "0 rounded"},
        {"0.000001e0", "1"},
        {"0e999999999999", "0"},
        {"1234567.8901235", "1234567890124 rounded"},
        {"1234567.8901225", "1234567890122 rounded"},
    };
    for (const auto& [text, expected] : on_micro) {
        INFO(text);
        CHECK(on_grid(text, 6) == expected);
    }
    CHECK(on_grid("2.5", 0) == "2 rounded");
    CHECK(on_grid("3.5", 0) == "4 rounded");
    CHECK(on_grid("9.9999999995", 9) == "10000000000 rounded");
    CHECK(on_grid("99999999999999999999999999999", 9) == "99999999999999999999999999999000000000");
}

TEST_CASE("what is no decimal number is named", "[decimal]") {
    const std::vector<std::pair<const char*, Fault>> cases{
        {"", Fault::not_a_number},
        {"abc", Fault::not_a_number},
        {"1x", Fault::not_a_number},
        {".", Fault::not_a_number},
        {"-", Fault::not_a_number},
        {"1e", Fault::not_a_number},
        {"1e+", Fault::not_a_number},
        {"e5", Fault::not_a_number},
        {"0x10", Fault::not_a_number},
        {" 1", Fault::not_a_number},
        {"1 ", Fault::not_a_number},
        {"1.2.3", Fault::not_a_number},
        {"1,234,567", Fault::not_a_number},
        {"1,234.5", Fault::not_a_number},
        {"--1", Fault::not_a_number},
        {"\xe2\x88\x92"
         "1",
         Fault::not_a_number},
        {",", Fault::not_a_number},
        {"0,5", Fault::decimal_comma},
        {"-1.234,5", Fault::decimal_comma},
        {"nan", Fault::not_finite},
        {"NaN", Fault::not_finite},
        {"-inf", Fault::not_finite},
        {"+Infinity", Fault::not_finite},
        {"1e29", Fault::number_out_of_range},
        {"1e-401", Fault::number_out_of_range},
        {"1e999999999999999999999", Fault::number_out_of_range},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        Decimal out;
        CHECK(Decimal::read(text, out) == expected);
        if (expected != Fault::none)
            CHECK_FALSE(iqmatch::tables::decimal_finding(expected, text).code.empty());
    }
    CHECK(iqmatch::tables::decimal_finding(Fault::decimal_comma, "-1.234,5").detail == "-1234.5");
}

TEST_CASE("equal numbers have one canonical text, different ones different texts", "[decimal]") {
    base::Rng rng(3);
    for (int round = 0; round < 5000; ++round) {
        const std::int64_t digits = rng.between(-9999, 9999);
        const auto exponent = static_cast<int>(rng.between(-8, 8));
        const std::string plain = std::to_string(digits) + "e" + std::to_string(exponent);
        const std::string padded = std::to_string(digits) + "00e" + std::to_string(exponent - 2);
        const std::string point = std::to_string(digits) + ".000E" + std::to_string(exponent);
        const std::string canonical = read(plain).canonical();
        CHECK(read(padded).canonical() == canonical);
        CHECK(read(point).canonical() == canonical);
        CHECK(read(canonical).canonical() == canonical);
        CHECK(read(std::to_string(digits + 1) + "e" + std::to_string(exponent)).canonical() != canonical);
    }
}

TEST_CASE("rounding agrees with integer arithmetic", "[decimal]") {
    base::Rng rng(5);
    for (int round = 0; round < 20000; ++round) {
        // A number n · 10^-12 by construction; many exact halves.
        const std::int64_t coarse = rng.between(-50, 50) * 1000000,
                           fine = rng.chance(1, 2) ? 500000 : rng.between(0, 999999);
        const std::int64_t n = coarse + (rng.chance(1, 2) ? fine : -fine);
        std::int64_t quotient = n / 1000000;
        const std::int64_t rest = n % 1000000, magnitude = rest < 0 ? -rest : rest;
        if (magnitude > 500000 || (magnitude == 500000 && quotient % 2 != 0)) quotient += rest < 0 ? -1 : 1;
        const Decimal::OnGrid value = read(std::to_string(n) + "e-12").on_grid(6);
        CHECK(value.units == quotient);
        CHECK(value.exact == (rest == 0));
    }
}

TEST_CASE("exact sums lose no digit", "[decimal]") {
    const auto sum = [](std::vector<std::string> texts) {
        ExactSum out;
        for (const std::string& text : texts) out.add(read(text));
        return out.text();
    };
    CHECK(sum({}) == "0");
    CHECK(sum({"0.1", "0.2"}) == "0.3");
    CHECK(sum({"1e28", "1e-10", "-1e28"}) == "0.0000000001");
    CHECK(sum({"-0.5", "0.25"}) == "-0.25");
    CHECK(sum({"-1000000000", "1"}) == "-999999999");
    CHECK(sum({"12.50", "-12.5"}) == "0");
    CHECK(sum({"1e-400"}) == "0." + std::string(399, '0') + "1");
    CHECK(sum({"9999999999999999999999999999", "1"}) == "10000000000000000000000000000");

    // Against 128-bit integers in units of 10^-15.
    base::Rng rng(9);
    for (int round = 0; round < 300; ++round) {
        ExactSum exact;
        base::Int128 units = 0;
        for (std::uint64_t k = rng.below(200); k > 0; --k) {
            const auto places = static_cast<int>(rng.below(16));
            const std::int64_t digits = rng.between(-999999999999, 999999999999);
            exact.add(read(std::to_string(digits) + "e-" + std::to_string(places)));
            base::Int128 scaled = digits;
            for (int p = places; p < 15; ++p) scaled *= 10;
            units += scaled;
        }
        CHECK(exact.text() == grid_text(units, 15));
    }
}

TEST_CASE("grid numbers are written short and read back", "[decimal]") {
    CHECK(grid_text(0, 6) == "0");
    CHECK(grid_text(1, 6) == "0.000001");
    CHECK(grid_text(-1500000, 6) == "-1.5");
    CHECK(grid_text(12, 0) == "12");
    CHECK(grid_text(1200, 2) == "12");
    CHECK_FALSE(read_grid("0.0000001", 6).has_value());
    CHECK_FALSE(read_grid("1,5", 6).has_value());
    CHECK_FALSE(read_grid("", 6).has_value());
    base::Rng rng(1);
    for (int round = 0; round < 2000; ++round) {
        const auto decimals = static_cast<int>(rng.below(10));
        const base::Int128 units =
            base::Int128(rng.between(-1000000000000, 1000000000000)) * rng.between(0, 1000000);
        const auto back = read_grid(grid_text(units, decimals), decimals);
        REQUIRE(back.has_value());
        CHECK(*back == units);
    }
}
