#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "core/mail/incoming.hpp"
#include "core/mail/mentions.hpp"
#include "core/mail/mime.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace followup;

/// Bytes as a mail that arrives in the inbox: an answer, a bounce, or anything that somebody sends there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    const auto came = mail::sorted(bytes);
    for (const auto& words : {came.text, came.subject, came.reason})
        base::require(base::is_utf8(words) && !base::has_control(words, true), "what is read is text");
    base::require(!base::has_control(came.subject + came.reason),
                  "a subject is one line, and so is a reason");
    base::require(came.sort != mail::Sort::bounce || (came.code >= 400 && came.code <= 599),
                  "a bounce has a code");
    if (came.sort == mail::Sort::command)
        base::require(mail::command_in(came.text) == came.command, "a command is in the sender's own words");
    static_cast<void>(mail::tag_in(came.to, "replies@glass.example"));
    base::require(!mail::mentions(bytes, {}), "nobody is named");
    if (came.from)
        base::require(mail::mentions("From: <" + came.from->key() + ">\r\n\r\n", {came.from->key()}),
                      "who wrote a mail is found in it");
    for (const auto& part : mail::parts_of(bytes))
        static_cast<void>(part.text());
    return 0;
}
