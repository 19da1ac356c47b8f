// SPDX-License-Identifier: Apache-2.0
// Dates, levels, hashes, random numbers, 128-bit digits, UTF-8.
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/base/utf8.hpp>
#include <set>
#include "support/catch.hpp"

using namespace iqmatch::base;

TEST_CASE("dates: only days that exist are read", "[base]") {
    REQUIRE(Date::parse("2026-11-25")->iso() == "2026-11-25");
    REQUIRE(Date::parse("2024-02-29").has_value());
    for (const char* bad : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "25.11.2026",
                            "2026-11-25 ", "", "1899-12-31", "2200-01-01", "2026/11/25", "2026-11-3x"})
        REQUIRE_FALSE(Date::parse(bad).has_value());
}

TEST_CASE("dates: every day of two centuries survives the round trip", "[base]") {
    const Date first = *Date::parse("1900-01-01"), last = *Date::parse("2199-12-31");
    std::size_t days = 0;
    for (Date day = first; day <= last; day = day.plus_days(1), ++days) {
        const auto again = Date::parse(day.iso());
        if (!again || *again != day) FAIL("lost " << day.iso());
    }
    REQUIRE(days == 109573);  // 300 years with 73 leap days: 1904 to 2196 without 2100
}

TEST_CASE("adding months clamps to the month's end", "[base]") {
    const auto plus = [](const char* day, int months) { return Date::parse(day)->plus_months(months).iso(); };
    REQUIRE(plus("2026-01-31", 1) == "2026-02-28");
    REQUIRE(plus("2024-01-31", 1) == "2024-02-29");
    REQUIRE(plus("2026-01-15", 12) == "2027-01-15");
    REQUIRE(plus("2026-03-31", -1) == "2026-02-28");
    REQUIRE(plus("2026-12-31", 2) == "2027-02-28");
}

TEST_CASE("levels are ordered and read exactly", "[base]") {
    for (std::size_t i = 0; i < cefr_names.size(); ++i) {
        const auto level = parse_cefr(cefr_names[i]);
        REQUIRE(level.has_value());
        REQUIRE(to_string(*level) == cefr_names[i]);
        if (i > 0) REQUIRE(*parse_cefr(cefr_names[i - 1]) < *level);
    }
    for (const char* bad : {"b1", "B3", "", "B1 ", "A"}) REQUIRE_FALSE(parse_cefr(bad).has_value());
}

TEST_CASE("SHA-256 meets the examples of FIPS 180", "[base]") {
    REQUIRE(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    REQUIRE(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    REQUIRE(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    REQUIRE(sha256_hex(std::string(1'000'000, 'a')) ==
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes arrive, and fields cannot be shifted", "[base]") {
    const std::string text =
        "Leer, Ostfriesland: 57 people and 25 vacancies, in more than one block of input.";
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
        REQUIRE(Sha256().update(text.substr(0, cut)).update(text.substr(cut)).hex() == sha256_hex(text));
    REQUIRE(Sha256().field("ab").field("c").hex() != Sha256().field("a").field("bc").hex());
}

TEST_CASE("the hash of keys depends on seed and key only, and differs", "[base]") {
    REQUIRE(key_hash(0, "p-001") == key_hash(0, std::string("p-001")));
    REQUIRE(key_hash(0, "p-001") != key_hash(1, "p-001"));
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 10'000; ++i) seen.insert(key_hash(7, "p-" + std::to_string(i)));
    REQUIRE(seen.size() == 10'000);
}

TEST_CASE("random numbers are those of SplitMix64 and stay in range", "[base]") {
    Rng rng(1234567);  // the reference sequence of the generator for this seed
    REQUIRE(rng.next() == 6457827717110365317ULL);
    REQUIRE(rng.next() == 3203168211198807973ULL);
    std::set<std::int64_t> seen;
    for (int i = 0; i < 500; ++i) {
        const std::int64_t x = rng.between(-2, 3);
        REQUIRE(x >= -2);
        REQUIRE(x <= 3);
        seen.insert(x);
    }
    REQUIRE(seen.size() == 6);
}

TEST_CASE("128-bit numbers are written with all their digits", "[base]") {
    REQUIRE(to_string(Int128(0)) == "0");
    REQUIRE(to_string(Int128(-42)) == "-42");
    const Int128 large = Int128(1) << 100;
    REQUIRE(to_string(large) == "1267650600228229401496703205376");
    const auto smallest = static_cast<Int128>(UInt128(1) << 127);
    REQUIRE(to_string(smallest) == "-170141183460469231731687303715884105728");
}

TEST_CASE("UTF-8 is what RFC 3629 says", "[base]") {
    for (const char* good : {"Göttingen", "€", "\xf0\x9f\x98\x80", "", "\xf4\x8f\xbf\xbf"})
        REQUIRE(utf8_error(good) == std::string_view::npos);
    for (const char* bad :
         {"\xfc", "G\xf6ttingen", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\xf4\x90\x80\x80", "\x80"})
        REQUIRE(utf8_error(bad) != std::string_view::npos);
    REQUIRE(utf8_error("G\xf6ttingen") == 1);
    REQUIRE(shorten("Anerkennungsbescheid", 5) == "Anerk…");
    REQUIRE(shorten("a\nb\xff") == "a b\xef\xbf\xbd");
    REQUIRE(shorten("ü", 1) == "ü");
}
