#include "core/queue/desk.hpp"

#include <gtest/gtest.h>

#include <set>

namespace followup::queue {
namespace {

std::string digest(std::string_view text) {
    return desk::first(text).digest;
}

TEST(Digests, AreOfWhatIsWrittenNotOfHow) {
    const auto one = digest("[[withdrawn]]\ninterview = 'old-1'\nreason = 'x'\n");
    EXPECT_EQ(one.size(), 64U);
    EXPECT_EQ(digest("# again\nwithdrawn = [ { reason = \"\\u0078\", interview = \"old-1\" } ]\n"), one);
    EXPECT_EQ(digest("\n[[withdrawn]]\nreason    = \"x\" # why\ninterview = '''old-1'''\n"), one);
}

TEST(Digests, DifferWhenAnythingWrittenDiffers) {
    std::set<std::string> digests;
    const std::vector<std::string> texts{
        "[[withdrawn]]\ninterview = 'old-1'\n",
        "[[withdrawn]]\ninterview = 'old-2'\n",
        "[[withdrawn]]\ninterview = 'old-1'\nreason = ''\n",
        "[[withdrawn]]\ninterview = 'old-1'\nat = 2026-11-20T10:00:00Z\n",
        "[[withdrawn]]\ninterview = 'old-1'\nat = 2026-11-20T10:00:01Z\n",
        "[[withdrawn]]\ninterview = 'old-1'\nat = 2026-11-20T11:00:00+01:00\n",
        "[[withdrawn]]\ninterview = 'old-1'\nat = 2026-11-20T10:00:00\n",
        "[[done]]\nduty = 'old-1/debrief'\n",
        "[[reopened]]\nduty = 'old-1/debrief'\n",
        desk::interview(),
        desk::interview("strengths = ['a', 'b']\n"),
        desk::interview("strengths = ['ab']\n"),
        desk::interview("strengths = ['b', 'a']\n"),
        desk::interview("projects = ['ab']\n"),
        desk::interview("round = 1\n"),
    };
    for (const auto& text : texts)
        digests.insert(digest(text));
    EXPECT_EQ(digests.size(), texts.size());
}

/// The digest of an event that comes in that file, so much later.
std::string told(std::string_view text, std::string_view file, base::seconds later) {
    auto context = desk::context();
    context.file = file;
    context.arrived += later;
    return desk::first(text, context).digest;
}

std::string no_answer(std::string_view more = {}) {
    return "[[called]]\ninterview = 'old-1'\nwhom = 'A'\nresult = 'no answer'\n" + std::string{more};
}

TEST(Digests, OfAnEventWithoutItsDayAreThoseOfItsFileAndDay) {
    for (const auto* at : {"", "at = 'today at 9'\n", "at = 09:00:00\n", "at = 'Friday at 9'\n"}) {
        const auto text = no_answer(at);
        const auto one = told(text, "e.toml", base::seconds{0});
        EXPECT_EQ(told(text, "e.toml", base::hours{5}), one) << "the same file again: " << at;
        EXPECT_EQ(told(text, "/home/pat/e.toml", base::hours{5}), one) << at;
        EXPECT_NE(told(text, "f.toml", base::hours{5}), one) << "another file: " << at;
        EXPECT_NE(told(text, "e.toml", base::hours{24}), one) << "another day: " << at;
    }
}

TEST(Digests, OfAnEventThatNamesItsDayAreItsOwnWhereverItIsTold) {
    for (const auto* at :
         {"2026-11-20T10:00:00", "'2026-11-20 10:00'", "'11/20/2026 10am'", "'Nov 20 at 10'"}) {
        const auto text = no_answer("at = " + std::string{at} + "\n");
        EXPECT_EQ(told(text, "f.toml", base::hours{48}), told(text, "e.toml", base::seconds{0})) << at;
    }
    EXPECT_EQ(told(desk::interview(), "f.toml", base::hours{48}), digest(desk::interview()));
}

} // namespace
} // namespace followup::queue
