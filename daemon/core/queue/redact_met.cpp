#include "core/queue/redact.hpp"

#include "core/base/text.hpp"
#include "core/queue/blocks.hpp"
#include "core/queue/bodies.hpp"
#include "core/queue/canonical.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace followup::queue {
namespace {

constexpr std::string_view gone_line = "# Somebody met has been forgotten; what told of them is left out.\n";

/// Keys whose values are no person's words, and are never changed.
constexpr std::array<std::string_view, 12> fixed{"id",        "recruiter", "case", "zone",
                                                 "language",  "interview", "duty", "position",
                                                 "candidate", "employer",  "was",  "on"};

std::string text_of(const toml::table& table, std::string_view key) {
    const auto* node = table.get(key);
    return node == nullptr ? std::string{} : node->value_or(std::string{});
}

/// What becomes of one event.
enum class Fate { stays, changed, gone };

class Taking {
  public:
    explicit Taking(const WhoseMet& whose) : x_whose(whose), x_who(whose.who) {}

    Fate fate(std::string_view kind, toml::table& table) {
        if (kind == "forget") return x_who.called(text_of(table, "met")) ? Fate::gone : Fate::stays;
        if (!tells(kind, table)) return Fate::stays;
        if (about_them(table)) return Fate::gone;
        x_changed = false;
        const auto from = text_of(table, "from");
        if (kind == "heard" && (x_who.called(from) || x_who.named_in(from)))
            for (const auto* key : {"from", "notes"})
                x_changed = table.erase(key) > 0 || x_changed;
        take_out(table);
        return x_changed ? Fate::changed : Fate::stays;
    }

  private:
    static Met met_of(const toml::table& table) {
        Met met;
        met.id = text_of(table, "id");
        met.name = text_of(table, "name");
        met.was = text_of(table, "was");
        if (auto address = MailAddress::parse(text_of(table, "email"))) met.email = *address;
        return met;
    }

    /// Whether it is of an interview that tells of them, or could: an address is of nobody else.
    bool tells(std::string_view kind, const toml::table& table) const {
        const auto id = kind == "interview" ? text_of(table, "id") : named_interview(kind, table);
        if (x_whose.interviews.contains(id) || names_address(table)) return true;
        const auto* node = kind == "interview" ? table.get("employer") : nullptr;
        const auto* employer = node == nullptr ? nullptr : node->as_table();
        return employer != nullptr && x_whose.employers.contains(base::folded(text_of(*employer, "name")));
    }

    bool names_address(const toml::node& node) const {
        if (const auto* text = node.as_string()) {
            const auto lower = base::ascii_lower(text->get());
            return std::ranges::any_of(x_who.addresses,
                                       [&](const auto& address) { return lower.contains(address); });
        }
        bool found = false;
        if (const auto* table = node.as_table())
            for (const auto& [key, each] : *table)
                found = found || names_address(each);
        if (const auto* list = node.as_array())
            for (const auto& each : *list)
                found = found || names_address(each);
        return found;
    }

    /// A letter, a call, a duty: an event that is about nobody else.
    bool about_them(const toml::table& table) const {
        for (const auto* key : {"to", "whom", "met", "promise"})
            if (x_who.called(text_of(table, key))) return true;
        for (const auto* key : {"duty", "whom"}) {
            const auto parts = base::split(text_of(table, key), '/');
            if (parts.size() == 3 && is_key(parts[2])) return true;
        }
        return false;
    }

    /// "margaret-chen", or "margaret-chen-2": as duty ids name them.
    bool is_key(std::string key) const {
        const auto slug_of = [&](const auto& name) { return base::slug(name) == key; };
        if (std::ranges::any_of(x_who.names, slug_of)) return true;
        const auto dash = key.find_last_not_of("0123456789");
        if (dash == std::string::npos || key[dash] != '-' || dash + 1 == key.size()) return false;
        key.resize(dash);
        return std::ranges::any_of(x_who.names, slug_of);
    }

    bool theirs(std::string_view key, const toml::node& node) const {
        const auto* table = node.as_table();
        const auto* text = node.as_string();
        if (key == "met") return table != nullptr && x_who.is(met_of(*table));
        if (key == "promise") return table != nullptr && x_who.called(text_of(*table, "call"));
        if (key == "objections") {
            const auto by = table == nullptr ? std::string{} : text_of(*table, "by");
            return x_who.called(by) || x_who.named_in(by);
        }
        if (key != "with" || text == nullptr) return false;
        return x_who.seen_as(text->get());
    }

    void take_out(toml::table& table) {
        for (auto&& [name, node] : table) {
            const std::string_view key = name.str();
            if (std::ranges::find(fixed, key) != fixed.end()) continue;
            if (auto* list = node.as_array()) {
                for (auto each = list->begin(); each != list->end();)
                    if (theirs(key, *each)) {
                        each = list->erase(each);
                        x_changed = true;
                    } else {
                        ++each;
                    }
                for (auto& each : *list)
                    take_out(each);
            } else {
                take_out(node);
            }
        }
    }
    void take_out(toml::node& node) {
        if (auto* table = node.as_table()) return take_out(*table);
        auto* text = node.as_string();
        if (text == nullptr) return;
        auto left = x_who.taken_out_of(text->get());
        if (left == text->get()) return;
        text->get() = std::move(left);
        x_changed = true;
    }

    const WhoseMet& x_whose;
    const Somebody& x_who;
    bool x_changed = false;
};

std::string written(std::string_view kind, const toml::table& table) {
    toml::table root;
    root.insert(kind, toml::array{table});
    std::ostringstream text;
    text << toml::toml_formatter{root, toml::toml_formatter::default_flags & ~toml::format_flags::indentation}
         << "\n\n";
    return text.str();
}

/// A file that is no event file, as its bytes stand.
std::optional<std::string> blackened(std::string_view bytes, const WhoseMet& whose) {
    const auto text = as_utf8(bytes);
    const auto of_interview = [&](const auto& id) { return text.contains(id); };
    if (!whose.who.named_in(text) && std::ranges::none_of(whose.interviews, of_interview))
        return std::nullopt;
    auto left = whose.who.taken_out_of(text);
    if (left == text) return std::nullopt;
    // What was no UTF-8 cannot be written as it was.
    return text == bytes ? std::optional{std::move(left)} : std::optional{std::string{}};
}

struct Part {
    EventBlock block;
    Fate fate = Fate::stays;
    std::size_t begin = 0; ///< among the lines
};

std::string what_is_left(std::string_view bytes, const std::vector<Part>& parts, const Somebody& who) {
    const auto lines = lines_of(bytes);
    std::string left;
    const auto add_lines = [&](std::size_t begin, std::size_t end) {
        for (auto n = begin; n < end; ++n)
            if (!base::trimmed(lines[n]).starts_with('#') || !who.named_in(lines[n])) left += lines[n];
    };
    add_lines(0, parts.empty() ? lines.size() : parts.front().begin);
    for (std::size_t n = 0; n < parts.size(); ++n) {
        const auto end = n + 1 < parts.size() ? parts[n + 1].begin : lines.size();
        if (parts[n].fate == Fate::stays) add_lines(parts[n].begin, end);
        if (parts[n].fate == Fate::changed) left += written(parts[n].block.kind, *parts[n].block.table);
    }
    return left;
}

std::vector<std::string> digests(const std::vector<EventBlock>& blocks) {
    std::vector<std::string> all;
    for (const auto& each : blocks)
        all.push_back(digest(each.kind, *each.table));
    std::ranges::sort(all);
    return all;
}

} // namespace

std::optional<std::string> redacted(std::string_view bytes, const WhoseMet& whose) {
    auto root = parsed(bytes);
    if (!root) return blackened(bytes, whose);
    Taking taking{whose};
    std::vector<Part> parts;
    std::vector<EventBlock> staying;
    const auto lines = lines_of(bytes);
    bool same = true;
    for (const auto& block : event_blocks(*root)) {
        Part part{block, taking.fate(block.kind, *block.table), beginning(lines, block.line)};
        same = same && part.fate == Fate::stays;
        if (part.fate != Fate::gone) staying.push_back(block);
        parts.push_back(part);
    }
    if (parts.empty()) return blackened(bytes, whose);
    auto left = what_is_left(bytes, parts, whose.who);
    if (same && left == bytes) return std::nullopt;
    if (staying.empty()) return std::string{};
    // Tables need not stand one below the other: then all of them are written anew.
    auto again = parsed(left);
    if (!again || digests(event_blocks(*again)) != digests(staying)) {
        left.clear();
        for (const auto& each : staying)
            left += written(each.kind, *each.table);
    }
    return lacks_somebody(left) ? left : std::string{gone_line} + left;
}

bool lacks_somebody(std::string_view bytes) {
    return bytes.contains(gone_line);
}

} // namespace followup::queue
