#include "shell/spool/watch.hpp"

#include "shell/spool/folder.hpp"

#include <boost/asio/io_context.hpp>

namespace followup::spool {
namespace {

class TheWatch : public QueueFolder {
  protected:
    TheWatch() {
        auto opened = Watch::open(x_loop, x_path.string(),
                                  {.renamed =
                                       [this](const std::vector<std::string>& names) {
                                           x_renamed.insert(x_renamed.end(), names.begin(), names.end());
                                       },
                                   .look = [this] { ++x_looks; },
                                   .missed = [this] { ++x_missed; }});
        EXPECT_TRUE(opened);
        if (opened) x_watch.emplace(std::move(*opened));
    }
    /// Until something was heard.
    void hear() { x_loop.run_one(); }

    boost::asio::io_context x_loop{1};
    std::optional<Watch> x_watch;
    std::vector<std::string> x_renamed;
    int x_looks = 0;
    int x_missed = 0;
};

TEST_F(TheWatch, TellsTheNamesOfAllFilesThatWereRenamedIn) {
    for (const auto* name : {"a.toml", "b.toml"})
        rename_in(name, "text");
    hear();
    EXPECT_EQ(x_renamed, (std::vector<std::string>{"a.toml", "b.toml"}));
    EXPECT_EQ(x_looks, 0);
}

TEST_F(TheWatch, AsksForALookAtAFileThatWasWrittenInPlace) {
    write("new/a.toml", "text");
    hear();
    EXPECT_TRUE(x_renamed.empty());
    EXPECT_EQ(x_looks, 1);
    EXPECT_EQ(x_missed, 0);
}

TEST_F(TheWatch, AsksForALookAtASymbolicLink) {
    fs::create_symlink("/dev/null", x_path / "new/a.toml");
    hear();
    EXPECT_EQ(x_looks, 1);
}

TEST_F(TheWatch, FollowsAFolderThatWasReplacedAndSaysThatItMissedSomething) {
    fs::rename(x_path / "new", x_path / "old");
    fs::create_directory(x_path / "new");
    hear();
    EXPECT_GE(x_missed, 1);
    EXPECT_GE(x_looks, 1);
    rename_in("a.toml", "text");
    while (x_renamed.empty())
        hear();
    EXPECT_EQ(x_renamed, std::vector<std::string>{"a.toml"});
}

TEST_F(TheWatch, IsRefusedForAFolderThatIsNotThere) {
    boost::asio::io_context loop{1};
    EXPECT_FALSE(Watch::open(loop, (x_path / "nowhere").string(), {}));
}

TEST_F(TheWatch, EndsWithItsLoop) {
    x_watch.reset();
    EXPECT_EQ(x_loop.run(), 1U) << "the cancelled wait, and nothing after it";
}

} // namespace
} // namespace followup::spool
