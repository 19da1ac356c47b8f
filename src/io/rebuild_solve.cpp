// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <memory>

namespace iqmatch::inline v0::io::detail {

namespace {
struct Kept {
    base::TextTable options;
    tables::SelectionInput input;
};
}  // namespace

RebuiltProblem rebuild_solve(const JsonValue& summary, const std::vector<RecordedInput>& inputs,
                             const ResultTables&) {
    require_roles(inputs, {"options", "resources"});
    const JsonValue& audit = required(summary, "audit", JsonValue::Kind::object);
    const JsonValue& settings = required(audit, "settings", JsonValue::Kind::object);
    const auto resolution =
        tables::Resolution::parse(required(settings, "resolution", JsonValue::Kind::text).text());
    if (!resolution) throw Malformed{"audit.settings.resolution"};
    const bool must_assign = required(settings, "must_assign", JsonValue::Kind::boolean).text() == "true";

    base::Findings findings, of_resources;
    auto kept = std::make_shared<Kept>();
    kept->options = read_csv(*inputs[0].path, "options", findings);
    const base::TextTable resources = read_csv(*inputs[1].path, "resources", of_resources);
    findings.append(of_resources);
    auto input = tables::try_read_selection(kept->options, resources, *resolution, must_assign, findings);
    if (!input) throw base::DataError(std::move(findings));
    RebuiltProblem out;
    out.problem = std::move(input->problem);
    input->problem = {};
    out.input_hashes = {input->options_content, input->resources_content};
    kept->input = std::move(*input);
    out.original_total = [kept](std::span<const tables::OptionIndex> chosen) {
        return tables::original_total(kept->options, kept->input, chosen);
    };
    return out;
}

}  // namespace iqmatch::inline v0::io::detail
