#include "shell/store/rebuilding.hpp"

#include "shell/store/carrying.hpp"

#include <fmt/format.h>

#include <array>

namespace followup::store {
namespace {

/// What one index tells: the columns of a temporary table, and where they come from.
struct Told {
    const char* into;
    const char* columns;
    const char* places;
    const char* select;
};

constexpr std::array of_indexes{
    Told{"case_ids", "no, id", "?, ?", "SELECT no, id FROM cases INDEXED BY sqlite_autoindex_cases_1"},
    Told{"case_owners", "no, candidate_no, subject", "?, ?, ?",
         "SELECT no, candidate_no, subject FROM cases INDEXED BY cases_of_candidate"},
    Told{"case_recruiters", "no, recruiter", "?, ?",
         "SELECT no, recruiter FROM cases INDEXED BY cases_of_recruiter"},
    Told{"case_employers", "no, employer", "?, ?",
         "SELECT no, employer FROM cases INDEXED BY cases_of_employer WHERE employer <> ''"},
    Told{"candidate_tags", "no, tag", "?, ?",
         "SELECT no, tag FROM candidate INDEXED BY sqlite_autoindex_candidate_1"},
    Told{"fact_digests", "no, digest", "?, ?",
         "SELECT no, digest FROM fact INDEXED BY sqlite_autoindex_fact_1"},
    Told{"fact_cases", "no, case_no", "?, ?",
         "SELECT no, case_no FROM fact INDEXED BY facts_of_case WHERE case_no IS NOT NULL"},
    Told{"fact_waits", "no, interview", "?, ?",
         "SELECT no, interview FROM fact INDEXED BY facts_waiting WHERE case_no IS NULL"},
    Told{"mail_ids", "no, message_id", "?, ?",
         "SELECT no, message_id FROM mail INDEXED BY sqlite_autoindex_mail_1"},
    Told{"mail_states", "no, state", "?, ?", "SELECT no, state FROM mail INDEXED BY mails_by_state"},
    Told{"mail_readers", "no, case_no, person", "?, ?, ?",
         "SELECT no, case_no, person FROM mail INDEXED BY mails_of_case"},
    Told{"mail_times", "no, claimed", "?, ?", "SELECT no, claimed FROM mail INDEXED BY mails_by_time"},
    Told{"mail_waits", "no, wait_until", "?, ?",
         "SELECT no, wait_until FROM mail INDEXED BY mails_waiting WHERE wait_until IS NOT NULL"},
    Told{"nudge_keys", "no, case_no, duty, rule, occurrence, revision, person", "?, ?, ?, ?, ?, ?, ?",
         "SELECT no, case_no, duty, rule, occurrence, revision, person "
         "FROM nudge INDEXED BY sqlite_autoindex_nudge_1"},
    Told{"nudge_mails", "no, mail_no", "?, ?",
         "SELECT no, mail_no FROM nudge INDEXED BY nudges_of_mail WHERE mail_no IS NOT NULL"},
    Told{"nudge_times", "no, at", "?, ?",
         "SELECT no, at FROM nudge INDEXED BY nudges_due WHERE state = 'planned'"},
    Told{"feed_hashes", "no, token_hash", "?, ?",
         "SELECT no, token_hash FROM feed INDEXED BY sqlite_autoindex_feed_1"},
    Told{"feed_readers", "no, person, feed", "?, ?, ?",
         "SELECT no, person, feed FROM feed INDEXED BY sqlite_autoindex_feed_2"},
    Told{"interview_cases", "id, case_no", "?, ?",
         "SELECT id, case_no FROM interview INDEXED BY interviews_of_case"},
    Told{"alias_cases", "tag, case_no", "?, ?", "SELECT tag, case_no FROM alias INDEXED BY aliases_of_case"},
};

/// How a row is put together again of what the indexes tell.
struct Row {
    const char* table;
    const char* columns;
    const char* places;
    const char* select;
};

constexpr std::array rebuilt_rows{
    Row{"candidate", "no, tag, sealed_key, identity", "?, ?, ?, ?",
        "SELECT no, tag, zeroblob(72), zeroblob(40) FROM candidate_tags"},
    // An empty version: it is planned again. Who looks after it is told by its facts, where its row does not.
    Row{"cases", "no, id, candidate_no, subject, recruiter, plan_version, live, employer",
        "?, ?, ?, ?, ?, ?, ?, ?",
        "SELECT no, id, candidate_no, CASE WHEN typeof(subject) = 'text' AND length(subject) = 32 THEN "
        "subject "
        "ELSE printf('%032d', no) END, CASE WHEN typeof(recruiter) = 'text' THEN recruiter ELSE '' END, '', "
        "1, "
        "coalesce(employer, '') FROM case_ids JOIN case_owners USING (no) "
        "LEFT JOIN case_recruiters USING (no) LEFT JOIN case_employers USING (no)"},
    // A stand-in is the only fact of no case that waits for no interview.
    Row{"fact", "no, case_no, interview, kind, digest, at, accepted, sealed", "?, ?, ?, ?, ?, ?, ?, ?",
        "SELECT no, case_no, coalesce(interview, ''), "
        "CASE WHEN case_no IS NULL AND coalesce(interview, '') = '' THEN 'stand_in' ELSE 'lost' END, "
        "coalesce(digest, printf('%032d', no)), coalesce(at, 0), coalesce(at, 0), zeroblob(40) "
        "FROM (SELECT no FROM fact_digests UNION SELECT no FROM fact_cases) LEFT JOIN fact_digests USING "
        "(no) "
        "LEFT JOIN fact_cases USING (no) LEFT JOIN fact_waits USING (no) LEFT JOIN fact_times USING (no)"},
    Row{"mail",
        "no, case_no, person, state, due, message_id, sha256, tries, doubts, crashes, wait_until, relay, "
        "code, "
        "claimed, settled",
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
        "SELECT no, case_no, person, state, claimed, message_id, printf('%064d', 0), 0, 0, 0, "
        "CASE WHEN state IN ('deferred', 'in_doubt') THEN coalesce(wait_until, claimed) END, '', 0, claimed, "
        "CASE WHEN state NOT IN ('planned', 'claimed', 'handed', 'deferred', 'in_doubt') THEN claimed END "
        "FROM mail_ids JOIN mail_states USING (no) JOIN mail_readers USING (no) JOIN mail_times USING (no) "
        "LEFT JOIN mail_waits USING (no)"},
    Row{"mail_text", "mail_no, sealed", "?, ?", "SELECT no, zeroblob(40) FROM main.mail"},
    // One that neither waits nor is in a mail was not wanted any more.
    Row{"nudge", "no, case_no, duty, rule, occurrence, revision, person, at, state, mail_no",
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
        "SELECT no, case_no, duty, rule, occurrence, revision, person, "
        "coalesce(at, (SELECT due FROM main.mail m WHERE m.no = mail_no), 0), "
        "CASE WHEN mail_no IS NOT NULL THEN 'mailed' WHEN at IS NOT NULL THEN 'planned' ELSE 'moot' END, "
        "mail_no "
        "FROM nudge_keys LEFT JOIN nudge_mails USING (no) LEFT JOIN nudge_times USING (no)"},
    // Which address of theirs it is the check of the ledger finds out.
    Row{"feed", "no, person, feed, generation, token_hash, since, version_hash, version_time",
        "?, ?, ?, ?, ?, ?, ?, ?",
        "SELECT no, person, feed, 1, token_hash, 0, '', 0 FROM feed_hashes JOIN feed_readers USING (no)"},
    Row{"interview", "id, case_no", "?, ?", "SELECT id, case_no FROM interview_cases"},
    Row{"alias", "tag, case_no", "?, ?", "SELECT tag, case_no FROM alias_cases"},
};

/// What the indexes of that table tell, in temporary tables beside the new one.
void gather(const PlainFile& from, const PlainFile& to, std::string_view table) {
    const auto named = fmt::format(" FROM {} ", table);
    for (const auto& told : of_indexes) {
        if (!std::string_view{told.select}.contains(named)) continue;
        execute(to, fmt::format("CREATE TEMP TABLE {} ({})", told.into, told.columns));
        // An index that cannot be read whole tells less.
        static_cast<void>(carry(from, told.select, to,
                                fmt::format("INSERT INTO temp.{} VALUES ({})", told.into, told.places)));
    }
}

void gather_times(const PlainFile& to, std::span<const Accepted> lately) {
    execute(to, "CREATE TEMP TABLE fact_times (no INTEGER PRIMARY KEY, at)");
    for (const auto& fact : lately)
        execute(to, fmt::format("INSERT OR REPLACE INTO temp.fact_times VALUES ({}, {})", fact.number,
                                fact.at.time_since_epoch().count()));
}

} // namespace

void rebuild(const PlainFile& from, const PlainFile& to, std::string_view table,
             std::span<const Accepted> lately) {
    for (const auto& row : rebuilt_rows) {
        if (table != row.table) continue;
        gather(from, to, table);
        if (table == "fact") gather_times(to, lately);
        static_cast<void>(carry(to, row.select, to,
                                fmt::format("INSERT OR IGNORE INTO main.{} ({}) VALUES ({})", row.table,
                                            row.columns, row.places)));
    }
}

} // namespace followup::store
