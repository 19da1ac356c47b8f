// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/base/version.hpp>
#include <iqmatch/domain/detail/content_hash.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/detail/table_reader.hpp>
#include <iqmatch/domain/network_builder.hpp>

namespace iqmatch::inline v0::domain {

namespace {

constexpr std::string_view required_files = "network.json, candidates.csv, vacancies.csv";

std::string names_of(std::span<const TableSchema> schemas) {
    std::string out;
    for (const TableSchema& schema : schemas) out += (out.empty() ? "" : ", ") + std::string(schema.name);
    return out;
}

}  // namespace

const std::string& Network::State::content_hash() const {
    std::call_once(hashed_, [this] {
        base::Sha256 hash;
        hash.field(network_format).field(settings.as_of.iso()).field(catalogue.content_hash());
        detail::hash_tables(hash, tables);
        hash_ = hash.hex();
    });
    return hash_;
}

bool is_binding_table(std::string_view name) {
    std::string plain(name);
    std::transform(plain.begin(), plain.end(), plain.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (plain.ends_with(".csv")) plain.resize(plain.size() - 4);
    static constexpr std::array<std::string_view, 7> deciding{
        "availability", "decisions", "deficits", "employments", "notices", "participations", "wishes"};
    return std::find(deciding.begin(), deciding.end(), plain) != deciding.end();
}

NetworkBuilder::NetworkBuilder(NetworkSettings settings) : settings_(std::move(settings)) {
    if (settings_.stale_after_days < 0) throw base::UsageError("stale_after_days is negative");
}

NetworkBuilder& NetworkBuilder::catalogue(Catalogue catalogue) {
    catalogue_ = std::move(catalogue);
    return *this;
}

NetworkBuilder& NetworkBuilder::catalogue_unreadable() {
    catalogue_unreadable_ = true;
    return *this;
}

NetworkBuilder& NetworkBuilder::offers_of(Network network) {
    offers_of_ = std::move(network);
    own_vacancies_ = false;
    return *this;
}

NetworkBuilder& NetworkBuilder::measures_of(Network network) {
    offers_of_ = std::move(network);
    own_vacancies_ = true;
    return *this;
}

NetworkBuilder& NetworkBuilder::add(base::TextTable table) {
    for (const base::TextTable& other : tables_)
        if (other.name() == table.name())
            throw base::UsageError("table " + table.name() + " was added twice");
    tables_.push_back(std::move(table));
    return *this;
}

NetworkBuilder& NetworkBuilder::note(const base::Findings& findings) {
    noted_.append(findings);
    return *this;
}

NetworkResult NetworkBuilder::try_build() const {
    NetworkResult result;
    result.findings.append(noted_);
    base::Findings& findings = result.findings;
    const auto schemas = network_schema().subspan(detail::catalogue_tables);
    for (const base::TextTable& table : tables_) {
        if (std::any_of(schemas.begin(), schemas.end(),
                        [&](const auto& s) { return s.name == table.name(); }))
            continue;
        const bool binding = table.rows() > 0 && is_binding_table(table.name());
        base::Finding unused = base::make_finding(binding ? "table_not_supported" : "table_unused");
        unused.file = table.file().empty() ? table.name() : table.file();
        unused.value = unused.file;
        unused.detail = binding ? std::string(base::version) : names_of(schemas);
        findings.add(std::move(unused));
        if (table.name() != "audit")
            detail::check_column_names(table.header(), findings.items().back().file, nullptr, findings);
    }
    const Network::State* base = offers_of_ ? offers_of_->state_.get() : nullptr;
    const auto state = base != nullptr ? std::make_shared<Network::State>(settings_, *base, own_vacancies_)
                                       : std::make_shared<Network::State>(
                                             settings_, catalogue_ ? *catalogue_ : Catalogue::builtin());
    state->tables.reserve(schemas.size());
    std::vector<detail::Target> targets;
    for (const Table& table : state->catalogue.tables()) targets.push_back({&table, catalogue_unreadable_});
    const auto unread = [&](const std::string& file) {
        const auto& items = noted_.items();
        return std::any_of(items.begin(), items.end(), [&](const base::Finding& f) {
            return f.severity == base::Severity::error && f.file == file;
        });
    };
    for (const TableSchema& schema : schemas) {
        const auto source = std::find_if(tables_.begin(), tables_.end(),
                                         [&](const base::TextTable& t) { return t.name() == schema.name; });
        const base::TextTable* given = source == tables_.end() ? nullptr : &*source;
        if (state->shares(schema)) {
            if (given != nullptr)
                throw base::UsageError("table " + given->name() + " is taken from another network");
            state->tables.push_back(base->table(schema.name));
            targets.push_back({&state->tables.back(), false});
            continue;
        }
        if (given == nullptr && schema.required) {
            base::Finding missing = base::make_finding("table_missing");
            missing.file = missing.value = std::string(schema.name) + ".csv";
            missing.detail = required_files;
            findings.add(std::move(missing));
        }
        state->tables.push_back(detail::TableReader(schema, targets, findings).read(given));
        const Table& table = state->tables.back();
        const bool incomplete = given == nullptr ? schema.required
                                                 : table.rows() < given->rows() || given->header().empty() ||
                                                       unread(table.file());
        targets.push_back({&table, incomplete});
    }
    if (base == nullptr || own_vacancies_) {
        detail::fill_vacancy_skills(*state);
        detail::fill_tranches(*state);
    }
    if (base == nullptr) detail::fill_courses(*state);
    detail::fill_records(*state);
    detail::fill_steering(*state);
    detail::fill_circumstances(*state);
    detail::fill_measures(*state);
    detail::check_network(*state, !catalogue_unreadable_, findings);
    detail::check_records(*state, findings);
    detail::check_steering(*state, findings);
    detail::check_measures(*state, findings);
    detail::check_disregarded(*state, findings);
    if (!findings.ok() || catalogue_unreadable_) return result;
    state->warnings = findings;
    result.network = Network(state);
    return result;
}

Network NetworkBuilder::build() const {
    NetworkResult result = try_build();
    if (!result.network) throw base::DataError(std::move(result.findings));
    return *std::move(result.network);
}

}  // namespace iqmatch::inline v0::domain
