#include "shell/run/forgetting.hpp"

#include "core/mail/mentions.hpp"
#include "core/queue/redact.hpp"
#include "shell/files/files.hpp"
#include "shell/run/setup.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace followup::run {
namespace {

namespace fs = std::filesystem;

std::string tombstone_file(const config::Config& config) {
    return config.state + "/tombstones";
}

/// "SECONDS.NUMBER.DOMAIN", as our own Maildir names them; 0 for any other name.
std::int64_t mail_number(std::string_view name) {
    const auto first = name.find('.');
    if (first == std::string_view::npos) return 0;
    std::int64_t number = 0;
    const auto rest = name.substr(first + 1);
    std::from_chars(rest.data(), rest.data() + rest.size(), number);
    return number;
}

base::Result<void> remove_mails(const Forgotten& forgotten, const config::Config& config) {
    std::set<std::int64_t> theirs;
    for (const auto& mail : forgotten.erased.mails)
        theirs.insert(mail.number);
    if (theirs.empty()) return {};
    for (const auto* part : {"/new", "/cur", "/tmp"}) {
        const auto folder = maildir_path(config) + part;
        std::error_code failure;
        std::vector<fs::path> found;
        for (fs::directory_iterator at{folder, failure}, end; !failure && at != end; at.increment(failure))
            if (theirs.contains(mail_number(at->path().filename().string()))) found.push_back(at->path());
        for (const auto& path : found)
            if (!fs::remove(path, failure) && failure)
                return base::problem(path.string(), "cannot be removed: " + failure.message());
        if (!found.empty())
            if (auto synced = files::sync_folder(folder); !synced) return synced;
    }
    return {};
}

base::Result<void> remove_answers(const Forgotten& forgotten, const config::Config& config) {
    constexpr std::size_t bytes_max = 64 * 1024 * 1024;
    const auto inbox = inbox_path(config);
    if (inbox.empty() || forgotten.addresses.empty()) return {};
    for (const auto* part : {"/new", "/cur"}) {
        const auto folder = inbox + part;
        std::error_code failure;
        std::vector<fs::path> theirs;
        for (fs::directory_iterator at{folder, failure}, end; !failure && at != end; at.increment(failure)) {
            const auto bytes = files::read(at->path().string(), bytes_max);
            // What cannot be read is not known to be anybody else's either, but it is not ours to guess.
            if (bytes && mail::mentions(*bytes, forgotten.addresses)) theirs.push_back(at->path());
        }
        for (const auto& path : theirs)
            if (!fs::remove(path, failure) && failure)
                return base::problem(path.string(), "cannot be removed: " + failure.message());
        if (!theirs.empty())
            if (auto synced = files::sync_folder(folder); !synced) return synced;
    }
    return {};
}

base::Result<void> write_tombstones(const config::Config& config, const std::vector<store::Tombstone>& all) {
    std::string text;
    for (const auto& each : all)
        text += each.tag + " " + base::rfc3339(each.at) + "\n";
    return files::write(tombstone_file(config), text, 0600);
}

base::Result<void> bury(const store::Erased& erased, const config::Config& config, Instant now) {
    auto all = tombstones_beside(config);
    if (!all) return std::unexpected(all.error());
    std::erase_if(*all, [&](const store::Tombstone& each) { return each.tag == erased.tag; });
    all->push_back({erased.tag, now});
    return write_tombstones(config, *all);
}

} // namespace

base::Result<std::vector<store::Tombstone>> tombstones_beside(const config::Config& config) {
    const auto path = tombstone_file(config);
    std::vector<store::Tombstone> all;
    if (!fs::exists(path)) return all;
    const auto text = files::read(path, 256 * 1024 * 1024);
    if (!text) return std::unexpected(text.error());
    std::string_view rest = *text;
    for (int line = 1; !rest.empty(); ++line) {
        const auto one = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        const auto blank = one.find(' ');
        const auto at = blank == std::string_view::npos ? base::parse_instant("")
                                                        : base::parse_instant(one.substr(blank + 1));
        if (blank != 32 || !at)
            return base::problem(fmt::format("{}:{}", path, line), "is no tombstone",
                                 "take the file back from before it was changed");
        all.push_back({std::string{one.substr(0, blank)}, *at});
    }
    return all;
}

base::Result<std::size_t> keep_tombstones(const config::Config& config,
                                          std::span<const store::Tombstone> known) {
    auto all = tombstones_beside(config);
    if (!all) return std::unexpected(all.error());
    bool changed = false;
    for (const auto& each : known) {
        const auto found = std::ranges::find(*all, each.tag, &store::Tombstone::tag);
        if (found != all->end() && found->at >= each.at) continue;
        changed = true;
        if (found == all->end())
            all->push_back(each);
        else
            found->at = each.at;
    }
    if (changed)
        if (auto written = write_tombstones(config, *all); !written) return std::unexpected(written.error());
    return all->size();
}

base::Result<void> purge(const Forgotten& forgotten, const config::Config& config, spool::Spool& queue,
                         Instant now) {
    // The tombstone first: whatever fails afterwards, a restore does not bring them back.
    if (auto buried = bury(forgotten.erased, config, now); !buried) return buried;
    queue::Whose whose{forgotten.identity, {}};
    whose.interviews.insert(forgotten.erased.interviews.begin(), forgotten.erased.interviews.end());
    const auto note =
        fmt::format("# On {} a candidate was forgotten at the request of this file.\n", base::rfc3339(now));
    const auto revised = queue.revise([&](const std::string& bytes) { return queue::redacted(bytes, whose); },
                                      forgotten.file, note);
    if (!revised) return std::unexpected(revised.error());
    if (auto removed = remove_answers(forgotten, config); !removed) return removed;
    return remove_mails(forgotten, config);
}

std::string report(const Forgotten& forgotten) {
    const auto& erased = forgotten.erased;
    std::string left;
    for (const auto& mail : erased.mails)
        if (mail.left)
            left += fmt::format("{}{} to={} at={}", left.empty() ? "" : ", ", mail.number,
                                mail.to_candidate ? "candidate" : "recruiter", base::rfc3339(*mail.left));
    return fmt::format("forgot a candidate for {}: cases={} interviews={} mails={}{}{}", forgotten.by,
                       erased.cases.size(), erased.interviews.size(), erased.mails.size(),
                       left.empty() ? "; no mail had left" : "; mails that had already left: ", left);
}

} // namespace followup::run
