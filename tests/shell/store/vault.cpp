#include "shell/store/vault.hpp"

#include "shell/store/connection.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <rapidcheck/gtest.h>

namespace followup::store {
namespace {

Bytes32 filled(unsigned char with) {
    Bytes32 key;
    key.fill(with);
    return key;
}

TEST(Vault, TagsAreTheSameForTheSameAndTellNothingWithoutTheKey) {
    const Vault one{filled(1)};
    const Vault two{filled(2)};
    EXPECT_EQ(one.identity_tag("dana"), Vault{filled(1)}.identity_tag("dana"));
    EXPECT_NE(one.identity_tag("dana"), one.identity_tag("dani"));
    EXPECT_NE(one.identity_tag("dana"), one.subject_tag("dana"));
    EXPECT_NE(one.identity_tag("dana"), two.identity_tag("dana"));
    EXPECT_NE(one.key_check(), two.key_check());
    EXPECT_EQ(one.identity_tag("").size(), 32U);
}

TEST(Vault, KeysOpenOnlyForTheirCandidate) {
    const Vault vault{filled(1)};
    const auto key = Vault::fresh_key();
    EXPECT_NE(key, Vault::fresh_key());
    const auto box = vault.seal_key(key, 7);
    EXPECT_EQ(box.size(), 72U);
    EXPECT_EQ(vault.open_key(box, 7), key);
    EXPECT_THROW(static_cast<void>(vault.open_key(box, 8)), Refused);
    EXPECT_THROW(static_cast<void>(Vault{filled(2)}.open_key(box, 7)), Refused);
}

TEST(Vault, NeverSealsTwiceAlike) {
    EXPECT_NE(seal(filled(1), "text", "fact 1"), seal(filled(1), "text", "fact 1"));
    EXPECT_EQ(unseal(filled(1), seal(filled(1), "text", "fact 1"), "fact 1"), "text");
}

RC_GTEST_PROP(Packed, GivesTheTextsBack, (const std::string& a, const std::string& b, const std::string& c)) {
    RC_ASSERT(unpacked(packed({a, b, c}), 3) == (std::vector{a, b, c}));
}

TEST(Packed, RefusesWhatItDidNotWrite) {
    for (const auto* text : {"3:ab", "x", ":", "2", "1:a1:b", "99999999999:a", "-1:a"})
        EXPECT_THROW(static_cast<void>(unpacked(text, 1)), Refused) << text;
}

} // namespace
} // namespace followup::store
