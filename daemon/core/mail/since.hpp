#pragma once

#include "core/ledger/history.hpp"
#include "core/mail/digest.hpp"

/// What others did in a case since its recruiter last had a digest, where it was nothing to be told at once.
namespace followup::mail {

/// What the story of a case does not hold.
struct Beside {
    base::Instant since; ///< what was before was told
    /// By number of the fact: the recruiter who told it and is not the reader. Of a program, which writes
    /// what its people typed, the id is empty: then only what it took away is told.
    std::map<std::int64_t, std::string> tellers = {};
    std::vector<Undelivered> undelivered = {}; ///< mails that did not reach their reader
};

/// What an event of the case tells, in a few words: "spoke with Margaret Chen". Empty of what needs none.
[[nodiscard]] std::string what_happened(const queue::Event& event, const ledger::Case& known,
                                        const plan::Plan& plan, const words::Tongue& tongue);

/// In order of time, up to `now` and without what happens in that very second, which is for the next one. Of
/// a case that has ended only what ended it, and news that did not arrive.
[[nodiscard]] std::vector<DigestLine> since_lines(const ledger::History& history, const ledger::Case& known,
                                                  const plan::Plan& plan, const plan::Person& reader,
                                                  const ledger::Agency& agency, const Style& style,
                                                  const Beside& beside, base::Instant now);

} // namespace followup::mail
