// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/hidden_cells.hpp>
#include <optional>
#include <tuple>
#include <utility>

namespace iqmatch::inline v0::explain {
namespace {

/// Arithmetic modulo a prime that no determinant of so small a matrix of 0, 1 and -1 is likely to divide:
/// ranks are those over the rationals or lower, and a lower rank could only miss that something follows by a
/// chance of about one in two thousand million.
constexpr std::uint64_t prime = 2'147'483'647;

std::uint64_t inverse(std::uint64_t a) {
    std::uint64_t out = 1;
    for (std::uint64_t e = prime - 2; e > 0; e >>= 1U, a = a * a % prime)
        if ((e & 1U) != 0) out = out * a % prime;
    return out;
}

using Matrix = std::vector<std::vector<std::uint64_t>>;

/// Row by row until every pivot stands alone in its column.
void reduce(Matrix& rows, std::size_t columns) {
    std::size_t next = 0;
    for (std::size_t c = 0; c < columns && next < rows.size(); ++c) {
        std::size_t pivot = next;
        while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
        if (pivot == rows.size()) continue;
        std::swap(rows[next], rows[pivot]);
        const std::uint64_t scale = inverse(rows[next][c]);
        for (std::uint64_t& cell : rows[next]) cell = cell * scale % prime;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (r == next || rows[r][c] == 0) continue;
            const std::uint64_t factor = prime - rows[r][c];
            for (std::size_t k = 0; k < columns; ++k)
                rows[r][k] = (rows[r][k] + factor * rows[next][k]) % prime;
        }
        ++next;
    }
}

class Hider {
  public:
    Hider(std::span<const std::uint64_t> values, std::span<const CellSum> sums, std::uint64_t least)
        : values_(values), sums_(sums), least_(least), hidden_(values.size()) {
        for (std::size_t i = 0; i < values.size(); ++i) hidden_[i] = values[i] < least;
    }

    std::vector<bool> run() {
        for (bool again = true; again;) {
            again = false;
            for (const CellSum& sum : sums_) again = settle(sum) || again;
            if (!again) again = hide_derivable();
        }
        return std::move(hidden_);
    }

  private:
    [[nodiscard]] bool smaller(std::size_t a, std::size_t b) const {
        return std::tuple(values_[a], a) < std::tuple(values_[b], b);
    }

    bool settle(const CellSum& sum) {
        std::size_t count = 0;
        std::uint64_t all = 0;
        std::optional<std::size_t> smallest;
        for (const std::size_t part : sum.parts) {
            if (hidden_[part]) {
                ++count;
                all += values_[part];
            } else if (!smallest || smaller(part, *smallest)) {
                smallest = part;
            }
        }
        if (count == 0 && !hidden_[sum.total]) return false;
        if (count > 1 && all >= least_) return false;
        if (smallest)
            hidden_[*smallest] = true;
        else if (!hidden_[sum.total])
            hidden_[sum.total] = true;
        else
            return false;
        return true;
    }

    bool hide_derivable() {
        const std::vector<bool> derivable = derivable_cells(hidden_, sums_);
        for (std::size_t i = 0; i < derivable.size(); ++i) {
            if (!derivable[i]) continue;
            std::optional<std::size_t> smallest;
            const auto offer = [&](std::size_t cell) {
                if (!hidden_[cell] && (!smallest || smaller(cell, *smallest))) smallest = cell;
            };
            for (const CellSum& sum : sums_) {
                const bool in =
                    sum.total == i || std::find(sum.parts.begin(), sum.parts.end(), i) != sum.parts.end();
                if (!in) continue;
                for (const std::size_t part : sum.parts) offer(part);
                offer(sum.total);
            }
            for (std::size_t cell = 0; !smallest && cell < hidden_.size(); ++cell) offer(cell);
            if (!smallest) continue;
            hidden_[*smallest] = true;
            return true;
        }
        return false;
    }

    std::span<const std::uint64_t> values_;
    std::span<const CellSum> sums_;
    std::uint64_t least_;
    std::vector<bool> hidden_;
};

}  // namespace

std::vector<bool> derivable_cells(const std::vector<bool>& hidden, std::span<const CellSum> sums) {
    std::vector<std::size_t> place(hidden.size());
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < hidden.size(); ++i) {
        place[i] = cells.size();
        if (hidden[i]) cells.push_back(i);
    }
    Matrix rows;
    for (const CellSum& sum : sums) {
        std::vector<std::uint64_t> row(cells.size());
        bool any = false;
        const auto add = [&](std::size_t cell, std::uint64_t factor) {
            if (!hidden[cell]) return;
            row[place[cell]] = (row[place[cell]] + factor) % prime;
            any = true;
        };
        for (const std::size_t part : sum.parts) add(part, 1);
        add(sum.total, prime - 1);
        if (any) rows.push_back(std::move(row));
    }
    reduce(rows, cells.size());
    std::vector<bool> out(hidden.size());
    for (const std::vector<std::uint64_t>& row : rows) {
        std::optional<std::size_t> only;
        std::size_t filled = 0;
        for (std::size_t k = 0; k < row.size(); ++k)
            if (row[k] != 0) {
                ++filled;
                only = k;
            }
        if (filled == 1) out[cells[*only]] = true;
    }
    return out;
}

std::vector<bool> hidden_cells(std::span<const std::uint64_t> values, std::span<const CellSum> sums,
                               std::uint64_t least) {
    return Hider(values, sums, least).run();
}

}  // namespace iqmatch::inline v0::explain
