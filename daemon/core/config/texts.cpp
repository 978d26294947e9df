#include "core/base/text.hpp"
#include "core/config/sections.hpp"
#include "core/config/values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace followup::config {

void read_letters(Section letters, letter::Transit& into) {
    letters.count("elsewhere", into.elsewhere, 1, 60);
    letters.count("abroad", into.abroad, 1, 60);
    std::set<std::string> seen;
    for (auto& each : letters.tables("transit")) {
        std::string country;
        int days = into.elsewhere;
        each.required("country", country);
        each.count("days", days, 1, 60);
        if (!each.has("days"))
            each.wrong("days", "'transit' needs 'days'", "write the working days in the post");
        const auto code = base::ascii_lower(country);
        const bool shaped =
            code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
        if (!country.empty() && !shaped)
            each.wrong("country", fmt::format("'{}' is no country code", base::escaped(country)),
                       "write its two letters, such as \"us\" or \"de\"");
        else if (!country.empty() && !seen.insert(code).second)
            each.wrong("country", fmt::format("'{}' stands there twice", code), "leave one of them out");
        else
            into.within[code] = days;
        each.finish();
    }
    letters.finish();
}

void read_texts(Section& mail, const std::string& file, const Directories& directories, Config& config) {
    std::string folder = "templates";
    mail.text("templates", folder);
    const auto path = beside(file, folder);
    std::map<std::string, std::string> files;
    if (directories.folder) {
        auto found = directories.folder(path);
        if (found)
            files = std::move(*found);
        else
            mail.findings().wrong(mail.at("templates"), found.error());
    }
    auto texts = words::Texts::with(files, path);
    if (!texts)
        for (const auto& problem : texts.error())
            mail.findings().wrong(problem);
    config.texts = std::make_shared<const words::Texts>(texts ? std::move(*texts) : words::Texts{});
}

void compare_languages(Section& agency, const Config& config) {
    std::set<std::string> wanted = {config.rules.agency.language};
    for (const auto& recruiter : config.rules.agency.recruiters)
        if (!recruiter.language.empty()) wanted.insert(recruiter.language);
    for (const auto& language : wanted)
        if (!config.texts->speaks(language))
            agency.findings().warn(
                agency.at("language"),
                fmt::format("there are no texts in '{}': such mails are English", language));
}

} // namespace followup::config
