#include "core/hours/holidays.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <toml++/toml.h>

namespace followup::hours {
namespace {

constexpr std::size_t bytes_max = 64 * 1024;
constexpr int dots_max = 16;

/// The first line with more than 16 dots outside strings and comments; 0 when there is none. toml++ 3.3 walks
/// dotted keys by recursion and ends the process on deep ones.
std::size_t line_too_deep(std::string_view bytes) {
    std::size_t line = 1;
    int dots = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '\n') {
            ++line;
            dots = 0;
        } else if (c == '#') {
            i = std::min(bytes.find('\n', i), bytes.size()) - 1;
        } else if (c == '.' && ++dots > dots_max) {
            return line;
        } else if (c == '"' || c == '\'') {
            const std::string three(3, c);
            const bool many = bytes.substr(i, 3) == three;
            for (i += many ? 3 : 1; i < bytes.size(); ++i) {
                if (bytes[i] == '\n') {
                    ++line;
                    dots = 0;
                    if (!many) break;
                } else if (bytes[i] == '\\' && c == '"') {
                    // An escaped line end still ends a line.
                    if (bytes.substr(i + 1, 1) != "\n") ++i;
                } else if (!many && bytes[i] == c) {
                    break;
                } else if (many && bytes.substr(i, 3) == three) {
                    // Up to two more quotes belong to the text before the closing three.
                    for (i += 2; bytes.substr(i + 1, 1) == three.substr(0, 1); ++i) {
                    }
                    break;
                }
            }
        }
    }
    return 0;
}

class TomlReader {
  public:
    explicit TomlReader(const std::string& file) : x_file(file) {}

    Holidays read(const toml::table& root) {
        static const std::vector<std::string> known{"closed"};
        refuse_unknown(root, known);
        if (const auto* closed = root.get("closed")) {
            const auto* list = closed->as_array();
            if (list == nullptr || !list->is_array_of_tables())
                wrong(*closed, "'closed' is no list of tables", "write [[closed]] above each day");
            else
                for (const auto& each : *list)
                    day(*each.as_table());
        }
        return std::move(x_out);
    }

    void wrong(const toml::source_position& at, std::string what, std::string mend = {}) {
        x_out.problems.push_back(
            {fmt::format("{}:{}:{}", x_file, at.line, at.column), std::move(what), std::move(mend)});
    }

    Holidays result() { return std::move(x_out); }

  private:
    void wrong(const toml::node& node, std::string what, std::string mend = {}) {
        wrong(node.source().begin, std::move(what), std::move(mend));
    }

    void refuse_unknown(const toml::table& table, const std::vector<std::string>& known) {
        for (const auto& [key, value] : table)
            if (std::ranges::find(known, key.str()) == known.end())
                wrong(key.source().begin, fmt::format("'{}' is no key here", base::escaped(key.str())),
                      base::suggest(key.str(), known));
    }

    std::optional<Date> date(const toml::table& table, std::string_view key) {
        const auto* node = table.get(key);
        if (node == nullptr) return std::nullopt;
        if (const auto* value = node->as_date()) {
            const auto& [year, month, day] = value->get();
            return Date{base::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                             std::chrono::day{day}}};
        }
        wrong(*node, fmt::format("'{}' is no date", key),
              fmt::format("write {} = 2026-12-24, without quotes or a time", key));
        return std::nullopt;
    }

    std::string name(const toml::table& table) {
        const auto* node = table.get("name");
        if (node == nullptr) return {};
        const auto* text = node->as_string();
        if (text == nullptr) {
            wrong(*node, "'name' is no text", "write name = \"Christmas Eve\"");
            return {};
        }
        if (base::has_control(text->get()) || base::has_bidi_override(text->get())) {
            wrong(*node, "'name' holds a control character", "write it on one line");
            return {};
        }
        return std::string{base::trimmed(text->get())};
    }

    void day(const toml::table& table) {
        static const std::vector<std::string> known{"date", "until", "name"};
        const auto before = x_out.problems.size();
        refuse_unknown(table, known);
        if (!table.contains("date")) wrong(table, "a closed day has no 'date'", "write date = 2026-12-24");
        const auto first = date(table, "date");
        const auto last = table.contains("until") ? date(table, "until") : first;
        const auto title = name(table);
        if (x_out.problems.size() > before || !first || !last) return;
        if (*last < *first)
            return wrong(*table.get("until"), "'until' lies before 'date'", "it is the last closed day");
        if (*last - *first > closed_span_max)
            return wrong(*table.get("until"), "more than a year is closed at a stretch",
                         "check the year of 'until'");
        for (auto each = *first; each <= *last; each += base::days{1}) {
            if (x_out.days.size() >= closed_days_max)
                return wrong(table, fmt::format("there are more than {} closed days", closed_days_max));
            x_out.days.push_back({each, title});
        }
    }

    const std::string& x_file;
    Holidays x_out;
};

} // namespace

Holidays read_toml(std::string_view bytes, const std::string& file) {
    TomlReader reader{file};
    if (bytes.size() > bytes_max) {
        reader.wrong({1, 1}, fmt::format("the file is larger than {} KiB", bytes_max / 1024));
    } else if (const auto line = line_too_deep(bytes); line > 0) {
        reader.wrong({static_cast<toml::source_index>(line), 1},
                     fmt::format("a line has more than {} dots outside of texts", dots_max));
    } else {
        try {
            return reader.read(toml::parse(bytes, file));
        } catch (const toml::parse_error& error) {
            reader.wrong(error.source().begin, std::string{error.description()});
        }
    }
    return reader.result();
}

} // namespace followup::hours
