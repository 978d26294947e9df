#pragma once

#include "core/base/instant.hpp"
#include "shell/store/driver.hpp"
#include "shell/store/refused.hpp"

#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

/// Private to this folder: statements with typed parameters and columns, prepared at first use and kept.
namespace followup::store {

/// A column of bytes; empty means NULL.
struct Bytes {
    std::string text;
};

/// How a type is bound to a parameter (`put`) and read from a column (`get`). `get` throws Damaged for a
/// column that is NULL and never was: bits of its row were flipped.
template <class T>
struct Column;

/// Throws Damaged for a NULL.
inline void expect_value(const Statement& of, int column) {
    if (of.is_null(column)) throw Damaged{{{}, "a row lacks what each has", {}}};
}

/// A whole number of 64 bits.
template <>
struct Column<std::int64_t> {
    using Given = std::int64_t;
    static void put(Statement& into, int place, Given given) { into.bind_number(place, given); }
    [[nodiscard]] static std::int64_t get(const Statement& of, int column) {
        expect_value(of, column);
        return of.number(column);
    }
};

/// Seconds since 1970 in UTC.
template <>
struct Column<base::Instant> {
    using Given = base::Instant;
    static void put(Statement& into, int place, Given given) {
        into.bind_number(place, given.time_since_epoch().count());
    }
    [[nodiscard]] static base::Instant get(const Statement& of, int column) {
        expect_value(of, column);
        return base::Instant{base::seconds{of.number(column)}};
    }
};

template <class T>
    requires(!std::same_as<T, std::string>)
struct Column<std::optional<T>> {
    /// Either of them, or NULL. No text: nobody would keep it until the statement has run.
    using Given = std::optional<T>;
    static void put(Statement& into, int place, Given given) {
        if (given)
            Column<T>::put(into, place, *given);
        else
            into.bind_null(place);
    }
    [[nodiscard]] static Given get(const Statement& of, int column) {
        return of.is_null(column) ? Given{} : Given{Column<T>::get(of, column)};
    }
};

/// Text without NUL bytes.
template <>
struct Column<std::string> {
    using Given = std::string_view;
    static void put(Statement& into, int place, Given given) { into.bind_text(place, given); }
    [[nodiscard]] static std::string get(const Statement& of, int column) {
        expect_value(of, column);
        return std::string{of.text(column)};
    }
};

/// Bytes; empty ones are NULL.
template <>
struct Column<Bytes> {
    using Given = const Bytes&;
    static void put(Statement& into, int place, Given given) {
        if (given.text.empty())
            into.bind_null(place);
        else
            into.bind_bytes(place, given.text);
    }
    [[nodiscard]] static Bytes get(const Statement& of, int column) {
        return Bytes{std::string{of.bytes(column)}};
    }
};

/// The types of a statement's parameters, in order.
template <class... T>
struct In {};
/// The types of its columns, in order.
template <class... T>
struct Out {};

/// A statement of SQL that SQLite and PostgreSQL both understand, with the types of its parameters (by
/// position) and columns. Queries are constants beside their use; a connection prepares each once, by its
/// address.
template <class Parameters, class Columns = Out<>>
struct Query {
    const char* sql;
};

/// Binds the parameters of such a query in their order.
template <class... A, class... B>
void bind(Statement& statement, const Query<In<A...>, Out<B...>>& /*query*/,
          std::type_identity_t<typename Column<A>::Given>... given) {
    [&]<std::size_t... Place>(std::index_sequence<Place...>) {
        (Column<A>::put(statement, static_cast<int>(Place), given), ...);
    }(std::index_sequence_for<A...>{});
}

/// The row of such a query.
template <class Parameters, class... B>
[[nodiscard]] std::tuple<B...> row(const Statement& statement,
                                   const Query<Parameters, Out<B...>>& /*query*/) {
    return [&]<std::size_t... Place>(std::index_sequence<Place...>) {
        return std::tuple<B...>{Column<B>::get(statement, static_cast<int>(Place))...};
    }(std::index_sequence_for<B...>{});
}

} // namespace followup::store
