#include "core/queue/reader.hpp"

#include "core/base/text.hpp"

namespace followup::queue {
namespace {

constexpr std::string_view recruiter_key = "recruiter";

/// The text of `recruiter = "…"` when it stands at the front of `text`; empty otherwise.
std::string_view value_at(std::string_view text) {
    text = base::trimmed(text.substr(recruiter_key.size()));
    if (!text.starts_with('=')) return {};
    text = base::trimmed(text.substr(1));
    if (text.size() < 2 || (text.front() != '"' && text.front() != '\'')) return {};
    const auto end = text.find(text.front(), 1);
    return end == std::string_view::npos ? std::string_view{} : base::trimmed(text.substr(1, end - 1));
}

} // namespace

// A broken file has no tables to ask, and a whole one is answered alike: only the words are looked at.
std::string recruiter_named(std::string_view bytes) {
    constexpr std::size_t id_bytes_max = 64;
    bytes = bytes.substr(0, file_bytes_max);
    while (!bytes.empty()) {
        const auto line = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
        for (auto at = line.find(recruiter_key); at != std::string_view::npos;
             at = line.find(recruiter_key, at + 1)) {
            const auto before = base::trimmed(line.substr(0, at));
            // At the front of a line or of an entry of an inline table; not in a comment or a longer word.
            if (!before.empty()
                && (before.starts_with('#') || (before.back() != '{' && before.back() != ',')))
                continue;
            const auto id = value_at(line.substr(at));
            if (!id.empty() && id.size() <= id_bytes_max && base::is_utf8(id) && !base::has_control(id))
                return std::string{id};
        }
    }
    return {};
}

} // namespace followup::queue
