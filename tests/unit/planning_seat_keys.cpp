// SPDX-License-Identifier: Apache-2.0
// Seats are found again by the key of what they use.
#include <iqmatch/planning/plan.hpp>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using planning::Seat;
using planning::SeatKind;

TEST_CASE("a seat is found by its key", "[planning]") {
    const domain::Network network = iqmatch_test::leer();
    const auto runs = network.runs();
    REQUIRE(runs.size() > 0);
    std::size_t parts = 0, groups = 0;
    const auto found = [&](const Seat& seat) {
        return planning::find_seat(planning::resource_key(seat, network), network);
    };
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const domain::RunId run(r);
        CHECK(found({SeatKind::run, run, 0, 0}) == Seat{SeatKind::run, run, 0, 0});
        for (const std::int32_t month : {0, 11, 682, 683, 684})
            CHECK(found({SeatKind::month, run, 0, month}) == Seat{SeatKind::month, run, 0, month});
        for (const domain::RunPart& part : network.parts_of(run)) {
            CHECK(found({SeatKind::part, run, part.row, 0}) == Seat{SeatKind::part, run, part.row, 0});
            ++parts;
        }
        for (const domain::Contingent& one : network.contingents_of(run)) {
            const Seat seat{SeatKind::contingent, run, one.row, 0};
            CHECK(found(seat) == seat);
            ++groups;
        }
        const Seat nobody{SeatKind::contingent, run, planning::no_group, 0};
        CHECK(found(nobody) == nobody);
    }
    CHECK(parts > 0);
    CHECK(groups > 0);
    for (const char* none : {"", "run", "run:", "run:nobody", "run:r-a2@2026", "part:r-a2/none",
                             "vacancy:v-01", "contingent:r-a2/strangers", "month:r-a2"})
        CHECK_FALSE(planning::find_seat(none, network));
}
