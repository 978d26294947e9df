#include "core/queue/reader.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

TEST(RecruiterNamed, IsFoundInWholeAndInBrokenFiles) {
    EXPECT_EQ(recruiter_named("[[interview]]\nid = 'x'\n recruiter = \"pat\" # Pat\n"), "pat");
    EXPECT_EQ(recruiter_named("[[interview\nid = oops\nrecruiter='kim'\n"), "kim");
    EXPECT_EQ(recruiter_named("interview = [{ id = 'x', recruiter = 'kim' }]"), "kim");
    EXPECT_EQ(recruiter_named("\xFF\xFE\nrecruiter = 'pat'\r\n"), "pat");
}

TEST(RecruiterNamed, IsEmptyWhenNoneIsNamed) {
    for (const auto* text : {"", "recruiter", "recruiter =", "recruiter = pat", "recruiter = \"pat",
                             "recruiter = ''", "# recruiter = 'pat'", "my_recruiter = 'pat'",
                             "recruiters = 'pat'", "notes = \"recruiter = 'pat'\"", "recruiter = 'a\x01'"})
        EXPECT_EQ(recruiter_named(text), "") << text;
}

} // namespace
} // namespace followup::queue
