#include "core/plan/dates.hpp"

#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

TEST(Targets, AreWhatWasSaidAsADueTime) {
    struct Row {
        when::Value value;
        bool by;
        Shape shape;
        const char* day;
        const char* begins; ///< null: nothing begins
        const char* due;
    };
    const Row rows[] = {
        {date("2026-11-30"), false, Shape::on_date, "2026-11-30", nullptr, "2026-11-30T23:00:00Z"},
        {when::DateRange{date("2026-11-30"), date("2026-12-04")}, false, Shape::on_date, "2026-12-04",
         nullptr, "2026-12-04T23:00:00Z"},
        {at("2026-11-30T20:00:00Z"), false, Shape::at_time, "2026-11-30", "2026-11-30T20:00:00Z",
         "2026-11-30T20:00:00Z"},
        {at("2026-11-30T20:00:00Z"), true, Shape::deadline, "2026-11-30", "2026-11-30T20:00:00Z",
         "2026-11-30T20:00:00Z"},
        {at("2026-12-01T04:00:00Z"), false, Shape::at_time, "2026-11-30", "2026-12-01T04:00:00Z",
         "2026-12-01T04:00:00Z"},
        {when::Window{at("2026-11-30T18:00:00Z"), at("2026-12-01T06:00:00Z")}, false, Shape::window,
         "2026-11-30", "2026-11-30T18:00:00Z", "2026-12-01T06:00:00Z"},
    };
    const auto chicago = base::Zone::named("America/Chicago").value();
    for (const auto& row : rows) {
        queue::Spoken spoken;
        spoken.value = row.value;
        spoken.by = row.by;
        const auto made = target(spoken, chicago, base::hours{17});
        EXPECT_EQ(made.shape, row.shape) << row.due;
        EXPECT_EQ(made.date, date(row.day)) << row.due;
        EXPECT_EQ(made.due, at(row.due));
        EXPECT_EQ(made.begins, row.begins == nullptr ? std::optional<Instant>{} : at(row.begins)) << row.due;
    }
}

} // namespace
} // namespace followup::plan
