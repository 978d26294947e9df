#include "shell/http/certificate.hpp"

#include "shell/http/tls.hpp"

namespace followup::http {
namespace {

std::string refusal_of(const Pem& chain, const Pem& key) {
    const auto read = Certificate::read(chain, key);
    return read ? "" : base::text(read.error());
}

TEST(Certificates, TellTheirTimeAndWhomTheyAreFor) {
    const auto before = std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
    const auto certificate = shown(make_certificate("followups.glass.example", 3600));
    EXPECT_GE(certificate->begins(), before);
    EXPECT_EQ(certificate->ends() - certificate->begins(), base::hours{1});
    EXPECT_TRUE(certificate->is_for("followups.glass.example"));
    EXPECT_TRUE(certificate->is_for("127.0.0.1"));
    EXPECT_FALSE(certificate->is_for("glass.example"));
    EXPECT_EQ(certificate->where(), "chain.pem");
}

TEST(Certificates, MayHaveEndedAndBeShownAllTheSame) {
    EXPECT_TRUE(shown(make_certificate("localhost", -60)));
}

TEST(Certificates, MayStandInOneFileWithTheirKey) {
    auto made = make_certificate();
    made.chain.bytes = made.key.bytes += made.chain.bytes;
    EXPECT_TRUE(shown(made));
}

TEST(Certificates, WithoutTheirOwnKeyAreRefused) {
    EXPECT_EQ(
        refusal_of(make_certificate().chain, make_certificate().key),
        "key.pem: the key is not that of the certificate in chain.pem; name the two files that were made "
        "together");
}

TEST(Certificates, WhoseKeyIsLockedAreRefusedAndNobodyIsAskedForTheWord) {
    const auto made = make_certificate("localhost", 3600, "secret");
    EXPECT_EQ(
        refusal_of(made.chain, made.key),
        "key.pem: the key is locked by a passphrase; openssl pkey -in LOCKED -out OPEN makes a copy without "
        "one");
}

TEST(Certificates, ThatAreNoneAreRefused) {
    const auto made = make_certificate();
    for (const std::string bytes :
         {"", "hello\n", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
        EXPECT_TRUE(
            refusal_of({"c", bytes}, made.key).starts_with("c: there is no certificate in it that can be"))
            << refusal_of({"c", bytes}, made.key);
    EXPECT_TRUE(refusal_of(made.chain, made.chain).starts_with("chain.pem: there is no key in it"));
    EXPECT_TRUE(refusal_of(made.key, made.key).starts_with("key.pem: there is no certificate in it"));
    EXPECT_TRUE(
        refusal_of(made.chain, {"k", made.key.bytes.substr(0, 80)}).starts_with("k: there is no key in it"));
}

} // namespace
} // namespace followup::http
