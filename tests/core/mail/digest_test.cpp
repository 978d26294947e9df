#include "core/mail/digest.hpp"

#include "core/mail/acme.hpp"
#include "core/mail/golden.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

std::vector<DigestLine> lines_at(std::string_view now, const plan::Plan& plan = acme::plan()) {
    return digest_lines(acme::known(), plan, acme::pat(), acme::agency(), acme::style(), acme::at(now));
}

Message mail_at(std::string_view now) {
    return digest(acme::pat(), lines_at(now), 0, acme::agency(), acme::style(), acme::occasion(now));
}

TEST(Digests, TellWhatIsOverdueDueTodayAndThisWeek) {
    const auto mail = mail_at("2026-11-30T14:00:00Z");
    EXPECT_GOLDEN("digest.txt", "Subject: " + mail.subject + "\n\n" + mail.text);
}

TEST(Digests, AreWrittenInTheLanguageOfTheirReader) {
    auto pat = acme::pat();
    pat.language = "de";
    const auto now = acme::at("2026-11-30T14:00:00Z");
    auto lines = digest_lines(acme::known(), acme::plan(), pat, acme::agency(), acme::style(), now);
    const auto mail = digest(pat, std::move(lines), 2, acme::agency(), acme::style(),
                             acme::occasion("2026-11-30T14:00:00Z"));
    EXPECT_GOLDEN("digest.de.txt", "Subject: " + mail.subject + "\n\n" + mail.text);
}

TEST(Digests, PutLettersThatAreOwedTogetherIntoOneLine) {
    const auto lines = lines_at("2026-11-23T14:00:00Z");
    const auto letters = std::ranges::find_if(
        lines, [](const DigestLine& line) { return line.what.starts_with("Letters to 3 people"); });
    ASSERT_NE(letters, lines.end());
    EXPECT_EQ(letters->duties.size(), 3U);
    EXPECT_EQ(letters->part, DigestLine::Part::overdue);
    EXPECT_EQ(letters->who, "Dana Reyes");
}

TEST(Digests, LinkWhatIsOverdueWhereThereArePages) {
    const auto* now = "2026-11-30T14:00:00Z";
    auto lines = lines_at(now);
    for (auto& line : lines)
        for (const auto& duty : line.duties)
            line.pages[duty] = "https://f.example/a/of-" + duty;
    const auto mail = digest(acme::pat(), lines, 0, acme::agency(), acme::style(), acme::occasion(now));
    EXPECT_NE(mail.text.find("  https://f.example/a/of-dana-acme-1/debrief\n"), std::string::npos)
        << mail.text;
    EXPECT_NE(mail.html.find("<a href=\"https://f.example/a/of-dana-acme-1/debrief\">"), std::string::npos);
    EXPECT_EQ(mail.text.find("followup done"), std::string::npos) << mail.text;
}

TEST(Digests, LookNoFurtherThanTheWeek) {
    for (const auto& line : lines_at("2026-11-23T14:00:00Z"))
        EXPECT_LT(line.due, acme::at("2026-11-30T06:00:00Z")) << line.what;
}

TEST(Digests, TellWhoseCalendarNobodyAsksForAnyMore) {
    const auto* now = "2026-11-30T14:00:00Z";
    EXPECT_EQ(mail_at(now).text.find("gone quiet"), std::string::npos);
    const auto mail = digest(
        acme::pat(), lines_at(now), 0, acme::agency(), acme::style(), acme::occasion(now),
        {{"Dana Reyes", acme::at("2026-11-22T03:00:00Z"), "iOS/26 dataaccessd"}, {"Pat", acme::at(now), ""}});
    EXPECT_NE(mail.text.find("- Dana Reyes: last asked for on Sat 21 Nov 2026 by iOS/26 dataaccessd\n"),
              std::string::npos)
        << mail.text;
    EXPECT_NE(mail.text.find("- Pat: last asked for on Mon 30 Nov 2026\n"), std::string::npos) << mail.text;
}

TEST(Digests, AreSilentAboutWhatIsClosed) {
    auto plan = acme::plan();
    for (auto& duty : plan.duties)
        duty.state = plan::State::done;
    EXPECT_TRUE(lines_at("2026-11-30T14:00:00Z", plan).empty());
}

} // namespace
} // namespace followup::mail
