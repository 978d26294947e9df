#include "core/hours/ics_lines.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace followup::hours {
namespace {

/// The content lines of a file; line ends may be CR LF, LF or CR.
std::vector<IcsLine> content_lines(std::string_view bytes) {
    std::vector<IcsLine> lines;
    for (std::size_t begin = 0, number = 1; begin < bytes.size(); ++number) {
        const auto end = std::min(bytes.find_first_of("\r\n", begin), bytes.size());
        const auto text = bytes.substr(begin, end - begin);
        begin = end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
        if ((text.starts_with(' ') || text.starts_with('\t')) && !lines.empty())
            lines.back().text += text.substr(1);
        else if (!base::trimmed(text).empty())
            lines.push_back({number, {}, std::string{text}});
    }
    for (auto& line : lines)
        line.name = ics_name(line.text.substr(0, line.text.find_first_of(":;")));
    return lines;
}

/// Follows BEGIN and END through a file.
class Nesting {
  public:
    Nesting(const std::string& file, IcsFile& out) : x_file(file), x_out(out) {}

    void line(IcsLine line) {
        if (line.name == "BEGIN") return begin(line);
        if (line.name == "END") return end(line);
        if (x_event && x_open.back() == "VEVENT")
            x_event->lines.push_back(std::move(line));
        else if (in_zone())
            x_out.zones.back().push_back(std::move(line));
        else if (x_open.size() == 1)
            x_out.calendars.back().push_back(std::move(line));
    }

    void finish() {
        if (x_open.empty()) return;
        if (x_event) unended();
        wrong(1, fmt::format("the file ends inside {}: it is cut", x_open.front()));
    }

    void wrong(std::size_t number, std::string what) {
        x_out.problems.push_back({fmt::format("{}:{}", x_file, number), std::move(what), {}});
    }

  private:
    static std::string component(const IcsLine& line) {
        return ics_name(base::trimmed(
            std::string_view{line.text}.substr(std::min(line.text.find(':') + 1, line.text.size()))));
    }

    [[nodiscard]] std::size_t at_calendar() const { return x_out.calendars.size() - 1; }
    [[nodiscard]] bool in_zone() const { return x_open.size() > 1 && x_open[1] == "VTIMEZONE"; }

    void unended() {
        wrong(x_event->number, "this event has no END:VEVENT and is left out");
        x_event.reset();
    }

    void begin(const IcsLine& line) {
        auto name = component(line);
        // What begins where only an event's alarm may begin shows that the end of the event is missing.
        if (x_event && (name == "VEVENT" || name == "VCALENDAR")) {
            unended();
            while (!x_open.empty() && x_open.back() != "VCALENDAR")
                x_open.pop_back();
        }
        if (x_open.empty()) x_out.calendars.emplace_back();
        if (name == "VEVENT") x_event.emplace(IcsEvent{line.number, {}, at_calendar()});
        if (in_zone())
            x_out.zones.back().push_back(line);
        else if (name == "VTIMEZONE" && x_open.size() == 1)
            x_out.zones.emplace_back();
        x_open.push_back(base::escaped(name, 40));
    }

    void end(const IcsLine& line) {
        const auto name = component(line);
        const auto at = std::ranges::find(x_open, name);
        if (at == x_open.end())
            return wrong(line.number, fmt::format("END:{} ends nothing", base::escaped(name, 40)));
        // Whatever ends here ends all that began inside it, the event among them.
        if (x_event && std::find(at, x_open.end(), "VEVENT") != x_open.end()) {
            if (name == "VEVENT" && x_open.back() == name)
                x_out.events.push_back(std::move(*x_event));
            else
                unended();
            x_event.reset();
        }
        while (x_open.back() != name)
            x_open.pop_back();
        x_open.pop_back();
        if (in_zone()) x_out.zones.back().push_back(line);
    }

    const std::string& x_file;
    IcsFile& x_out;
    std::vector<std::string> x_open;
    std::optional<IcsEvent> x_event;
};

} // namespace

std::string ics_name(std::string_view text) {
    std::string up{text};
    for (char& c : up)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return up;
}

IcsFile ics_events(std::string_view bytes, const std::string& file) {
    constexpr std::size_t bytes_max = 4 * 1024 * 1024;
    IcsFile out;
    Nesting nesting{file, out};
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    auto lines = content_lines(bytes.substr(0, bytes_max));
    if (bytes.contains('\0') || lines.empty() || ics_name(base::trimmed(lines[0].text)) != "BEGIN:VCALENDAR")
        nesting.wrong(1, "this is no iCalendar file: it does not begin with BEGIN:VCALENDAR");
    else if (bytes.size() > bytes_max)
        nesting.wrong(1, "the file is larger than 4 MiB");
    else {
        for (auto& line : lines)
            nesting.line(std::move(line));
        nesting.finish();
    }
    return out;
}

} // namespace followup::hours
