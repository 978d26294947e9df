#include "shell/run/readings.hpp"

#include "shell/run/commands.hpp"
#include "shell/run/keeper.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <map>

namespace followup::run {
namespace {

/// How often each statement was run.
std::map<std::string, int> asked_of_ledger; // NOLINT: SQLite's callback knows no object of ours

int answered(unsigned, void*, void* statement, void*) {
    ++asked_of_ledger[sqlite3_sql(static_cast<sqlite3_stmt*>(statement))];
    return 0;
}

int watch_answers(sqlite3* connection, char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, answered, nullptr);
}

struct Listening {
    Listening() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch_answers)); }
    ~Listening() { sqlite3_reset_auto_extension(); }
};

/// A daemon's surroundings without its threads.
class Read : Listening, public Keeper {
  protected:
    Read() : x_path(testing::TempDir() + "readings-XXXXXX") {
        if (::mkdtemp(x_path.data()) == nullptr) throw std::runtime_error("no folder");
        auto spool = spool::Spool::open(x_path);
        if (!spool) throw std::runtime_error(base::text(spool.error()));
        x_round = std::make_unique<Round>(Desks{.spool = std::move(*spool),
                                                .clock = &x_clock,
                                                .postman = &x_postman,
                                                .recorder = nullptr,
                                                .clock_kept = [] { return true; },
                                                .set_alarm = [](std::optional<Instant>) {},
                                                .look_later = [](std::chrono::milliseconds) {},
                                                .state = x_path});
        around.clock = &x_clock;
        around.postman = &x_postman;
        around.round = x_round.get();
        around.started = ended;
    }
    ~Read() override { std::filesystem::remove_all(x_path); }

    double reading(std::string_view name) {
        for (const auto& each : readings(*keeper, around))
            if (each.name == name) return each.value;
        throw std::runtime_error("there is none");
    }
    clock::ManualClock x_clock{ended + base::hours{3}};

  private:
    std::string x_path;
    Postman x_postman{{},
                      {},
                      x_clock,
                      {.handed = [](std::int64_t) { return false; },
                       .settle = [](std::int64_t, const mail::Reply&,
                                    const std::string&) -> Postman::Verdict { return {}; },
                       .hurry = [] {},
                       .give_back = [](std::int64_t, Instant) {},
                       .room = [] {}}};
    std::unique_ptr<Round> x_round;

  protected:
    Surroundings around;
};

// A monitor asks every few seconds, and everybody waits meanwhile.
TEST_F(Read, AreFewStatementsHoweverMuchThereIs) {
    constexpr int statements_max = 30;
    const auto counted = [this] {
        asked_of_ledger.clear();
        static_cast<void>(readings(*keeper, around));
        int all = 0;
        for (const auto& [sql, count] : asked_of_ledger)
            all += count;
        return all;
    };
    static_cast<void>(counted()); // what is asked once, and remembered
    const auto before = counted();
    EXPECT_GT(before, 5);
    EXPECT_LE(before, statements_max);
    for (int n = 1; n <= 40; ++n)
        take(interview(n), ended);
    sent(ended + base::hours{3});
    EXPECT_EQ(counted(), before);
}

TEST_F(Read, TellHowLongTheOldestMailHasBeenDue) {
    EXPECT_EQ(reading("followupd_oldest_unsent_age_seconds"), 0);
    take(interview(1), ended);
    while (got(keeper->look(ended + base::hours{3}))) {
    }
    const auto mails = got(keeper->claim(ended + base::hours{3}, 1));
    ASSERT_FALSE(mails.empty());
    x_clock.set(mails.front().due + base::hours{5});
    EXPECT_EQ(reading("followupd_oldest_unsent_age_seconds"), 5 * 3600);
}

TEST(Watchers, AreThisMachineAndWhoIsNamed) {
    const std::vector<std::string> proxies{"127.0.0.1"};
    const std::vector<std::string> monitors{"203.0.113.9"};
    web::Request request;
    request.client = "127.0.0.1";
    EXPECT_TRUE(may_watch(request, proxies, {}));
    request.client = "203.0.113.9";
    EXPECT_FALSE(may_watch(request, proxies, {}));
    EXPECT_TRUE(may_watch(request, proxies, monitors));
    request.client = "203.0.113.8";
    EXPECT_FALSE(may_watch(request, proxies, monitors));
}

} // namespace
} // namespace followup::run
