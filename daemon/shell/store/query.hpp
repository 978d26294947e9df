#pragma once

#include "core/base/instant.hpp"
#include "shell/store/refused.hpp"

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

/// Private to this folder: statements with typed parameters and columns, prepared at first use and kept.
namespace followup::store {

/// A column of bytes; empty means NULL.
struct Bytes {
    std::string text;
};

/// Throws Damaged for a column that is NULL and never was: bits of its row were flipped.
inline void expect_value(soci::indicator state) {
    if (state == soci::i_null) throw Damaged{{{}, "a row lacks what each has", {}}};
}

/// A bound variable of a statement: where SOCI takes a parameter from, or puts a column.
template <class T>
struct Slot;

/// A whole number; SOCI's own row type would cut it to 32 bits.
template <>
struct Slot<std::int64_t> {
    using Given = std::int64_t;
    explicit Slot(soci::session&) {}
    void put(Given given) { value = given; }
    [[nodiscard]] std::int64_t get() const {
        expect_value(state);
        return value;
    }
    void use(soci::statement& statement) { statement.exchange(soci::use(value)); }
    void into(soci::statement& statement) { statement.exchange(soci::into(value, state)); }
    long long value = 0;
    soci::indicator state = soci::i_ok;
};

/// A whole number or NULL.
template <>
struct Slot<std::optional<std::int64_t>> {
    using Given = std::optional<std::int64_t>;
    explicit Slot(soci::session&) {}
    void put(Given given) {
        value = given.value_or(0);
        state = given ? soci::i_ok : soci::i_null;
    }
    [[nodiscard]] Given get() const { return state == soci::i_ok ? Given{value} : Given{}; }
    void use(soci::statement& statement) { statement.exchange(soci::use(value, state)); }
    void into(soci::statement& statement) { statement.exchange(soci::into(value, state)); }
    long long value = 0;
    soci::indicator state = soci::i_ok;
};

/// Seconds since 1970 in UTC.
template <>
struct Slot<base::Instant> {
    using Given = base::Instant;
    explicit Slot(soci::session&) {}
    void put(Given given) { value = given.time_since_epoch().count(); }
    [[nodiscard]] base::Instant get() const {
        expect_value(state);
        return base::Instant{base::seconds{value}};
    }
    void use(soci::statement& statement) { statement.exchange(soci::use(value)); }
    void into(soci::statement& statement) { statement.exchange(soci::into(value, state)); }
    long long value = 0;
    soci::indicator state = soci::i_ok;
};

/// Seconds since 1970 in UTC, or NULL.
template <>
struct Slot<std::optional<base::Instant>> {
    using Given = std::optional<base::Instant>;
    explicit Slot(soci::session&) {}
    void put(Given given) {
        value = given ? given->time_since_epoch().count() : 0;
        state = given ? soci::i_ok : soci::i_null;
    }
    [[nodiscard]] Given get() const {
        return state == soci::i_ok ? Given{base::Instant{base::seconds{value}}} : Given{};
    }
    void use(soci::statement& statement) { statement.exchange(soci::use(value, state)); }
    void into(soci::statement& statement) { statement.exchange(soci::into(value, state)); }
    long long value = 0;
    soci::indicator state = soci::i_ok;
};

/// Text without NUL bytes.
template <>
struct Slot<std::string> {
    using Given = std::string_view;
    explicit Slot(soci::session&) {}
    void put(Given given) { value.assign(given); }
    [[nodiscard]] std::string get() const {
        expect_value(state);
        return value;
    }
    void use(soci::statement& statement) { statement.exchange(soci::use(value)); }
    void into(soci::statement& statement) { statement.exchange(soci::into(value, state)); }
    std::string value;
    soci::indicator state = soci::i_ok;
};

/// Bytes, which go through a blob; empty ones are NULL.
template <>
struct Slot<Bytes> {
    using Given = const Bytes&;
    explicit Slot(soci::session& session) : value(session) {}
    void put(Given given) {
        state = given.text.empty() ? soci::i_null : soci::i_ok;
        if (given.text.empty()) return;
        value.trim(0);
        value.append(given.text.data(), given.text.size());
    }
    [[nodiscard]] Bytes get() {
        Bytes bytes;
        if (state != soci::i_ok) return bytes;
        bytes.text.resize(value.get_len());
        if (!bytes.text.empty()) value.read(0, bytes.text.data(), bytes.text.size());
        return bytes;
    }
    void use(soci::statement& statement) { statement.exchange(soci::use(value, state)); }
    void into(soci::statement& statement) { statement.exchange(soci::into(value, state)); }
    soci::blob value;
    soci::indicator state = soci::i_ok;
};

/// The types of a statement's parameters, in order.
template <class... T>
struct In {};
/// The types of its columns, in order.
template <class... T>
struct Out {};

/// A statement of SQL that SQLite and PostgreSQL both understand, with the types of its parameters (by
/// position) and columns. Queries are constants beside their use; a session prepares each once, by its
/// address.
template <class Parameters, class Columns = Out<>>
struct Query {
    const char* sql;
};

/// Ends a statement whose rows were not all read, so that it holds no snapshot.
void close(soci::statement& statement);

/// What statements of every type are kept by.
struct AnyPrepared {
    AnyPrepared() = default;
    AnyPrepared(const AnyPrepared&) = delete;
    AnyPrepared& operator=(const AnyPrepared&) = delete;
    virtual ~AnyPrepared() = default;
};

/// A statement with its bound variables; it must not outlive the session.
template <class Parameters, class Columns>
class Prepared;

/// The only form there is of it.
template <class... A, class... B>
class Prepared<In<A...>, Out<B...>> final : public AnyPrepared {
  public:
    using Row = std::tuple<B...>;

    Prepared(soci::session& session, const char* sql)
        : x_statement(session), x_in(session_for<A>(session)...), x_out(session_for<B>(session)...) {
        std::apply([this](auto&... slot) { (slot.use(x_statement), ...); }, x_in);
        std::apply([this](auto&... slot) { (slot.into(x_statement), ...); }, x_out);
        x_statement.alloc();
        x_statement.prepare(sql);
        x_statement.define_and_bind();
    }

    /// Runs it; true when there is a first row.
    bool execute(typename Slot<A>::Given... given) {
        std::apply([&](auto&... slot) { (slot.put(given), ...); }, x_in);
        return x_statement.execute(true);
    }
    bool fetch() { return x_statement.fetch(); }
    [[nodiscard]] Row row() {
        return std::apply([](auto&... slot) { return Row{slot.get()...}; }, x_out);
    }
    [[nodiscard]] std::int64_t affected() { return x_statement.get_affected_rows(); }
    void end() { close(x_statement); }

  private:
    template <class>
    static soci::session& session_for(soci::session& session) {
        return session;
    }

    soci::statement x_statement;
    std::tuple<Slot<A>...> x_in;
    std::tuple<Slot<B>...> x_out;
};

} // namespace followup::store
