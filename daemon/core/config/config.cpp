#include "core/config/config.hpp"

#include "core/config/sections.hpp"
#include "core/config/values.hpp"

#include <fmt/format.h>

namespace followup::config {
namespace {

void read_paths(Section paths, const std::string& file, const Directories& directories, Config& config) {
    config.queue = directories.queue;
    config.state = directories.state;
    for (const auto& [key, path] : {std::pair{"queue", &config.queue}, std::pair{"state", &config.state}}) {
        std::string written;
        paths.text(key, written);
        if (!written.empty()) *path = beside(file, written);
    }
    if (config.queue == config.state)
        paths.wrong(paths.has("queue") ? "queue" : "state", "'queue' and 'state' cannot be one folder");
    paths.finish();
}

void read_ledger(Section ledger, const std::string& file, Config& config) {
    std::string url;
    ledger.text("url", url);
    const std::string_view text = url;
    if (text.starts_with("postgresql:") || text.starts_with("postgres:")) {
        ledger.wrong("url", "PostgreSQL is not built into this version", "take sqlite:PATH");
    } else if (text.starts_with("sqlite:") && text.size() > 7) {
        const auto path = text.substr(text.starts_with("sqlite:///") ? 9 : 7);
        config.ledger_url = "sqlite:" + beside(file, path);
    } else if (!url.empty()) {
        ledger.wrong("url", fmt::format("the ledger cannot be at '{}'", url),
                     "write it like sqlite:/var/lib/followupd/ledger.sqlite");
    }
    ledger.finish();
}

/// Reminders at wall-clock times that no mail can go out at wait for the next opening: not wrong, but a
/// surprise.
void compare_window(Section& policy, Config& config) {
    const auto& window = config.rules.window;
    const auto& rules = config.rules.policy;
    for (const auto& [key, at] :
         {std::pair{"eve_nudge", rules.eve_nudge}, std::pair{"day_nudge", rules.day_nudge},
          std::pair{"decision_nudge", rules.decision_nudge}, std::pair{"names_nudge", rules.names_nudge},
          std::pair{"digest_at", rules.digest_at}})
        if (at < window.from || at >= window.until)
            policy.findings().warn(policy.at(key),
                                   fmt::format("'{}' ({}) lies outside of the sending window {} to {}", key,
                                               clock_words(at), clock_words(window.from),
                                               clock_words(window.until)));
}

/// The lines of a table, from its header to the next one.
std::string_view part_of(std::string_view bytes, std::string_view header) {
    auto begin = bytes.starts_with(header) ? 0 : bytes.find("\n" + std::string{header});
    if (begin == std::string_view::npos) return {};
    if (bytes[begin] == '\n') ++begin;
    const auto end = bytes.find("\n[", begin);
    return bytes.substr(begin, end == std::string_view::npos ? end : end + 1 - begin);
}

Config read_tables(const Node& root, const HolidaySources& sources, const Directories& directories,
                   Findings& findings) {
    Config config;
    Section top{findings, "", &root, At{}};
    auto policy = top.table("policy");
    read_agency(top.table("agency"), top.tables("recruiter"), config);
    read_paths(top.table("paths"), sources.file, directories, config);
    read_ledger(top.table("ledger"), sources.file, config);
    auto mail = top.table("mail");
    read_texts(mail, sources.file, directories, config);
    read_mail(mail, sources.file, config);
    read_letters(top.table("letters"), config.transit);
    auto agency = top.table("agency");
    compare_languages(agency, config);
    read_web(top.table("web"), sources.file, config);
    read_monitor(top.table("monitor"), config.monitor);
    read_hours(top.table("hours"), sources, config);
    read_policy(policy, config.rules.policy);
    compare_window(policy, config);
    top.finish();
    config.warnings = findings.warnings();
    return config;
}

} // namespace

base::Checked<Config> read(std::string_view bytes, const std::string& file, const ReadFile& files,
                           const Directories& directories, base::Date today) {
    const auto root = parse(bytes, file);
    if (!root) return std::unexpected(base::Problems{root.error()});
    Findings findings{file};
    auto config = read_tables(*root, {files, directories.holidays, file, today}, directories, findings);
    if (findings.count() > 0) return std::unexpected(findings.problems());
    return config;
}

Config places(std::string_view bytes, const std::string& file, const Directories& directories,
              base::Problems problems) {
    auto root = parse(bytes, file);
    // With a mistake in its syntax no other part of the file can be read: that one alone may be without any.
    if (!root) root = parse(part_of(bytes, "[paths]"), file);
    Findings findings{file};
    Config config;
    Section top{findings, "", root ? &*root : nullptr, At{}};
    read_paths(top.table("paths"), file, directories, config);
    config.problems = std::move(problems);
    return config;
}

std::set<std::string> keys() {
    // Asking is knowing: a text with one of everything makes the reader ask for every key there is.
    const auto root =
        parse("recruiter = [{}]\nmail.relays = [{}]\nhours.closed = [{}]\nletters.transit = [{}]\n", "keys");
    const ReadFile none = [](const std::string& path) -> base::Result<std::string> {
        return base::problem(path, "there are no files here");
    };
    Findings findings{"keys"};
    const Directories directories;
    const std::string file = "keys";
    static_cast<void>(
        read_tables(*root, {none, directories.holidays, file, base::Date{}}, directories, findings));
    return findings.keys();
}

} // namespace followup::config
