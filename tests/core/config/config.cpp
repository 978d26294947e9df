#include "reading.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace followup::config {
namespace {

using testing::HasSubstr;

TEST(Configs, HaveADefaultForAlmostEverything) {
    const auto config = good(with_mail(""));
    EXPECT_EQ(config.queue, "/var/spool/followupd");
    EXPECT_EQ(config.state, "/var/lib/followupd");
    EXPECT_EQ(config.ledger_url, "");
    EXPECT_EQ(config.rules.opening.opens, base::hours{9});
    EXPECT_EQ(config.rules.policy, plan::Policy{});
    EXPECT_EQ(config.rules.window, hours::SendingWindow{});
    ASSERT_EQ(config.listen.size(), 1U);
    EXPECT_EQ(config.listen[0].host, "127.0.0.1");
    EXPECT_EQ(config.listen[0].port, 8025);
    EXPECT_TRUE(config.warnings.empty());
}

TEST(Configs, NameTheProxiesThatAreBelieved) {
    const std::vector<std::string> loopback = {"127.0.0.1", "::1"};
    EXPECT_EQ(good(with_mail("")).proxies, loopback);
    EXPECT_EQ(good(with_mail("[web]\nproxies = [\"192.0.2.1\", \"2001:DB8::1\"]")).proxies,
              (std::vector<std::string>{"192.0.2.1", "2001:db8::1"}));
    EXPECT_TRUE(good(with_mail("[web]\nproxies = []")).proxies.empty());
    EXPECT_THAT(bad(with_mail("[web]\nproxies = [\"10.0.0.0/8\"]")),
                HasSubstr("'10.0.0.0/8' is no IP address of a proxy; write it like 127.0.0.1 or ::1"));
}

TEST(Configs, SpeakHttpsWithACertificateAndItsKey) {
    EXPECT_TRUE(good(with_mail("")).tls.certificate.empty());
    const auto named = good(with_mail("[web]\ntls_listen = [\"[::]:8443\"]\ntls_certificate = \"full.pem\"\n"
                                      "tls_key = \"tls/key.pem\""))
                           .tls;
    EXPECT_EQ(named.listen, (std::vector<Listen>{{"::", 8443}}));
    EXPECT_EQ(named.certificate, "full.pem"); // a credential
    EXPECT_EQ(named.key, "etc/tls/key.pem");  // a file beside the configuration
    EXPECT_EQ(good(with_mail("[web]\ntls_certificate = \"/a/b\"\ntls_key = \"./b\"")).tls.key, "etc/./b");
    EXPECT_EQ(good(with_mail("[web]\ntls_certificate = \"/a/b\"\ntls_key = \"./b\"")).tls.certificate,
              "/a/b");
}

TEST(Configs, SayWhatHttpsLacks) {
    EXPECT_THAT(bad(with_mail("[web]\ntls_listen = [\"[::]:8443\"]")),
                HasSubstr("https needs a certificate; name it in 'tls_certificate' and 'tls_key'"));
    for (const auto& [alone, place] : {std::pair{"tls_certificate", "12:19"}, std::pair{"tls_key", "12:11"}})
        EXPECT_THAT(
            bad(with_mail(std::string{"[web]\n"} + alone + " = \"x\"")),
            HasSubstr(std::string{"f.toml:"} + place + ": 'tls_certificate' and 'tls_key' belong together"));
    EXPECT_THAT(bad(with_mail("[web]\ntls_certificate = \"my key\"\ntls_key = \"b\"")),
                HasSubstr("'my key' is neither the name of a credential nor a path"));
    const std::string pair = "\ntls_certificate = \"a\"\ntls_key = \"b\"";
    EXPECT_THAT(bad(with_mail("[web]\nlisten = [\"127.0.0.1:1\"]\ntls_listen = [\"127.0.0.1:1\"]" + pair)),
                HasSubstr("'127.0.0.1:1' stands there twice"));
    EXPECT_THAT(bad(with_mail("[web]\ntls_listen = [\"glass.example:443\"]" + pair)),
                HasSubstr("the host is not an IP address"));
}

TEST(Configs, CompressFeedsOnlyWhenTheySaySo) {
    EXPECT_FALSE(good(with_mail("")).compress);
    EXPECT_FALSE(good(with_mail("[web]\ncompression = \"none\"")).compress);
    EXPECT_TRUE(good(with_mail("[web]\ncompression = \"gzip\"")).compress);
    EXPECT_THAT(bad(with_mail("[web]\ncompression = \"br\"")), HasSubstr("one of 'none' or 'gzip'"));
}

TEST(Configs, TellEveryProblemAtOnceInTheOrderOfTheFile) {
    const auto problems = read("[agency]\nname = 1\nzone = \"Nowhere\"\ndomain = \"glass.example\"\n"
                               "[[recruiter]]\nid = \"pat\"\nname = \"Pat\"\nemail = \"pat\"\n"
                               "[mail]\nform = \"x\"\nretry = []\n[policy]\nletter_due = \"soon\"\n[wbe]\n");
    ASSERT_FALSE(problems);
    std::vector<std::string> places;
    for (const auto& each : problems.error())
        places.push_back(each.where);
    EXPECT_THAT(places, testing::ElementsAre("etc/f.toml:2:8", "etc/f.toml:3:8", "etc/f.toml:8:9",
                                             "etc/f.toml:9:1", "etc/f.toml:10:1", "etc/f.toml:11:9",
                                             "etc/f.toml:13:14", "etc/f.toml:14:2"));
    EXPECT_THAT(base::text(problems.error()), HasSubstr("there is no key 'wbe' here; did you mean 'web'?"));
    EXPECT_THAT(base::text(problems.error()), HasSubstr("did you mean 'from'?"));
}

TEST(Configs, ListTheKnownKeysWhenNoneIsNear) {
    EXPECT_THAT(bad(with("[ledger]\nbackend = 1\n[mail]\nfrom=\"f@g.example\"")),
                HasSubstr("[ledger] has no key 'backend'; it must be one of 'url'"));
}

TEST(Configs, WithASyntaxErrorAreToldItsPlace) {
    EXPECT_THAT(bad("[agency]\nname = \n"), HasSubstr("etc/f.toml:2:"));
}

TEST(Configs, ResolveRelativePathsBesideThemselves) {
    const auto config = good(with_mail("maildir = \"mails\"\n[paths]\nqueue = \"q\"\nstate = \"/s\"\n"
                                       "[ledger]\nurl = \"sqlite:db\""));
    EXPECT_EQ(config.queue, "etc/q");
    EXPECT_EQ(config.state, "/s");
    EXPECT_EQ(config.ledger_url, "sqlite:etc/db");
    EXPECT_EQ(config.mail.maildir, "etc/mails");
}

TEST(Configs, TakeTheDirectoriesOfTheEnvironment) {
    const auto config = read(with_mail(""), "f.toml", files(), Directories{"/q", "/s", "/h"}, today);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->queue, "/q");
    EXPECT_EQ(config->state, "/s");
}

TEST(Configs, KnowTheirLedgers) {
    const struct {
        std::string url;
        std::string read;
        std::string problem;
    } cases[] = {
        {"sqlite:/var/db", "sqlite:/var/db", ""},
        {"sqlite:///var/db", "sqlite:/var/db", ""},
        {"", "", ""},
        {"sqlite:", "", "the ledger cannot be at 'sqlite:'"},
        {"mysql://x", "", "the ledger cannot be at 'mysql://x'"},
        {"postgresql://x/y", "", "PostgreSQL is not built into this version; take sqlite:PATH"},
        {"postgres://x/y", "", "PostgreSQL is not built into this version"},
    };
    for (const auto& each : cases) {
        const auto text = with_mail("[ledger]\nurl = \"" + each.url + "\"");
        if (each.problem.empty())
            EXPECT_EQ(good(text).ledger_url, each.read);
        else
            EXPECT_THAT(bad(text), HasSubstr(each.problem));
    }
}

TEST(Configs, RefuseOneFolderForTwoThings) {
    EXPECT_THAT(bad(with_mail("[paths]\nqueue = \"/x\"\nstate = \"/x\"")), HasSubstr("cannot be one folder"));
}

TEST(Configs, ListenWhereTheyAreTold) {
    const auto config = good(with_mail("[web]\nlisten = [\"[::1]:8025\", \"127.0.0.1:0\", \"127.0.0.1:0\"]"));
    ASSERT_EQ(config.listen.size(), 3U);
    EXPECT_EQ(config.listen[0].host, "::1");
    EXPECT_EQ(config.listen[1].port, 0);
    EXPECT_TRUE(good(with_mail("[web]\nlisten = []")).listen.empty());
    EXPECT_THAT(bad(with_mail("[web]\nlisten = [\"127.0.0.1:1\", \"127.0.0.1:1\"]")), HasSubstr("twice"));
    EXPECT_THAT(bad(with_mail("[web]\nlisten = \"127.0.0.1:1\"")), HasSubstr("it must be an array of texts"));
}

TEST(Configs, WarnOfRemindersOutsideOfTheSendingWindow) {
    const auto config = good(with_mail("[policy]\neve_nudge = 22:00:00\n"));
    EXPECT_THAT(config.warnings, testing::ElementsAre(HasSubstr("'eve_nudge' (22:00) lies outside")));
}

RC_GTEST_PROP(Configs, AreReadOrRefusedWhateverTheBytes, (const std::string& bytes)) {
    const auto config = read(bytes);
    RC_ASSERT(!config);
    RC_ASSERT(!config.error().empty());
    for (const auto& each : config.error())
        RC_ASSERT(each.where.starts_with("etc/f.toml"));
}

RC_GTEST_PROP(Configs, NameTheLineOfAnUnknownKey, ()) {
    const auto key =
        *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string{"qxz_"})));
    const auto before = *rc::gen::inRange<std::size_t>(0, 20);
    const auto text = with_mail(std::string(before, '\n') + key + " = 1\n");
    RC_ASSERT(
        bad(text).contains("etc/f.toml:" + std::to_string(11 + before) + ":1: [mail] has no key '" + key));
}

TEST(Places, AreReadHoweverBadTheRestIs) {
    const base::Problems why{{"f.toml:1:1", "is bad", ""}};
    const auto folders = [&](std::string_view text) {
        const auto config = places(text, "/etc/f.toml", {}, why);
        EXPECT_EQ(config.problems, why);
        return config.state + " " + config.queue;
    };
    const auto usual = "/var/lib/followupd /var/spool/followupd";
    EXPECT_EQ(folders(""), usual);
    EXPECT_EQ(folders("[paths]\nstate = \"/s\"\nqueue = \"q\"\n[wbe]\nx = 1\n"), "/s /etc/q");
    EXPECT_EQ(folders("x = \"\n[paths]\nstate = \"/s\"\n[web]\ny = \"\n"), "/s /var/spool/followupd");
    EXPECT_EQ(folders("no TOML\n[path]\nstate = \"/s\"\n"), usual);
    EXPECT_EQ(folders("[paths]\nstate = nonsense\n"), usual);
}

TEST(Mails, AreWarnedOfWhenTheirTwoDomainsCannotAlign) {
    EXPECT_THAT(good(with_mail("bounces = \"bounces@mail.glass.example\"\n")).warnings, testing::IsEmpty());
    EXPECT_THAT(good(with_mail("bounces = \"bounces@other.example\"\n")).warnings,
                testing::ElementsAre(testing::HasSubstr("SPF cannot satisfy DMARC")));
}

} // namespace
} // namespace followup::config
