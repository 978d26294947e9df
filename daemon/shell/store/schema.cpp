#include "shell/store/sqlite.hpp"

#include <array>

namespace followup::store {
namespace {

// The tables as SQLite makes them; PostgreSQL gets a file of its own. A published step is never changed: a
// newer schema is a further step. Instants are seconds since 1970 in UTC.
constexpr auto step_1 = R"sql(
CREATE TABLE note (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate (
    no INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE CHECK (length(tag) = 32),
    sealed_key BLOB CHECK (length(sealed_key) = 72),
    identity BLOB NOT NULL
) STRICT;

CREATE TABLE tombstone (
    tag TEXT NOT NULL PRIMARY KEY CHECK (length(tag) = 32),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    candidate_no INTEGER NOT NULL REFERENCES candidate (no),
    subject TEXT NOT NULL CHECK (length(subject) = 32),
    recruiter TEXT NOT NULL,
    look_again INTEGER,
    plan_version TEXT NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1))
) STRICT;
CREATE INDEX cases_of_candidate ON cases (candidate_no, subject);
CREATE INDEX cases_of_recruiter ON cases (recruiter, no);
CREATE INDEX cases_to_look_at ON cases (look_again, no) WHERE look_again IS NOT NULL;
CREATE INDEX cases_by_version ON cases (plan_version, no) WHERE live = 1;

CREATE TABLE interview (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    case_no INTEGER NOT NULL REFERENCES cases (no)
) STRICT, WITHOUT ROWID;
CREATE INDEX interviews_of_case ON interview (case_no);

CREATE TABLE fact (
    no INTEGER PRIMARY KEY,
    case_no INTEGER REFERENCES cases (no),
    interview TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 32),
    at INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    sealed BLOB NOT NULL CHECK (length(sealed) >= 40)
) STRICT;
CREATE INDEX facts_of_case ON fact (case_no, no) WHERE case_no IS NOT NULL;
CREATE INDEX facts_waiting ON fact (interview, no) WHERE case_no IS NULL;

CREATE TRIGGER facts_stay BEFORE UPDATE OF no, interview, kind, digest, at, accepted ON fact
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER facts_stay_in_their_case BEFORE UPDATE OF case_no ON fact
WHEN OLD.case_no IS NOT NULL AND NEW.case_no IS NOT OLD.case_no
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER facts_are_kept BEFORE DELETE ON fact
WHEN NOT EXISTS (SELECT 1 FROM cases JOIN candidate ON candidate.no = cases.candidate_no
                 WHERE cases.no = OLD.case_no AND candidate.sealed_key IS NULL)
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;

CREATE TABLE duty (
    case_no INTEGER NOT NULL REFERENCES cases (no),
    id TEXT NOT NULL CHECK (id <> ''),
    state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'dropped' OR state = 'expired'),
    due INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    fell_due INTEGER NOT NULL CHECK (fell_due IN (0, 1)),
    cause_hash TEXT NOT NULL,
    PRIMARY KEY (case_no, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE nudge (
    no INTEGER PRIMARY KEY,
    case_no INTEGER NOT NULL REFERENCES cases (no),
    duty TEXT NOT NULL,
    rule TEXT NOT NULL CHECK (rule <> ''),
    occurrence INTEGER NOT NULL CHECK (occurrence >= 0),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    person TEXT NOT NULL CHECK (person = 'c' OR (person > 'r:' AND person < 'r;')),
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state = 'planned' OR state = 'mailed' OR state = 'moot'),
    mail_no INTEGER,
    CHECK ((mail_no IS NOT NULL) = (state = 'mailed')),
    UNIQUE (case_no, duty, rule, occurrence, revision, person)
) STRICT;
CREATE INDEX nudges_due ON nudge (at, case_no) WHERE state = 'planned';
CREATE INDEX nudges_of_mail ON nudge (mail_no, duty) WHERE mail_no IS NOT NULL;
CREATE TRIGGER mailed_nudges_stay BEFORE UPDATE OF state ON nudge
WHEN OLD.state = 'mailed' AND NEW.state <> 'mailed'
BEGIN SELECT RAISE(ABORT, 'a nudge in a mail stays in it'); END;
)sql";

constexpr auto step_1_mails = R"sql(
CREATE TABLE mail (
    no INTEGER PRIMARY KEY,
    case_no INTEGER NOT NULL CHECK (case_no >= 0),
    person TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state = 'planned' OR state = 'claimed' OR state = 'handed' OR state = 'sent'
        OR state = 'deferred' OR state = 'in_doubt' OR state = 'rejected' OR state = 'merged'
        OR state = 'expired' OR state = 'moot' OR state = 'parked'),
    due INTEGER NOT NULL,
    message_id TEXT NOT NULL UNIQUE CHECK (message_id <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    tries INTEGER NOT NULL CHECK (tries >= 0),
    doubts INTEGER NOT NULL CHECK (doubts >= 0),
    crashes INTEGER NOT NULL CHECK (crashes >= 0),
    wait_until INTEGER,
    relay TEXT NOT NULL,
    code INTEGER NOT NULL,
    reply BLOB,
    claimed INTEGER NOT NULL,
    handed INTEGER,
    settled INTEGER,
    CHECK ((wait_until IS NOT NULL) = (state = 'deferred' OR state = 'in_doubt'))
) STRICT;
CREATE INDEX mails_by_state ON mail (state, no);
CREATE INDEX mails_unsent ON mail (due) WHERE state IN ('claimed', 'handed', 'deferred', 'in_doubt');
CREATE INDEX mails_waiting ON mail (wait_until, no) WHERE wait_until IS NOT NULL;
CREATE INDEX mails_of_case ON mail (case_no, person);
CREATE TRIGGER sent_mails_stay BEFORE UPDATE OF state ON mail WHEN OLD.state = 'sent' AND NEW.state <> 'sent'
BEGIN SELECT RAISE(ABORT, 'a mail that was sent stays sent'); END;

-- Apart from the row that changes with every step: the bytes never do.
CREATE TABLE mail_text (
    mail_no INTEGER PRIMARY KEY REFERENCES mail (no),
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE mail_log (
    no INTEGER PRIMARY KEY,
    mail_no INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    code INTEGER NOT NULL,
    relay TEXT NOT NULL
) STRICT;
CREATE INDEX log_of_mail ON mail_log (mail_no, no);
CREATE TRIGGER log_stays BEFORE UPDATE ON mail_log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON mail_log
WHEN EXISTS (SELECT 1 FROM mail WHERE mail.no = OLD.mail_no)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TABLE feed (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    feed TEXT NOT NULL,
    generation INTEGER NOT NULL CHECK (generation >= 1),
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    since INTEGER NOT NULL,
    version_hash TEXT NOT NULL,
    version_time INTEGER NOT NULL,
    UNIQUE (person, feed)
) STRICT;

CREATE TABLE entry (
    feed_no INTEGER NOT NULL REFERENCES feed (no),
    uid TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) IN (0, 64)), -- empty: it has left the feed
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    PRIMARY KEY (feed_no, uid)
) STRICT, WITHOUT ROWID;
)sql";

// What the server said at each step of a mail, sealed as the mail's own last reply is.
constexpr auto step_2 = R"sql(
ALTER TABLE mail_log ADD COLUMN reply BLOB;
)sql";

// What one reader is written, and how much goes out. A candidate's nudges are found by their cases.
constexpr auto step_3 = R"sql(
CREATE INDEX nudges_of_reader ON nudge (person, at, case_no) WHERE state = 'planned' AND person <> 'c';
CREATE INDEX mails_of_reader ON mail (person, claimed) WHERE person <> 'c';
CREATE INDEX mails_by_time ON mail (claimed);
)sql";

// Every step of a mail had to be written there; the few mails that are on their way are found by their state.
constexpr auto step_4 = R"sql(
DROP INDEX mails_unsent;
)sql";

// What is known of a candidate from all their cases, and by which employer a case is found: what an employer
// is known by holds for the next interview there. Every address and id by which a case's candidate was ever
// called, but the one that identifies them now.
constexpr auto step_5 = R"sql(
ALTER TABLE candidate ADD COLUMN known BLOB;
ALTER TABLE cases ADD COLUMN employer TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_of_employer ON cases (employer, no) WHERE employer <> '';
CREATE TABLE IF NOT EXISTS alias (
    tag TEXT NOT NULL CHECK (length(tag) = 32),
    case_no INTEGER NOT NULL REFERENCES cases (no),
    PRIMARY KEY (tag, case_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS aliases_of_case ON alias (case_no);
)sql";

// What a digest is made of: when something last happened in a case that others did, since when an outcome is
// known that the candidate was not told of, whether all that is owed was found by rules younger than the
// case; and which recruiter told a fact ("r:" alone: none of them), empty where that is not known.
constexpr auto step_6 = R"sql(
ALTER TABLE cases ADD COLUMN stirred INTEGER;
ALTER TABLE cases ADD COLUMN untold INTEGER;
ALTER TABLE cases ADD COLUMN carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1));
ALTER TABLE fact ADD COLUMN by_whom TEXT NOT NULL DEFAULT '' CHECK (by_whom = '' OR by_whom >= 'r:');
CREATE INDEX cases_stirred ON cases (recruiter, stirred) WHERE stirred IS NOT NULL;
CREATE INDEX cases_untold ON cases (recruiter, untold) WHERE untold IS NOT NULL;
CREATE INDEX cases_carried ON cases (recruiter, no) WHERE carried = 1;
)sql";

// The number of the last mail that the first edition may have written; 0: it wrote none. Its cases are
// planned once more by the rules of the second, those of which nothing was owed any more as well.
constexpr auto step_7 = R"sql(
INSERT OR IGNORE INTO note (name, value)
    SELECT 'first edition', (SELECT coalesce(max(no), 0) FROM mail) WHERE EXISTS (SELECT 1 FROM cases);
UPDATE cases SET live = 1 WHERE live = 0;
)sql";

struct Step {
    int to;
    const char* sql;
};
constexpr std::array steps{Step{1, step_1}, Step{1, step_1_mails}, Step{2, step_2}, Step{3, step_3},
                           Step{4, step_4}, Step{5, step_5},       Step{6, step_6}, Step{7, step_7}};

} // namespace

int schema_version() {
    return steps.back().to;
}

void migrate(SqliteDriver& ledger, int version) {
    for (const auto* step = steps.begin(); step != steps.end();) {
        const int to = step->to;
        if (to <= version) {
            ++step;
            continue;
        }
        // A step is there whole, with its number, or not at all: whatever ends us, the next start goes on.
        ledger.execute("BEGIN IMMEDIATE");
        for (; step != steps.end() && step->to == to; ++step)
            ledger.execute(step->sql);
        ledger.execute("PRAGMA application_id = " + std::to_string(application_id));
        ledger.execute("PRAGMA user_version = " + std::to_string(to));
        ledger.execute("COMMIT");
    }
}

} // namespace followup::store
