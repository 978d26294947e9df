#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace followup::base {

using Bytes32 = std::array<unsigned char, 32>;

[[nodiscard]] Bytes32 sha256(std::string_view bytes);
/// HMAC-SHA-256 (RFC 2104).
[[nodiscard]] Bytes32 hmac(const Bytes32& key, std::string_view bytes);
/// Keyed BLAKE2b of 16 bytes (RFC 7693) in hexadecimal: a name of a text that nobody without the key can
/// recognise, made several times as fast as an HMAC.
[[nodiscard]] std::string short_tag(const Bytes32& key, std::string_view text);
/// BLAKE2b of 32 bytes (RFC 7693) in hexadecimal, by which we notice that a text has changed; several times
/// as fast as SHA-256.
[[nodiscard]] std::string fingerprint(std::string_view text);
/// A key for one purpose, derived from a master key; purposes are domain-separated.
[[nodiscard]] Bytes32 derived_key(const Bytes32& master, std::string_view purpose);
/// Compares secrets in constant time.
[[nodiscard]] bool same_secret(std::string_view left, std::string_view right);

[[nodiscard]] std::string_view view(const Bytes32& bytes);
/// As libsodium takes them.
[[nodiscard]] const unsigned char* raw(std::string_view bytes);
/// Lower-case hexadecimal.
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] inline std::string hex(const Bytes32& bytes) {
    return hex(view(bytes));
}
[[nodiscard]] std::optional<std::string> unhex(std::string_view text);
/// RFC 4648 section 5, without padding.
[[nodiscard]] std::string base64url(std::string_view bytes);
/// RFC 4648 section 4, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);
/// RFC 4648 section 6 in lower case, without padding.
[[nodiscard]] std::string base32(std::string_view bytes);

/// UUID version 5 (RFC 4122 4.3) of a name in followupd's own namespace, in lower case with dashes.
[[nodiscard]] std::string uuid5(std::string_view name);

} // namespace followup::base
