#include "shell/spool/lying.hpp"

#include "shell/spool/folder.hpp"

namespace followup::spool {
namespace {

constexpr std::chrono::seconds week = std::chrono::days{7};

class LyingFiles : public QueueFolder {
  protected:
    LyingFiles() {
        for (const auto* name : {"bad", "done", "done/2026-11-20"})
            fs::create_directory(x_path / name);
    }
    std::size_t refused(std::chrono::seconds within = week) {
        return refused_lately(x_path.string(), within);
    }
};

TEST_F(LyingFiles, AreCountedWithoutReasonsAndWorkInProgress) {
    const auto folder = (x_path / "bad").string();
    EXPECT_EQ(lying_in(folder).files, 0);
    EXPECT_FALSE(lying_in(folder).oldest);
    write("bad/a.toml", "");
    write("bad/a.toml.reason", "");
    write("bad/.b.toml", "");
    EXPECT_EQ(lying_in(folder).files, 1);
    EXPECT_LT(lying_in(folder).oldest.value(), std::chrono::minutes{1});
    EXPECT_EQ(lying_in(folder + "/none").files, 0);
}

TEST_F(LyingFiles, WereRefusedUntilOneOfThatNameIsAccepted) {
    write("done/2026-11-20/a.toml", ""); // before it was refused
    write("bad/a.toml", "");
    write("bad/a.toml.reason", "");
    write("bad/b.toml", "");
    EXPECT_EQ(refused(), 2);
    EXPECT_EQ(refused(std::chrono::seconds{0}), 0);
    fs::remove(x_path / "done/2026-11-20/a.toml");
    write("done/2026-11-20/a.toml", "");
    EXPECT_EQ(refused(), 1);
    fs::remove(x_path / "bad/b.toml");
    EXPECT_EQ(refused(), 0);
}

} // namespace
} // namespace followup::spool
