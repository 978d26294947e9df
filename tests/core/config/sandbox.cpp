#include "core/config/sandbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr auto shown =
    R"(ExecStart={ path=/usr/bin/followupd ; argv[]=/usr/bin/followupd --config /etc/f.toml ; }
AmbientCapabilities=
User=followupd
PrivateTmp=yes
ProtectHome=yes
ProtectSystem=strict
ReadWritePaths=/var/spool/followupd -/srv/mail
StateDirectory=followupd
RuntimeDirectory=followupd
TriggeredBy=followupd-https.socket
LoadState=loaded
ActiveState=active
UnitFileState=enabled
)";
constexpr auto unit_as_shown = R"(# /usr/lib/systemd/system/followupd.service
[Service]
#LoadCredential=no:/nowhere
LoadCredential=old:/etc/followupd/old
# /etc/systemd/system/followupd.service.d/override.conf
[Service]
LoadCredential=
LoadCredential=relay:/etc/followupd/relay.password
SetCredential=pin:1234
)";

Unit unit() {
    return unit_shown(shown, unit_as_shown);
}

Config plain() {
    Config config;
    config.queue = "/var/spool/followupd";
    config.state = "/var/lib/followupd";
    config.listen = {{"127.0.0.1", 8025}};
    return config;
}

std::vector<std::string> found(const Config& config, const std::string& file = "/etc/f.toml") {
    std::vector<std::string> all;
    for (const auto& each : misfits(config, unit(), file))
        all.push_back(each.where + ": " + each.what);
    return all;
}

TEST(AService, IsReadFromWhatSystemdShowsOfIt) {
    const auto read = unit();
    EXPECT_TRUE(read.loaded && read.active && read.enabled && read.strict && read.no_homes && read.own_tmp);
    EXPECT_FALSE(read.low_ports);
    EXPECT_EQ(read.user, "followupd");
    EXPECT_THAT(read.writable, UnorderedElementsAre("/var/spool/followupd", "/srv/mail", "/var/lib/followupd",
                                                    "/run/followupd"));
    EXPECT_THAT(read.credentials, UnorderedElementsAre("relay", "pin"));
    EXPECT_THAT(read.sources, ElementsAre("/etc/followupd/relay.password"));
    EXPECT_TRUE(unit_shown("LoadState=not-found\n", "").low_ports) << "nobody else's user is root";
    EXPECT_FALSE(unit_shown("LoadState=not-found\n", "").loaded);
}

TEST(AService, FitsAConfigurationThatKeepsToItsPlaces) {
    EXPECT_THAT(found(plain()), IsEmpty());
}

TEST(AService, SeesAndWritesOnlyWhatItsSandboxLeaves) {
    auto config = plain();
    config.queue = "/data/queue";
    EXPECT_THAT(found(config), ElementsAre(HasSubstr("/data/queue: the service may not write there")));
    config = plain();
    config.state = "/var/lib/followupd2";
    EXPECT_THAT(found(config), ElementsAre(HasSubstr("may not write")));
    config = plain();
    config.mail.maildir = "/srv/mail/out";
    EXPECT_THAT(found(config), IsEmpty());
    config.mail.maildir = "/tmp/out";
    EXPECT_THAT(found(config), ElementsAre(HasSubstr("the service has another /tmp of its own")));
    config = plain();
    config.tls = {{}, "/home/pat/cert.pem", "/etc/key.pem"};
    EXPECT_THAT(found(config), ElementsAre(HasSubstr("/home/pat/cert.pem: the service sees nothing there")));
    EXPECT_THAT(found(plain(), "/root/f.toml"), ElementsAre(HasSubstr("sees nothing there")));
}

TEST(AService, IsGivenTheCredentialsThatItsUnitNames) {
    auto config = plain();
    config.mail.relays = {{.url = "smtp://mx:587", .user = "us", .credential = "relay", .ca_file = {}},
                          {.url = "smtp://two:587", .user = "us", .credential = "other", .ca_file = {}}};
    EXPECT_THAT(found(config), ElementsAre("other: the service is not given this credential"));
    config.tls = {{}, "chain.pem", "pin"};
    EXPECT_THAT(found(config), ElementsAre(HasSubstr("chain.pem"), HasSubstr("other")));
}

TEST(AService, OpensNoLowPortUnlessSystemdDoesItForIt) {
    auto config = plain();
    config.listen = {{"0.0.0.0", 80}, {"127.0.0.1", 0}};
    config.tls.listen = {{"::", 443}};
    EXPECT_THAT(found(config), ElementsAre(HasSubstr("0.0.0.0:80: the service may not open")))
        << "443 is followupd-https.socket's";
}

} // namespace
} // namespace followup::config
