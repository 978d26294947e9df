#include "shell/http/serving.hpp"

#include <benchmark/benchmark.h>

#include <limits>
#include <memory>
#include <vector>

namespace followup::http {
namespace {

/// Answers as a feed of `bytes` is answered from memory.
Ask feed_of(std::size_t bytes) {
    return [body = std::make_shared<const std::string>(bytes, 'x')](const web::Request& asked,
                                                                    const Answer& answer) {
        web::Reply reply;
        reply.headers = {{"Content-Type", "text/calendar; charset=utf-8"},
                         {"ETag", "\"0123456789abcdef0123456789abcdef\""},
                         {"Last-Modified", "Fri, 20 Nov 2026 09:00:00 GMT"},
                         {"Cache-Control", "private, no-cache"}};
        if (asked.header("if-none-match").empty())
            reply.body = *body;
        else
            reply.status = 304;
        answer(std::move(reply));
    };
}

Limits endless() {
    Limits limits;
    limits.requests_max = std::numeric_limits<int>::max();
    return limits;
}

constexpr std::string_view get =
    "GET /f/token/Follow-ups.ics HTTP/1.1\r\nHost: x\r\nUser-Agent: bench\r\n\r\n";
constexpr std::string_view get_if_changed =
    "GET /f/token/Follow-ups.ics HTTP/1.1\r\nHost: x\r\nUser-Agent: bench\r\n"
    "If-None-Match: \"0123456789abcdef0123456789abcdef\"\r\n\r\n";

/// Reads one reply of a size that the first one has shown.
std::size_t reply_bytes(const Caller& caller, std::string_view request) {
    caller.send(request);
    std::string bytes;
    while (bytes.find("\r\n\r\n") == bytes.npos)
        bytes += caller.some();
    const auto head = bytes.find("\r\n\r\n") + 4;
    const auto length = bytes.find("Content-Length: ");
    const auto whole = head + (length < head ? std::stoul(bytes.substr(length + 16)) : 0);
    while (bytes.size() < whole)
        bytes += caller.some();
    return whole;
}

/// All connections ask, then all are read: the server has its turn with all of them at once.
void ask_all(benchmark::State& state, std::string_view request, std::size_t feed_bytes) {
    const Serving serving(feed_of(feed_bytes), endless());
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < state.range(0); ++i)
        callers.push_back(std::make_unique<Caller>(serving.port()));
    const auto whole = reply_bytes(*callers.front(), request);
    for ([[maybe_unused]] auto _ : state) {
        for (const auto& caller : callers)
            caller->send(request);
        for (const auto& caller : callers)
            caller->skip(whole);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void feed_unchanged(benchmark::State& state) {
    ask_all(state, get_if_changed, 20'000);
}
void feed_whole(benchmark::State& state) {
    ask_all(state, get, 20'000);
}

void feed_on_new_connections(benchmark::State& state) {
    const Serving serving(feed_of(20'000));
    for ([[maybe_unused]] auto _ : state) {
        const Caller caller(serving.port());
        caller.send("GET /f/token/Follow-ups.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        benchmark::DoNotOptimize(caller.rest());
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(feed_unchanged)->Arg(1)->Arg(64)->Arg(300)->UseRealTime();
BENCHMARK(feed_whole)->Arg(1)->Arg(64)->Arg(300)->UseRealTime();
BENCHMARK(feed_on_new_connections)->UseRealTime();

} // namespace
} // namespace followup::http
