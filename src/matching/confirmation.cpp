// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/matching/confirmation.hpp>
#include <map>
#include <set>
#include <utility>

namespace iqmatch::inline v0::matching {
namespace {

using tables::CandidateIndex;
using tables::OptionIndex;
using tables::ResourceIndex;

/// An option without its dates: `vacancy:KEY@2026-11-02` becomes `vacancy:KEY`.
std::string without_dates(std::string_view option) {
    constexpr std::size_t date_length = 10;
    std::string out;
    for (std::size_t at = 0; at < option.size(); ++at) {
        const bool dated = option[at] == '@' && base::Date::parse(option.substr(at + 1, date_length)) &&
                           (at + 1 + date_length == option.size() || option[at + 1 + date_length] == '+');
        if (dated)
            at += date_length;
        else
            out += option[at];
    }
    return out;
}

/// A row of decisions, with the number by which findings name it.
struct DecisionRow {
    std::string candidate, option, decision, other_option, reason;
    std::uint64_t number = 0;
};

class Confirmer {
  public:
    Confirmer(const Decidable& decidable, const base::TextTable* stated, std::span<const Decided> final)
        : decidable_(decidable), problem_(decidable.problem), stated_(stated) {
        for (const Decided& earlier : final) final_.emplace(earlier.candidate, &earlier);
    }

    Confirmation confirm() {
        if (stated_ == nullptr)
            accept_all();
        else if (check_columns())
            for (std::size_t row = 0; row < stated_->rows(); ++row) decide(read(row));
        check_capacities();
        check_units();
        std::sort(out_.decided.begin(), out_.decided.end(),
                  [](const Decided& a, const Decided& b) { return a.candidate < b.candidate; });
        count_open();
        return std::move(out_);
    }

  private:
    void find(std::string_view code, const DecisionRow& row, std::string_view column, std::string_view value,
              std::string detail = {}) {
        base::Finding finding = base::make_finding(code);
        finding.entity = row.candidate;
        if (stated_ != nullptr) finding.file = stated_->file();
        finding.row = row.number;
        finding.column = column;
        finding.value = base::shorten(value, 200);
        finding.detail = std::move(detail);
        out_.findings.add(std::move(finding));
    }

    bool check_columns() {
        if (stated_->columns() == 0) return false;  // whoever read it has said why
        std::string found;
        for (const std::string& name : stated_->header()) found += (found.empty() ? "" : ", ") + name;
        for (const std::string_view name : decision_columns)
            if (!stated_->column(name)) find("column_missing", {}, {}, name, found);
        for (const std::string& name : stated_->header())
            if (std::find(decision_columns.begin(), decision_columns.end(), name) == decision_columns.end())
                find("confirm_column_extra", {}, name, name);
        return out_.findings.ok();
    }
    [[nodiscard]] DecisionRow read(std::size_t row) const {
        const auto cell = [&](std::size_t k) {
            return std::string(stated_->cell(row, *stated_->column(decision_columns[k])));
        };
        return {cell(0), cell(1), cell(2), cell(3), cell(4), stated_->number(row)};
    }

    [[nodiscard]] std::optional<CandidateIndex> candidate(std::string_view key) const {
        std::size_t low = 0, high = problem_.candidate_count();
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (problem_.candidates[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == problem_.candidate_count() || problem_.candidates[low] != key) return std::nullopt;
        return static_cast<CandidateIndex>(low);
    }
    [[nodiscard]] OptionIndex proposed(CandidateIndex candidate) const {
        return candidate < decidable_.proposed.size() ? decidable_.proposed[candidate] : tables::no_option;
    }
    /// The first option of a candidate for which `good` holds, or no_option.
    template <class Good>
    [[nodiscard]] OptionIndex option(CandidateIndex candidate, const Good& good) const {
        for (OptionIndex o = problem_.offsets[candidate]; o < problem_.offsets[candidate + 1]; ++o)
            if (good(problem_.options[o])) return o;
        return tables::no_option;
    }
    [[nodiscard]] const Decided* final_of(const std::string& candidate) const {
        const auto found = final_.find(candidate);
        return found == final_.end() ? nullptr : found->second;
    }

    void accept_all() {
        for (std::size_t c = 0; c < problem_.candidate_count(); ++c) {
            const OptionIndex o = proposed(static_cast<CandidateIndex>(c));
            if (o != tables::no_option)
                decide({std::string(problem_.candidates[c]), std::string(problem_.options[o]), "accept", "",
                        "", 0});
        }
    }

    void decide(const DecisionRow& row) {
        if (!check_form(row)) return;
        const auto known = candidate(row.candidate);
        const Decided* earlier = final_of(row.candidate);
        if (!known && earlier == nullptr)
            return find("reference_unknown", row, "candidate", row.candidate, "DIR, FINAL");
        const OptionIndex asked = known ? proposed(*known) : tables::no_option;
        const bool about_proposal = asked != tables::no_option && problem_.options[asked] == row.option;
        const bool about_final =
            earlier != nullptr && !earlier->option.empty() && earlier->option == row.option;
        if (row.decision == "accept")
            accept(row, earlier, asked, about_proposal, about_final);
        else if (!about_proposal && !about_final)
            not_proposed(row, asked);
        else if (row.decision == "refuse")
            refuse(row, earlier, about_final);
        else
            change(row, known, earlier);
    }

    /// What can be said about a row without knowing the proposals.
    bool check_form(const DecisionRow& row) {
        const std::size_t before = out_.findings.errors();
        if (row.candidate.empty()) find("value_required", row, "candidate", "");
        if (row.option.empty()) find("value_required", row, "option", "");
        const bool change = row.decision == "change";
        if (std::find(decision_kind_names.begin(), decision_kind_names.end(), row.decision) ==
            decision_kind_names.end())
            find("code_unknown", row, "decision", row.decision, "accept, refuse, change");
        else if (change && row.other_option.empty())
            find("value_required", row, "other_option", "");
        else if (!change && !row.other_option.empty())
            find("confirm_other_option_extra", row, "other_option", row.other_option);
        if ((change || row.decision == "refuse") &&
            row.reason.find_first_not_of(" \t\r\n") == std::string::npos)
            find("confirm_reason_missing", row, "reason", row.decision);
        if (!row.candidate.empty() && !named_.insert(row.candidate).second)
            find("confirm_candidate_twice", row, "candidate", row.candidate);
        return out_.findings.errors() == before;
    }

    void not_proposed(const DecisionRow& row, OptionIndex asked) {
        find("confirm_not_proposed", row, "option", row.option,
             asked == tables::no_option ? "-" : std::string(problem_.options[asked]));
    }
    void already_final(const DecisionRow& row, const Decided& earlier) {
        find("confirm_already_final", row, "decision", row.option,
             std::string(to_string(earlier.kind)) + " " +
                 (earlier.option.empty() ? earlier.proposed : earlier.option));
    }

    void accept(const DecisionRow& row, const Decided* earlier, OptionIndex asked, bool about_proposal,
                bool about_final) {
        if (about_final) {
            ++out_.already;
            return;
        }
        if (!about_proposal) return not_proposed(row, asked);
        const bool refused_before = earlier != nullptr && earlier->option.empty() &&
                                    without_dates(earlier->proposed) == without_dates(row.option);
        if (earlier != nullptr && (refused_before || !earlier->option.empty()))
            return already_final(row, *earlier);
        take(row, DecisionKind::accept, asked);
    }

    void refuse(const DecisionRow& row, const Decided* earlier, bool about_final) {
        // Whoever refuses a proposal while something else is final has to say which of the two is meant.
        if (earlier != nullptr && !earlier->option.empty() && !about_final)
            return already_final(row, *earlier);
        if (earlier != nullptr && earlier->option.empty() && earlier->proposed == row.option) {
            ++out_.already;
            return;
        }
        out_.decided.push_back({row.candidate, DecisionKind::refuse, row.option, {}, row.reason, {}});
    }

    void change(const DecisionRow& row, std::optional<CandidateIndex> known, const Decided* earlier) {
        if (earlier != nullptr && earlier->option == row.other_option) {
            ++out_.already;
            return;
        }
        const OptionIndex other =
            known ? option(*known, [&](std::string_view key) { return key == row.other_option; })
                  : tables::no_option;
        // What is proposed is another option only where something else is decided.
        if (other == tables::no_option || (row.other_option == row.option && earlier == nullptr))
            return find("confirm_other_option_unknown", row, "other_option", row.other_option);
        take(row, DecisionKind::change, other);
    }

    void take(const DecisionRow& row, DecisionKind kind, OptionIndex chosen) {
        if (decidable_.outcome)
            if (const rules::Outcome outcome = decidable_.outcome(chosen); !rules::lets_through(outcome))
                return find("confirm_blocked", row, kind == DecisionKind::change ? "other_option" : "option",
                            problem_.options[chosen], std::string(rules::to_string(outcome)));
        Decided decided{row.candidate, kind, row.option, std::string(problem_.options[chosen]),
                        row.reason,    {}};
        problem_.for_each_use(chosen, [&](graph::Use use) {
            decided.uses.push_back(
                {std::string(problem_.resources[use.resource]), static_cast<std::uint64_t>(use.amount)});
        });
        out_.decided.push_back(std::move(decided));
    }

    /// What an earlier decision uses of the resources of today.
    void count_earlier(const Decided& earlier, const std::map<std::string_view, ResourceIndex>& resources,
                       std::vector<base::Int128>& used) const {
        if (const auto known = candidate(earlier.candidate)) {
            OptionIndex same = option(*known, [&](std::string_view key) { return key == earlier.option; });
            if (same == tables::no_option) {
                const std::string way = without_dates(earlier.option);
                same = option(*known, [&](std::string_view key) { return without_dates(key) == way; });
            }
            if (same != tables::no_option) {
                problem_.for_each_use(same, [&](graph::Use use) { used[use.resource] += use.amount; });
                return;
            }
            if (decidable_.settled && decidable_.settled(*known)) return;
        }
        for (const DecisionUse& use : earlier.uses)
            if (const auto found = resources.find(use.resource); found != resources.end())
                used[found->second] += use.amount;
    }

    void check_capacities() {
        if (out_.decided.empty()) return;
        std::map<std::string_view, ResourceIndex> resources;
        for (std::size_t r = 0; r < problem_.resource_count(); ++r)
            resources.emplace(problem_.resources[r], static_cast<ResourceIndex>(r));
        std::vector<base::Int128> used(problem_.resource_count(), 0);
        std::vector<bool> touched(problem_.resource_count(), false);
        std::set<std::string_view> again;
        for (const Decided& decided : out_.decided) {
            again.insert(decided.candidate);
            for (const DecisionUse& use : decided.uses) {
                const ResourceIndex r = resources.at(use.resource);
                used[r] += use.amount;
                touched[r] = true;
            }
        }
        for (const auto& [key, earlier] : final_)
            if (again.count(key) == 0 && !earlier->option.empty()) count_earlier(*earlier, resources, used);
        for (std::size_t r = 0; r < problem_.resource_count(); ++r) {
            if (!touched[r]) continue;
            const std::uint64_t least = problem_.minima.empty() ? 0 : problem_.minima[r];
            DecisionRow whole;
            whole.candidate = problem_.resources[r];
            const auto say = [&](const char* code, std::uint64_t limit) {
                find(code, whole, {}, problem_.resources[r],
                     base::to_string(used[r]) + "/" + std::to_string(limit));
            };
            if (used[r] > base::Int128(problem_.capacities[r]))
                say("confirm_over_capacity", problem_.capacities[r]);
            else if (used[r] < base::Int128(least))
                say("confirm_minimum_open", least);
        }
    }

    /// Those who go together or not at all, of whom now only some have something.
    void check_units() {
        std::map<std::string_view, bool> has;
        std::set<std::string_view> now;
        for (const Decided& decided : out_.decided) now.insert(decided.candidate);
        for (const auto& [key, earlier] : final_) has[key] = !earlier->option.empty();
        for (const Decided& decided : out_.decided) has[decided.candidate] = !decided.option.empty();
        for (const graph::PackingUnit& unit : problem_.units) {
            if (!unit.all) continue;
            std::string with, without;
            bool new_here = false;
            for (const graph::Row row : unit.rows) {
                const std::string key(problem_.candidates[row]);
                const auto found = has.find(key);
                new_here = new_here || now.count(key) != 0;
                std::string& list = found != has.end() && found->second ? with : without;
                list += (list.empty() ? "" : ", ") + key;
            }
            if (!new_here || with.empty() || without.empty()) continue;
            DecisionRow whole;
            whole.candidate = problem_.candidates[unit.rows.front()];
            find("confirm_unit_apart", whole, {}, with, without);
        }
    }

    void count_open() {
        std::set<std::string_view> done;
        for (const Decided& decided : out_.decided) done.insert(decided.candidate);
        for (std::size_t c = 0; c < problem_.candidate_count(); ++c) {
            const std::string key(problem_.candidates[c]);
            if (proposed(static_cast<CandidateIndex>(c)) != tables::no_option && done.count(key) == 0 &&
                final_of(key) == nullptr)
                ++out_.open;
        }
    }

    const Decidable& decidable_;
    const tables::SelectionProblem& problem_;
    const base::TextTable* stated_;
    std::map<std::string, const Decided*> final_;
    std::set<std::string> named_;
    Confirmation out_;
};

}  // namespace

Confirmation confirm(const Decidable& decidable, const base::TextTable* stated,
                     std::span<const Decided> final) {
    return Confirmer(decidable, stated, final).confirm();
}

}  // namespace iqmatch::inline v0::matching
