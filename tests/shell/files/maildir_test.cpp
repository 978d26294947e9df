#include "shell/files/files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdlib.h>

namespace followup::files {
namespace {

class Maildirs : public testing::Test {
  protected:
    Maildirs() {
        std::string name = (std::filesystem::temp_directory_path() / "followup-maildir-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~Maildirs() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] std::size_t count(const char* part) const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder / part},
                                                      std::filesystem::directory_iterator{}));
    }

    std::filesystem::path folder;
};

TEST_F(Maildirs, LoseWhatWasPutAsideLongAgo) {
    const auto maildir = Maildir::open(folder.string());
    ASSERT_TRUE(maildir);
    for (const auto* name : {"1.a", "2.b", "3.c"}) {
        ASSERT_TRUE(maildir->prepare(name, "From: x\r\n\r\n"));
        ASSERT_TRUE(maildir->publish(name));
    }
    ASSERT_TRUE(maildir->put_aside("1.a"));
    ASSERT_TRUE(maildir->put_aside("2.b"));
    std::filesystem::create_directory(folder / "cur" / "kept");
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    EXPECT_EQ(maildir->clean(now - std::chrono::hours{1}, 9), 0);
    EXPECT_EQ(count("cur"), 3U);
    EXPECT_EQ(maildir->clean(now + std::chrono::hours{1}, 1), 1);
    EXPECT_EQ(maildir->clean(now + std::chrono::hours{1}, 9), 1) << "files only";
    EXPECT_EQ(count("cur"), 1U);
    EXPECT_EQ(count("new"), 1U) << "what has not been read yet stays";
}

TEST_F(Maildirs, LoseAMailThatMustNotAppear) {
    const auto maildir = Maildir::open(folder.string());
    ASSERT_TRUE(maildir);
    ASSERT_TRUE(maildir->prepare("1.a", "From: x\r\n\r\n"));
    maildir->withdraw("1.a");
    maildir->withdraw("1.a");
    EXPECT_EQ(count("tmp"), 0U);
    EXPECT_FALSE(maildir->publish("1.a"));
}

} // namespace
} // namespace followup::files
