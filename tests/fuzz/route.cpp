#include "core/web/route.hpp"
#include "core/web/feed.hpp"

#include "core/base/require.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

namespace {

void check(const web::Reply& reply) {
    base::require(reply.status == 200 || reply.status == 304 || (reply.status >= 400 && reply.status < 500),
                  "a known status");
    for (const auto& [name, value] : reply.headers)
        base::require((name + value).find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos,
                      "a header is one line");
    base::require(!reply.head_length || reply.content().empty(), "HEAD has no body");
}

} // namespace

/// Bytes as a request: method, target and the conditional headers, in lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto line = [&bytes] {
        const auto end = bytes.find('\n');
        const auto text = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        return std::string{text};
    };
    web::Request request;
    request.method = line();
    request.target = line();
    request.headers = {{"if-none-match", line()}, {"if-modified-since", line()}};
    for (const bool local : {false, true}) {
        request.local = local;
        const auto wanted = web::route(request);
        if (const auto* reply = std::get_if<web::Reply>(&wanted)) check(*reply);
        base::require(local || !std::holds_alternative<web::CommandWanted>(wanted), "commands are local");
    }
    static const auto feed = std::make_shared<const web::FeedBytes>(
        web::feed_bytes("BEGIN:VCALENDAR\r\n", base::Instant{base::days{20'000}}));
    check(web::answer(request, feed, base::Instant{base::days{20'001}}));
    static_cast<void>(web::logged(request.target));
    return 0;
}
