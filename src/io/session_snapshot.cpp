// SPDX-License-Identifier: Apache-2.0
// Boost.Serialization says what a snapshot consists of (serialize() below) and keeps track of versions; the
// archives are our own, as its documentation provides for: the binary archives that it brings depend on the
// machine and trust every length that they read.
#include <boost/mpl/bool.hpp>
#include <boost/serialization/serialization.hpp>
#include <boost/serialization/version.hpp>
#include <concepts>
#include <cstdint>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/session_snapshot.hpp>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {
namespace {

constexpr std::string_view mark = "iqmatch session\n";
constexpr std::size_t number_bytes = 8, hash_bytes = 64;

void put(std::string& out, std::uint64_t number) {
    for (std::size_t k = 0; k < number_bytes; ++k) out += static_cast<char>(number >> (8 * k) & 0xff);
}

/// Thrown inside, and turned into a finding.
struct Damaged {};

class Saver {
  public:
    using is_saving = boost::mpl::true_;
    using is_loading = boost::mpl::false_;

    template <std::integral Number>
    Saver& operator&(const Number& number) {
        put(bytes_, static_cast<std::uint64_t>(number));
        return *this;
    }
    Saver& operator&(const std::string& text) {
        *this& text.size();
        bytes_ += text;
        return *this;
    }
    template <class Item>
    Saver& operator&(const std::vector<Item>& items) {
        *this& items.size();
        for (const Item& item : items) *this& item;
        return *this;
    }
    template <class Thing>
        requires(!std::integral<Thing>)
    Saver& operator&(const Thing& thing) {
        boost::serialization::serialize_adl(*this, const_cast<Thing&>(thing),
                                            boost::serialization::version<Thing>::value);
        return *this;
    }
    template <class Thing>
    Saver& operator<<(const Thing& thing) {
        return *this & thing;
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

class Loader {
  public:
    using is_saving = boost::mpl::false_;
    using is_loading = boost::mpl::true_;

    explicit Loader(std::string_view bytes) : bytes_(bytes) {}

    template <std::integral Number>
    Loader& operator&(Number& number) {
        number = static_cast<Number>(next());
        return *this;
    }
    Loader& operator&(std::string& text) {
        const std::uint64_t size = next();
        if (size > bytes_.size()) throw Damaged{};
        text.assign(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return *this;
    }
    template <class Item>
    Loader& operator&(std::vector<Item>& items) {
        // Every item takes bytes: a length that they cannot fill is found before memory is asked for.
        const std::uint64_t size = next();
        if (size > bytes_.size()) throw Damaged{};
        items.clear();
        for (std::uint64_t k = 0; k < size; ++k) {
            items.emplace_back();
            *this& items.back();
        }
        return *this;
    }
    template <class Thing>
        requires(!std::integral<Thing>)
    Loader& operator&(Thing& thing) {
        boost::serialization::serialize_adl(*this, thing, boost::serialization::version<Thing>::value);
        return *this;
    }
    template <class Thing>
    Loader& operator>>(Thing& thing) {
        return *this & thing;
    }
    [[nodiscard]] bool at_end() const { return bytes_.empty(); }

  private:
    std::uint64_t next() {
        if (bytes_.size() < number_bytes) throw Damaged{};
        std::uint64_t out = 0;
        for (std::size_t k = 0; k < number_bytes; ++k)
            out |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[k])) << (8 * k);
        bytes_.remove_prefix(number_bytes);
        return out;
    }
    std::string_view bytes_;
};

/// A table as its parts.
struct TableParts {
    std::string name, file;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

TableParts parts_of(const base::TextTable& table) {
    TableParts out{table.name(), table.file(), table.header(), {}};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        out.rows.emplace_back();
        for (std::size_t c = 0; c < table.columns(); ++c) out.rows.back().emplace_back(table.cell(row, c));
    }
    return out;
}

base::TextTable table_of(const TableParts& parts) {
    base::TextTable out(parts.name, parts.file, parts.header);
    std::vector<std::string_view> cells;
    for (const auto& row : parts.rows) {
        if (row.size() != parts.header.size()) throw Damaged{};
        cells.assign(row.begin(), row.end());
        out.add_row(cells);
    }
    return out;
}

base::Finding damaged(std::string_view code, std::string_view file, std::string detail) {
    base::Finding out = base::make_finding(code);
    out.file = out.value = std::string(file);
    out.detail = std::move(detail);
    return out;
}

[[noreturn]] void refuse(base::Finding finding) {
    base::Findings all;
    all.add(std::move(finding));
    throw base::DataError(std::move(all));
}

}  // namespace
}  // namespace iqmatch::inline v0::io

namespace boost::serialization {

namespace iqmatch_io = iqmatch::io;
namespace iqmatch_matching = iqmatch::matching;

template <class Archive>
void serialize(Archive& archive, iqmatch_io::TableParts& parts, unsigned) {
    archive& parts.name& parts.file& parts.header& parts.rows;
}
template <class Archive>
void serialize(Archive& archive, iqmatch::base::TextTable& table, unsigned) {
    iqmatch_io::TableParts parts;
    if constexpr (Archive::is_saving::value) parts = iqmatch_io::parts_of(table);
    archive& parts;
    if constexpr (Archive::is_loading::value) table = iqmatch_io::table_of(parts);
}
template <class Archive>
void serialize(Archive& archive, iqmatch::base::Date& date, unsigned) {
    std::int64_t days = date.days();
    archive& days;
    if constexpr (Archive::is_loading::value) {
        if (days < -1'000'000 || days > 10'000'000) throw iqmatch_io::Damaged{};
        date = iqmatch::base::Date(static_cast<std::int32_t>(days));
    }
}
template <class Archive>
void serialize(Archive& archive, iqmatch_matching::SessionSnapshot::Held& held, unsigned) {
    archive& held.candidate& held.option;
}
template <class Archive>
void serialize(Archive& archive, std::pair<std::string, std::int64_t>& price, unsigned) {
    archive& price.first& price.second;
}
template <class Archive>
void serialize(Archive& archive, iqmatch_matching::SessionEdit& edit, unsigned) {
    auto entity = static_cast<std::uint64_t>(edit.entity);
    archive& entity& edit.key& edit.tables;
    if (entity >= iqmatch::domain::entity_names.size()) throw iqmatch_io::Damaged{};
    edit.entity = static_cast<iqmatch::domain::Entity>(entity);
}
template <class Archive>
void serialize(Archive& archive, iqmatch_matching::SessionSnapshot& snapshot, unsigned) {
    archive& snapshot.number& snapshot.name& snapshot.as_of& snapshot.catalogue& snapshot.catalogue_tables;
    archive& snapshot.tables& snapshot.held& snapshot.prices& snapshot.undo;
}

}  // namespace boost::serialization

namespace iqmatch::inline v0::io {

std::string write_snapshot(const matching::SessionSnapshot& snapshot) {
    Saver saver;
    saver << snapshot;
    const std::string content = saver.take();
    std::string out(mark);
    put(out, session_snapshot_format);
    put(out, content.size());
    out += base::sha256_hex(content);
    out += content;
    return out;
}

matching::SessionSnapshot read_snapshot(std::string_view bytes, std::string_view file) {
    constexpr std::size_t head = mark.size() + 2 * number_bytes + hash_bytes;
    if (bytes.size() < head || !bytes.starts_with(mark)) refuse(damaged("session_damaged", file, "mark"));
    const auto number_at = [&](std::size_t place) {
        std::uint64_t out = 0;
        Loader(bytes.substr(place, number_bytes)) & out;
        return out;
    };
    const std::uint64_t format = number_at(mark.size());
    if (format != session_snapshot_format) refuse(damaged("session_version", file, std::to_string(format)));
    const std::string_view content = bytes.substr(head);
    if (number_at(mark.size() + number_bytes) != content.size())
        refuse(damaged("session_damaged", file, "length"));
    if (bytes.substr(mark.size() + 2 * number_bytes, hash_bytes) != base::sha256_hex(content))
        refuse(damaged("session_damaged", file, "SHA-256"));
    matching::SessionSnapshot out;
    try {
        Loader loader(content);
        loader >> out;
        if (!loader.at_end()) throw Damaged{};
    } catch (const Damaged&) {
        refuse(damaged("session_damaged", file, "content"));
    }
    return out;
}

}  // namespace iqmatch::inline v0::io
