#include "shell/store/connection.hpp"

#include "shell/store/sqlite.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>

namespace followup::store {
namespace {

constexpr Query<In<>> begin_immediate{"BEGIN IMMEDIATE"};
constexpr Query<In<>> commit_all{"COMMIT"};
constexpr Query<In<>> rollback_all{"ROLLBACK"};
constexpr Query<In<>> set_savepoint{"SAVEPOINT one_file"};
constexpr Query<In<>> release{"RELEASE SAVEPOINT one_file"};
constexpr Query<In<>> rollback_to{"ROLLBACK TO SAVEPOINT one_file"};

constexpr std::array<Query<In<>, Out<std::int64_t>>, 4> highest{{
    {"SELECT coalesce(max(no), 0) FROM candidate"},
    {"SELECT coalesce(max(no), 0) FROM cases"},
    {"SELECT coalesce(max(no), 0) FROM fact"},
    {"SELECT coalesce(max(no), 0) FROM feed"},
}};

constexpr Query<In<>, Out<std::int64_t>> highest_mail{"SELECT coalesce(max(no), 0) FROM mail"};

constexpr Query<In<std::string>, Out<std::string>> read_note{"SELECT value FROM note WHERE name = :name"};
constexpr Query<In<std::string, std::string>> write_note{
    "INSERT INTO note (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};

constexpr Query<In<std::string>, Out<std::int64_t>> still_known{"SELECT 1 FROM fact WHERE digest = :digest"};

constexpr auto mail_numbers = "mail numbers";

} // namespace

std::string restore_hint() {
    return "stop followupd and run: followup restore BACKUP";
}

Connection::Connection(std::unique_ptr<SqliteDriver> driver, std::string path, const Bytes32& master)
    : x_driver(std::move(driver)), x_path(std::move(path)), x_vault(master),
      x_mark(x_path == ":memory:" ? nullptr : std::make_unique<Mark>(x_path)),
      x_syncs_failed(syncs_failed()) {}

Connection::~Connection() {
    if (x_in_transaction) rollback();
}

void Connection::begin() {
    if (x_in_transaction) throw Refused{x_path, "a transaction is open already", {}};
    run(begin_immediate);
    x_in_transaction = true;
}

void Connection::commit() {
    if (!x_in_transaction) throw Refused{x_path, "no transaction is open", {}};
    // Before whom it names is gone for good: a crash in between would leave a mark that misses them.
    if (x_truncate) settle_mark();
    try {
        run(commit_all);
    } catch (const DatabaseError& error) {
        // Only these two leave no doubt that nothing was written; after any other the file must be read anew.
        const auto failure = error.failure;
        auto problem = failed(error);
        if (failure != Failure::full && failure != Failure::busy) end(problem);
        rollback();
        throw Refused{problem.where, problem.what, problem.mend};
    }
    x_in_transaction = false;
    if (x_mark) x_mark->committed();
    if (x_truncate) {
        x_truncate = false;
        x_driver->empty_log();
    }
    if (syncs_failed() != x_syncs_failed)
        end({x_path, "the disk did not keep what was written", "check the disk and the kernel's log"});
}

void Connection::end(const base::Problem& problem) {
    x_fatal = true;
    if (x_when_fatal) x_when_fatal(problem);
}

void Connection::settle_mark() {
    if (!x_mark) return;
    x_mark->keep([this](const Accepted& fact) {
        return one(still_known, x_vault.digest_tag(fact.digest)).has_value();
    });
}

void Connection::rollback() {
    if (!x_in_transaction) return;
    x_in_transaction = false;
    x_truncate = false;
    if (x_mark) x_mark->rolled_back();
    forget_cached();
    if (x_lost || !x_driver->in_transaction()) {
        x_lost = false;
        return;
    }
    try {
        run(rollback_all);
    } catch (const DatabaseError& error) {
        end(failed(error));
    }
    x_lost = false;
}

void Connection::savepoint() {
    run(set_savepoint);
    if (x_mark) x_mark->savepoint();
}
void Connection::release_savepoint() {
    run(release);
}

void Connection::rollback_to_savepoint() {
    forget_cached();
    if (x_lost) return; // everything is rolled back already
    if (x_mark) x_mark->rolled_back_to_savepoint();
    run(rollback_to);
    run(release);
}

std::int64_t Connection::fresh(Numbered table) {
    const auto place = static_cast<std::size_t>(table);
    if (x_next[place] == 0) x_next[place] = std::get<0>(*one(highest[place]));
    return ++x_next[place];
}

std::int64_t Connection::fresh_mail() {
    if (!x_mails_known) {
        std::int64_t erased = 0;
        if (const auto known = note(mail_numbers))
            std::from_chars(known->data(), known->data() + known->size(), erased);
        x_next_mail = std::max({x_next_mail, erased, std::get<0>(*one(highest_mail))});
        x_mails_known = true;
    }
    return ++x_next_mail;
}

void Connection::keep_mail_numbers() {
    set_note(mail_numbers, std::to_string(fresh_mail()));
}

void Connection::forget_cached() {
    x_candidates.clear();
    x_cases.clear();
    x_histories.clear();
    x_notes.clear();
    x_mails_known = false; // what was numbered may have been rolled back
}

std::optional<std::string> Connection::note(std::string_view name) {
    if (const auto known = x_notes.find(name); known != x_notes.end()) return known->second;
    constexpr std::size_t notes_max = 4096;
    if (x_notes.size() >= notes_max) x_notes.clear();
    auto row = one(read_note, name);
    auto value = row ? std::optional{std::get<0>(std::move(*row))} : std::nullopt;
    x_notes.emplace(name, value);
    return value;
}

void Connection::set_note(std::string_view name, std::string_view value) {
    run(write_note, name, value);
    x_notes.insert_or_assign(std::string{name}, std::string{value});
}

std::unexpected<base::Problem> Connection::lost_problem() const {
    return base::problem(x_path, "the database gave up the transaction after an earlier failure",
                         "roll back and try again");
}

void Connection::suspect() const {
    if (x_path == ":memory:") return;
    const int file = ::open(suspicion_of(x_path).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0) ::close(file);
}

bool Connection::breaks_a_rule(const DatabaseError& error) const {
    if (error.failure != Failure::constraint) return false;
    suspect();
    return true;
}

base::Problem Connection::failed(const DatabaseError& error) {
    auto problem = in_words(error, x_path);
    if (error.failure == Failure::damaged) suspect();
    if (error.of_writing) end(problem);
    if (x_in_transaction && !x_driver->in_transaction()) x_lost = true;
    return problem;
}

} // namespace followup::store
