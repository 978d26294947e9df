#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <expected>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// The coroutine shapes that docs/decisions/0007 allows, each written so that its steps prove that its body
/// ran.
namespace followup::shapes {

namespace asio = boost::asio;
using asio::as_tuple;
using asio::awaitable;
using asio::use_awaitable;
using namespace std::chrono_literals;

/// Counts its living copies: destroyed twice makes the count negative, never destroyed leaves it positive.
class Counted {
  public:
    explicit Counted(std::string text) : x_text(std::move(text)) { ++living; }
    Counted(const Counted& other) : x_text(other.x_text) { ++living; }
    Counted(Counted&& other) noexcept : x_text(std::move(other.x_text)) { ++living; }
    Counted& operator=(const Counted&) = default;
    Counted& operator=(Counted&&) noexcept = default;
    ~Counted() { --living; }

    [[nodiscard]] const std::string& text() const { return x_text; }

    inline static int living = 0;

  private:
    std::string x_text; // long enough for the heap in every test, so that sanitizers see a double free
};

/// No constructor of its own: the kind that must never be a temporary in a co_await expression.
struct Aggregate {
    Counted first;
    std::optional<std::string> second;
};

const std::string long_text(100, 'x');

using Steps = std::vector<std::string>;

inline awaitable<void> pause() {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, 0s);
    co_await timer.async_wait(use_awaitable);
}

inline awaitable<bool> answer(bool yes) {
    co_await pause();
    co_return yes;
}

inline awaitable<std::string> echo(Counted thing) {
    co_await pause();
    co_return thing.text();
}

inline awaitable<std::string> join(std::string text, int times, std::pair<std::string, int> pair) {
    co_await pause();
    co_return text + std::to_string(times) + pair.first;
}

inline awaitable<Aggregate> make_aggregate() {
    co_await pause();
    Aggregate made{Counted(long_text), long_text};
    co_return made;
}

inline awaitable<std::size_t> weigh(Aggregate thing) {
    co_await pause();
    co_return thing.first.text().size() + thing.second.value_or("").size();
}

inline awaitable<std::expected<std::vector<Counted>, std::string>> maybe(int count) {
    co_await pause();
    if (count < 0) co_return std::unexpected(long_text);
    std::vector<Counted> made(static_cast<std::size_t>(count), Counted(long_text));
    co_return made;
}

inline awaitable<void> fail() {
    co_await pause();
    throw std::runtime_error(long_text);
}

template <typename Value>
awaitable<Value> identity(Value value) {
    co_await pause();
    co_return value;
}

template <typename Function>
awaitable<std::string> call(Function function) {
    co_await pause();
    co_return function();
}

inline awaitable<void> whole_statement_without_locals(Steps& steps) {
    co_await pause();
    steps.emplace_back("ran");
}

inline awaitable<void> branch_without_locals(Steps& steps, int n) {
    if (n > 0) co_await pause();
    if (n > 1) {
        co_await pause();
        steps.emplace_back("ran");
    } else {
        co_await pause();
    }
}

inline awaitable<void> named_then_tested(Steps& steps) {
    const bool yes = co_await answer(true);
    if (yes) steps.emplace_back("ran");
    const bool no = co_await answer(false);
    if (!no) steps.emplace_back("ran");
}

inline awaitable<void> named_in_an_inner_block(Steps& steps, int n) {
    if (n > 0) {
        const bool yes = co_await answer(true);
        if (yes) steps.emplace_back("ran");
    }
}

inline awaitable<std::string> follows_co_return(std::string text) {
    co_return co_await echo(Counted(text));
}

inline awaitable<void> arguments(Steps& steps) {
    Counted named(long_text);
    const std::string copied = co_await echo(named);
    const std::string moved = co_await echo(std::move(named));
    const std::string constructed = co_await echo(Counted(long_text));
    const std::string joined = co_await join(std::string(long_text), 3, std::pair(long_text, 1));
    if (copied == moved && moved == constructed) steps.emplace_back("same");
    if (joined.size() == 201) steps.emplace_back("joined");
    (void)co_await echo(Counted(long_text));
}

inline awaitable<void> named_aggregate(Steps& steps) {
    Aggregate made = co_await make_aggregate();
    const std::size_t copied = co_await weigh(made);
    const std::size_t moved = co_await weigh(std::move(made));
    if (copied == 200 && moved == 200) steps.emplace_back("ran");
}

inline awaitable<void> named_lambda(Steps& steps) {
    auto capturing = [text = long_text] { return text; };
    const std::string text = co_await call(std::move(capturing));
    if (text == long_text) steps.emplace_back("ran");
}

inline awaitable<void> expected_results(Steps& steps) {
    const auto good = co_await maybe(3);
    if (good && good->size() == 3) steps.emplace_back("good");
    auto bad = co_await maybe(-1);
    if (!bad) steps.push_back(std::move(bad).error());
}

inline awaitable<void> loops(Steps& steps) {
    for (int i = 0; i < 3; ++i)
        co_await pause();
    const std::vector<std::string> names{"a", "b"};
    for (const auto& name : names) {
        const std::string back = co_await identity(name);
        steps.push_back(back);
    }
    int left = 2;
    while (left > 0) {
        left = left - 1;
        const int value = co_await identity(left);
        if (value == 0) break;
    }
    steps.emplace_back("end");
}

inline awaitable<void> switched(Steps& steps, int n) {
    switch (n) {
    case 1: co_await pause(); break;
    case 2: {
        const int two = co_await identity(n);
        steps.push_back(std::to_string(two));
        break;
    }
    default: co_return;
    }
    steps.emplace_back("ran");
}

inline awaitable<void> caught(Steps& steps) {
    bool failed = false;
    try {
        co_await fail();
    } catch (const std::runtime_error& error) {
        failed = error.what() == long_text;
    }
    co_await pause();
    if (failed) steps.emplace_back("ran");
}

inline awaitable<std::string> early_return(int n) {
    const Counted outer(long_text);
    if (n > 0) {
        const Counted inner(long_text);
        co_await pause();
        if (n > 1) co_return "early";
    }
    co_await pause();
    co_return outer.text();
}

inline awaitable<int> recursive(int n) {
    if (n == 0) co_return 0;
    const int below = co_await recursive(n - 1);
    co_return below + 1;
}

inline awaitable<void> errors_as_values(Steps& steps) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, 1h);
    asio::post(executor, [&timer] { timer.cancel(); });
    const auto [error] = co_await timer.async_wait(as_tuple(use_awaitable));
    if (error == asio::error::operation_aborted) steps.emplace_back("aborted");
    boost::system::error_code code;
    timer.expires_after(0s);
    co_await timer.async_wait(asio::redirect_error(use_awaitable, code));
    if (!code) steps.emplace_back("ran");
}

class Session {
  public:
    Session(Steps& steps, Counted name) : x_steps(steps), x_name(std::move(name)) {}

    awaitable<void> run() {
        co_await step();
        co_await step();
        const bool done = co_await finished();
        if (done) x_steps.push_back(x_name.text());
    }

  private:
    awaitable<void> step() {
        co_await pause();
        ++x_count;
    }
    awaitable<bool> finished() {
        if (x_count == 0) co_return false;
        co_return co_await answer(x_count == 2);
    }

    Steps& x_steps;
    Counted x_name;
    int x_count = 0;
};

inline awaitable<void> member_functions(Steps& steps) {
    Session session(steps, Counted(long_text));
    co_await session.run();
}

inline awaitable<void> endless(Steps& steps) {
    const Counted held(long_text);
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, 1h);
    const auto [error] = co_await timer.async_wait(as_tuple(use_awaitable));
    if (error) steps.emplace_back("cancelled");
}

} // namespace followup::shapes
