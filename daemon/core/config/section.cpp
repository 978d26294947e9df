#include "core/config/section.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/config/values.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::config {
namespace {

constexpr std::string_view duration_mend = "write it like \"15 min\", \"2 h\", \"5 d\", or in whole seconds";
constexpr std::string_view clock_mend = "write it like 08:30:00 or \"08:30\"";

std::string kind_problem(const std::string& key, Node::Kind kind) {
    return fmt::format("'{}' cannot be {}", key, name(kind));
}

} // namespace

const Node* Section::find(std::string_view key) const {
    if (x_node == nullptr) return nullptr;
    const auto found = std::ranges::find(x_node->items, key, &Node::key);
    return found == x_node->items.end() ? nullptr : &*found;
}

const Node* Section::asked(const std::string& key) {
    x_known.insert(key);
    x_findings->asked(x_path.empty() ? key : x_path + "." + key);
    return find(key);
}

const Node* Section::asked(const std::string& key, Node::Kind kind, std::string_view mend) {
    const auto* node = asked(key);
    if (node == nullptr || node->kind == kind) return node;
    x_findings->wrong(node->at, kind_problem(key, node->kind), std::string{mend});
    return nullptr;
}

At Section::at(const std::string& key) const {
    const auto* node = find(key);
    return node == nullptr ? x_at : node->at;
}

std::optional<std::string> Section::line(const std::string& key, const Node& node) {
    const auto mend = "write it in one line, without control characters and direction marks";
    if (!base::has_control(node.text) && !base::has_bidi_override(node.text))
        return std::string{base::trimmed(node.text)};
    x_findings->wrong(node.at, fmt::format("'{}' holds a character that may not stand there", key), mend);
    return std::nullopt;
}

void Section::text(const std::string& key, std::string& into) {
    const auto* node = asked(key, Node::Kind::text, "it must be a text in quotes");
    if (node == nullptr) return;
    if (auto value = line(key, *node)) into = std::move(*value);
}

void Section::required(const std::string& key, std::string& into) {
    const auto before = x_findings->count();
    text(key, into);
    if (!into.empty() || x_findings->count() != before) return;
    const auto table = x_path.empty() ? key : fmt::format("[{}] needs '{}'", x_path, key);
    x_findings->wrong(at(key), table, "it has no default");
}

void Section::texts(const std::string& key, std::vector<std::string>& into) {
    const auto mend = "it must be an array of texts";
    const auto* node = asked(key, Node::Kind::array, mend);
    if (node == nullptr) return;
    into.clear();
    for (const auto& each : node->items) {
        if (each.kind != Node::Kind::text)
            x_findings->wrong(each.at, kind_problem(key, each.kind), mend);
        else if (auto value = line(key, each))
            into.push_back(std::move(*value));
    }
}

std::optional<base::seconds> Section::span(const std::string& key, const Node& node, base::seconds least,
                                           base::seconds most) {
    auto time = node.kind == Node::Kind::text ? config::duration(node.text) : std::nullopt;
    if (node.kind == Node::Kind::integer) time = base::seconds{node.integer};
    if (!time) {
        const auto what = node.kind == Node::Kind::text
                              ? fmt::format("'{}' is not a duration", base::escaped(node.text))
                              : kind_problem(key, node.kind);
        x_findings->wrong(node.at, what, std::string{duration_mend});
    } else if (*time < least || *time > most) {
        x_findings->wrong(
            node.at, fmt::format("'{}' must lie between {} and {}", key, in_words(least), in_words(most)));
        return std::nullopt;
    }
    return time;
}

void Section::duration(const std::string& key, base::seconds& into, base::seconds least, base::seconds most) {
    if (const auto* node = asked(key))
        if (const auto time = span(key, *node, least, most)) into = *time;
}

void Section::durations(const std::string& key, std::vector<base::seconds>& into, base::seconds least,
                        base::seconds most) {
    const auto* node = asked(key, Node::Kind::array, "it must be an array of durations");
    if (node == nullptr) return;
    if (node->items.empty()) wrong(key, fmt::format("'{}' must name at least one duration", key));
    std::vector<base::seconds> times;
    for (const auto& each : node->items)
        if (const auto time = span(key, each, least, most)) times.push_back(*time);
    if (!times.empty() && times.size() == node->items.size()) into = std::move(times);
}

void Section::clock(const std::string& key, base::seconds& into, bool midnight) {
    const auto* node = asked(key);
    if (node == nullptr) return;
    auto time = node->kind == Node::Kind::text ? wall_clock(node->text) : std::nullopt;
    if (node->kind == Node::Kind::time) time = node->time;
    if (!time) {
        const auto what = node->kind == Node::Kind::text
                              ? fmt::format("'{}' is not a time of day", base::escaped(node->text))
                              : kind_problem(key, node->kind);
        x_findings->wrong(node->at, what, std::string{clock_mend});
    } else if (*time == base::days{1} && !midnight) {
        x_findings->wrong(node->at, fmt::format("'{}' must lie within the day", key), "write 00:00 to 23:59");
    } else {
        into = *time;
    }
}

void Section::count(const std::string& key, int& into, int least, int most) {
    const auto* node = asked(key, Node::Kind::integer, "it must be a whole number");
    if (node == nullptr) return;
    if (node->integer < least || node->integer > most)
        x_findings->wrong(node->at, fmt::format("'{}' must lie between {} and {}", key, least, most));
    else
        into = static_cast<int>(node->integer);
}

std::optional<base::Date> Section::date(const std::string& key) {
    const auto* node = asked(key, Node::Kind::date, "write it like 2026-12-24, without quotes");
    return node == nullptr ? std::nullopt : std::optional{node->date};
}

std::optional<std::size_t> Section::word(const std::string& key, std::span<const std::string> words) {
    const auto* node = asked(key, Node::Kind::text, "it must be one of " + base::listed(words));
    if (node == nullptr) return std::nullopt;
    const auto found = std::ranges::find(words, node->text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    x_findings->wrong(node->at, fmt::format("'{}' is not known for '{}'", base::escaped(node->text), key),
                      base::suggest(node->text, words));
    return std::nullopt;
}

Section Section::table(const std::string& key) {
    const auto* node = asked(key, Node::Kind::table, fmt::format("write it as the table [{}]", key));
    return {*x_findings, x_path.empty() ? key : x_path + "." + key, node, node == nullptr ? x_at : node->at};
}

std::vector<Section> Section::tables(const std::string& key) {
    std::vector<Section> list;
    const auto path = x_path.empty() ? key : x_path + "." + key;
    const auto mend = fmt::format("write it as tables [[{}]]", path);
    const auto* node = asked(key);
    if (node == nullptr) return list;
    if (node->kind == Node::Kind::table)
        list.emplace_back(*x_findings, path, node, node->at);
    else if (node->kind != Node::Kind::array)
        x_findings->wrong(node->at, kind_problem(key, node->kind), mend);
    else
        for (const auto& each : node->items) {
            if (each.kind == Node::Kind::table)
                list.emplace_back(*x_findings, path, &each, each.at);
            else
                x_findings->wrong(each.at, kind_problem(key, each.kind), mend);
        }
    return list;
}

std::span<const Node> Section::array(const std::string& key) {
    const auto* node = asked(key, Node::Kind::array, "it must be an array");
    return node == nullptr ? std::span<const Node>{} : std::span<const Node>{node->items};
}

void Section::finish() {
    if (x_node == nullptr) return;
    const std::vector<std::string> known(x_known.begin(), x_known.end());
    for (const auto& each : x_node->items) {
        if (x_known.contains(each.key)) continue;
        const auto what = x_path.empty()
                              ? fmt::format("there is no key '{}' here", base::escaped(each.key))
                              : fmt::format("[{}] has no key '{}'", x_path, base::escaped(each.key));
        x_findings->wrong(each.key_at, what, base::suggest(each.key, known));
    }
}

} // namespace followup::config
