#include "core/base/digest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

/// A key as RFC 2104 pads it: shorter ones with zeros, longer ones hashed.
Bytes32 key(std::string_view bytes) {
    if (bytes.size() > 64) return sha256(bytes);
    Bytes32 padded{};
    std::copy(bytes.begin(), bytes.end(), padded.begin());
    return padded;
}

TEST(Sha256, GivesTheVectorsOfFips180) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hmac, GivesTheVectorsOfRfc4231) {
    EXPECT_EQ(hex(hmac(key(std::string(20, '\x0b')), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac(key("Jefe"), "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac(key(std::string(20, '\xaa')), std::string(50, '\xdd'))),
              "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    EXPECT_EQ(
        hex(hmac(key(*unhex("0102030405060708090a0b0c0d0e0f10111213141516171819")), std::string(50, '\xcd'))),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    EXPECT_EQ(
        hex(hmac(key(std::string(131, '\xaa')), "Test Using Larger Than Block-Size Key - Hash Key First")),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(ShortTags, AreThoseOfAnotherBlake2b) {
    // hashlib.blake2b(b"dana", digest_size=16, key=b"\x0b" * 32).hexdigest()
    Bytes32 secret;
    secret.fill(0x0b);
    EXPECT_EQ(short_tag(secret, "dana"), "eab4c89229b2dfdf6c640ef08573305e");
}

TEST(DerivedKeys, DifferByPurposeAndByMaster) {
    const auto master = sha256("master");
    EXPECT_EQ(derived_key(master, "feed"), derived_key(master, "feed"));
    EXPECT_NE(derived_key(master, "feed"), derived_key(master, "act"));
    EXPECT_NE(derived_key(master, "feed"), derived_key(sha256("other"), "feed"));
    EXPECT_NE(derived_key(master, "feed"), hmac(master, "feed"));
}

TEST(Encodings, GiveTheVectorsOfRfc4648) {
    const struct {
        const char *text, *base64, *base64url, *base32;
    } cases[]{{"", "", "", ""},
              {"f", "Zg==", "Zg", "my"},
              {"fo", "Zm8=", "Zm8", "mzxq"},
              {"foo", "Zm9v", "Zm9v", "mzxw6"},
              {"foob", "Zm9vYg==", "Zm9vYg", "mzxw6yq"},
              {"fooba", "Zm9vYmE=", "Zm9vYmE", "mzxw6ytb"},
              {"foobar", "Zm9vYmFy", "Zm9vYmFy", "mzxw6ytboi"},
              {"\xfb\xff\xfe", "+//+", "-__-", "7p774"}};
    for (const auto& each : cases) {
        EXPECT_EQ(base64(each.text), each.base64);
        EXPECT_EQ(base64url(each.text), each.base64url);
        EXPECT_EQ(base32(each.text), each.base32);
    }
}

TEST(Hex, IsLowerCaseAndReadInBoth) {
    EXPECT_EQ(hex(std::string_view{"\x00\xff\x1a", 3}), "00ff1a");
    EXPECT_EQ(unhex("00FF1a"), (std::string{"\x00\xff\x1a", 3}));
    EXPECT_EQ(unhex(""), "");
    for (const char* bad : {"0", "0g", "00 ff", "0x00", "000"})
        EXPECT_FALSE(unhex(bad)) << bad;
}

RC_GTEST_PROP(Hex, IsReadBackFromWhatIsWritten, (std::string bytes)) {
    RC_ASSERT(unhex(hex(bytes)) == bytes);
}

TEST(Secrets, AreTheSameOnlyWhenEveryByteIs) {
    EXPECT_TRUE(same_secret("token", "token"));
    EXPECT_TRUE(same_secret("", ""));
    EXPECT_FALSE(same_secret("token", "tokeN"));
    EXPECT_FALSE(same_secret("token", "tok"));
}

// Computed with Python's uuid.uuid5 in the same namespace.
TEST(Uuids, OfANameNeverChange) {
    EXPECT_EQ(uuid5(""), "e2079c68-e86f-58e2-9262-3f34731233f8");
    EXPECT_EQ(uuid5("acme-1/letter/jane-roe"), "a7c73ed8-d670-5db5-8f7a-15874437b689");
    EXPECT_EQ(uuid5("é"), "df85ae20-bb2c-5513-aa69-a813351699d6");
}

} // namespace
} // namespace followup::base
