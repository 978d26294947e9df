#pragma once

#include "core/mail/note.hpp"

#include <string>
#include <vector>

namespace followup::mail {

/// A mail that did not reach its reader, and why.
struct Unreached {
    enum class Why { refused, came_back, given_up, unwanted, nobody };
    Why why = Why::refused;
    plan::Person whom = {};              ///< who was to read it
    std::string reply = {};              ///< the server's words; empty when it was not sent at all
    std::vector<std::string> about = {}; ///< ids of the duties and news in it
    bool again = false;                  ///< it is tried once more
    bool nobody = false; ///< there is nobody of that address: no more mails go there until somebody says so
};

/// What whoever looks after the case hears of it: whom to call, and what the other was to read, news whole.
[[nodiscard]] Note unreached_note(const Unreached& mail, const ledger::Case& known, const plan::Plan& plan,
                                  const plan::Person& reader, const ledger::Agency& agency,
                                  const Style& style, base::Instant now);

/// The same, when it was about no single case.
[[nodiscard]] Note unreached_note(const Unreached& mail, const base::Mailbox& reader,
                                  const words::Tongue& tongue);

/// A candidate has stopped the mails to her, and whoever looks after the case has to call from now on.
[[nodiscard]] Note stopped_note(const ledger::Case& known, const plan::Person& reader, const Style& style);

} // namespace followup::mail
