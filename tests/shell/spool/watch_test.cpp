#include "shell/spool/watch.hpp"

#include "shell/spool/folder.hpp"

#include <boost/asio/io_context.hpp>

namespace followup::spool {
namespace {

class TheWatch : public QueueFolder {
  protected:
    TheWatch() {
        auto opened = Watch::open(x_loop, x_path.string(),
                                  {.arrived =
                                       [this](const std::vector<Arrival>& some) {
                                           x_arrived.insert(x_arrived.end(), some.begin(), some.end());
                                       },
                                   .look = [this] { ++x_looks; }});
        EXPECT_TRUE(opened);
        if (opened) x_watch.emplace(std::move(*opened));
    }
    /// Until something was heard.
    void hear() { x_loop.run_one(); }

    boost::asio::io_context x_loop{1};
    std::optional<Watch> x_watch;
    std::vector<Arrival> x_arrived;
    int x_looks = 0;
};

TEST_F(TheWatch, TellsTheNamesOfAllFilesThatWereRenamedIn) {
    for (const auto* name : {"a.toml", "b.toml"})
        rename_in(name, "text");
    hear();
    EXPECT_EQ(x_arrived, (std::vector<Arrival>{{"a.toml", true}, {"b.toml", true}}));
    EXPECT_EQ(x_looks, 0);
}

TEST_F(TheWatch, AsksForALookAtAFileThatWasWrittenInPlace) {
    write("new/a.toml", "text");
    hear();
    EXPECT_EQ(x_arrived, (std::vector<Arrival>{{"a.toml", false}}));
    EXPECT_EQ(x_looks, 1);
}

TEST_F(TheWatch, AsksForALookAtASymbolicLink) {
    fs::create_symlink("/dev/null", x_path / "new/a.toml");
    hear();
    EXPECT_EQ(x_looks, 1);
}

TEST_F(TheWatch, TellsInOrderThatANameWasRenamedToAndThenWrittenAnew) {
    rename_in("a.toml", "whole");
    fs::remove(x_path / "new/a.toml");
    write("new/a.toml", "half");
    hear();
    EXPECT_EQ(x_arrived, (std::vector<Arrival>{{"a.toml", true}, {"a.toml", false}}));
}

TEST_F(TheWatch, FollowsAFolderThatWasReplaced) {
    fs::rename(x_path / "new", x_path / "old");
    fs::create_directory(x_path / "new");
    hear();
    EXPECT_GE(x_looks, 1);
    x_arrived.clear();
    rename_in("a.toml", "text");
    while (x_arrived.empty())
        hear();
    EXPECT_EQ(x_arrived, (std::vector<Arrival>{{"a.toml", true}}));
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
