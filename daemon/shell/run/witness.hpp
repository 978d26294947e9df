#pragma once

#include "core/plan/difference.hpp"
#include "core/queue/redact.hpp"
#include "core/web/may.hpp"
#include "shell/store/store.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What goes into the ledger and what came of it, as those hear of it who look on.
namespace followup::run {

using base::Instant;

/// Somebody who is told what happens, in order: the timeline of a simulation, the log of the daemon.
class Witness {
  public:
    virtual ~Witness() = default;
    virtual void accepted(Instant at, const std::string& file, const std::string& case_id,
                          std::size_t events) = 0;
    virtual void refused(Instant at, const std::string& file, const base::Problems& problems) = 0;
    virtual void changed(Instant at, const std::string& case_id, const plan::Change& change,
                         const plan::Duty& duty) = 0;
    virtual void nudged(Instant at, const std::string& case_id, const plan::Nudge& nudge,
                        std::int64_t mail) = 0;
};

/// A queue file, or what came through another door.
struct Incoming {
    std::string name;
    std::string bytes;
    /// Who handed it in: of a file of the queue, its owner. At first ourselves: a link, an answer.
    web::Who by = {.steward = true};
    queue::Teller teller = queue::Teller::recruiter; ///< who speaks in it
};

/// A duty that is owed to nobody any more, since whom it was about is forgotten.
struct Fallen {
    std::string duty;
    Instant due;
};

/// A candidate, or somebody met, whom an accepted file had us forget.
struct Forgotten {
    std::string identity;            ///< of a candidate
    std::string file;                ///< that asked for it
    std::string by;                  ///< who handed it in, for the log
    std::set<std::string> addresses; ///< all that were ever told of theirs, in lower case
    std::set<std::string> names;     ///< the same, with every name and id that they had
    bool known = false;              ///< to the ledger
    store::Erased erased;
    std::optional<queue::WhoseMet> met = {};                 ///< nothing: it is a candidate
    std::map<std::int64_t, std::vector<Fallen>> fallen = {}; ///< of somebody met: by case, what was open
    int files = 0;                    ///< of the queue and the mail folders that were changed or removed
    std::vector<std::string> remains; ///< what may name them still and is not ours to change
};

/// Somebody who hangs on a name, and the interview by which only they are meant.
struct Whom {
    std::string name;
    std::string interview;
    std::string title = {};    ///< of somebody met
    std::string employer = {}; ///< of somebody met
    std::string address = {};  ///< of somebody met: by it alone they are meant
};

/// What became of it.
struct Taken {
    bool accepted = false;
    std::string case_id;      ///< of its first event; empty for events of no case
    std::size_t events = 0;   ///< in the file
    std::size_t fresh = 0;    ///< of them new; the rest was known
    base::Problems problems;  ///< why it was refused
    bool not_allowed = false; ///< refused because of who handed it in
    bool waits = false;       ///< refused until a case of it can be read again: it may be handed in then
    std::vector<std::string> warnings;
    std::vector<Forgotten> forgotten;
    std::set<std::int64_t> cases; ///< that it told something new of
    bool drops = false;           ///< something is struck or dropped in it
    std::vector<Whom> choices;    ///< of one who is to be forgotten under a name that several have
};

} // namespace followup::run
