#include "samples.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::calendar {
namespace {

const auto entry_begin = "2026-11-21T21:00:00Z";

TEST(Stamps, StartAtTheCauseOfTheirEntry) {
    auto made = entry("u", entry_begin);
    made.cause = at("2026-11-20T22:00:00Z");
    const auto stamps = advanced({}, {made});
    ASSERT_EQ(stamps.size(), 1U);
    EXPECT_EQ(stamps[0], (Stamp{"u", made.content_hash(), made.created, made.cause, 0}));
}

TEST(Stamps, StayWhileNothingVisibleChanges) {
    auto made = entry("u", entry_begin);
    const auto before = advanced({}, {made});
    made.cause += base::hours{1};
    EXPECT_EQ(advanced(before, {made}), before);
}

TEST(Stamps, AdvanceStrictlyWithEveryChange) {
    auto made = entry("u", entry_begin);
    auto before = advanced({}, {made});
    made.summary = "Done: it";
    auto after = advanced(before, {made});
    EXPECT_EQ(after[0].modified, before[0].modified + base::seconds{1});
    EXPECT_EQ(after[0].sequence, 1);
    EXPECT_EQ(after[0].created, before[0].created);
    made.summary = "Overdue: it";
    made.cause = at("2026-12-01T00:00:00Z");
    after = advanced(after, {made});
    EXPECT_EQ(after[0].modified, made.cause);
    EXPECT_EQ(after[0].sequence, 2);
}

TEST(Stamps, OfAnEntryThatComesBackGoOnFromWhereTheyWere) {
    const auto made = entry("u", entry_begin);
    const auto other = entry("v", entry_begin);
    const auto first = advanced({}, {made});
    const auto gone = advanced(first, {other});
    ASSERT_EQ(gone.size(), 2U);
    EXPECT_EQ(gone[0].uid, "v");
    EXPECT_EQ(gone[1], (Stamp{"u", "", first[0].created, first[0].modified, 0}));
    const auto back = advanced(gone, {made});
    EXPECT_EQ(back[0].sequence, 1);
    EXPECT_GT(back[0].modified, first[0].modified);
}

TEST(Stamps, OfEntriesThatLeftAreNotKeptWithoutEnd) {
    std::vector<Stamp> before;
    for (int n = 0; n < 1500; ++n)
        before.push_back({std::to_string(n), "h", {}, Instant{base::seconds{n}}, n});
    const auto after = advanced(before, {});
    ASSERT_EQ(after.size(), 1000U);
    EXPECT_EQ(after.back().uid, "500");
}

RC_GTEST_PROP(Stamps, NeverGoBack, ()) {
    std::vector<Stamp> stamps;
    for (int round = 0; round < 6; ++round) {
        std::vector<Entry> entries;
        for (const auto* uid : {"a", "b"}) {
            if (*rc::gen::arbitrary<bool>()) continue;
            entries.push_back(entry(uid, entry_begin));
            entries.back().summary = std::to_string(*rc::gen::inRange(0, 3));
            entries.back().cause += base::seconds{*rc::gen::inRange(-100, 100)};
        }
        const auto next = advanced(stamps, entries);
        for (const auto& old : stamps)
            for (const auto& now : next) {
                if (old.uid != now.uid) continue;
                RC_ASSERT(now.modified >= old.modified && now.sequence >= old.sequence);
                if (!now.hash.empty() && now.hash != old.hash)
                    RC_ASSERT(now.modified > old.modified && now.sequence > old.sequence);
            }
        for (const auto& now : next)
            RC_ASSERT(now.modified >= now.created);
        stamps = next;
    }
}

} // namespace
} // namespace followup::calendar
