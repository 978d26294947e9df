#include "shell/run/lost_log.hpp"

#include "shell/run/filed.hpp"
#include "shell/run/keeper.hpp"
#include "shell/store/mark.hpp"

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace followup::run {
namespace {

namespace fs = std::filesystem;
using base::hours;
using base::minutes;

/// A ledger of which the end is cut off: it knows the first interview, the mark knows all.
class LostLog : public Keeper {
  protected:
    LostLog() {
        std::string name = (fs::temp_directory_path() / "followup-lost-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        fs::create_directories(folder / "queue/done/2026-11-20");
        open();
    }
    ~LostLog() override {
        close();
        fs::remove_all(folder);
    }
    void close() {
        keeper.reset();
        store.reset();
    }
    void open() {
        close();
        auto opened = store::Store::open({.url = "sqlite:" + file(), .key = keys.ledger, .create = true});
        if (!opened) throw std::runtime_error(base::text(opened.error().problem));
        store = std::move(*opened);
        auto config = std::make_shared<config::Config>(*agency_with(""));
        config->queue = (folder / "queue").string();
        keeper = std::make_unique<Bookkeeper>(*store, config, keys, timeline);
    }
    /// Takes a file, which lies in done/ then, under that name.
    void file_away(const Incoming& came, Instant now, const std::string& as = {}) {
        take(came, now);
        std::ofstream{folder / "queue/done/2026-11-20" / (as.empty() ? came.name : as)} << came.bytes;
    }
    /// From here on what is taken will be lost.
    void remember() {
        close();
        fs::copy_file(file(), file() + ".then", fs::copy_options::overwrite_existing);
        open();
    }
    void cut() {
        close();
        fs::rename(file() + ".then", file());
        open();
    }
    std::optional<base::Problem> start_again(bool unclean = true) {
        return got(take_lost_again(*keeper, {.path = file(), .unclean = unclean}, monday));
    }
    [[nodiscard]] std::string file() const { return (folder / "ledger.sqlite").string(); }
    std::int64_t cases() { return got(store->counts()).cases; }
    [[nodiscard]] Instant accepted(const std::string& interview) {
        const auto row = got(store->case_of_interview(interview));
        return got(store->history(row.value().number))->facts.back().accepted;
    }

    const Instant monday = at("2026-11-23T16:00:00Z");
    fs::path folder;
};

const Incoming debriefed{"called.toml", "[[debriefed]]\ninterview = \"case-1\"\nwith = \"candidate\"\n"};

TEST_F(LostLog, IsTakenInAgainFromDoneDatedAsAtItsFirstArrival) {
    file_away(interview(1), ended);
    remember();
    file_away(interview(2), ended + minutes{10});
    file_away(interview(3), ended + minutes{20});
    cut();
    ASSERT_EQ(cases(), 1);
    const auto told = start_again();
    ASSERT_TRUE(told.has_value());
    EXPECT_NE(told->what.find("2 events that had been accepted were lost, and 2 of them were taken in again"),
              std::string::npos)
        << told->what;
    EXPECT_EQ(cases(), 3);
    EXPECT_EQ(accepted("case-2"), ended + minutes{10});
    EXPECT_EQ(accepted("case-3"), ended + minutes{20});
    EXPECT_TRUE(to(sent(monday), "team").empty()) << "nobody is asked about what is known";
    EXPECT_FALSE(start_again().has_value()) << "it is told of once";
}

TEST_F(LostLog, KnowsAnEventWithoutATimeByTheNameAndDayItCameWith) {
    file_away(interview(1), ended);
    remember();
    // 23:00 in Chicago is the next day in UTC.
    fs::create_directories(folder / "queue/done/2026-11-21");
    take(debriefed, at("2026-11-21T05:00:00Z"));
    std::ofstream{folder / "queue/done/2026-11-21/called-2.toml"} << debriefed.bytes;
    cut();
    ASSERT_TRUE(start_again().has_value());
    EXPECT_EQ(accepted("case-1"), at("2026-11-21T05:00:00Z"));
    const auto row = got(store->case_of_interview("case-1"));
    EXPECT_EQ(got(store->history(row.value().number))->facts.size(), 2U);
}

TEST_F(LostLog, IsShownToItsRecruiterAndNotTakenWhenTheMarkIsLostToo) {
    file_away(interview(1), ended);
    remember();
    file_away(interview(2), ended + minutes{10});
    cut();
    fs::remove(store::mark_of(file()));
    const auto told = start_again();
    ASSERT_TRUE(told.has_value());
    EXPECT_NE(told->what.find("of 1 files there nobody knows when they came"), std::string::npos)
        << told->what;
    EXPECT_EQ(cases(), 1);
    std::string asked;
    for (const auto& mail : to(sent(monday), "pat"))
        if (mail.bytes.find("Files that are not in our records") != std::string::npos) asked += mail.bytes;
    EXPECT_NE(asked.find("2026-11-20/case-2.toml"), std::string::npos) << asked;
    EXPECT_EQ(asked.find("case-1.toml"), std::string::npos) << "that one is known";
    EXPECT_FALSE(start_again().has_value()) << "they are asked once";
}

TEST_F(LostLog, IsNotLookedForAfterACleanEnd) {
    file_away(interview(1), ended);
    std::ofstream{folder / "queue/done/2026-11-20/case-2.toml"} << interview(2).bytes;
    EXPECT_FALSE(start_again(false).has_value());
    EXPECT_EQ(cases(), 1);
}

TEST_F(LostLog, NamesNothingWhenEverythingInDoneIsKnown) {
    file_away(interview(1), ended);
    file_away(debriefed, ended + minutes{5}, "called-3.toml");
    EXPECT_FALSE(start_again().has_value());
}

TEST_F(LostLog, BringsNobodyBackWhoHasBeenForgotten) {
    file_away(interview(1), ended);
    file_away(interview(2), ended + minutes{10});
    const auto known = store::accepted_lately(file());
    take({"forget.toml", "[[forget]]\ncandidate = \"c2@candidate.example\"\n"}, ended + hours{1});
    ASSERT_EQ(cases(), 1);
    EXPECT_EQ(store::accepted_lately(file()).size(), known.size() - 1) << "their digest goes with them";
    // Somebody has put both back.
    {
        store::Mark mark{file()};
        for (const auto& fact : known)
            mark.appended(fact);
        mark.committed();
    }
    const auto told = start_again();
    EXPECT_EQ(cases(), 1);
    EXPECT_TRUE(!told || told->what.find("nobody knows when they came") == std::string::npos);
    for (const auto& mail : sent(monday))
        EXPECT_EQ(mail.bytes.find("case-2.toml"), std::string::npos);
}

TEST_F(LostLog, TellsOfWhatCameByAnotherWayOnce) {
    file_away(interview(1), ended);
    remember();
    take(debriefed, ended + minutes{5}); // by a command: no file
    cut();
    const auto told = start_again();
    ASSERT_TRUE(told.has_value());
    EXPECT_NE(told->what.find("1 events that had been accepted were lost, and 0"), std::string::npos);
    EXPECT_EQ(told->mend, "tell the others again, and look at the disk");
    EXPECT_FALSE(start_again().has_value());
}

} // namespace
} // namespace followup::run
