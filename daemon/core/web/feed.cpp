#include "core/web/feed.hpp"

#include "core/web/conditions.hpp"
#include "core/web/gzip.hpp"

#include <fmt/format.h>

namespace followup::web {
FeedBytes feed_bytes(std::string bytes, Instant version_time, bool compressed, std::string digest) {
    if (digest.empty()) digest = base::fingerprint(bytes);
    auto gzip = compressed ? gzipped(bytes) : std::string{};
    return {std::move(bytes), version_time, std::move(digest), std::move(gzip)};
}

std::string etag(const FeedBytes& feed, Instant now) {
    // With the day in it a reader that lost its copy but kept the tag recovers by tomorrow (H8).
    const auto digest = feed.digest.empty() ? base::fingerprint(feed.bytes) : feed.digest;
    const auto day = std::chrono::floor<base::days>(now).time_since_epoch().count();
    return fmt::format("\"{}{:08x}\"", std::string_view{digest}.substr(0, 32), day);
}

Reply answer(const Request& request, const std::shared_ptr<const FeedBytes>& shared, Instant now,
             std::string_view file) {
    const auto& feed = *shared;
    const bool gzip = !feed.gzip.empty() && takes_gzip(request);
    auto tag = etag(feed, now);
    if (gzip) tag.insert(tag.size() - 1, "-gzip"); // other bytes, another strong tag (RFC 9110 8.8.1)
    Reply reply;
    reply.headers.reserve(11);
    reply.headers.emplace_back("ETag", tag);
    reply.headers.emplace_back("Last-Modified", base::internet_date(feed.version_time));
    reply.headers.emplace_back("Cache-Control", "private, no-cache");
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    reply.headers.emplace_back("X-Robots-Tag", "noindex");
    // The address is the key: a web page that has it may read the feed (calendar programs in a browser).
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    if (!feed.gzip.empty()) reply.headers.emplace_back("Vary", "Accept-Encoding");
    if (not_modified(request, tag, feed.version_time, now)) {
        reply.status = 304;
        return reply;
    }
    reply.headers.emplace_back("Content-Type", "text/calendar; charset=utf-8");
    reply.headers.emplace_back("Content-Disposition", fmt::format("inline; filename=\"{}\"", file));
    reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
    if (gzip) reply.headers.emplace_back("Content-Encoding", "gzip");
    const auto& bytes = gzip ? feed.gzip : feed.bytes;
    if (request.method == "HEAD")
        reply.head_length = bytes.size();
    else
        reply.shared = {shared, &bytes};
    return reply;
}

Reply busy(const Request& request) {
    if (!request.header("if-none-match").empty() || !request.header("if-modified-since").empty()) {
        Reply reply;
        reply.status = 304;
        reply.headers = {{"Cache-Control", "private, no-cache"},
                         {"Referrer-Policy", "no-referrer"},
                         {"Access-Control-Allow-Origin", "*"}};
        return reply;
    }
    auto reply = plain(503, "busy; please ask again in a minute");
    reply.headers.emplace_back("Retry-After", "60");
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    return reply;
}

std::string feed_token(const base::Bytes32& key, std::string_view person, std::string_view feed,
                       int generation) {
    const auto words = fmt::format("{}:{}{}:{}{}", person.size(), person, feed.size(), feed, generation);
    return base::base64url(base::view(base::hmac(key, words))).substr(0, feed_token_size);
}

int whole_generation(const base::Bytes32& key, std::string_view person, std::string_view feed,
                     int generation) {
    for (;; ++generation) {
        const char last = feed_token(key, person, feed, generation).back();
        if (last != '-' && last != '_') return generation;
    }
}

std::string token_hash(std::string_view token) {
    return base::hex(base::sha256(token));
}

std::string feed_url(std::string_view base, std::string_view token) {
    return fmt::format("{}/f/{}/Follow-ups.ics", base, token);
}

} // namespace followup::web
