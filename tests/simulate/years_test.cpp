#include "simulate/markers.hpp"
#include "simulate/world.hpp"

#include <gtest/gtest.h>

/// Some random weeks and what follows from them; `./dev campaign years` lives through ten years.
namespace followup::simulated {
namespace {

using base::days;

constexpr int interviews_days = 40;
constexpr int afterwards_days = 45;
constexpr int candidates = 6;

Instant beginning(int year) {
    return std::chrono::sys_days{std::chrono::year{year} / 2 / 20};
}

Outcome lived(std::uint64_t seed, const Trouble& trouble) {
    // In spring and in autumn, so that the clocks change on the way.
    const auto from = beginning(2027) + days{seed % 2 == 0 ? 0 : 220};
    const auto outcome = live(lives({from, interviews_days, candidates}, seed),
                              from + days{interviews_days + afterwards_days}, trouble);
    EXPECT_TRUE(outcome) << base::text(outcome.error());
    return outcome ? *outcome : Outcome{};
}

void expect_lawful(const Outcome& outcome) {
    for (const auto& breach : outcome.breaches)
        ADD_FAILURE() << breach;
    EXPECT_GT(outcome.files, 30);
    EXPECT_GT(outcome.mails, 30);
    EXPECT_GT(outcome.replans, 50);
    EXPECT_GT(outcome.marked, 100);
}

TEST(Years, KeepTheLawsWhileTheRelayFailsAndTheProcessDies) {
    const auto outcome = lived(2, {.relay = true, .restarts = true, .downtime = true, .seed = 2});
    expect_lawful(outcome);
    EXPECT_GT(outcome.restarts, 5);
}

TEST(Years, AreTheSameWithAndWithoutRestarts) {
    const auto smooth = lived(3, {});
    const auto rough = lived(3, {.restarts = true, .seed = 3});
    expect_lawful(smooth);
    expect_lawful(rough);
    EXPECT_GT(rough.restarts, 5);
    EXPECT_TRUE(smooth.timeline == rough.timeline) << difference(smooth.timeline, rough.timeline);
}

TEST(Markers, OfSomebodyElseBreakTheLaw) {
    Watch watch{{}};
    MarkerSearch search{watch, 1};
    store::MailRow mail;
    mail.case_number = 1;
    mail.bytes = "Call about " + word({12, 0, Readers::hers});
    search.read_mail(mail, "c12-1");
    EXPECT_TRUE(watch.breaches().empty());
    mail.bytes += " and Zqh=\r\n3x7k";
    search.read_mail(mail, "c12-1");
    ASSERT_EQ(watch.breaches().size(), 1U);
    EXPECT_EQ(watch.breaches()[0], "a mail about the case of candidate 12 tells of candidate 3");
}

TEST(Markers, OfWhatIsTheRecruitersOwnBreakTheLawInACandidatesMailAlone) {
    Watch watch{{}};
    MarkerSearch search{watch, 1};
    store::MailRow mail;
    mail.case_number = 1;
    mail.person = "pat";
    mail.bytes = "Notes Zqo=\r\n12x4k on " + word({12, 0, Readers::hers});
    search.read_mail(mail, "c12-1");
    EXPECT_TRUE(watch.breaches().empty());
    mail.person = "c12@candidate.example";
    search.read_mail(mail, "c12-1");
    ASSERT_EQ(watch.breaches().size(), 1U);
    EXPECT_TRUE(watch.breaches()[0].contains("her recruiter's own: Zqo12x4k")) << watch.breaches()[0];
}

TEST(Canaries, AreFoundAcrossFolds) {
    EXPECT_EQ(marked("of Zqh12x0k and Z\r\n qo3x1k, Zqw4\r\n 5x2k and Zqh=\r\n67x3k, Zqh8 and Zqz9x1k"),
              (std::set{3, 12, 45, 67}));
    EXPECT_EQ(canaries("Zqo1x2k"), (std::vector{Canary{1, 2, Readers::own}}));
}

TEST(Canaries, KnowTheirFields) {
    Canaries words{7};
    EXPECT_EQ(words.plant(Readers::own, "called.notes"), "Zqo7x0k");
    EXPECT_EQ(words.field({7, 0, Readers::own}), "called.notes");
    EXPECT_EQ(words.field({8, 0, Readers::own}), "a field of nobody");
}

} // namespace
} // namespace followup::simulated
