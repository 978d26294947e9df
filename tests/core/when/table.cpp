#include "core/when/table.hpp"

#include "core/base/text.hpp"

#include <fstream>
#include <stdexcept>

namespace followup::when {

Context context(const std::string& reference, const std::string& zone, const std::string& holidays) {
    Context out;
    out.said = base::parse_instant(reference).value();
    out.zone = base::Zone::named(zone).value();
    if (holidays == "-") return out;
    for (const auto& item : base::split(holidays, ';')) {
        if (item == "order=dmy")
            out.order = Order::dmy;
        else if (item.starts_with("interview="))
            out.interview = base::parse_instant(item.substr(10)).value();
        else
            out.closed.push_back(
                {base::parse_date(item.substr(0, 10)).value(), item.size() > 11 ? item.substr(11) : ""});
    }
    return out;
}

Context wednesday() {
    return context("2026-03-04T10:15:00-05:00", "America/New_York", "-");
}

std::vector<Case> cases(const std::string& file, bool named) {
    std::ifstream in{std::string{FOLLOWUP_SOURCE_DIR} + "/tests/core/when/" + file};
    std::vector<Case> out;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        auto fields = base::split(line, '\t');
        if (!named) fields.insert(fields.begin(), "");
        if (fields.size() < 6) throw std::runtime_error{"a case is too short: " + line};
        out.push_back({fields[0], fields[1], context(fields[2], fields[3], fields[4]), fields[5]});
    }
    return out;
}

} // namespace followup::when
