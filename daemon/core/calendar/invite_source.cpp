#include "core/calendar/invite_source.hpp"

#include "core/base/text.hpp"
#include "core/calendar/invite.hpp"
#include "core/mail/mime.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

constexpr std::size_t sources_max = 20;
constexpr std::string_view mend_none =
    "import the invitation itself, mostly called invite.ics, or the mail with it";

/// Which UTF-16 it is: by its byte order mark, else by the zeros between the letters of its first word.
std::string_view utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
    if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
    if (bytes.size() < 4) return {};
    if (bytes[0] != '\0' && bytes[1] == '\0' && bytes[2] != '\0' && bytes[3] == '\0') return "utf-16le";
    if (bytes[0] == '\0' && bytes[1] != '\0' && bytes[2] == '\0' && bytes[3] != '\0') return "utf-16be";
    return {};
}

/// Bytes of UTF-16 as UTF-8; all others as they are.
std::string without_utf16(std::string_view bytes) {
    const auto charset = utf16(bytes);
    if (charset.empty()) return std::string{bytes};
    auto text = mail::as_utf8(std::string{bytes}, charset);
    constexpr std::string_view mark = "\uFEFF";
    if (text.starts_with(mark)) text.erase(0, mark.size());
    return text;
}

bool is_calendar(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    constexpr std::string_view begin = "begin:vcalendar";
    return base::ascii_lower(base::trimmed(text.substr(0, 200)).substr(0, begin.size())) == begin;
}

/// Each line by itself: a line may be folded within a letter, and some programs write what others wrote in
/// another character set as it came.
void decode(std::vector<hours::IcsLine>& lines) {
    for (auto& line : lines) {
        if (base::is_utf8(line.text)) continue;
        // Without an end its last letter would be taken for the beginning of one.
        line.text = mail::as_utf8(line.text + "\n", "windows-1252");
        line.text.pop_back();
    }
}

InviteSource source(std::string_view text, const std::string& file, std::string method) {
    InviteSource read{hours::ics_events(text, file), std::move(method)};
    for (auto& lines : read.file.calendars)
        decode(lines);
    for (auto& lines : read.file.zones)
        decode(lines);
    for (auto& event : read.file.events)
        decode(event.lines);
    return read;
}

/// `method=REQUEST` of a Content-Type.
std::string method_in(std::string_view content_type) {
    const auto lower = base::ascii_lower(content_type);
    constexpr std::string_view key = "method=";
    for (auto at = lower.find(key); at != std::string::npos; at = lower.find(key, at + 1)) {
        if (at > 0 && lower[at - 1] != ';' && lower[at - 1] != ' ' && lower[at - 1] != '\t') continue;
        auto value = std::string_view{lower}.substr(at + key.size());
        if (value.starts_with('"')) value.remove_prefix(1);
        return hours::ics_name(value.substr(0, value.find_first_of("\"; \t")));
    }
    return {};
}

bool holds_calendar(const mail::Part& part) {
    constexpr std::array<std::string_view, 3> types{"text/calendar", "application/ics", "text/x-vcalendar"};
    return std::ranges::find(types, part.type) != types.end()
           || base::ascii_lower(part.file).ends_with(".ics");
}

/// The part's calendar, whatever it says of its character set; what is folded within a letter is no valid
/// UTF-8 before it is unfolded.
std::string calendar_text(const mail::Part& part) {
    const auto name = base::ascii_lower(part.charset);
    const bool plain = name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii";
    auto text = plain ? without_utf16(part.bytes) : mail::as_utf8(part.bytes, part.charset);
    return is_calendar(text) ? text : without_utf16(part.bytes);
}

base::Checked<std::vector<InviteSource>> in_mail(std::string_view bytes, const std::string& file) {
    std::vector<InviteSource> found;
    std::vector<std::string> seen;
    bool outlook = false;
    for (const auto& part : mail::parts_of(bytes, mail::Extent::whole)) {
        outlook = outlook || part.type == "application/ms-tnef" || part.file == "winmail.dat";
        if (!holds_calendar(part) || found.size() == sources_max) continue;
        if (part.bytes.size() > invitation_bytes_max)
            return std::unexpected(
                base::Problems{{file,
                                fmt::format("the invitation in this mail has {} bytes; at most {} are taken",
                                            part.bytes.size(), invitation_bytes_max),
                                "take attachments out of the invitation"}});
        auto text = calendar_text(part);
        // The same is often there twice: as an alternative, and as a file.
        if (!is_calendar(text) || std::ranges::find(seen, text) != seen.end()) continue;
        const auto type = std::ranges::find(part.headers, std::string_view{"content-type"},
                                            &std::pair<std::string, std::string>::first);
        found.push_back(
            source(text, file, type == part.headers.end() ? std::string{} : method_in(type->second)));
        seen.push_back(std::move(text));
    }
    if (!found.empty()) return found;
    return std::unexpected(base::Problems{
        {file,
         outlook ? "this mail holds no invitation that can be read: what is in it only Outlook reads "
                   "(winmail.dat)"
                 : "this mail holds no invitation: no part of it is a calendar",
         outlook ? "save the invitation itself as invite.ics" : std::string{mend_none}}});
}

/// Whether its first line may begin a mail.
bool may_be_mail(std::string_view bytes) {
    const auto line = bytes.substr(0, bytes.find_first_of("\r\n"));
    if (line.starts_with("From ")) return true;
    const auto colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon > 76) return false;
    return std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c < '\x7F'; });
}

} // namespace

base::Checked<std::vector<InviteSource>> invite_sources(std::string_view bytes, const std::string& file) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return std::unexpected(base::Problems{{file, "this is a message as only Outlook reads it (.msg)",
                                               "save it as .ics, or as a mail (.eml)"}});
    const auto text = without_utf16(bytes.substr(0, invitation_mail_bytes_max));
    if (!is_calendar(text) && may_be_mail(bytes)) return in_mail(bytes, file);
    if (bytes.size() > invitation_bytes_max)
        return std::unexpected(base::Problems{
            {file,
             fmt::format("the file has {} bytes; at most {} are taken", bytes.size(), invitation_bytes_max),
             "take attachments out of the invitation"}});
    std::vector<InviteSource> found;
    found.push_back(source(text, file, {}));
    if (!found.front().file.events.empty()) return found;
    auto problems = found.front().file.problems;
    if (problems.empty())
        problems.push_back({fmt::format("{}:1", file), "the file holds no event", std::string{mend_none}});
    return std::unexpected(std::move(problems));
}

} // namespace followup::calendar
