// SPDX-License-Identifier: Apache-2.0
/// @file
/// From tables of text to a validated network, with all findings at once.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/network.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::domain {

/// What network.json says beside the catalogue.
struct NetworkSettings {
    std::string name;
    base::Date as_of;
    int stale_after_days = 365;  ///< records confirmed longer before as_of are reported as stale
};

/// The network, where there are no errors, and every finding, warnings included.
struct NetworkResult {
    std::optional<Network> network;
    base::Findings findings;
};

/// Whether a name means a table that decides who may be proposed, whatever its case and with ".csv" or
/// without: `decisions`, `participations`, `wishes`. Under another spelling (`Decisions.CSV`) its rows are
/// not read, and leaving them out would propose what somebody has ruled out.
[[nodiscard]] bool is_binding_table(std::string_view name);

/// Collects tables and builds. Errors never stop it at the first: build() reports everything that is wrong.
class NetworkBuilder {
  public:
    explicit NetworkBuilder(NetworkSettings settings);

    /// The catalogue to use; without this call the built-in one.
    NetworkBuilder& catalogue(Catalogue catalogue);
    /// Employers, vacancies and measures are those of another network, with its catalogue: only tables about
    /// people are added, read and checked, and nothing about the rest is said again. So a few people can be
    /// asked about in O(their rows + employers + runs), whatever the size of the network. Adding any other
    /// table throws UsageError when it is built.
    NetworkBuilder& offers_of(Network network);
    /// The same, but vacancies are added as people are: those of the other network are not there.
    NetworkBuilder& measures_of(Network network);
    /// The catalogue could not be read, and note() tells why: what depends on it goes unchecked, the rest is
    /// checked, and no network comes of it.
    NetworkBuilder& catalogue_unreadable();
    /// Adds a table by its name. A name that the schema lacks becomes a warning, or an error where the table
    /// has rows and decides who may be proposed (is_binding_table); a second table of one name throws
    /// UsageError. Catalogue tables are not taken here (see Catalogue::from_tables). A table without any
    /// column stands for one that could not be read: it is noted already and earns no further finding.
    NetworkBuilder& add(base::TextTable table);
    /// Findings met while the tables were read; they come first and count as the builder's own.
    NetworkBuilder& note(const base::Findings& findings);

    /// Checks every cell and every reference between tables, and builds. Needs `candidates` and `vacancies`.
    /// What is missing is unknown, never "no" or 0. Rows are held in an order that does not depend on theirs,
    /// so that equal content has an equal content hash.
    /// @throws base::DataError with all findings where one is an error.
    [[nodiscard]] Network build() const;
    [[nodiscard]] NetworkResult try_build() const;

  private:
    NetworkSettings settings_;
    std::optional<Catalogue> catalogue_;
    std::optional<Network> offers_of_;
    bool own_vacancies_ = true;
    bool catalogue_unreadable_ = false;
    std::vector<base::TextTable> tables_;
    base::Findings noted_;
};

}  // namespace iqmatch::inline v0::domain
