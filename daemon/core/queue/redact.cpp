#include "core/queue/redact.hpp"

#include "core/base/text.hpp"
#include "core/queue/blocks.hpp"
#include "core/queue/bodies.hpp"
#include "core/queue/canonical.hpp"

#include <algorithm>
#include <vector>

namespace followup::queue {
namespace {

struct Block {
    std::uint32_t line = 0; ///< of its heading, from 1
    std::string digest;
    bool theirs = false;
};

std::string text_of(const toml::node* node) {
    return node == nullptr ? std::string{} : node->value_or(std::string{});
}

bool names(const Whose& whose, std::string_view said) {
    const auto alike = [said](std::string_view known) {
        return said == known || base::ascii_lower(base::trimmed(said)) == base::ascii_lower(known);
    };
    return !said.empty() && (alike(whose.identity) || std::ranges::any_of(whose.called, alike));
}

bool theirs(std::string_view kind, const toml::table& table, const Whose& whose) {
    if (kind == "forget") return names(whose, text_of(table.get("candidate")));
    if (kind != "interview") return whose.interviews.contains(named_interview(kind, table));
    if (whose.interviews.contains(text_of(table.get("id")))) return true;
    const auto* candidate = table.get("candidate");
    const auto* said = candidate == nullptr ? nullptr : candidate->as_table();
    return said != nullptr
           && (names(whose, text_of(said->get("id"))) || names(whose, text_of(said->get("email"))));
}

/// The events of the file in the order of their headings; nothing when it cannot be read.
std::optional<std::vector<Block>> blocks_of(std::string_view bytes, const Whose& whose) {
    auto root = parsed(bytes);
    if (!root) return std::nullopt;
    std::vector<Block> blocks;
    for (const auto& each : event_blocks(*root))
        blocks.push_back({each.line, digest(each.kind, *each.table), theirs(each.kind, *each.table, whose)});
    return blocks;
}

/// Whether a name stands in a folded text as words of its own.
bool stands_in(std::string_view text, const std::string& folded) {
    const auto goes_on = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    };
    if (folded.empty()) return false;
    for (auto at = text.find(folded); at != std::string_view::npos; at = text.find(folded, at + 1)) {
        const auto end = at + folded.size();
        if ((at == 0 || !goes_on(text[at - 1])) && (end == text.size() || !goes_on(text[end]))) return true;
    }
    return false;
}

bool mentions(std::string_view bytes, const Whose& whose) {
    const auto text = base::ascii_lower(as_utf8(bytes));
    const auto holds = [&](std::string_view id) {
        return !id.empty() && text.contains(base::ascii_lower(id));
    };
    if (holds(whose.identity) || std::ranges::any_of(whose.called, holds)
        || std::ranges::any_of(whose.interviews, holds))
        return true;
    const auto folded = base::folded(text);
    return std::ranges::any_of(whose.names,
                               [&](const auto& name) { return stands_in(folded, base::folded(name)); });
}

/// The file without the lines of their blocks and comments that name them; a block begins with the comments
/// above its heading.
std::string without(std::string_view bytes, const std::vector<Block>& blocks, const Whose& whose) {
    const auto lines = lines_of(bytes);
    std::vector<std::size_t> begins;
    for (const auto& block : blocks)
        begins.push_back(beginning(lines, block.line));
    std::string left;
    for (std::size_t n = 0; n < lines.size(); ++n) {
        const auto block = std::ranges::upper_bound(begins, n) - begins.begin();
        if (block > 0 && blocks[static_cast<std::size_t>(block) - 1].theirs) continue;
        if (!base::trimmed(lines[n]).starts_with('#') || !mentions(lines[n], whose)) left += lines[n];
    }
    return left;
}

std::vector<std::string> digests(const std::vector<Block>& blocks, bool of_others) {
    std::vector<std::string> all;
    for (const auto& block : blocks)
        if (!of_others || !block.theirs) all.push_back(block.digest);
    std::ranges::sort(all);
    return all;
}

} // namespace

std::optional<std::string> redacted(std::string_view bytes, const Whose& whose) {
    const auto blocks = blocks_of(bytes, whose);
    if (!blocks) return mentions(bytes, whose) ? std::optional{std::string{}} : std::nullopt;
    if (blocks->empty() && !mentions(bytes, whose)) return std::nullopt;
    if (std::ranges::all_of(*blocks, &Block::theirs)) return std::string{};
    auto left = without(bytes, *blocks, whose);
    if (left == bytes && std::ranges::none_of(*blocks, &Block::theirs)) return std::nullopt;
    // Tables need not stand one below the other: what is left must be the others' events, unchanged.
    const auto after = blocks_of(left, whose);
    if (!after || digests(*after, false) != digests(*blocks, true)) return std::string{};
    return left;
}

} // namespace followup::queue
