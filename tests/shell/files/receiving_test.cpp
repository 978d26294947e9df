#include "shell/files/receiving.hpp"

#include "shell/files/files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <sys/stat.h>

namespace followup::files {
namespace {

namespace fs = std::filesystem;

class Received : public testing::Test {
  protected:
    Received() {
        std::string pattern = fs::temp_directory_path() / "followup-XXXXXX";
        folder = ::mkdtemp(pattern.data());
        path = folder + "/backup";
    }
    ~Received() override { fs::remove_all(folder); }
    [[nodiscard]] long count() const { return std::distance(fs::directory_iterator{folder}, {}); }

    std::string folder;
    std::string path;
};

TEST_F(Received, IsThereWholeAndForItsOwnerAlone) {
    auto file = Receiving::open(path, false);
    ASSERT_TRUE(file) << base::text(file.error());
    ASSERT_TRUE(file->write("half "));
    EXPECT_FALSE(fs::exists(path));
    ASSERT_TRUE(file->write("a ledger"));
    ASSERT_TRUE(file->keep());
    EXPECT_EQ(*read(path), "half a ledger");
    struct stat facts{};
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 07777U, 0600U);
    EXPECT_EQ(count(), 1);
}

TEST_F(Received, LeavesNothingWhenItBreaksOff) {
    {
        auto file = Receiving::open(path, false);
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->write("half"));
    }
    EXPECT_EQ(count(), 0);
}

TEST_F(Received, OverwritesNothingUnlessThatIsMeant) {
    std::ofstream{path} << "the key";
    EXPECT_FALSE(Receiving::open(path, false));
    EXPECT_EQ(*read(path), "the key");
    auto file = Receiving::open(path, true);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("new"));
    EXPECT_EQ(*read(path), "the key") << "until all of it is there";
    ASSERT_TRUE(file->keep());
    EXPECT_EQ(*read(path), "new");
    fs::remove(path);
    fs::create_directory(path);
    EXPECT_FALSE(Receiving::open(path, true));
}

TEST_F(Received, OverwritesNotEvenWhatCameMeanwhile) {
    auto file = Receiving::open(path, false);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("ours"));
    std::ofstream{path} << "theirs";
    EXPECT_FALSE(file->keep());
    EXPECT_EQ(*read(path), "theirs");
}

TEST_F(Received, FollowsNoLink) {
    std::ofstream{folder + "/key"} << "the key";
    fs::create_symlink(folder + "/key", path);
    EXPECT_FALSE(Receiving::open(path, false));
    EXPECT_FALSE(Receiving::open(path, true));
    EXPECT_EQ(*read(folder + "/key"), "the key");
}

} // namespace
} // namespace followup::files
