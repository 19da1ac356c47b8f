// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/protected_names.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/scoring/score.hpp>
#include <iqmatch/tables/decimal.hpp>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace scoring = iqmatch::scoring;
namespace tables = iqmatch::tables;

PyCard checked(scoring::ModelCardResult&& result) {
    if (!result.card) throw base::DataError(std::move(result.findings));
    return {*std::move(result.card), std::move(result.findings)};
}

scoring::Feature feature_named(const std::string& name) {
    if (const auto feature = scoring::parse_feature(name)) return *feature;
    if (scoring::forbidden_feature(name))
        throw base::UsageError(
            name + " may never be a score input: protected attributes and legal status do not score");
    std::string known;
    for (const std::string_view one : scoring::feature_names)
        known += (known.empty() ? "" : ", ") + std::string(one);
    throw base::UsageError("unknown feature '" + name + "'; known: " + known);
}

PyCard with_weight(const PyCard& self, const std::string& name, const std::string& weight) {
    const scoring::Feature feature = feature_named(name);
    const auto units = tables::read_grid(weight, 6);
    if (!units || *units < 0 || *units > 1000 * scoring::micro)
        throw base::UsageError("the weight of " + name +
                               " must be a number from 0 to 1000 with at most six decimals, not '" + weight +
                               "'");
    PyCard out{self.card.with_weight(feature, static_cast<std::int64_t>(*units)), {}};
    out.findings = out.card.warnings();
    return out;
}

py::list features(const PyCard& self) {
    py::list out;
    for (const scoring::FeatureModel& model : self.card.features()) {
        py::list knots;
        for (const scoring::Knot& knot : model.knots) knots.append(py::make_tuple(knot.x, knot.y));
        py::dict entry;
        entry["name"] = scoring::to_string(model.feature);
        entry["side"] = scoring::to_string(model.side);
        entry["weight"] = model.weight;
        entry["shape"] = scoring::shape_names[static_cast<std::size_t>(model.shape)];
        entry["unknown"] = model.unknown;
        entry["knots"] = std::move(knots);
        out.append(std::move(entry));
    }
    return out;
}

/// The parts of one feature for inputs in millionths; None is unknown.
std::vector<std::int64_t> parts(const PyCard& self, const std::string& name,
                                const std::vector<std::optional<std::int64_t>>& inputs) {
    const scoring::FeatureModel& model = self.card.feature(feature_named(name));
    const py::gil_scoped_release release;
    std::vector<std::int64_t> out;
    out.reserve(inputs.size());
    for (const auto& input : inputs) out.push_back(scoring::part(model, input).value);
    return out;
}

/// What the link makes of sums of parts, in millionths.
std::vector<std::int64_t> linked(const PyCard& self, std::vector<std::int64_t> sums) {
    const scoring::Link link = self.card.link();
    const py::gil_scoped_release release;
    for (std::int64_t& sum : sums) sum = link.value(sum);
    return sums;
}

py::dict evidence(const PyCard& self) {
    const scoring::CardEvidence& known = self.card.evidence();
    py::dict out;
    out["status"] = scoring::to_string(known.status);
    if (known.training_period)
        out["training_period"] =
            py::make_tuple(known.training_period->from.iso(), known.training_period->to.iso());
    if (known.logistic_intercept) out["intercept"] = *known.logistic_intercept;
    return out;
}

}  // namespace

void bind_scoring(py::module_& module) {
    py::class_<PyCard>(module, "ModelCard")
        .def_static("builtin",
                    [] {
                        return PyCard{scoring::ModelCard::builtin(), {}};
                    })
        .def_static("read",
                    [](const std::string& text, const std::string& name) {
                        return checked(io::try_read_model_card(text, name));
                    })
        .def_static("load", [](const std::string& file) { return checked(io::try_load_model_card(file)); })
        .def("json", [](const PyCard& self) { return io::write_model_card(self.card); })
        .def("with_weight", with_weight)
        .def("features", features)
        .def("parts", parts)
        .def("linked", linked)
        .def("evidence", evidence)
        .def_property_readonly("name", [](const PyCard& self) { return self.card.name(); })
        .def_property_readonly("version", [](const PyCard& self) { return self.card.version(); })
        .def_property_readonly("date", [](const PyCard& self) { return self.card.date().iso(); })
        .def_property_readonly("origin", [](const PyCard& self) { return self.card.origin(); })
        .def_property_readonly("min_value", [](const PyCard& self) { return self.card.min_value(); })
        .def_property_readonly("tolerance", [](const PyCard& self) { return self.card.tolerance(); })
        .def_property_readonly("content_hash", [](const PyCard& self) { return self.card.content_hash(); })
        .def_property_readonly("warnings", [](const PyCard& self) { return findings_list(self.findings); });
    module.def("feature_names", [] {
        return std::vector<std::string>(scoring::feature_names.begin(), scoring::feature_names.end());
    });
    module.def("forbidden_feature", [](const std::string& name) { return scoring::forbidden_feature(name); });
}

}  // namespace iqmatch_python
