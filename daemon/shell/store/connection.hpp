#pragma once

#include "core/base/problem.hpp"
#include "shell/store/mark.hpp"
#include "shell/store/query.hpp"
#include "shell/store/sqlite_driver.hpp"
#include "shell/store/store.hpp"
#include "shell/store/vault.hpp"

#include <array>
#include <map>
#include <memory>
#include <type_traits>
#include <unordered_map>

namespace followup::store {

/// What a message about damage tells the administrator to do.
[[nodiscard]] std::string restore_hint();

/// Tables whose numbers this session gives out.
enum class Numbered { candidate, cases, fact, feed };

/// A candidate's secrets while they are in use.
struct Candidate {
    Bytes32 key;
    std::string identity;
};

/// The rows of a table up to a number, counted once.
struct Tally {
    std::int64_t upto = 0;
    std::int64_t count = 0;
};
struct Tallies {
    Tally cases;
    Tally facts;
    Tally mails;
};

/// The one connection: prepared statements, transactions, keys, and the border at which exceptions end.
class Connection {
  public:
    /// Takes over a database that `open_sqlite` (sqlite.hpp) has prepared.
    Connection(std::unique_ptr<SqliteDriver> driver, std::string path, const Bytes32& master);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs `work`; what it throws becomes a Problem. Refuses when the database has given up the transaction
    /// that the caller believes to be open.
    template <class F>
    auto guarded(F work) -> base::Result<std::invoke_result_t<F>> {
        if (x_lost) return lost_problem();
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
                work();
                return {};
            } else {
                return work();
            }
        } catch (const Refused& refused) {
            return base::problem(refused.where, refused.what, refused.mend);
        } catch (const DatabaseError& error) {
            return std::unexpected(failed(error));
        }
    }

    /// Whether a row was refused because it breaks a rule of its table. What we write keeps them all, so that
    /// something else in the row was flipped.
    [[nodiscard]] bool breaks_a_rule(const DatabaseError& error) const;

    /// Runs a statement; the number of rows it changed.
    template <class... A, class... B>
    std::int64_t run(const Query<In<A...>, Out<B...>>& query,
                     std::type_identity_t<typename Column<A>::Given>... given) {
        auto& statement = prepared(&query, query.sql);
        const Ending ending{statement};
        bind(statement, query, given...);
        statement.step();
        return statement.changed();
    }

    /// The first row.
    template <class... A, class... B>
    std::optional<std::tuple<B...>> one(const Query<In<A...>, Out<B...>>& query,
                                        std::type_identity_t<typename Column<A>::Given>... given) {
        auto& statement = prepared(&query, query.sql);
        const Ending ending{statement};
        bind(statement, query, given...);
        if (!statement.step()) return std::nullopt;
        return std::optional<std::tuple<B...>>{row(statement, query)};
    }

    /// Calls `visit(column, …)` for each row, which must not run the same query.
    template <class... A, class... B, class F>
    void each(const Query<In<A...>, Out<B...>>& query, F visit,
              std::type_identity_t<typename Column<A>::Given>... given) {
        auto& statement = prepared(&query, query.sql);
        const Ending ending{statement};
        bind(statement, query, given...);
        while (statement.step()) {
            auto found = row(statement, query);
            std::apply(visit, found);
        }
    }

    /// As `each`, until `visit` gives false.
    template <class... A, class... B, class F>
    void until(const Query<In<A...>, Out<B...>>& query, F visit,
               std::type_identity_t<typename Column<A>::Given>... given) {
        auto& statement = prepared(&query, query.sql);
        const Ending ending{statement};
        bind(statement, query, given...);
        while (statement.step()) {
            auto found = row(statement, query);
            if (!std::apply(visit, found)) break;
        }
    }

    /// As `guarded`, about one case: when a row of it is damaged, or cannot be written because of what else
    /// stands in it, the case is set aside.
    template <class F>
    auto about_case(std::int64_t case_number, F work) -> base::Result<std::invoke_result_t<F>> {
        return guarded([&] { return blaming(case_number, bound("case", case_number), work); });
    }
    /// The same within `guarded`; `row` is to blame where nothing else is known to be.
    template <class F>
    auto blaming(std::int64_t case_number, const std::string& row, F work) -> std::invoke_result_t<F> {
        try {
            return work();
        } catch (const Damaged& damaged) {
            set_aside({Unreadable::Kind::of_case, case_number}, damaged.where.empty() ? row : damaged.where);
            throw;
        } catch (const DatabaseError& error) {
            if (case_number != 0 && breaks_a_rule(error))
                set_aside({Unreadable::Kind::of_case, case_number}, row);
            throw;
        }
    }

    void begin();
    void commit();
    void rollback();
    void savepoint();
    void release_savepoint();
    void rollback_to_savepoint();
    [[nodiscard]] bool in_transaction() const { return x_in_transaction; }
    [[nodiscard]] bool fatal() const { return x_fatal; }
    void when_fatal(Store::WhenFatal told) { x_when_fatal = std::move(told); }
    /// After the next commit the write-ahead log is emptied, so that erased bytes are in no file.
    void truncate_after_commit() { x_truncate = true; }

    [[nodiscard]] std::int64_t fresh(Numbered table);
    /// Monotonic for the life of the database, whatever is deleted.
    [[nodiscard]] std::int64_t fresh_mail();
    /// Before mails are deleted: no later one may get a number of theirs.
    void keep_mail_numbers();

    [[nodiscard]] const Vault& vault() const { return x_vault; }
    [[nodiscard]] const Candidate& candidate(std::int64_t number);
    [[nodiscard]] std::int64_t candidate_number(std::int64_t case_number);
    [[nodiscard]] const Candidate& candidate_of(std::int64_t case_number);
    /// Key of a case's texts; of the agency for case 0.
    [[nodiscard]] const Bytes32& key_of(std::int64_t case_number);
    [[nodiscard]] std::optional<std::int64_t> known_candidate(std::string_view identity);
    /// Makes a candidate when there is none of that identity.
    std::int64_t candidate_for(std::string_view identity);
    /// The candidate is called `identity` from now on.
    void rename_candidate(std::int64_t number, std::string_view identity);
    void remember_case(std::int64_t case_number, std::int64_t candidate);
    /// A case's history as it was read last; null when it is not known (any more).
    [[nodiscard]] std::shared_ptr<const ledger::History> history(std::int64_t case_number) const;
    void remember_history(std::int64_t case_number, std::shared_ptr<const ledger::History> history);
    /// To be called by whatever changes a case's facts.
    void forget_history(std::int64_t case_number) { x_histories.erase(case_number); }
    void forget_cached();
    /// What is counted only once; all of it again after `forget_tallies` (rows were erased).
    [[nodiscard]] Tallies& tallies() { return x_tallies; }
    void forget_tallies() { x_tallies = {}; }

    /// What cannot be read, with the row that is to blame. Not part of any transaction.
    using Unread = std::map<std::pair<Unreadable::Kind, std::int64_t>, std::string>;
    void set_aside(std::pair<Unreadable::Kind, std::int64_t> what, std::string row);
    /// What is thrown for a case that is set aside already.
    [[nodiscard]] Damaged aside_words(std::int64_t case_number) const;
    /// It was mended, or is gone.
    void take_up(std::pair<Unreadable::Kind, std::int64_t> what) { x_unread.erase(what); }
    [[nodiscard]] const Unread& unread() const { return x_unread; }
    [[nodiscard]] bool is_aside(std::int64_t case_number) const {
        return !x_unread.empty() && x_unread.contains({Unreadable::Kind::of_case, case_number});
    }
    /// Grows with each that is set aside.
    [[nodiscard]] std::uint64_t times_set_aside() const { return x_times_set_aside; }
    /// The last one was known before.
    void not_new() { --x_times_set_aside; }
    /// Reads the candidate's key anew.
    void forget_candidate_of(std::int64_t case_number);
    /// Leaves of numbers of cases, of which more were asked for than wanted, those that can be read.
    void keep_readable(std::vector<std::int64_t>& cases, std::int64_t wanted) const;
    /// How many more have to be asked for, so that enough can be read.
    [[nodiscard]] std::int64_t aside_count() const { return static_cast<std::int64_t>(x_unread.size()); }

    /// A fact of the transaction that is open, for the mark outside the database.
    void appended(Accepted fact) {
        if (x_mark) x_mark->appended(std::move(fact));
    }

    /// The mark forgets what is in no row any more.
    void settle_mark();

    [[nodiscard]] std::optional<std::string> note(std::string_view name);
    /// To be called by whatever erases notes.
    void forget_notes() { x_notes.clear(); }
    void set_note(std::string_view name, std::string_view value);

    [[nodiscard]] SqliteDriver& driver() { return *x_driver; }
    [[nodiscard]] const std::string& path() const { return x_path; }

  private:
    /// Ends a statement, also when its visitor threw.
    struct Ending {
        Statement& statement;
        ~Ending() { statement.end(); }
    };
    [[nodiscard]] Statement& prepared(const void* query, const char* sql) {
        auto& kept = x_prepared[query];
        if (!kept) kept = x_driver->prepare(sql);
        return *kept;
    }
    [[nodiscard]] std::unexpected<base::Problem> lost_problem() const;
    [[nodiscard]] base::Problem failed(const DatabaseError& error);
    /// Nobody knows what the disk holds.
    void end(const base::Problem& problem);
    /// Damage was met: the next start reads the whole ledger.
    void suspect() const;

    std::unique_ptr<SqliteDriver> x_driver;
    std::string x_path;
    Vault x_vault;
    std::unordered_map<const void*, std::unique_ptr<Statement>> x_prepared; ///< dies before the driver
    std::unordered_map<std::int64_t, Candidate> x_candidates;
    std::unordered_map<std::int64_t, std::int64_t> x_cases; ///< case to candidate
    std::unordered_map<std::int64_t, std::shared_ptr<const ledger::History>> x_histories; ///< by case
    std::map<std::string, std::optional<std::string>, std::less<>> x_notes; ///< also which there are none of
    Tallies x_tallies;
    std::unique_ptr<Mark> x_mark; ///< null: of a ledger in memory
    Unread x_unread;
    std::uint64_t x_times_set_aside = 0;
    std::array<std::int64_t, 4> x_next{};
    std::int64_t x_next_mail = 0;
    bool x_mails_known = false; ///< x_next_mail is not below any number that was given
    bool x_in_transaction = false;
    bool x_lost = false; ///< the database rolled back by itself; until rollback() nothing is done
    bool x_fatal = false;
    std::uint64_t x_syncs_failed; ///< when it was opened
    Store::WhenFatal x_when_fatal;
    bool x_truncate = false;
};

/// A transaction of its own unless one is open already; rolled back when it is left without `commit`.
class Unit {
  public:
    explicit Unit(Connection& connection) : x_connection(connection), x_own(!connection.in_transaction()) {
        if (x_own) x_connection.begin();
    }
    ~Unit() {
        if (x_own) x_connection.rollback();
    }
    Unit(const Unit&) = delete;
    Unit& operator=(const Unit&) = delete;
    void commit() {
        if (!x_own) return;
        x_own = false;
        x_connection.commit();
    }

  private:
    Connection& x_connection;
    bool x_own;
};

/// The connection, and what the count of fsyncs was when it was opened.
struct Store::Session : Connection {
    using Connection::Connection;
    std::uint64_t syncs_before = 0;
};

} // namespace followup::store
