// SPDX-License-Identifier: Apache-2.0
/// @file
/// The state of a dense assignment while it is solved, and the short list of each row that spares most scans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/graph/detail/dense_scan.hpp>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

inline constexpr std::uint32_t no_one = std::numeric_limits<std::uint32_t>::max();

/// |weight| below this leaves room in T for prices (below 6 ranges) and path lengths (below 14).
template <class T>
inline constexpr T dense_headroom = static_cast<T>(T(1) << (8 * sizeof(T) - 6));

/// A matrix with at most as many rows as columns, neither 0. |weight| < dense_headroom<T>.
template <class T>
struct DenseMarket {
    const T* weights = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    T range = 0;          ///< largest − smallest weight
    std::vector<T> tops;  ///< per row its largest weight

    [[nodiscard]] const T* row(std::size_t r) const { return weights + r * columns; }
};

/// Who has what, at which prices. Prices only rise, lower_all aside.
template <class T>
class DenseState {
  public:
    explicit DenseState(const DenseMarket<T>& market)
        : holder(market.columns, no_one),
          chosen(market.rows, no_one),
          prices_(market.columns, 0),
          marks_(market.columns, 0) {
        while ((market.range >> shift_) > largest_grade) ++shift_;
    }

    std::vector<std::uint32_t> holder;  ///< per column its row, or no_one
    std::vector<std::uint32_t> chosen;  ///< per row its column, or no_one

    [[nodiscard]] T price(std::size_t column) const { return prices_[column]; }
    [[nodiscard]] const std::vector<T>& prices() const { return prices_; }
    void set_price(std::size_t column, T price) {
        prices_[column] = price;
        const T mark = static_cast<T>(price >> shift_);
        marks_[column] = static_cast<std::int16_t>(mark < largest_mark ? mark : largest_mark);
    }
    void lower_all(T by) {
        for (std::size_t column = 0; column < prices_.size(); ++column)
            set_price(column, static_cast<T>(prices_[column] - by));
    }
    /// Prices in steps of 2^shift, rounded down; the largest mark stands for itself and all above.
    [[nodiscard]] const std::int16_t* marks() const { return marks_.data(); }
    [[nodiscard]] int shift() const { return shift_; }

    void give(std::uint32_t row, std::uint32_t column) {
        holder[column] = row;
        chosen[row] = column;
    }
    void take_back(std::uint32_t row) {
        holder[chosen[row]] = no_one;
        chosen[row] = no_one;
    }
    void count(std::size_t weights) { work_ += weights; }
    /// Weights looked at since this was last asked.
    [[nodiscard]] std::uint64_t take_work() { return std::exchange(work_, 0); }

  private:
    static constexpr T largest_grade = 16383;
    static constexpr T largest_mark = 32767;

    std::vector<T> prices_;
    std::vector<std::int16_t> marks_;
    int shift_ = 0;
    std::uint64_t work_ = 0;
};

/// Per row the columns that were best when the list was made, and a limit that no other column exceeds.
/// Because prices only rise, net values only fall, and the limit holds until the end of the solve: a row is
/// read again only when everything on its list has become too dear.
///
/// While `coarse`, weights count as their grades say: less than 2^shift too high, and nothing but grades is
/// read.
template <class T>
class Shortlists {
  public:
    static constexpr std::size_t room = 64;
    /// The limit of a list that has every column.
    static constexpr T everything = std::numeric_limits<T>::lowest();

    /// What a row likes best.
    struct Best {
        std::uint32_t column = 0;  ///< of the list, the first with the largest net value
        T first = everything;      ///< that value
        T second = everything;     ///< no other column is worth more; `everything` if there is no other
    };

    Shortlists(const DenseMarket<T>& market, const DenseScan<T>& scan, DenseState<T>& state);

    /// From now on weights are what they are. Lists and limits stay.
    void end_coarse();
    [[nodiscard]] bool coarse() const { return coarse_; }
    /// What a column is worth to a row, price aside.
    [[nodiscard]] T weight(std::size_t row, std::size_t column) const {
        return coarse_ ? graded_weight(row, column) : market_.row(row)[column];
    }
    /// Prices were lowered by so much.
    void raise_limits(T by);

    /// Makes the list of a row anew. Afterwards its best is the best of all columns.
    void rebuild(std::size_t row);
    /// The best of a row, as far as its list can tell: other columns are worth at most `slack` more.
    [[nodiscard]] Best best(std::size_t row, T slack = 0) {
        Best found = best_listed(row);
        if (found.first + slack < limits_[row]) {
            rebuild(row);
            found = best_listed(row);
        }
        if (found.second < limits_[row]) found.second = limits_[row];
        return found;
    }
    /// All columns worth at least `least`, and perhaps others.
    [[nodiscard]] const std::vector<std::uint32_t>& reaching(std::size_t row, T least);
    [[nodiscard]] std::size_t size(std::size_t row) const { return sizes_[row]; }
    [[nodiscard]] const std::uint32_t* columns(std::size_t row) const { return &columns_[row * room]; }
    [[nodiscard]] const T* weights(std::size_t row) const { return &weights_[row * room]; }
    /// No column off the list is worth more; `everything` if there is none.
    [[nodiscard]] T limit(std::size_t row) const { return limits_[row]; }
    void prefetch(std::size_t row) const {
        __builtin_prefetch(columns(row));
        __builtin_prefetch(weights(row));
    }

  private:
    [[nodiscard]] Best best_listed(std::size_t row) {
        const std::uint32_t* columns = this->columns(row);
        const T* weights = this->weights(row);
        const T* prices = state_.prices().data();
        const std::size_t size = sizes_[row];
        state_.count(size);
        Best found;
        for (std::size_t k = 0; k < size; ++k) {
            const T net = static_cast<T>(weights[k] - prices[columns[k]]);
            if (net > found.first) {
                found.second = found.first;
                found.first = net;
                found.column = columns[k];
            } else if (net > found.second) {
                found.second = net;
            }
        }
        return found;
    }
    [[nodiscard]] T graded_weight(std::size_t row, std::size_t column) const {
        const T steps = static_cast<T>(grades_[row * market_.columns + column]);
        return static_cast<T>(market_.tops[row] + steps * (T(1) << state_.shift()));
    }
    [[nodiscard]] T net(std::size_t row, std::size_t column) const {
        return static_cast<T>(weight(row, column) - state_.price(column));
    }
    /// The grades of a row, made when they are first asked for.
    [[nodiscard]] const std::int16_t* grades(std::size_t row);
    /// No column with a net grade below `limit` is worth more.
    [[nodiscard]] T bound_below(std::size_t row, int limit) const {
        return static_cast<T>(market_.tops[row] + static_cast<T>(limit - 1) * (T(1) << state_.shift()));
    }
    /// Columns worth at least `least` have this net grade or a larger one.
    [[nodiscard]] std::int16_t grade_of(std::size_t row, T least) const;
    void list_everything(std::size_t row);
    void list_best_reaching(std::size_t row);

    const DenseMarket<T>& market_;
    DenseScan<T> scan_;
    DenseState<T>& state_;
    bool coarse_;
    std::unique_ptr<std::int16_t[]> grades_;
    std::vector<bool> graded_;
    std::vector<std::uint32_t> columns_;
    std::vector<T> weights_;
    std::vector<std::uint32_t> sizes_;
    std::vector<T> limits_;
    std::vector<std::uint32_t> reaching_;
};

}  // namespace iqmatch::inline v0::graph::detail

#include <iqmatch/graph/impl/dense_market.ipp>
