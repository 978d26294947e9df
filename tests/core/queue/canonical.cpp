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

TEST(Digests, DoNotDependOnArrival) {
    auto later = desk::context();
    later.arrived += base::hours{5};
    const std::string text = "[[withdrawn]]\ninterview = 'old-1'\n";
    EXPECT_EQ(desk::first(text, later).digest, digest(text));
}

} // namespace
} // namespace followup::queue
