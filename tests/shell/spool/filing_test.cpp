#include "shell/spool/spool.hpp"

#include "shell/spool/folder.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace followup::spool {
namespace {

using namespace std::chrono_literals;

constexpr auto not_quiet_yet = 1h;
constexpr auto quiet_at_once = 0ms;
const base::Date filed_on{std::chrono::year{2026} / 11 / 20};

/// A queue whose files lie between being read and being put away.
class Filing : public QueueFolder {
  protected:
    Filing() { open(); }

    void open() {
        x_spool.reset();
        auto opened = Spool::open(x_path.string());
        EXPECT_TRUE(opened);
        if (opened) x_spool.emplace(std::move(*opened));
    }
    Found only(std::chrono::milliseconds quiet = not_quiet_yet) {
        auto scan = x_spool->scan(10, quiet);
        EXPECT_EQ(scan.ready.size(), 1U);
        return scan.ready.empty() ? Found{} : std::move(scan.ready.front());
    }
    Found taken(const std::string& name, std::string_view text) {
        rename_in(name, text);
        x_spool->renamed(name);
        return only();
    }

    std::optional<Spool> x_spool;
};

TEST_F(Filing, FilesWhatWasReadWhenItsNameIsUsedAgain) {
    const auto first = taken("a.toml", "first");
    EXPECT_FALSE(there("new/a.toml")) << "it is ours alone from the moment it is read";
    rename_in("a.toml", "second");
    ASSERT_TRUE(x_spool->accept(first, filed_on));
    EXPECT_EQ(text("done/2026-11-20/a.toml"), "first");
    x_spool->renamed("a.toml");
    const auto second = only();
    EXPECT_EQ(second.bytes, "second");
    rename_in("a.toml", "third");
    ASSERT_TRUE(x_spool->refuse(second, "no"));
    EXPECT_EQ(text("bad/a.toml"), "second");
    EXPECT_EQ(text("new/a.toml"), "third");
}

TEST_F(Filing, ReadsAgainAfterACrashWhatWasTakenAndNotPutAway) {
    EXPECT_EQ(taken("a.toml", "whole").bytes, "whole");
    open();
    const auto again = only();
    EXPECT_EQ(again.name, "a.toml");
    EXPECT_EQ(again.bytes, "whole");
    ASSERT_TRUE(x_spool->accept(again, filed_on));
    EXPECT_EQ(text("done/2026-11-20/a.toml"), "whole");
    EXPECT_TRUE(names("taken").empty());
}

TEST_F(Filing, GivesAgainWhatNobodyCouldKeep) {
    static_cast<void>(taken("a.toml", "whole")); // the ledger's disk was full
    const auto again = only();
    EXPECT_EQ(again.bytes, "whole");
    ASSERT_TRUE(x_spool->accept(again, filed_on));
    EXPECT_TRUE(x_spool->scan(10, not_quiet_yet).ready.empty());
}

TEST_F(Filing, FilesTheBytesThatWereReadWhenTheFileIsWrittenAfterwards) {
    write("tmp/a.toml", "read");
    fs::create_hard_link(x_path / "tmp/a.toml", x_path / "tmp/other");
    fs::rename(x_path / "tmp/a.toml", x_path / "new/a.toml");
    x_spool->renamed("a.toml");
    const auto found = only();
    write("tmp/other", "never read");
    ASSERT_TRUE(x_spool->accept(found, filed_on));
    EXPECT_EQ(text("done/2026-11-20/a.toml"), "read");
    const auto changed = only(quiet_at_once);
    EXPECT_EQ(changed.bytes, "never read") << "what was written since is another file";
    ASSERT_TRUE(x_spool->accept(changed, filed_on));
    EXPECT_EQ(text("done/2026-11-20/a-2.toml"), "never read");
    EXPECT_TRUE(x_spool->scan(10, quiet_at_once).ready.empty()) << "and that is all";
}

TEST_F(Filing, KeepsItsOwnCopyOfAFileThatHasAnotherName) {
    write("tmp/a.toml", "read");
    fs::create_hard_link(x_path / "tmp/a.toml", x_path / "new/a.toml");
    x_spool->renamed("a.toml");
    ASSERT_TRUE(x_spool->accept(only(), filed_on));
    write("tmp/a.toml", "written later");
    EXPECT_EQ(text("done/2026-11-20/a.toml"), "read");
    EXPECT_TRUE(names("taken").empty());
}

TEST_F(Filing, SaysForAsLongAsAFileCannotBePutAway) {
    const auto found = taken("a.toml", "whole");
    fs::remove(x_path / "done");
    write("done", "not a folder");
    EXPECT_FALSE(x_spool->accept(found, filed_on));
    ASSERT_TRUE(x_spool->trouble());
    EXPECT_NE(base::text(*x_spool->trouble()).find("1 files"), std::string::npos);
    EXPECT_EQ(base::text(*x_spool->trouble()).find("a.toml"), std::string::npos) << "health names nobody";
    EXPECT_TRUE(x_spool->scan(10, not_quiet_yet).ready.empty()) << "it was judged, and is only moved again";
    fs::remove(x_path / "done");
    fs::create_directory(x_path / "done");
    EXPECT_TRUE(x_spool->scan(10, not_quiet_yet).ready.empty());
    EXPECT_FALSE(x_spool->trouble());
    EXPECT_EQ(text("done/2026-11-20/a.toml"), "whole");
}

TEST_F(Filing, PutsTheReasonThereLaterWhenTheDiskHadNoRoomForIt) {
    const auto found = taken("a.toml", "bad");
    fs::create_directories(x_path / "bad/a.toml.reason/in the way");
    EXPECT_FALSE(x_spool->refuse(found, "why"));
    EXPECT_TRUE(x_spool->trouble());
    fs::remove_all(x_path / "bad/a.toml.reason");
    static_cast<void>(x_spool->scan(10, not_quiet_yet));
    EXPECT_FALSE(x_spool->trouble());
    EXPECT_EQ(text("bad/a.toml.reason"), "why");
    EXPECT_EQ(names("bad"), (std::set<std::string>{"a.toml", "a.toml.reason"}));
}

TEST_F(Filing, SaysForAsLongAsAFileCannotBeTaken) {
    rename_in("a.toml", "whole");
    x_spool->renamed("a.toml");
    EXPECT_TRUE(x_spool->scan(0, not_quiet_yet).more) << "listed, and not yet looked at";
    fs::permissions(x_path / "new", fs::perms{0555});
    const auto user = ::geteuid();
    ASSERT_EQ(::seteuid(user == 0 ? 65534 : user), 0); // root may take everything
    EXPECT_TRUE(x_spool->scan(10, not_quiet_yet).ready.empty());
    EXPECT_TRUE(x_spool->trouble());
    ASSERT_EQ(::seteuid(user), 0);
    fs::permissions(x_path / "new", fs::perms{0755});
    EXPECT_EQ(only(quiet_at_once).bytes, "whole");
    EXPECT_FALSE(x_spool->trouble());
}

TEST_F(Filing, ShowsTheGroupTheReasonAndNobodyTheFile) {
    rename_in("a.toml", "bad");
    fs::permissions(x_path / "new/a.toml", fs::perms{0644});
    x_spool->renamed("a.toml");
    ASSERT_TRUE(x_spool->refuse(only(), "why"));
    EXPECT_EQ(mode("bad"), 0750U);
    EXPECT_EQ(mode("bad/a.toml"), 0600U);
    EXPECT_EQ(mode("bad/a.toml.reason"), 0640U);
    EXPECT_EQ(mode("done"), 0700U);
    EXPECT_EQ(mode("taken"), 0700U);
}

TEST_F(Filing, KeepsACopyOfItsOwnOfARefusedFileThatItMayNotClose) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root has files of two users";
    constexpr ::uid_t nobody = 65534;
    x_spool.reset();
    rename_in("a.toml", "bad");
    rename_in("large.toml", std::string(70'000, '#'));
    for (const auto& entry : fs::recursive_directory_iterator{x_path})
        if (entry.is_directory()) {
            ASSERT_EQ(::chown(entry.path().c_str(), nobody, nobody), 0);
        }
    ASSERT_EQ(::chown(x_path.c_str(), nobody, nobody), 0);
    fs::remove(x_path / "taken/.lock");
    ASSERT_EQ(::seteuid(nobody), 0);
    open();
    const auto scan = x_spool->scan(10, quiet_at_once);
    EXPECT_EQ(scan.ready.size(), 2U);
    for (const auto& file : scan.ready)
        EXPECT_TRUE(x_spool->refuse(file, "why"));
    EXPECT_FALSE(x_spool->trouble());
    ASSERT_EQ(::seteuid(0), 0);
    struct stat copy{};
    ASSERT_EQ(::stat((x_path / "bad/a.toml").c_str(), &copy), 0);
    EXPECT_EQ(copy.st_uid, nobody);
    EXPECT_EQ(mode("bad/a.toml"), 0600U);
    EXPECT_EQ(text("bad/a.toml"), "bad");
    EXPECT_EQ(mode("bad/unread"), 0700U) << "too large to be copied: it lies where nobody else looks";
    EXPECT_TRUE(there("bad/unread/large.toml"));
    EXPECT_EQ(text("bad/large.toml.reason"), "why");
    EXPECT_TRUE(names("taken").empty());
}

TEST_F(Filing, LetsNoSecondOneHaveTheSameQueue) {
    const auto second = Spool::open(x_path.string());
    ASSERT_FALSE(second);
    EXPECT_NE(base::text(second.error()).find("another followupd is running on this queue"),
              std::string::npos);
    x_spool.reset();
    EXPECT_TRUE(Spool::open(x_path.string()));
}

TEST_F(Filing, DoesNotBringBackWhatWasForgottenWhileItWasTaken) {
    const auto found = taken("a.toml", "Dana");
    const auto revised =
        x_spool->revise([](const std::string&) { return std::string{}; }, "b.toml", "# asked");
    ASSERT_TRUE(revised);
    EXPECT_EQ(revised->changed, 1);
    EXPECT_TRUE(revised->unread.empty());
    ASSERT_TRUE(x_spool->accept(found, filed_on));
    EXPECT_TRUE(names("done").empty());
    EXPECT_TRUE(names("taken").empty());
}

TEST_F(Filing, NamesWhatItCouldNotReadForOneWhoIsForgotten) {
    for (const auto* name : {"a.toml", "b.toml"}) {
        const auto found = taken(name, "Dana");
        ASSERT_TRUE(x_spool->accept(found, filed_on));
    }
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const auto no_more_files = [&](const std::string&) -> std::optional<std::string> {
        const rlimit none{3, before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
        return std::nullopt;
    };
    const auto revised = x_spool->revise(no_more_files, "c.toml", "# asked");
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    ASSERT_TRUE(revised);
    EXPECT_EQ(revised->unread, std::vector{(x_path / "done/2026-11-20/b.toml").string()});
}

TEST_F(Filing, LeavesANoteInPlaceOfTheFileThatAskedToForget) {
    const auto found = taken("b.toml", "forget Dana");
    ASSERT_TRUE(x_spool->revise([](const std::string&) { return std::string{}; }, "b.toml", "# asked"));
    ASSERT_TRUE(x_spool->accept(found, filed_on));
    EXPECT_EQ(text("done/2026-11-20/b.toml"), "# asked");
}

} // namespace
} // namespace followup::spool
