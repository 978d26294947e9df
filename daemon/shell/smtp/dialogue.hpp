#pragma once

#include "core/mail/reply.hpp"

#include <string>
#include <string_view>

namespace followup::smtp {

/// Follows an SMTP dialogue by the commands sent and the lines received: where it stands and what the answer
/// to the last command was. libcurl's own response code is stale after a dropped connection (interop C9);
/// this one is not.
class Dialogue {
  public:
    struct Wants {
        bool secured = false;  ///< TLS from the first byte, or plain text by permission: EHLO counts at once
        bool auth = false;     ///< AUTH must be offered
        bool smtputf8 = false; ///< the recipient's address needs it
    };
    Dialogue() = default;
    explicit Dialogue(Wants wants) : x_wants(wants) {}

    /// A line we sent, without its content after the verb being looked at.
    void sent(std::string_view line);
    /// A line of a reply, with or without its CRLF. False when the dialogue must not go on: what we want was
    /// not offered.
    [[nodiscard]] bool received(std::string_view line);
    /// The final dot may go out.
    void handed();

    [[nodiscard]] mail::Stage stage() const { return x_stage; }
    /// How far it got; `whole` when the transaction ended well, `trouble` when no reply says what happened.
    [[nodiscard]] mail::Reply reply(bool whole, std::string_view trouble) const;

  private:
    [[nodiscard]] bool offers_suffice();

    Wants x_wants;
    mail::Stage x_stage = mail::Stage::connect;
    int x_code = 0;       ///< of the reply to the last command; 0: none came
    std::string x_text;   ///< its lines, without codes
    bool x_whole = false; ///< that reply's last line was seen
    bool x_auth_offered = false;
    bool x_smtputf8_offered = false;
    bool x_quit = false;
    bool x_handed = false;
    std::string x_refusal; ///< why we ended it ourselves
};

using mail::enhanced_code;

} // namespace followup::smtp
