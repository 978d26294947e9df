#include "core/queue/table.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/base/zone_names.hpp"
#include "core/queue/reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

constexpr std::size_t id_bytes_max = 64;
constexpr std::size_t text_bytes_max = 8 * 1024;
constexpr std::size_t texts_max = 50;

Place at(const toml::source_region& source) {
    return {source.begin.line, source.begin.column};
}

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool id_shape(std::string_view text) {
    return letter_or_digit(text.front()) && std::ranges::all_of(text, [](char c) {
               return letter_or_digit(c) || c == '.' || c == '_' || c == '-';
           });
}

/// The text with LF at the end of its lines: files written on Windows hold CR LF inside long strings.
std::string with_line_feeds(std::string_view text) {
    std::string lines;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') lines += text[i];
    return lines;
}

/// What is a list inside of an event.
bool is_inner_list(std::string_view key) {
    return key == "met" || key == "promise" || key == "next";
}

} // namespace

Place place(const toml::node& node) {
    return at(node.source());
}
Place place(const toml::key& key) {
    return at(key.source());
}

std::string_view kind_of(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a text";
    case toml::node_type::integer:
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time of day";
    case toml::node_type::date_time: return "a date with a time";
    case toml::node_type::none: break;
    }
    return "nothing";
}

Table::Table(const toml::table& table, std::string_view name, Report& report)
    : x_table(table), x_name(name), x_report(report) {
    x_known.reserve(24);
}

const toml::node* Table::find(std::string_view key) {
    x_known.push_back(key);
    return x_table.get(key);
}

const toml::node* Table::need(std::string_view key, std::string_view example) {
    const auto* node = find(key);
    if (node == nullptr)
        x_report.problem(place(), fmt::format("{} lacks '{}'", x_name, key), fmt::format("add {}", example));
    return node;
}

void Table::wrong_type(std::string_view key, const toml::node& node, std::string_view right) {
    x_report.problem(queue::place(node), fmt::format("'{}' must be {}, not {}", key, right, kind_of(node)));
}

void Table::unknown_word(std::string_view key, const toml::node& node, std::string_view value,
                         std::span<const std::string> known) {
    x_report.problem(queue::place(node), fmt::format("'{}' cannot be {}", key, quoted(value)),
                     base::suggest(value, known));
}

std::string Table::checked(std::string_view key, const toml::node& node, Text kind) {
    const auto written = node.value<std::string_view>();
    if (!written) {
        wrong_type(key, node, "a text in quotes");
        return {};
    }
    auto text = kind == Text::lines ? with_line_feeds(*written) : std::string{base::trimmed(*written)};
    const auto bytes_max = kind == Text::id     ? id_bytes_max
                           : kind == Text::name ? name_bytes_max
                                                : text_bytes_max;
    const auto refuse = [&](std::string what, std::string mend) {
        x_report.problem(queue::place(node), std::move(what), std::move(mend));
        return std::string{};
    };
    if (text.size() > bytes_max)
        return refuse(fmt::format("'{}' is {} bytes long; at most {} are taken", key, text.size(), bytes_max),
                      "shorten it");
    if (base::has_control(text, kind == Text::lines))
        return refuse(fmt::format("'{}' holds a control character: {}", key, quoted(text)), "leave it out");
    if (kind != Text::lines && base::has_invisible(text))
        return refuse(fmt::format("'{}' holds an invisible character: {}", key, quoted(text)),
                      "delete it, or type the text anew");
    if (kind == Text::id && !text.empty() && !id_shape(text))
        return refuse(fmt::format("'{}' cannot be {}", key, quoted(text)),
                      "an id has letters, digits, '.', '_' and '-' and begins with a letter or digit");
    return text;
}

std::string Table::text(std::string_view key, Text kind) {
    const auto* node = find(key);
    return node == nullptr ? std::string{} : checked(key, *node, kind);
}

std::string Table::needed_text(std::string_view key, Text kind, std::string_view example) {
    const auto* node = need(key, example);
    if (node == nullptr) return {};
    if (const auto written = node->value<std::string_view>(); written && base::trimmed(*written).empty()) {
        x_report.problem(queue::place(*node), fmt::format("'{}' is empty", key),
                         fmt::format("write {}", example));
        return {};
    }
    return checked(key, *node, kind);
}

std::vector<std::string> Table::texts(std::string_view key, Text kind, bool or_one) {
    std::vector<std::string> list;
    const auto* node = find(key);
    if (node == nullptr) return list;
    const auto add = [&](const toml::node& each) {
        auto text = checked(key, each, kind);
        if (!text.empty()) list.push_back(std::move(text));
    };
    if (or_one && node->is_string())
        add(*node);
    else if (const auto* array = node->as_array()) {
        if (array->size() > texts_max)
            x_report.problem(queue::place(*node), fmt::format("'{}' has {} entries; at most {} are taken",
                                                              key, array->size(), texts_max));
        else
            for (const auto& each : *array)
                add(each);
    } else
        wrong_type(key, *node, or_one ? "a text or a list of texts" : "a list of texts: [\"…\", \"…\"]");
    return list;
}

std::optional<int> Table::integer(std::string_view key, int least, int most) {
    const auto* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_integer();
    if (value == nullptr)
        wrong_type(key, *node, "a whole number without quotes");
    else if (value->get() >= least && value->get() <= most)
        return static_cast<int>(value->get());
    else
        x_report.problem(queue::place(*node), fmt::format("'{}' cannot be {}", key, value->get()),
                         fmt::format("it is a whole number from {} to {}", least, most));
    return std::nullopt;
}

bool Table::flag(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) return false;
    const auto* value = node->as_boolean();
    if (value == nullptr) wrong_type(key, *node, "true or false, without quotes");
    return value != nullptr && value->get();
}

std::optional<base::MailAddress> Table::parsed_address(std::string_view key, const toml::node& node) {
    const auto text = checked(key, node, Text::line);
    if (text.empty()) return std::nullopt;
    // "Dana Reyes <dana@candidate.example>", as mail programs copy it.
    const auto mailbox = text.contains('<') ? base::parse_mailbox(text) : base::problem("", {});
    if (mailbox) return mailbox->address;
    auto address = base::MailAddress::parse(text);
    if (address) return std::move(*address);
    // The address itself stands before it, as it was written.
    constexpr std::string_view wrong = "is not an e-mail address";
    const auto why = std::string_view{address.error().what};
    x_report.problem(queue::place(node), fmt::format("{} {}", quoted(text), why.substr(why.rfind(wrong))),
                     address.error().mend);
    return std::nullopt;
}

std::optional<base::MailAddress> Table::address(std::string_view key) {
    const auto* node = find(key);
    return node == nullptr ? std::nullopt : parsed_address(key, *node);
}

base::MailAddress Table::needed_address(std::string_view key, std::string_view example) {
    const auto* node = need(key, example);
    if (node == nullptr) return {};
    if (const auto written = node->value<std::string_view>(); written && base::trimmed(*written).empty())
        x_report.problem(queue::place(*node), fmt::format("'{}' is empty", key),
                         fmt::format("write {}", example));
    return parsed_address(key, *node).value_or(base::MailAddress{});
}

std::optional<base::Zone> Table::zone(std::string_view key) {
    const auto name = text(key, Text::name);
    if (name.empty()) return std::nullopt;
    const bool doubtful = base::is_doubtful_zone(name);
    if (!doubtful)
        if (auto zone = base::Zone::named(name)) return *zone;
    // Looking for a near name among all zones is slow; a file that is wrong in a hundred places can wait for
    // it.
    if (x_report.full()) return std::nullopt;
    x_report.problem(queue::place(*x_table.get(key)),
                     doubtful ? fmt::format("'{}' cannot be {}", key, quoted(name))
                              : fmt::format("no time zone is named {}", quoted(name)),
                     base::zone_mend(name));
    return std::nullopt;
}

std::optional<Table> Table::needed_table(std::string_view key, std::string_view example) {
    const auto* node = need(key, example);
    if (node == nullptr) return std::nullopt;
    if (const auto* table = node->as_table()) return Table{*table, key, x_report};
    wrong_type(key, *node, fmt::format("a table such as {}", example));
    return std::nullopt;
}

std::vector<Table> Table::tables(std::string_view key, std::string_view name, std::size_t count_max) {
    std::vector<Table> list;
    const auto* node = find(key);
    if (node == nullptr) return list;
    const auto* array = node->as_array();
    if (array == nullptr) {
        wrong_type(key, *node, fmt::format("a list of tables, each under {} with two brackets", name));
        return list;
    }
    list.reserve(std::min(array->size(), count_max));
    for (const auto& each : *array) {
        if (list.size() == count_max) {
            x_report.problem(queue::place(each), fmt::format("there are {} tables {}; at most {} are taken",
                                                             array->size(), name, count_max));
            break;
        }
        if (const auto* table = each.as_table())
            list.emplace_back(*table, name, x_report);
        else
            wrong_type(key, each, fmt::format("a list of tables, each under {} with two brackets", name));
    }
    return list;
}

void Table::finish() const {
    std::vector<std::string> known;
    for (const auto& [key, value] : x_table) {
        if (std::ranges::find(x_known, key.str()) != x_known.end()) continue;
        if (x_report.full()) {
            x_report.problem(queue::place(key), {});
            continue;
        }
        if (known.empty()) known.assign(x_known.begin(), x_known.end());
        if (const auto inner = key.str(); is_inner_list(inner) && x_known.front() == "interview") {
            x_report.problem(queue::place(key),
                             fmt::format("'{}' belongs to an interview or a debriefing", inner),
                             fmt::format("write [[interview.{0}]], or [[debriefed.{0}]]", inner));
            continue;
        }
        x_report.problem(queue::place(key), fmt::format("{} knows no key '{}'", x_name, shown(key.str())),
                         base::suggest(key.str(), known, "its keys are " + base::listed(known)));
    }
}

} // namespace followup::queue
