#pragma once

#include "core/base/digest.hpp"
#include "core/base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The tokens in the links of mails and calendars, and in the addresses that answers and bounces come back
/// to. A token is the right to do one thing about one duty as one person; it holds numbers and keyed tags, no
/// names.
namespace followup::web {

using base::Instant;

/// The keys that links are signed with: the one in force and the one before it, so that a rotation kills no
/// link that is on its way.
struct LinkKeys {
    base::Bytes32 master{}; ///< the keys of all numbers are derived from it
    int number = 1;         ///< of the key in force, 1 to 255; `number` - 1 is still good
};

/// What a token is good for; one for another purpose is none.
enum class Purpose : unsigned char { act = 'a', mails = 'u', reply = 'r', bounce = 'b' };

/// Whom and what a token is about. Tags are keyed hashes: whoever knows the duty and the person compares.
struct Link {
    std::int64_t case_number = 0; ///< 0: of no case (a digest)
    std::string duty_tag;
    std::string person_tag;
    std::optional<Instant> expires; ///< nothing: never
    int key = 1;                    ///< number of the key that signed it
};

/// 43 or more letters of [A-Za-z0-9_-] (interop K5, K6): HMAC-SHA-256, 128 bits of it kept. The last is a
/// letter or digit: mail programs take a '-' or '_' at the end of an address for no part of it.
[[nodiscard]] std::string link_token(const LinkKeys& keys, Purpose purpose, std::int64_t case_number,
                                     std::string_view duty, std::string_view person,
                                     std::optional<Instant> expires);
/// What an authentic token says, expired or not; nothing when it is none of ours.
[[nodiscard]] std::optional<Link> opened(const LinkKeys& keys, Purpose purpose, std::string_view token);
/// Whether the link is about that duty or person.
[[nodiscard]] bool about_duty(const LinkKeys& keys, const Link& link, std::string_view duty);
[[nodiscard]] bool for_person(const LinkKeys& keys, const Link& link, std::string_view person);

/// The tag of a mail in an address, "12-…": letters and digits in lower case, for some servers fold
/// addresses.
[[nodiscard]] std::string mail_tag(const LinkKeys& keys, Purpose purpose, std::int64_t mail);
/// The number of the mail of an authentic tag.
[[nodiscard]] std::optional<std::int64_t> tagged_mail(const LinkKeys& keys, Purpose purpose,
                                                      std::string_view tag);
/// "replies@glass.example" with a tag: "replies+TAG@glass.example".
[[nodiscard]] std::string tagged(std::string_view address, std::string_view tag);

/// A seal on what a page showed, for its form: who did not see that page cannot send the form.
[[nodiscard]] std::string form_seal(const LinkKeys& keys, std::string_view shown);

/// `BASE/a/TOKEN` and `BASE/u/TOKEN`; `base` without a trailing '/'.
[[nodiscard]] std::string act_url(std::string_view base, std::string_view token);
[[nodiscard]] std::string mails_url(std::string_view base, std::string_view token);

/// True when it has the form of such a token.
[[nodiscard]] bool is_link_token(std::string_view text);

} // namespace followup::web
