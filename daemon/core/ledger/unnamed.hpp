#pragma once

#include "core/ledger/case.hpp"
#include "core/queue/somebody.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

/// How somebody met at an employer is forgotten: the case stays whole, and tells of them no more.
namespace followup::ledger {

/// What stands in a case where somebody forgotten stood.
struct Placeholder {
    std::string name; ///< "a forgotten person", in the words of who reads the case
    std::string id;   ///< "forgotten-1": no two of a case are one
};
/// The next one of a case, in those words.
[[nodiscard]] Placeholder placeholder(const History& history, const std::string& words);

/// A case without somebody.
struct Unnamed {
    std::vector<Fact> facts;                   ///< those that change, as they are to be kept
    std::map<std::string, std::string> duties; ///< ids that held a name: before, and now
    std::set<std::string> texts;               ///< that are gone as a whole: by them a mail is known, too
    std::vector<queue::Event> struck;          ///< what is told besides: they are owed nothing any more
};

/// What becomes of a history when somebody is forgotten at `at`. Who was met, whom a call is promised to and
/// who will be seen is the placeholder; title, address, number, what the two talked about, concerns that are
/// theirs, and notes of talks with them are gone; in all other texts "…" stands for their name.
/// @param reason  why letter and calls are dropped, for the recruiter
[[nodiscard]] Unnamed unnamed(const History& history, const queue::Somebody& who, const Placeholder& instead,
                              const std::string& reason, Instant at);

} // namespace followup::ledger
