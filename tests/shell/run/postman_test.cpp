#include "shell/run/postman.hpp"

#include <gtest/gtest.h>

#include <future>
#include <map>

namespace followup::run {
namespace {

/// What the ledger's side was told.
class Ledger {
  public:
    Postman::Desk desk() {
        return {.handed = [](std::int64_t) { return true; },
                .settle = [this](std::int64_t mail, const mail::Reply&,
                                 const std::string& route) -> Postman::Verdict {
                    const std::lock_guard lock{x_mutex};
                    x_routes[mail] = route;
                    x_settled.notify_all();
                    std::promise<std::optional<mail::Verdict>> verdict;
                    verdict.set_value(mail::Verdict{mail::State::sent});
                    return verdict.get_future();
                },
                .hurry = [] {},
                .give_back = [](std::int64_t, Instant) {},
                .room = [] {}};
    }
    /// The way that a mail went; waits for it.
    std::string route(std::int64_t mail) {
        std::unique_lock lock{x_mutex};
        x_settled.wait_for(lock, std::chrono::seconds{30}, [&] { return x_routes.contains(mail); });
        return x_routes[mail];
    }

  private:
    std::mutex x_mutex;
    std::condition_variable x_settled;
    std::map<std::int64_t, std::string> x_routes;
};

class Taking final : public Carrier {
  public:
    explicit Taking(std::shared_future<void> open) : x_open(std::move(open)) {}
    mail::Reply carry(const store::MailRow&, const Asks&) override {
        x_open.wait();
        return {mail::Stage::done, 250, "ok", {}, true};
    }

  private:
    std::shared_future<void> x_open;
};

std::shared_future<void> at_once() {
    std::promise<void> open;
    open.set_value();
    return open.get_future().share();
}

std::vector<Route> way(const std::string& name, const std::shared_future<void>& open = at_once()) {
    return {{name, 1, [open] { return std::make_unique<Taking>(open); }}};
}

std::vector<store::MailRow> mail(std::int64_t number, const std::string& doubted = {}) {
    store::MailRow row;
    row.number = number;
    row.relay = doubted;
    row.doubts = doubted.empty() ? 0 : 1;
    return {row};
}

TEST(Postmen, TakeOtherWaysWhenTheyAreReplaced) {
    Ledger ledger;
    const auto clock = clock::system_clock();
    Postman postman{way("old"), {}, *clock, ledger.desk()};
    postman.send(mail(1));
    EXPECT_EQ(ledger.route(1), "old");
    postman.replace(way("new"), {});
    postman.send(mail(2));
    EXPECT_EQ(ledger.route(2), "new");
    ASSERT_EQ(postman.status().size(), 1U);
    EXPECT_EQ(postman.status()[0].route, "new");
}

TEST(Postmen, LetWhatIsOnItsWayEndWhereItIs) {
    Ledger ledger;
    const auto clock = clock::system_clock();
    std::promise<void> slow;
    Postman postman{way("old", slow.get_future().share()), {}, *clock, ledger.desk()};
    postman.send(mail(1));
    while (postman.status()[0].running == 0)
        std::this_thread::yield();
    postman.send(mail(2));
    postman.replace(way("new"), {});
    EXPECT_EQ(ledger.route(2), "new") << "what waits does not wait for the old way";
    slow.set_value();
    EXPECT_EQ(ledger.route(1), "old");
    postman.replace(way("third"), {});
    postman.send(mail(3));
    EXPECT_EQ(ledger.route(3), "third");
}

TEST(Postmen, SendADoubtfulMailAnotherWayOnlyWhenItsOwnIsGone) {
    Ledger ledger;
    const auto clock = clock::system_clock();
    auto two = way("first");
    two.push_back(way("second").front());
    Postman postman{two, {}, *clock, ledger.desk()};
    postman.send(mail(1, "second"));
    EXPECT_EQ(ledger.route(1), "second");
    postman.replace(way("other"), {});
    postman.send(mail(2, "second"));
    EXPECT_EQ(ledger.route(2), "other");
}

TEST(Postmen, GiveARelayNoMoreThanItsNumberAMinute) {
    Ledger ledger;
    const Instant begin{base::seconds{1'795'000'000}};
    clock::ManualClock clock{begin};
    mail::Intervals intervals;
    intervals.per_minute = 3;
    auto two = way("relay");
    two.push_back(way("spare").front());
    Postman postman{two, intervals, clock, ledger.desk()};
    EXPECT_EQ(postman.capacity(begin), 3);
    EXPECT_EQ(postman.room_at(begin), std::nullopt);
    postman.send(mail(1));
    clock.set(begin + base::seconds{20});
    postman.send(mail(2));
    EXPECT_EQ(postman.capacity(clock.now()), 1);
    EXPECT_EQ(postman.room_at(clock.now()), std::nullopt) << "there is room already";
    postman.send(mail(3));
    for (const int number : {1, 2, 3})
        EXPECT_EQ(ledger.route(number), "relay");
    EXPECT_EQ(postman.capacity(clock.now()), 0);
    EXPECT_EQ(postman.room_at(clock.now()), begin + base::minutes{1});
    EXPECT_EQ(postman.capacity(clock.now() - base::seconds{5}), 0) << "for a round that began before";
    EXPECT_EQ(postman.capacity(begin + base::seconds{59}), 0);
    EXPECT_EQ(postman.capacity(begin + base::minutes{1}), 1);
    EXPECT_EQ(postman.capacity(begin + base::seconds{80}), 3);
    EXPECT_EQ(postman.capacity(begin - base::days{1}), 3) << "the clock was set back";
}

} // namespace
} // namespace followup::run
