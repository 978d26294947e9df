#include "shell/run/recorder.hpp"

#include "core/config/config.hpp"
#include "shell/clock/clock.hpp"
#include "shell/run/journal.hpp"
#include "shell/run/ledger_lanes.hpp"

#include <array>
#include <filesystem>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace followup::run {
namespace {

const Instant noon = *base::parse_instant("2026-11-20T18:00:00Z");

config::Config configured() {
    constexpr std::string_view text = "[agency]\nname = \"Glass\"\nzone = \"America/Chicago\"\n"
                                      "domain = \"glass.example\"\nemail = \"office@glass.example\"\n"
                                      "[[recruiter]]\nid = \"pat\"\nname = \"Pat\"\n"
                                      "email = \"pat@glass.example\"\n[mail]\nfrom = \"f@glass.example\"\n";
    const config::ReadFile none = [](const std::string& path) -> base::Result<std::string> {
        return base::problem(path, "there are no files here");
    };
    const base::Date today{std::chrono::floor<base::days>(base::LocalTime{noon.time_since_epoch()})};
    return config::read(text, "f.toml", none, {}, today).value();
}

/// A ledger in a folder of its own with four claimed mails and one that waits; its thread does nothing until
/// it is let go.
class Recording : public testing::Test {
  protected:
    Recording() {
        std::string name = std::filesystem::temp_directory_path() / "followup-recorder-XXXXXX";
        x_folder = ::mkdtemp(name.data());
        const auto keys = keys_from(base::sha256("recorder"));
        x_store = std::move(store::Store::open({.url = "sqlite:" + x_folder.string() + "/ledger.sqlite",
                                                .key = keys.ledger,
                                                .create = true}))
                      .value();
        auto keeper = std::make_unique<Bookkeeper>(
            *x_store, std::make_shared<const config::Config>(configured()), keys, x_witness);
        for (std::size_t n = 0; n < x_mails.size() + 1; ++n) {
            const Incoming file{"bad" + std::to_string(n) + ".toml", "x"};
            EXPECT_TRUE(keeper->tell_refused(file, {base::Problem{file.name, "is bad", ""}}, noon));
        }
        const auto claimed = keeper->claim(noon, static_cast<int>(x_mails.size())).value();
        EXPECT_EQ(claimed.size(), x_mails.size());
        for (std::size_t n = 0; n < std::min(claimed.size(), x_mails.size()); ++n)
            x_mails[n] = claimed[n].number;
        x_ledger = std::make_unique<LedgerLanes>(std::move(keeper), [](Bookkeeper&) {});
        x_recorder = std::make_unique<Recorder>(Recorder::Ledger{
            .ask =
                [this](Recorder::When when) {
                    x_asked.push_back(when);
                    const auto write = [this](Bookkeeper& book) {
                        if (auto more = x_recorder->write(book, x_clock->now(), x_mails_max))
                            x_claimed = *std::move(more);
                    };
                    return x_ledger->post_waiting(write, when == Recorder::When::now ? std::chrono::hours{0}
                                                                                     : std::chrono::hours{1});
                },
            .hurry = [this] { x_ledger->hurry(); }});
        EXPECT_TRUE(x_ledger->post([this](Bookkeeper&) { x_go.wait(); }));
    }
    ~Recording() override {
        x_ledger.reset();
        std::filesystem::remove_all(x_folder);
    }

    /// All reports at once, each from a thread of its own as the senders do.
    std::vector<std::optional<mail::Verdict>> record(const std::vector<SenderReport>& reports) {
        std::vector<std::optional<mail::Verdict>> verdicts(reports.size());
        std::vector<std::thread> senders;
        for (std::size_t n = 0; n < reports.size(); ++n)
            senders.emplace_back([&, n] { verdicts[n] = x_recorder->record(reports[n]); });
        while (x_recorder->waiting() < reports.size())
            std::this_thread::yield();
        x_syncs = x_store->syncs(); // its thread is held up
        x_go.count_down();
        for (auto& sender : senders)
            sender.join();
        x_ledger->call([this](Bookkeeper&) { return x_syncs = x_store->syncs() - x_syncs; });
        return verdicts;
    }
    SenderReport about(std::size_t n) { return {.mail = x_mails[n], .reply = {}, .relay = {}}; }

    std::filesystem::path x_folder;
    std::unique_ptr<store::Store> x_store;
    Journal x_witness;
    std::array<std::int64_t, 4> x_mails{};
    std::unique_ptr<clock::Clock> x_clock = clock::shifted_clock(noon, 1);
    std::latch x_go{1};
    std::unique_ptr<LedgerLanes> x_ledger;
    std::unique_ptr<Recorder> x_recorder;
    std::uint64_t x_syncs = 0;
    int x_mails_max = 0; ///< to be claimed with what is reported
    Claimed x_claimed;
    std::vector<Recorder::When> x_asked;
};

TEST_F(Recording, OfWhatWaitsTakesOneCommit) {
    const mail::Reply yes{
        .stage = mail::Stage::done, .code = 250, .text = "ok", .enhanced = {}, .handed = true};
    const auto verdicts = record({about(0), about(1), about(2), {x_mails[3], yes, "relay"}});
    for (std::size_t n = 0; n < 3; ++n) {
        ASSERT_TRUE(verdicts[n]);
        EXPECT_EQ(verdicts[n]->state, mail::State::handed);
    }
    ASSERT_TRUE(verdicts[3]);
    EXPECT_EQ(verdicts[3]->state, mail::State::sent);
    EXPECT_EQ(x_syncs, 1U);
}

TEST_F(Recording, ClaimsMoreInTheSameCommit) {
    x_mails_max = 5;
    const auto verdicts = record({about(0), about(1)});
    EXPECT_TRUE(verdicts[0]);
    EXPECT_TRUE(verdicts[1]);
    ASSERT_EQ(x_claimed.size(), 1U);
    EXPECT_EQ(x_claimed.front().state, mail::State::claimed);
    EXPECT_EQ(x_syncs, 1U);
}

TEST_F(Recording, OfWhatNobodyWaitsForGoesAlongWithTheNext) {
    x_go.count_down();
    x_ledger->call([](Bookkeeper&) { return true; });
    const mail::Reply yes{
        .stage = mail::Stage::done, .code = 250, .text = "ok", .enhanced = {}, .handed = true};
    const auto syncs = x_store->syncs();
    auto sent = x_recorder->report({x_mails[0], yes, "relay"}, Recorder::When::soon);
    EXPECT_TRUE(x_recorder->record(about(1))); // it would take an hour
    ASSERT_EQ(sent.wait_for(std::chrono::seconds{0}), std::future_status::ready);
    EXPECT_EQ(sent.get()->state, mail::State::sent);
    EXPECT_EQ(x_ledger->call([this](Bookkeeper&) { return x_store->syncs(); }), syncs + 1);
    EXPECT_EQ(x_asked, std::vector{Recorder::When::soon});
}

TEST_F(Recording, OfWhatSomebodyWaitsForInTheEndIsHurried) {
    x_go.count_down();
    x_ledger->call([](Bookkeeper&) { return true; });
    const mail::Reply yes{
        .stage = mail::Stage::done, .code = 250, .text = "ok", .enhanced = {}, .handed = true};
    auto sent = x_recorder->report({x_mails[0], yes, "relay"}, Recorder::When::soon);
    x_recorder->hurry();
    EXPECT_TRUE(sent.get());
    // When nothing waits it asks all the same: there may be room for more.
    x_recorder->hurry();
    x_ledger->call([](Bookkeeper&) { return true; });
    EXPECT_EQ(x_asked, (std::vector{Recorder::When::soon, Recorder::When::now}));
}

TEST_F(Recording, IsNotUndoneByAClaimThatFails) {
    x_mails_max = 5;
    const auto verdicts = record({about(0), {.mail = 999, .reply = {}, .relay = {}}});
    EXPECT_TRUE(verdicts[0]);
    EXPECT_FALSE(verdicts[1]);
    EXPECT_TRUE(x_claimed.empty());
    EXPECT_TRUE(x_recorder->record(about(1)));
    x_ledger->call([](Bookkeeper&) { return true; });
    EXPECT_EQ(x_claimed.size(), 1U) << "it is claimed the next time";
}

TEST_F(Recording, LeavesNobodyWaitingWhenItFails) {
    x_mails_max = 5;
    x_go.count_down();
    x_ledger->call([this](Bookkeeper&) { return x_store->begin(); }); // so that the next cannot begin
    EXPECT_FALSE(x_recorder->record(about(0)));
    x_ledger->call([this](Bookkeeper&) { return x_store->rollback(), true; });
    EXPECT_TRUE(x_recorder->record(about(0)));
}

TEST_F(Recording, IsNotHeldUpByOneReportThatCannotBeRecorded) {
    const auto verdicts = record({about(0), {.mail = 999, .reply = {}, .relay = {}}, about(1)});
    EXPECT_TRUE(verdicts[0]);
    EXPECT_FALSE(verdicts[1]);
    EXPECT_TRUE(verdicts[2]);
}

TEST_F(Recording, SaysNoToAMailThatIsNotClaimedAnyMore) {
    EXPECT_TRUE(record({about(0)}).front());
    EXPECT_FALSE(x_recorder->record(about(0))) << "it is handed already";
}

TEST_F(Recording, OfALedgerThatHasEndedGivesNothing) {
    x_go.count_down();
    x_ledger->stop();
    EXPECT_FALSE(x_recorder->record(about(0)));
    EXPECT_EQ(x_recorder->waiting(), 0U);
}

} // namespace
} // namespace followup::run
