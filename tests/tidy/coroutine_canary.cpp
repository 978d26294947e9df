// Runs every coroutine shape that docs/decisions/0007 allows. g++ 12.2 miscompiles many others; should a
// compiler or a flag ever break one of these, this program says which. Built at -O0 and at -O2.
#include "tidy/coroutine_shapes.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>

namespace followup::shapes {
namespace {

awaitable<void> first_to_end(Steps& steps) {
    const auto executor = co_await asio::this_coro::executor;
    auto group =
        asio::experimental::make_parallel_group(asio::co_spawn(executor, endless(steps), asio::deferred),
                                                asio::co_spawn(executor, fail(), asio::deferred),
                                                asio::co_spawn(executor, endless(steps), asio::deferred));
    const auto [order, first, second, third] =
        co_await group.async_wait(asio::experimental::wait_for_one(), use_awaitable);
    if (order[0] == 1 && second && !first && !third) steps.emplace_back("named");
}

awaitable<void> either(Steps& steps) {
    using namespace asio::experimental::awaitable_operators;
    const auto result = co_await (endless(steps) || answer(true));
    if (result.index() == 1) steps.emplace_back("ran");
}

/// Runs one coroutine to its end; an exception of it is rethrown.
void run(awaitable<void> work) {
    asio::io_context context(1);
    std::exception_ptr failure;
    bool ended = false;
    auto on_end = [&](std::exception_ptr thrown) {
        failure = std::move(thrown);
        ended = true;
    };
    asio::co_spawn(context, std::move(work), on_end);
    context.run();
    ASSERT_TRUE(ended);
    if (failure) std::rethrow_exception(failure);
}

awaitable<void> store(Steps& steps, awaitable<std::string> work) {
    std::string text = co_await std::move(work);
    steps.push_back(std::move(text));
}

awaitable<void> store(Steps& steps, awaitable<int> work) {
    const int number = co_await std::move(work);
    steps.push_back(std::to_string(number));
}

struct Shape {
    const char* name;
    awaitable<void> (*run)(Steps&);
    Steps expected;
};

const Shape shapes[] = {
    {"whole statement", whole_statement_without_locals, {"ran"}},
    {"branch", [](Steps& s) { return branch_without_locals(s, 2); }, {"ran"}},
    {"named then tested", named_then_tested, {"ran", "ran"}},
    {"inner block", [](Steps& s) { return named_in_an_inner_block(s, 1); }, {"ran"}},
    {"co_return", [](Steps& s) { return store(s, follows_co_return(long_text)); }, {long_text}},
    {"arguments", arguments, {"same", "joined"}},
    {"named aggregate", named_aggregate, {"ran"}},
    {"named lambda", named_lambda, {"ran"}},
    {"expected", expected_results, {"good", long_text}},
    {"loops", loops, {"a", "b", "end"}},
    {"switch 1", [](Steps& s) { return switched(s, 1); }, {"ran"}},
    {"switch 2", [](Steps& s) { return switched(s, 2); }, {"2", "ran"}},
    {"switch 3", [](Steps& s) { return switched(s, 3); }, {}},
    {"caught", caught, {"ran"}},
    {"early", [](Steps& s) { return store(s, early_return(2)); }, {"early"}},
    {"late", [](Steps& s) { return store(s, early_return(1)); }, {long_text}},
    {"recursive", [](Steps& s) { return store(s, recursive(50)); }, {"50"}},
    {"errors as values", errors_as_values, {"aborted", "ran"}},
    {"members", member_functions, {long_text}},
    {"first to end", first_to_end, {"cancelled", "cancelled", "named"}},
    {"either", either, {"cancelled", "ran"}},
};

TEST(CoroutineCanary, EveryAllowedShapeRunsItsBodyAndDestroysWhatItOwnsOnce) {
    for (const auto& shape : shapes) {
        SCOPED_TRACE(shape.name);
        Steps steps;
        run(shape.run(steps));
        EXPECT_EQ(steps, shape.expected);
        EXPECT_EQ(Counted::living, 0);
    }
}

TEST(CoroutineCanary, AnExceptionReachesTheOneWhoStartedIt) {
    EXPECT_THROW(run(fail()), std::runtime_error);
    EXPECT_EQ(Counted::living, 0);
}

TEST(CoroutineCanary, WhatIsStillSuspendedWhenTheContextEndsIsDestroyedOnce) {
    Steps steps;
    {
        asio::io_context context(1);
        auto on_end = [&steps](const std::exception_ptr&) { steps.emplace_back("ended"); };
        asio::co_spawn(context, endless(steps), on_end);
        context.poll();
        EXPECT_EQ(Counted::living, 1);
    }
    EXPECT_EQ(Counted::living, 0);
    EXPECT_TRUE(steps.empty());
}

} // namespace
} // namespace followup::shapes
