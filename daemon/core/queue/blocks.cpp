#include "core/queue/blocks.hpp"

#include "core/base/text.hpp"
#include "core/queue/bodies.hpp"
#include "core/queue/limits.hpp"

#include <algorithm>

namespace followup::queue {
namespace {

void add_blocks(std::vector<EventBlock>& blocks, toml::table& root, std::string_view kind) {
    auto* node = root.get(kind);
    auto* list = node == nullptr ? nullptr : node->as_array();
    if (list == nullptr) return;
    for (auto& each : *list)
        if (auto* table = each.as_table()) blocks.push_back({kind, table, place(*table).line});
}

} // namespace

std::optional<toml::table> parsed(std::string_view bytes) {
    if (flaw_before_parsing(bytes)) return std::nullopt;
    try {
        return toml::parse(bytes);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::vector<EventBlock> event_blocks(toml::table& root) {
    std::vector<EventBlock> blocks;
    add_blocks(blocks, root, "interview");
    for (const auto& kind : other_kinds)
        add_blocks(blocks, root, kind.name);
    std::ranges::stable_sort(blocks, {}, &EventBlock::line);
    return blocks;
}

std::vector<std::string_view> lines_of(std::string_view bytes) {
    std::vector<std::string_view> lines;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1);
        lines.push_back(bytes.substr(0, end + 1));
        bytes.remove_prefix(end + 1);
    }
    return lines;
}

std::size_t beginning(const std::vector<std::string_view>& lines, std::uint32_t heading) {
    auto begin = std::min<std::size_t>(heading - 1, lines.size());
    while (begin > 0 && base::trimmed(lines[begin - 1]).starts_with('#'))
        --begin;
    return begin;
}

std::string as_utf8(std::string_view bytes) {
    const bool little = bytes.starts_with("\xff\xfe");
    if (!little && !bytes.starts_with("\xfe\xff")) return std::string{bytes};
    std::string text;
    char32_t high = 0;
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        const auto byte = [&](std::size_t n) { return static_cast<unsigned char>(bytes[at + n]); };
        const char32_t unit = little ? byte(1) * 256U + byte(0) : byte(0) * 256U + byte(1);
        if (unit >= 0xD800 && unit < 0xDC00) {
            high = unit;
        } else if (unit >= 0xDC00 && unit < 0xE000) {
            if (high != 0) base::append_utf8(text, 0x10000 + (high - 0xD800) * 0x400 + (unit - 0xDC00));
            high = 0;
        } else {
            base::append_utf8(text, unit);
        }
    }
    return text;
}

} // namespace followup::queue
