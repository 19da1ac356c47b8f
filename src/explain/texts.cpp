// SPDX-License-Identifier: Apache-2.0
#include <fmt/args.h>
#include <fmt/format.h>
#include <algorithm>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/explain/detail/embedded.hpp>
#include <iqmatch/explain/texts.hpp>
#include <tuple>

namespace iqmatch::inline v0::explain {
namespace {

std::tuple<std::string_view, std::string_view> place(const Text& text) {
    return {text.table, text.code};
}

std::vector<Text> read_texts() {
    std::vector<Text> out;
    for (const base::TextTable& table : detail::embedded_tables())
        for (std::size_t row = 0; row < table.rows(); ++row)
            out.push_back({table.name(), table.cell(row, table.column("code").value()),
                           table.cell(row, table.column("en").value()),
                           table.cell(row, table.column("de").value())});
    std::sort(out.begin(), out.end(), [](const Text& a, const Text& b) { return place(a) < place(b); });
    return out;
}

std::string value_text(const rules::Parameter& parameter, const domain::Network& network,
                       const rules::RuleTables& tables, base::Language language) {
    using Key = rules::ParameterKey;
    const auto number = [&] { return std::get<std::int64_t>(parameter.value); };
    const auto name = [&] { return std::get<std::string_view>(parameter.value); };
    switch (parameter.key) {
        case Key::authority:
            return authority_name(tables, name(), language);
        case Key::date:
        case Key::until:
            return write_date(std::get<base::Date>(parameter.value), language);
        case Key::employer:
            return name().empty() ? say("sentences", "employer_unrecorded", language) : std::string(name());
        case Key::fact:
            return word("fact." + std::string(name()), language, name());
        case Key::family:
            return word("family." + std::string(name()), language, name());
        case Key::floor_cents:
        case Key::income_cents:
        case Key::month_cents:
        case Key::pay_cents:
            return write_money(number(), language);
        case Key::hours_x100:
        case Key::needed_x100:
            return write_decimal(number(), 2, language);
        case Key::kind:
            return word("licence_kind." + std::string(name()), language, name());
        case Key::known:
        case Key::needed:
            return std::string(base::to_string(std::get<base::Cefr>(parameter.value)));
        case Key::shift:
            return word("shift." + std::string(name()), language, name());
        case Key::ways:
            return word("ways." + std::string(name()), language, name());
        case Key::deficits:
        case Key::lead_days:
        case Key::level:
        case Key::places:
        case Key::taken:
        case Key::limit_min:
        case Key::minutes:
            return std::to_string(number());
        case Key::metres:
            return write_decimal((number() + 50) / 100, 1, language) + " km";
        case Key::mode:
            return word("mode." + std::string(name()), language, name());
        case Key::occupation:
            return network.catalogue().label(domain::Kldb(number()), language);
        case Key::group:
        case Key::measure:
        case Key::restrictions:
            return std::string(name());
        case Key::skill:
            return word("skill." + std::string(name()), language, name());
        case Key::state:
            return word("state." + std::string(name()), language, name());
        case Key::status:
            return word("status." + std::string(name()), language, name());
        case Key::title: {
            for (const rules::TitleRow& row : tables.titles())
                if (row.title == name()) return language == base::Language::de ? row.label_de : row.label_en;
            return std::string(name());
        }
    }
    base::throw_internal("known parameter", __FILE__, __LINE__);
}

}  // namespace

std::span<const Text> texts() {
    static const std::vector<Text> all = read_texts();
    return all;
}

const Text* find_text(std::string_view table, std::string_view code) {
    const Text wanted{table, code, {}, {}};
    const auto all = texts();
    const auto at = std::lower_bound(all.begin(), all.end(), wanted,
                                     [](const Text& a, const Text& b) { return place(a) < place(b); });
    return at != all.end() && place(*at) == place(wanted) ? &*at : nullptr;
}

std::vector<std::string> parameters_of(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        std::string name(text.substr(open + 1, close - open - 1));
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    }
    return out;
}

std::string say(std::string_view table, std::string_view code, base::Language language,
                std::span<const NamedText> parameters) {
    const Text* text = find_text(table, code);
    if (text == nullptr)
        throw base::InternalError("no text for " + std::string(table) + "." + std::string(code));
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    std::vector<std::string> names;
    names.reserve(parameters.size());
    for (const auto& [name, value] : parameters) {
        names.emplace_back(name);
        store.push_back(fmt::arg(names.back().c_str(), std::cref(value)));
    }
    try {
        return fmt::vformat(text->in(language), store);
    } catch (const fmt::format_error& error) {
        throw base::InternalError("text " + std::string(table) + "." + std::string(code) + ": " +
                                  error.what());
    }
}

std::string say(std::string_view table, std::string_view code, base::Language language,
                std::initializer_list<NamedText> parameters) {
    return say(table, code, language, std::span<const NamedText>(parameters.begin(), parameters.size()));
}

std::string word(std::string_view code, base::Language language, std::string_view fallback) {
    const Text* text = find_text("words", code);
    return std::string(text == nullptr ? fallback : text->in(language));
}

std::string write_date(base::Date date, base::Language language) {
    std::string iso = date.iso();
    if (language == base::Language::en) return iso;
    return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

std::string write_micro(std::int64_t micro, base::Language language) {
    return write_decimal(micro, 6, language);
}

std::string write_decimal(std::int64_t units, int decimals, base::Language language) {
    const bool negative = units < 0;
    std::uint64_t rest = negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
    std::string digits = std::to_string(rest);
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    std::string whole = digits.substr(0, digits.size() - places);
    std::string fraction = digits.substr(digits.size() - places);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (!fraction.empty()) whole += (language == base::Language::de ? "," : ".") + fraction;
    return negative ? "-" + whole : whole;
}

std::string write_money(std::int64_t cents, base::Language language) {
    const bool german = language == base::Language::de;
    std::string euros = write_decimal(cents, 2, language);
    const std::size_t mark = euros.find(german ? ',' : '.');
    if (mark != std::string::npos && mark + 2 == euros.size()) euros += '0';
    const std::size_t first = cents < 0 ? 1 : 0;
    for (std::size_t at = std::min(mark, euros.size()); at > first + 3;) {
        at -= 3;
        euros.insert(at, 1, german ? '.' : ',');
    }
    return german ? euros + " Euro" : "EUR " + euros;
}

std::string authority_name(const rules::RuleTables& tables, std::string_view code, base::Language language) {
    if (code.empty()) return say("sentences", "authority_nobody", language);
    const rules::AuthorityRow* row = tables.authority(code);
    if (row == nullptr) return std::string(code);
    return language == base::Language::de ? row->name_de : row->name_en;
}

std::string say(const rules::Reason& reason, const domain::Network& network, const rules::RuleTables& tables,
                base::Language language) {
    return say("reasons", reason, network, tables, language);
}

std::string say(std::string_view table, const rules::Reason& reason, const domain::Network& network,
                const rules::RuleTables& tables, base::Language language) {
    const std::string_view code = rules::to_string(reason.code);
    if (find_text(table, code) == nullptr) return {};
    std::vector<NamedText> parameters;
    for (const rules::Parameter& parameter : reason.parameters())
        parameters.emplace_back(rules::to_string(parameter.key),
                                value_text(parameter, network, tables, language));
    return say(table, code, language, parameters);
}

}  // namespace iqmatch::inline v0::explain
