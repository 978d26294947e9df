#pragma once

#include "core/base/address.hpp"
#include "core/base/zone.hpp"
#include "core/queue/event.hpp"
#include "core/queue/report.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace followup::queue {

/// What a text may hold; all are valid UTF-8.
enum class Text {
    id,   ///< letters, digits, '.', '_', '-', the first a letter or digit; at most 64 bytes
    name, ///< one line without direction marks, trimmed; at most 200 bytes
    line, ///< the same, at most 8 KiB
    lines ///< as written, with line feeds and tabs; at most 8 KiB
};

[[nodiscard]] Place place(const toml::node& node);
[[nodiscard]] Place place(const toml::key& key);
/// "a list", "a date": what a value is called in a problem.
[[nodiscard]] std::string_view kind_of(const toml::node& node);

/// A table of an event file while it is read: every key that is asked for is known, the others are problems.
/// What is wrong goes into the report and the reading goes on with a default.
class Table {
  public:
    /// `name` is how problems call it: "[[interview]]", "candidate". All three must outlive this.
    Table(const toml::table& table, std::string_view name, Report& report);

    [[nodiscard]] Place place() const { return queue::place(x_table); }
    [[nodiscard]] const toml::table& written() const { return x_table; }
    [[nodiscard]] Report& report() const { return x_report; }

    /// The value of a key, which is known from now on.
    [[nodiscard]] const toml::node* find(std::string_view key);
    /// As `find`; reports a key that is not there. `example` is a line as it could be written.
    [[nodiscard]] const toml::node* need(std::string_view key, std::string_view example);

    /// Empty when the key is not there or wrong.
    [[nodiscard]] std::string text(std::string_view key, Text kind);
    /// The same; a key that is not there or holds only blanks is a problem.
    [[nodiscard]] std::string needed_text(std::string_view key, Text kind, std::string_view example);
    /// A list of texts; with `or_one` also a single one.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key, Text kind, bool or_one = false);
    [[nodiscard]] std::optional<int> integer(std::string_view key, int least, int most);
    /// `true` or `false`; false when the key is not there.
    [[nodiscard]] bool flag(std::string_view key);
    [[nodiscard]] std::optional<base::MailAddress> address(std::string_view key);
    [[nodiscard]] base::MailAddress needed_address(std::string_view key, std::string_view example);
    [[nodiscard]] std::optional<base::Zone> zone(std::string_view key);

    /// One of the words of an enumeration.
    template <class Enum>
    [[nodiscard]] std::optional<Enum> choice(std::string_view key) {
        return chosen<Enum>(key, find(key));
    }
    template <class Enum>
    [[nodiscard]] std::optional<Enum> needed_choice(std::string_view key, std::string_view example) {
        return chosen<Enum>(key, need(key, example));
    }

    /// A table under this one; nothing when it is not there or no table.
    [[nodiscard]] std::optional<Table> needed_table(std::string_view key, std::string_view example);
    /// The tables of a list, at most `count_max` of them; `name` of each is how problems call it.
    [[nodiscard]] std::vector<Table> tables(std::string_view key, std::string_view name,
                                            std::size_t count_max);

    /// Reports a value of the wrong type: "'ended' must be RIGHT, not a list".
    void wrong_type(std::string_view key, const toml::node& node, std::string_view right);
    /// Reports the keys nobody asked for.
    void finish() const;

  private:
    template <class Enum>
    std::optional<Enum> chosen(std::string_view key, const toml::node* node) {
        if (node == nullptr) return std::nullopt;
        const auto value = node->value<std::string_view>();
        if (!value)
            wrong_type(key, *node, "a text in quotes");
        else if (const auto found = from_word<Enum>(*value))
            return found;
        else {
            std::vector<std::string> words;
            for (int i = 0; i < 16; ++i)
                if (const auto each = word(static_cast<Enum>(i)); !each.empty()) words.emplace_back(each);
            unknown_word(key, *node, *value, words);
        }
        return std::nullopt;
    }

    std::string checked(std::string_view key, const toml::node& node, Text kind);
    std::optional<base::MailAddress> parsed_address(std::string_view key, const toml::node& node);
    void unknown_word(std::string_view key, const toml::node& node, std::string_view value,
                      std::span<const std::string> known);

    const toml::table& x_table;
    std::string_view x_name;
    Report& x_report;
    std::vector<std::string_view> x_known;
};

} // namespace followup::queue
