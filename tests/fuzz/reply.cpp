#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "shell/smtp/dialogue.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

/// Bytes as what a relay says, line by line; a line that begins with '>' is what we say.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    smtp::Dialogue dialogue{{.secured = size % 2 == 0, .auth = size % 3 == 0, .smtputf8 = size % 5 == 0}};
    bool handed = false;
    for (const auto& line : base::split(bytes, '\n')) {
        if (line == ">.") {
            dialogue.handed();
            handed = true;
        } else if (line.starts_with('>')) {
            dialogue.sent(std::string_view{line}.substr(1));
        } else if (!dialogue.received(line)) {
            break;
        }
    }
    // That all went well is libcurl's word, which it gives after a 250 only.
    for (const bool whole : {false, true}) {
        const auto reply = dialogue.reply(whole, "the connection broke");
        base::require(reply.code >= 0 && reply.code <= 999, "a code has three digits"); // as in "002"
        base::require(!whole || reply.handed || !handed, "what was handed over is remembered");
        const auto verdict = mail::classify(reply, 0);
        using enum mail::State;
        base::require(verdict.state == sent || verdict.state == deferred || verdict.state == in_doubt
                          || verdict.state == rejected || verdict.state == parked,
                      "a verdict is one of those of a delivery");
        base::require(whole || verdict.state != sent || reply.code / 100 == 2,
                      "only a 2xx says that a mail was taken");
        const auto wait = mail::retry_at(base::Instant{}, reply, 3, {}, 0.0);
        base::require(wait >= base::Instant{}, "a mail is tried again later, not before");
    }
    return 0;
}
