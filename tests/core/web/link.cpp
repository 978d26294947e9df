#include "core/web/link.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::web {
namespace {

constexpr std::string_view duty = "dana-acme-1/call/margaret-chen";
constexpr std::string_view dana_address = "dana@candidate.example";
const Instant expiry{base::seconds{1'800'000'000}};

LinkKeys keys(int number = 1) {
    return {base::sha256("a test"), number};
}

TEST(Links, SayWhomAndWhatTheyAreAbout) {
    const auto token = link_token(keys(), Purpose::act, 7, duty, dana_address, expiry);
    const auto link = opened(keys(), Purpose::act, token);
    ASSERT_TRUE(link);
    EXPECT_EQ(link->case_number, 7);
    EXPECT_EQ(link->expires, expiry);
    EXPECT_TRUE(about_duty(keys(), *link, duty));
    EXPECT_TRUE(for_person(keys(), *link, dana_address));
    EXPECT_FALSE(about_duty(keys(), *link, "dana-acme-1/call/luis-ortiz"));
    EXPECT_FALSE(for_person(keys(), *link, "eli@candidate.example"));
}

TEST(Links, SurviveSafeLinksAndFitIntoAnAddress) {
    const auto token = link_token(keys(), Purpose::act, 281'474'976'710'655, duty, dana_address, expiry);
    EXPECT_TRUE(is_link_token(token)) << token;
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_LT(act_url(std::string(120, 'x'), token).size(), 200U);
}

TEST(Links, NeverEndInASignThatAMailProgramDrops) {
    int longer = 0;
    for (std::int64_t number = 1; number <= 500; ++number) {
        const auto token = link_token(keys(), Purpose::mails, number, duty, dana_address, {});
        EXPECT_NE(token.back(), '-');
        EXPECT_NE(token.back(), '_');
        const auto link = opened(keys(), Purpose::mails, token);
        ASSERT_TRUE(link) << token;
        EXPECT_EQ(link->case_number, number);
        EXPECT_FALSE(link->expires);
        EXPECT_TRUE(is_link_token(token));
        longer += token.size() == 60 ? 0 : 1;
    }
    EXPECT_GT(longer, 0) << "none of them needed it";
    EXPECT_LT(longer, 50) << "the others are as they were";
}

TEST(Links, OfTheFirstEditionOpenAsTheyDid) {
    // Made by it, with these keys; half of them end in a sign.
    constexpr std::pair<std::int64_t, std::string_view> made[] = {
        {1, "AQEAAAAAAAEHjtIpMggmCR3VfeTCgJ8CAAAAAADdU6LA1-2NbDrVnlxERX0Z"},
        {2, "AQEAAAAAAAIHjtIpMggmCR3VfeTCgJ8CAAAAAADDfuQvp6SvdN2Mit8SVDWt"},
        {3, "AQEAAAAAAAMHjtIpMggmCR3VfeTCgJ8CAAAAAAA2cW65ZmnbI5IRkWQF7Zv-"},
        {4, "AQEAAAAAAAQHjtIpMggmCR3VfeTCgJ8CAAAAAAA4Qj1Oc1uTl5lp8cxL-fK_"},
        {5, "AQEAAAAAAAUHjtIpMggmCR3VfeTCgJ8CAAAAAACTgojuTl6A-pPrdE1nvgka"},
        {6, "AQEAAAAAAAYHjtIpMggmCR3VfeTCgJ8CAAAAAAD2Pl8-4JpqG6wmQXLzJpne"},
        {7, "AQEAAAAAAAcHjtIpMggmCR3VfeTCgJ8CAAAAAADhYn83vDC0N-HxBlfo1dGQ"},
        {8, "AQEAAAAAAAgHjtIpMggmCR3VfeTCgJ8CAAAAAACB1HWHz32eBmgkJZvKqvr4"},
        {9, "AQEAAAAAAAkHjtIpMggmCR3VfeTCgJ8CAAAAAAAuEmdwK-16nju_wR-VLlsI"},
        {10, "AQEAAAAAAAoHjtIpMggmCR3VfeTCgJ8CAAAAAABnwVvdUsCJHF8yrzs6QAiN"},
        {11, "AQEAAAAAAAsHjtIpMggmCR3VfeTCgJ8CAAAAAABPpA-ftFURLkWNoJe0vmdY"},
        {12, "AQEAAAAAAAwHjtIpMggmCR3VfeTCgJ8CAAAAAAD7wufO40uPyyLDdnFacW3g"},
        {39, "AQEAAAAAACcHjtIpMggmCR3VfeTCgJ8CAAAAAAD6cJYjJIgoQrQssK9EhY3-"},
        {45, "AQEAAAAAAC0HjtIpMggmCR3VfeTCgJ8CAAAAAACdGlktiPoa7bVfo9lTALV-"},
        {108, "AQEAAAAAAGwHjtIpMggmCR3VfeTCgJ8CAAAAAABlCCOjMQNoi1IUn4DL2y7_"},
        {116, "AQEAAAAAAHQHjtIpMggmCR3VfeTCgJ8CAAAAAABuNV8Vxzv_a5jw4B4gbXs_"},
        {158, "AQEAAAAAAJ4HjtIpMggmCR3VfeTCgJ8CAAAAAABkhRez0AjF-L4xHMjjqs5-"},
        {163, "AQEAAAAAAKMHjtIpMggmCR3VfeTCgJ8CAAAAAAANdL3bTOjhGqVFyKDBGyx-"},
        {178, "AQEAAAAAALIHjtIpMggmCR3VfeTCgJ8CAAAAAACXfeXV76rM_nHXcQj05Iq-"},
        {200, "AQEAAAAAAMgHjtIpMggmCR3VfeTCgJ8CAAAAAABm17s1U3-yNOPRnPW3nz6_"},
    };
    for (const auto& [number, token] : made) {
        const auto link = opened(keys(), Purpose::mails, token);
        ASSERT_TRUE(link) << token;
        EXPECT_EQ(link->case_number, number);
        EXPECT_TRUE(for_person(keys(), *link, dana_address));
    }
}

TEST(Links, HoldNoNames) {
    const auto token = link_token(keys(), Purpose::act, 7, duty, dana_address, expiry);
    EXPECT_EQ(token.find("dana"), std::string::npos);
    EXPECT_NE(token, link_token({base::sha256("another"), 1}, Purpose::act, 7, duty, dana_address, expiry));
}

TEST(Links, AreGoodForOnePurposeOnly) {
    const auto token = link_token(keys(), Purpose::act, 7, duty, dana_address, expiry);
    EXPECT_FALSE(opened(keys(), Purpose::mails, token));
    EXPECT_FALSE(tagged_mail(keys(), Purpose::reply, mail_tag(keys(), Purpose::bounce, 12)));
}

TEST(Links, OutliveOneRotationOfTheKeyAndNoSecond) {
    const auto token = link_token(keys(1), Purpose::act, 7, duty, dana_address, expiry);
    const auto link = opened(keys(2), Purpose::act, token);
    ASSERT_TRUE(link);
    EXPECT_TRUE(about_duty(keys(2), *link, duty));
    EXPECT_FALSE(opened(keys(3), Purpose::act, token));
    EXPECT_FALSE(
        opened(keys(1), Purpose::act, link_token(keys(2), Purpose::act, 7, duty, dana_address, expiry)));
    const auto tag = mail_tag(keys(1), Purpose::reply, 12);
    EXPECT_EQ(tagged_mail(keys(2), Purpose::reply, tag), 12);
    EXPECT_FALSE(tagged_mail(keys(3), Purpose::reply, tag));
}

TEST(Links, ThatNeverExpireSayNoTime) {
    const auto link = opened(keys(), Purpose::mails, link_token(keys(), Purpose::mails, 0, {}, "pat", {}));
    ASSERT_TRUE(link);
    EXPECT_FALSE(link->expires);
}

RC_GTEST_PROP(Links, WithAnyLetterChangedAreNone, ()) {
    auto token = link_token(keys(), Purpose::act, 7, duty, dana_address, expiry);
    const auto at = *rc::gen::inRange<std::size_t>(0, token.size());
    const auto letter = *rc::gen::element<char>('A', 'b', '7', '-', '_', '=', '/', ' ');
    RC_PRE(token[at] != letter);
    token[at] = letter;
    RC_ASSERT(!opened(keys(), Purpose::act, token));
}

RC_GTEST_PROP(Links, FromAnywhereAreReadWithoutHarm, (const std::string& token)) {
    RC_ASSERT(!opened(keys(), Purpose::act, token));
    RC_ASSERT(!tagged_mail(keys(), Purpose::reply, token));
}

TEST(MailTags, StandInAnAddressInAnyCase) {
    const auto tag = mail_tag(keys(), Purpose::reply, 1234);
    EXPECT_EQ(tagged("replies@glass.example", tag), "replies+" + tag + "@glass.example");
    EXPECT_LE(std::string{"replies+" + tag}.size(), 64U) << "RFC 5321 4.5.3.1.1";
    auto loud = tag;
    for (auto& c : loud)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(tagged_mail(keys(), Purpose::reply, loud), 1234);
    EXPECT_FALSE(tagged_mail(keys(), Purpose::reply, "1235" + tag.substr(4)));
}

} // namespace
} // namespace followup::web
