#include "shell/spool/spool.hpp"

#include "shell/spool/folder.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace followup::spool {
namespace {

using namespace std::chrono_literals;

constexpr auto never_quiet = 1h;
constexpr auto always_quiet = 0ms;
const base::Date day{std::chrono::year{2026} / 11 / 20};

class TheSpool : public QueueFolder {
  protected:
    TheSpool() {
        auto opened = Spool::open(x_path.string());
        EXPECT_TRUE(opened);
        if (opened) x_spool.emplace(std::move(*opened));
    }

    Found only(std::chrono::milliseconds quiet) {
        auto scan = x_spool->scan(10, quiet);
        EXPECT_EQ(scan.ready.size(), 1U);
        return scan.ready.empty() ? Found{} : std::move(scan.ready.front());
    }
    Found taken(const std::string& name, std::string_view text) {
        rename_in(name, text);
        x_spool->renamed(name);
        return only(never_quiet);
    }
    Found expect_refused(const std::string& what) {
        auto found = only(never_quiet);
        const auto said = found.problem ? base::text(*found.problem) : "no problem with " + found.name;
        EXPECT_NE(said.find(what), std::string::npos) << said;
        return found;
    }

    std::optional<Spool> x_spool;
};

TEST_F(TheSpool, TakesAFileThatWasRenamedInAtOnce) {
    rename_in("a.toml", "whole");
    x_spool->renamed("a.toml");
    EXPECT_EQ(only(never_quiet).bytes, "whole");
}

TEST_F(TheSpool, ReadsAgainWhatItCouldNotReadForItsOwnSake) {
    rename_in("a.toml", "whole");
    x_spool->renamed("a.toml");
    rlimit usual{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
    ASSERT_TRUE(x_spool->scan(0, never_quiet).ready.empty()) << "it only lists new/";
    const Descriptor last{::open("/dev/null", O_RDONLY)};
    const rlimit none{.rlim_cur = static_cast<rlim_t>(last.get()), .rlim_max = usual.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto scan = x_spool->scan(10, never_quiet);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &usual), 0);
    EXPECT_TRUE(scan.ready.empty()) << "nobody is told to mend the file";
    EXPECT_TRUE(scan.waiting);
    ASSERT_TRUE(x_spool->trouble());
    EXPECT_NE(x_spool->trouble()->what.find("Too many open files"), std::string::npos);
    EXPECT_EQ(only(never_quiet).bytes, "whole");
    EXPECT_FALSE(x_spool->trouble());
}

TEST_F(TheSpool, WaitsForAFileThatIsWrittenInPlaceUntilItIsQuiet) {
    write("new/a.toml", "half");
    const auto busy = x_spool->scan(10, never_quiet);
    EXPECT_TRUE(busy.ready.empty());
    EXPECT_TRUE(busy.waiting);
    EXPECT_EQ(only(always_quiet).bytes, "half");
}

TEST_F(TheSpool, WaitsForAFileThatSomebodyHasOpenForWriting) {
    write("new/a.toml", "half");
    const int writer = ::open((x_path / "new/a.toml").c_str(), O_WRONLY | O_CLOEXEC);
    EXPECT_TRUE(x_spool->scan(10, always_quiet).waiting);
    ::close(writer);
    EXPECT_EQ(only(always_quiet).bytes, "half");
}

TEST_F(TheSpool, WaitsForAFileThatWasRenamedInWhileItsWriterHasItOpen) {
    write("tmp/a.toml", "half");
    const int writer = ::open((x_path / "tmp/a.toml").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    fs::rename(x_path / "tmp/a.toml", x_path / "new/a.toml");
    x_spool->renamed("a.toml");
    EXPECT_TRUE(x_spool->scan(10, never_quiet).waiting);
    ASSERT_EQ(::write(writer, "+half", 5), 5);
    ::close(writer);
    EXPECT_EQ(only(never_quiet).bytes, "half+half");
}

TEST_F(TheSpool, JudgesNoFileByATimeThatItsProducerCanSet) {
    rename_in("a.toml", "whole"); // with an old time of writing, as `cp -p` gives it to half a file, too
    EXPECT_TRUE(x_spool->scan(10, never_quiet).waiting);
    EXPECT_EQ(only(always_quiet).bytes, "whole");
}

TEST_F(TheSpool, DoesNotTakeForWholeWhatIsWrittenUnderANameThatWasRenamedTo) {
    rename_in("a.toml", "whole");
    x_spool->renamed("a.toml");
    x_spool->written("a.toml");
    EXPECT_TRUE(x_spool->scan(10, never_quiet).waiting);
    fs::remove(x_path / "new/a.toml");
    x_spool->renamed("a.toml");
    EXPECT_FALSE(x_spool->scan(10, never_quiet).waiting) << "it is gone, and so is what was known of it";
    write("new/a.toml", "half");
    EXPECT_TRUE(x_spool->scan(10, never_quiet).waiting);
}

TEST_F(TheSpool, GivesFilesInOrderOfNameAndSaysWhenThereAreMore) {
    for (const auto* name : {"c.toml", "a.toml", "b.toml"})
        write(std::string{"new/"} + name, name);
    const auto first = x_spool->scan(2, always_quiet);
    ASSERT_EQ(first.ready.size(), 2U);
    EXPECT_EQ(first.ready[0].name, "a.toml");
    EXPECT_EQ(first.ready[1].name, "b.toml");
    EXPECT_TRUE(first.more);
    for (const auto& file : first.ready)
        ASSERT_TRUE(x_spool->accept(file, day));
    const auto second = x_spool->scan(2, always_quiet);
    ASSERT_EQ(second.ready.size(), 1U);
    EXPECT_EQ(second.ready[0].name, "c.toml");
    EXPECT_FALSE(second.more);
}

TEST_F(TheSpool, LeavesDotFilesToThoseWhoWriteThem) {
    write("new/.a.toml.swp", "work in progress");
    const auto scan = x_spool->scan(10, always_quiet);
    EXPECT_TRUE(scan.ready.empty());
    EXPECT_FALSE(scan.waiting);
}

TEST_F(TheSpool, RefusesASymbolicLinkWithoutReadingWhatItNames) {
    write("secret", "secret");
    fs::create_symlink(x_path / "secret", x_path / "new/a.toml");
    expect_refused("symbolic link");
}

TEST_F(TheSpool, RefusesAPipeAndAFolder) {
    ASSERT_EQ(::mkfifo((x_path / "new/a.toml").c_str(), 0600), 0);
    ASSERT_TRUE(x_spool->refuse(expect_refused("not a regular file"), "no"));
    fs::create_directory(x_path / "new/b.toml");
    expect_refused("not a regular file");
}

TEST_F(TheSpool, RefusesNamesThatCouldMisleadAShellOrAReader) {
    for (const std::string name : {"a b.toml", "-a.toml", "a.txt", "a\n.toml", "ä.toml"}) {
        rename_in(name, "text");
        x_spool->renamed(name);
        ASSERT_TRUE(x_spool->refuse(expect_refused("name"), "no"));
        EXPECT_FALSE(there("new/" + name));
    }
}

TEST_F(TheSpool, RefusesWhatIsTooLargeAndWhatIsEmpty) {
    rename_in("a.toml", std::string(64 * 1024 + 1, '#'));
    x_spool->renamed("a.toml");
    ASSERT_TRUE(x_spool->refuse(expect_refused("65537 bytes"), "no"));
    rename_in("b.toml", "");
    x_spool->renamed("b.toml");
    expect_refused("empty");
}

TEST_F(TheSpool, TakesAFileOfExactlyTheLimit) {
    rename_in("a.toml", std::string(64 * 1024, '#'));
    x_spool->renamed("a.toml");
    EXPECT_EQ(only(never_quiet).bytes.size(), 64U * 1024);
}

TEST_F(TheSpool, PutsAcceptedFilesUnderTheirDayAndKeepsEveryOneOfAName) {
    for (const std::string text : {"first", "second", "third"}) {
        ASSERT_TRUE(x_spool->accept(taken("a.toml", text), day));
    }
    ASSERT_TRUE(x_spool->sync());
    EXPECT_EQ(text("done/2026-11-20/a.toml"), "first");
    EXPECT_EQ(text("done/2026-11-20/a-2.toml"), "second");
    EXPECT_EQ(text("done/2026-11-20/a-3.toml"), "third");
}

TEST_F(TheSpool, PutsTheReasonBesideARefusedFile) {
    ASSERT_TRUE(x_spool->refuse(taken("a.toml", "bad"), "a.toml:1:1: no event"));
    ASSERT_TRUE(x_spool->sync());
    EXPECT_EQ(text("bad/a.toml"), "bad");
    EXPECT_EQ(text("bad/a.toml.reason"), "a.toml:1:1: no event");
}

TEST_F(TheSpool, SyncsEachFolderOnceForABatch) {
    for (int n = 0; n < 20; ++n) {
        const auto name = "f" + std::to_string(n) + ".toml";
        ASSERT_TRUE(x_spool->accept(taken(name, "text"), day));
    }
    const auto before = x_spool->syncs();
    ASSERT_TRUE(x_spool->sync());
    EXPECT_EQ(x_spool->syncs() - before, 3U) << "new/, done/ and the day";
    ASSERT_TRUE(x_spool->sync());
    EXPECT_EQ(x_spool->syncs() - before, 3U) << "nothing was touched since";
}

TEST_F(TheSpool, RemovesAcceptedFilesAfterTheirTime) {
    ASSERT_TRUE(x_spool->accept(taken("old.toml", "text"), day));
    ASSERT_TRUE(x_spool->accept(taken("new.toml", "text"), base::Date{std::chrono::year{2026} / 12 / 20}));
    const base::Instant then{base::Date{std::chrono::year{2026} / 12 / 21}.time_since_epoch()};
    EXPECT_FALSE(x_spool->clean(then, 240h, 100));
    EXPECT_FALSE(there("done/2026-11-20"));
    EXPECT_TRUE(there("done/2026-12-20/new.toml"));
}

TEST_F(TheSpool, RemovesThemAFewAtATime) {
    for (const auto* name : {"a.toml", "b.toml", "c.toml"})
        ASSERT_TRUE(x_spool->accept(taken(name, "text"), day));
    const base::Instant then{base::Date{std::chrono::year{2026} / 12 / 21}.time_since_epoch()};
    EXPECT_TRUE(x_spool->clean(then, 240h, 2));
    EXPECT_TRUE(there("done/2026-11-20"));
    EXPECT_FALSE(x_spool->clean(then, 240h, 2));
    EXPECT_FALSE(there("done/2026-11-20"));
}

TEST_F(TheSpool, KeepsARefusedFileForItsTimeHoweverOldItsProducerSaysItIs) {
    ASSERT_TRUE(x_spool->refuse(taken("a.toml", "bad"), "no")); // written in 1970, as it says
    EXPECT_FALSE(x_spool->clean(base::Instant{}, 240h, 100));
    EXPECT_TRUE(there("bad/a.toml"));
    EXPECT_FALSE(x_spool->clean(base::Instant{}, -1s, 100));
    EXPECT_FALSE(there("bad/a.toml"));
}

TEST_F(TheSpool, SubmitsAsAProducerDoesAndNeverOverAnother) {
    ASSERT_TRUE(Spool::submit(x_path.string(), "a.toml", "mine"));
    EXPECT_EQ(text("new/a.toml"), "mine");
    EXPECT_FALSE(Spool::submit(x_path.string(), "a.toml", "other"));
    EXPECT_EQ(text("new/a.toml"), "mine");
    EXPECT_FALSE(there("tmp/a.toml"));
}

TEST_F(TheSpool, SaysWhenTheQueueCannotBeRead) {
    fs::remove_all(x_path / "new");
    const auto scan = x_spool->scan(10, always_quiet);
    ASSERT_TRUE(scan.trouble);
    EXPECT_NE(base::text(*scan.trouble).find("/new"), std::string::npos);
}

} // namespace
} // namespace followup::spool
