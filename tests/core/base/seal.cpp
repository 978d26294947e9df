#include "core/base/seal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

Nonce nonce(unsigned char fill) {
    Nonce bytes;
    bytes.fill(fill);
    return bytes;
}

RC_GTEST_PROP(Seals, OpenWithTheirKeyAndBinding, (std::string text, std::string bound)) {
    const auto key = sha256("key");
    RC_ASSERT(opened(key, sealed(key, nonce(7), text, bound), bound) == text);
}

RC_GTEST_PROP(Seals, BreakWhenAnyBitIsChanged, (std::string text)) {
    const auto key = sha256("key");
    auto box = sealed(key, nonce(7), text, "row 1");
    const auto at = *rc::gen::inRange<std::size_t>(0, box.size());
    box[at] = static_cast<char>(box[at] ^ (1 << *rc::gen::inRange(0, 8)));
    RC_ASSERT(!opened(key, box, "row 1"));
}

TEST(Seals, BreakUnderAnotherKeyOrBindingOrWhenCut) {
    const auto key = sha256("key");
    const auto box = sealed(key, nonce(7), "Dana Doe", "row 1");
    EXPECT_TRUE(opened(key, box, "row 1"));
    EXPECT_FALSE(opened(sha256("other"), box, "row 1"));
    EXPECT_FALSE(opened(key, box, "row 2"));
    EXPECT_FALSE(opened(key, box, ""));
    EXPECT_FALSE(opened(key, box + "x", "row 1"));
    for (std::size_t size = 0; size < box.size(); ++size)
        EXPECT_FALSE(opened(key, box.substr(0, size), "row 1"));
}

TEST(Seals, ShowNothingOfTheTextButItsLength) {
    const auto key = sha256("key");
    const auto box = sealed(key, nonce(7), "Dana Doe", "row 1");
    EXPECT_EQ(box.find("Dana"), std::string::npos);
    EXPECT_EQ(box.size(), 24u + 8u + 16u);
    EXPECT_NE(box.substr(24), sealed(key, nonce(8), "Dana Doe", "row 1").substr(24));
}

} // namespace
} // namespace followup::base
