#include "core/config/limits.hpp"
#include "core/config/node.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

namespace followup::config {
namespace {

At place(const toml::source_region& region) {
    return {region.begin.line, region.begin.column};
}

base::Date date(const toml::date& day) {
    return base::Date{std::chrono::year{day.year} / std::chrono::month{day.month}
                      / std::chrono::day{day.day}};
}

base::seconds time(const toml::time& clock) {
    return base::hours{clock.hour} + base::minutes{clock.minute} + base::seconds{clock.second};
}

Node copied(const toml::node& from);

std::vector<Node> items(const toml::table& from) {
    std::vector<Node> list;
    for (const auto& [key, value] : from) {
        list.push_back(copied(value));
        list.back().key = key.str();
        list.back().key_at = place(key.source());
    }
    return list;
}

Node copied(const toml::node& from) {
    Node node;
    node.at = place(from.source());
    if (const auto* table = from.as_table()) {
        node.items = items(*table);
    } else if (const auto* array = from.as_array()) {
        node.kind = Node::Kind::array;
        for (const auto& each : *array)
            node.items.push_back(copied(each));
    } else if (const auto* text = from.as_string()) {
        node.kind = Node::Kind::text;
        node.text = text->get();
    } else if (const auto* integer = from.as_integer()) {
        node.kind = Node::Kind::integer;
        node.integer = integer->get();
    } else if (const auto* day = from.as_date()) {
        node.kind = Node::Kind::date;
        node.date = date(day->get());
    } else if (const auto* clock = from.as_time()) {
        node.kind = Node::Kind::time;
        node.time = time(clock->get());
    } else {
        node.kind = from.is_boolean()          ? Node::Kind::boolean
                    : from.is_floating_point() ? Node::Kind::real
                                               : Node::Kind::moment;
    }
    return node;
}

} // namespace

std::string_view name(Node::Kind kind) {
    switch (kind) {
    case Node::Kind::text: return "a text";
    case Node::Kind::integer: return "a whole number";
    case Node::Kind::real: return "a number with a fraction";
    case Node::Kind::boolean: return "true or false";
    case Node::Kind::date: return "a date";
    case Node::Kind::time: return "a time of day";
    case Node::Kind::moment: return "a date with a time";
    case Node::Kind::array: return "an array";
    case Node::Kind::table: return "a table";
    }
    return {};
}

base::Result<Node> parse(std::string_view bytes, const std::string& file) {
    if (auto within = within_limits(bytes, file); !within) return std::unexpected(within.error());
    try {
        return copied(toml::parse(bytes, file));
    } catch (const toml::parse_error& error) {
        const auto at = place(error.source());
        return base::problem(fmt::format("{}:{}:{}", file, at.line, at.column),
                             std::string{error.description()});
    }
}

} // namespace followup::config
