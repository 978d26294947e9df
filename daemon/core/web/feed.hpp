#pragma once

#include "core/base/digest.hpp"
#include "core/web/http.hpp"

#include <memory>

namespace followup::web {

/// A rendered feed, shared by all that fetch it.
struct FeedBytes {
    std::string bytes;
    Instant version_time; ///< monotonic for the feed; its Last-Modified
    std::string digest;   ///< the fingerprint of `bytes`; empty: computed for each answer
    std::string gzip;     ///< the same compressed; empty: it is not offered so
};
/// With its digest, so that no fetch has to read the bytes, and compressed if it is to be offered so.
[[nodiscard]] FeedBytes feed_bytes(std::string bytes, Instant version_time, bool compressed = false,
                                   std::string digest = {});

/// `"HEX"`: of the bytes' fingerprint, and the UTC day (interop H8).
[[nodiscard]] std::string etag(const FeedBytes& feed, Instant now);

/// The answer to GET or HEAD (H1–H7, H18, H19, H22): 200 or 304 by If-None-Match (lists, `*`, weak compare),
/// else by If-Modified-Since. Compressed for readers that ask for it, if the feed is offered so: with a
/// strong tag of its own and Vary (H17). `file` is the name it is saved under. The feed lives on in the
/// reply.
[[nodiscard]] Reply answer(const Request& request, const std::shared_ptr<const FeedBytes>& feed, Instant now,
                           std::string_view file = "Follow-ups.ics");
/// The answer while a feed can be neither rendered nor found among those that were: 304 to whoever has a
/// copy, for a calendar program that gets an error may switch the feed off (H10); else 503.
[[nodiscard]] Reply busy(const Request& request);

inline constexpr std::size_t feed_token_size = 32;
/// A person's feed token: 32 characters of base64url of HMAC-SHA-256(key, person, feed, generation).
[[nodiscard]] std::string feed_token(const base::Bytes32& key, std::string_view person, std::string_view feed,
                                     int generation);
/// The first generation from that one on whose token ends in a letter or digit: mail programs take a '-' or
/// '_' at the end of an address for no part of it.
[[nodiscard]] int whole_generation(const base::Bytes32& key, std::string_view person, std::string_view feed,
                                   int generation);
/// What is stored of a token: hexadecimal SHA-256.
[[nodiscard]] std::string token_hash(std::string_view token);

/// `https://HOST/f/TOKEN/Follow-ups.ics`; `base` without a trailing '/'. Tasks are at `Tasks.ics` beside it.
[[nodiscard]] std::string feed_url(std::string_view base, std::string_view token);

} // namespace followup::web
