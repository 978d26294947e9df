#include "core/web/link.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::web {
namespace {

constexpr char version = 1;
/// With one byte more, so that the last letter, which holds two bits, is never a sign.
constexpr char longer_version = 2;
constexpr std::size_t tag_bytes = 8;
constexpr std::size_t mac_bytes = 16;
constexpr std::size_t case_bytes = 6;
constexpr std::size_t time_bytes = 5;
constexpr std::size_t payload_bytes = 2 + case_bytes + 2 * tag_bytes + time_bytes;
constexpr std::size_t token_letters = ((payload_bytes + mac_bytes) * 4 + 2) / 3;
constexpr std::size_t longer_letters = ((payload_bytes + 1 + mac_bytes) * 4 + 2) / 3;
constexpr std::size_t mail_mac_letters = 26; ///< of base32: 130 bits

base::Bytes32 key_of(const LinkKeys& keys, int number) {
    return base::derived_key(keys.master, fmt::format("links {}", number));
}

std::string tag(const base::Bytes32& key, std::string_view kind, std::string_view words) {
    const auto digest = base::hmac(key, fmt::format("tag {} {}", kind, words));
    return std::string{base::view(digest).substr(0, tag_bytes)};
}

std::string mac(const base::Bytes32& key, Purpose purpose, std::string_view payload) {
    const auto digest = base::hmac(key, fmt::format("link {} {}", static_cast<char>(purpose), payload));
    return std::string{base::view(digest).substr(0, mac_bytes)};
}

std::string big_endian(std::uint64_t number, std::size_t bytes) {
    std::string text;
    for (auto n = bytes; n > 0; --n)
        text += static_cast<char>((number >> (8 * (n - 1))) & 0xFFU);
    return text;
}

std::uint64_t number_of(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char c : bytes)
        number = (number << 8U) | static_cast<unsigned char>(c);
    return number;
}

int letter_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/// base64url without padding; nothing when a letter is none, or bits are left over that are not zero: every
/// token has one spelling.
std::optional<std::string> unbase64url(std::string_view text) {
    std::string bytes;
    unsigned bits = 0;
    int have = 0;
    for (const char c : text) {
        const int value = letter_value(c);
        if (value < 0) return std::nullopt;
        bits = (bits << 6U) | static_cast<unsigned>(value);
        have += 6;
        if (have < 8) continue;
        have -= 8;
        bytes += static_cast<char>((bits >> static_cast<unsigned>(have)) & 0xFFU);
    }
    const unsigned rest = bits & ((1U << static_cast<unsigned>(have)) - 1U);
    return rest == 0 ? std::optional{bytes} : std::nullopt;
}

bool alive(const LinkKeys& keys, int number) {
    return number >= 1 && (number == keys.number || number == keys.number - 1);
}

std::string mail_mac(const LinkKeys& keys, Purpose purpose, int key, std::string_view words) {
    const auto text = fmt::format("mail {} {}", static_cast<char>(purpose), words);
    const auto digest = base::hmac(key_of(keys, key), text);
    return base::base32(base::view(digest)).substr(0, mail_mac_letters);
}

} // namespace

std::string link_token(const LinkKeys& keys, Purpose purpose, std::int64_t case_number, std::string_view duty,
                       std::string_view person, std::optional<Instant> expires) {
    const auto key = key_of(keys, keys.number);
    const auto time = expires ? static_cast<std::uint64_t>(expires->time_since_epoch().count()) : 0U;
    std::string payload{version, static_cast<char>(keys.number)};
    payload += big_endian(static_cast<std::uint64_t>(case_number), case_bytes);
    payload += tag(key, "duty", duty) + tag(key, "person", person);
    payload += big_endian(time, time_bytes);
    auto token = base::base64url(payload + mac(key, purpose, payload));
    if (!token.ends_with('-') && !token.ends_with('_')) return token;
    payload.front() = longer_version;
    payload += '\0';
    return base::base64url(payload + mac(key, purpose, payload));
}

std::optional<Link> opened(const LinkKeys& keys, Purpose purpose, std::string_view token) {
    if (!is_link_token(token)) return std::nullopt;
    const bool longer = token.size() == longer_letters;
    const auto size = payload_bytes + (longer ? 1 : 0);
    const auto bytes = unbase64url(token);
    if (!bytes || bytes->size() != size + mac_bytes || bytes->front() != (longer ? longer_version : version))
        return std::nullopt;
    const int number = static_cast<unsigned char>((*bytes)[1]);
    if (!alive(keys, number)) return std::nullopt;
    const std::string_view all{*bytes};
    const auto payload = all.substr(0, size);
    if (!base::same_secret(mac(key_of(keys, number), purpose, payload), all.substr(size)))
        return std::nullopt;
    Link link;
    link.key = number;
    link.case_number = static_cast<std::int64_t>(number_of(payload.substr(2, case_bytes)));
    link.duty_tag = payload.substr(2 + case_bytes, tag_bytes);
    link.person_tag = payload.substr(2 + case_bytes + tag_bytes, tag_bytes);
    const auto time = number_of(payload.substr(payload_bytes - time_bytes, time_bytes));
    if (time != 0) link.expires = Instant{base::seconds{static_cast<std::int64_t>(time)}};
    return link;
}

bool about_duty(const LinkKeys& keys, const Link& link, std::string_view duty) {
    return base::same_secret(tag(key_of(keys, link.key), "duty", duty), link.duty_tag);
}

bool for_person(const LinkKeys& keys, const Link& link, std::string_view person) {
    return base::same_secret(tag(key_of(keys, link.key), "person", person), link.person_tag);
}

std::string mail_tag(const LinkKeys& keys, Purpose purpose, std::int64_t mail) {
    const auto words = fmt::format("{}-{}", mail, keys.number);
    return fmt::format("{}-{}", words, mail_mac(keys, purpose, keys.number, words));
}

std::optional<std::int64_t> tagged_mail(const LinkKeys& keys, Purpose purpose, std::string_view text) {
    const auto lower = base::ascii_lower(text);
    const auto parts = base::split(lower, '-');
    if (parts.size() != 3 || parts[0].empty() || parts[0].size() > 15) return std::nullopt;
    std::int64_t mail = 0;
    int key = 0;
    const auto read = [](const std::string& digits, auto& into) {
        const auto* end = digits.data() + digits.size();
        const auto [at, error] = std::from_chars(digits.data(), end, into);
        return error == std::errc{} && at == end && into > 0;
    };
    if (!read(parts[0], mail) || !read(parts[1], key) || !alive(keys, key)) return std::nullopt;
    if (!base::same_secret(mail_mac(keys, purpose, key, parts[0] + "-" + parts[1]), parts[2]))
        return std::nullopt;
    return mail;
}

std::string tagged(std::string_view address, std::string_view tag) {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos) return std::string{address};
    return fmt::format("{}+{}{}", address.substr(0, at), tag, address.substr(at));
}

std::string form_seal(const LinkKeys& keys, std::string_view shown) {
    const auto digest = base::hmac(key_of(keys, keys.number), fmt::format("form {}", shown));
    return base::base64url(base::view(digest).substr(0, mac_bytes));
}

std::string act_url(std::string_view base, std::string_view token) {
    return fmt::format("{}/a/{}", base, token);
}

std::string mails_url(std::string_view base, std::string_view token) {
    return fmt::format("{}/u/{}", base, token);
}

bool is_link_token(std::string_view text) {
    return (text.size() == token_letters || text.size() == longer_letters)
           && std::ranges::all_of(text, [](char c) { return letter_value(c) >= 0; });
}

} // namespace followup::web
