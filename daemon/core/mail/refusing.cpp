#include "core/base/text.hpp"
#include "core/mail/reply.hpp"

#include <algorithm>
#include <array>

namespace followup::mail {
namespace {

using namespace std::string_view_literals;

/// Enhanced codes without their class (RFC 3463, RFC 5248, and what the large ones made of them) that are
/// about us: our sender, account, standing or volume.
constexpr std::array codes_about_us{
    "1.7"sv,   "1.8"sv,                                              // the sender's address
    "2.252"sv, "2.253"sv,                                            // Microsoft 365: SendAsDenied
    "4.5"sv,                                                         // Gmail: the limit of the day
    "7.0"sv,   "7.1"sv,   "7.8"sv,   "7.9"sv,   "7.20"sv,  "7.21"sv, // policy, authentication, DKIM
    "7.22"sv,  "7.23"sv,  "7.24"sv,  "7.25"sv,  "7.26"sv,  "7.27"sv, // DKIM, SPF, the name of our address
    "7.28"sv,  "7.57"sv,  "7.60"sv,  "7.64"sv,                       // a flood, no login, send as, tenant
    "7.501"sv, "7.502"sv, "7.503"sv, "7.508"sv, "7.509"sv, "7.512"sv,
    "7.515"sv, "7.606"sv, "7.708"sv, "7.705"sv, "7.750"sv};

/// Those of them that a 4xx need not explain: 4.7.1 alone is greylisting.
constexpr std::array codes_about_us_for_now{"1.8"sv,  "7.23"sv, "7.24"sv,  "7.25"sv,
                                            "7.26"sv, "7.28"sv, "7.705"sv, "7.708"sv};

/// About one mailbox or one message, whatever is said beside it.
constexpr std::array codes_about_them{"1.1"sv, "1.2"sv, "1.3"sv, "1.6"sv, "1.10"sv, "2.1"sv,
                                      "2.2"sv, "2.3"sv, "2.4"sv, "3.4"sv, "4.1"sv,  "4.6"sv};

/// In these a server without enhanced codes says that it knows no such mailbox, or that the mail is too
/// large.
constexpr std::array phrases_about_them{"unknown user"sv,
                                        "user unknown"sv,
                                        "no such user"sv,
                                        "no such recipient"sv,
                                        "no such mailbox"sv,
                                        "recipient unknown"sv,
                                        "unknown recipient"sv,
                                        "recipient not found"sv,
                                        "does not exist"sv,
                                        "mailbox unavailable"sv,
                                        "mailbox not found"sv,
                                        "mailbox full"sv,
                                        "mailbox is full"sv,
                                        "over quota"sv,
                                        "recipient address rejected"sv,
                                        "message size"sv,
                                        "too large"sv,
                                        "too big"sv,
                                        "too long"sv,
                                        "size limit"sv,
                                        "too many hops"sv,
                                        "greylist"sv,
                                        "graylist"sv,
                                        "grey-list"sv};

constexpr std::array phrases_about_us{"not verified"sv,
                                      "too many"sv,
                                      "not authorized"sv,
                                      "not permitted"sv,
                                      "not allowed to send"sv,
                                      "send as"sv,
                                      "sendas"sv,
                                      "relay access denied"sv,
                                      "relaying denied"sv,
                                      "unable to relay"sv,
                                      "your account"sv,
                                      "block list"sv,
                                      "access denied"sv,
                                      "rejected by policy"sv,
                                      "service unavailable"sv,
                                      "client host"sv};

/// Whole words, or what words begin with where a '*' follows.
constexpr std::array words_about_us{
    "sender"sv,       "senders"sv,    "unverified"sv, "identity"sv,   "identities"sv, "authentic*"sv,
    "unauthentic*"sv, "dmarc"sv,      "spf"sv,        "dkim"sv,       "spam*"sv,      "blocked"sv,
    "blocklist*"sv,   "blacklist*"sv, "listed"sv,     "reputation"sv, "limit"sv,      "limits"sv,
    "limited"sv,      "quota"sv,      "rate"sv,       "throttl*"sv,   "suspended"sv,  "credits"sv,
    "unsolicited"sv,  "policy"sv,     "tenant"sv};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& all, std::string_view one) {
    return std::ranges::find(all, one) != all.end();
}

template <std::size_t N>
bool holds_one(const std::array<std::string_view, N>& phrases, std::string_view text) {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) { return text.contains(phrase); });
}

bool about_us(std::string_view word) {
    return std::ranges::any_of(words_about_us, [word](std::string_view known) {
        return known.ends_with('*') ? word.starts_with(known.substr(0, known.size() - 1)) : word == known;
    });
}

bool has_word_about_us(std::string_view text) {
    constexpr auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    while (!text.empty()) {
        const auto begin = std::ranges::find_if(text, letter);
        const auto end = std::find_if_not(begin, text.end(), letter);
        if (about_us({begin, end})) return true;
        text = {end, text.end()};
    }
    return false;
}

/// Without addresses, which have words of their own ("spam@…", "rate-limit.example").
std::string without_addresses(std::string_view text) {
    std::string kept;
    for (const auto& word : base::split(text, ' '))
        if (!word.contains('@')) kept += (kept.empty() ? "" : " ") + word;
    return kept;
}

} // namespace

bool refuses_us(const Reply& reply) {
    const int kind = reply.code / 100;
    if ((kind != 4 && kind != 5) || reply.stage < Stage::mail) return false;
    const auto dot = reply.enhanced.find('.');
    const auto detail =
        dot == std::string::npos ? std::string_view{} : std::string_view{reply.enhanced}.substr(dot + 1);
    if (among(codes_about_them, detail)) return false;
    const auto text = base::ascii_lower(without_addresses(reply.text));
    const bool theirs = holds_one(phrases_about_them, text);
    if (kind == 5 && among(codes_about_us, detail)) return true;
    if (kind == 4 && !theirs && among(codes_about_us_for_now, detail)) return true;
    return !theirs && (holds_one(phrases_about_us, text) || has_word_about_us(text));
}

} // namespace followup::mail
