#include "shell/run/forgetting.hpp"

#include "core/mail/mentions.hpp"
#include "core/queue/redact.hpp"
#include "shell/files/files.hpp"
#include "shell/run/setup.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <set>

namespace followup::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mail_bytes_max = 64UL * 1024 * 1024;

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

constexpr std::array maildir_parts{"/new", "/cur", "/tmp"};

/// Removes the files of a Maildir that `theirs` says are, but for those that are known not to be; how many.
base::Result<int> remove_files(const std::string& maildir, const std::set<std::string>& silent,
                               const std::function<bool(const fs::path&)>& theirs) {
    int removed = 0;
    for (const auto* part : maildir_parts) {
        const auto folder = maildir + part;
        std::error_code failure;
        std::vector<fs::path> found;
        for (fs::directory_iterator at{folder, failure}, end; !failure && at != end; at.increment(failure))
            if (!silent.contains(at->path().native()) && theirs(at->path())) found.push_back(at->path());
        for (const auto& path : found)
            if (!fs::remove(path, failure) && failure)
                return base::problem(path.string(), "cannot be removed: " + failure.message());
        removed += static_cast<int>(found.size());
        if (!found.empty())
            if (auto synced = files::sync_folder(folder); !synced) return std::unexpected(synced.error());
    }
    return removed;
}

/// Whether a mail of ours in the Maildir tells of them: it is theirs, or one of several people that names
/// them. Of another candidate's own mail only an address counts: names are not always of one person.
bool tells(const fs::path& path, const std::set<std::int64_t>& theirs, const Forgotten& forgotten,
           store::Store& store) {
    const auto number = mail_number(path.filename().string());
    if (theirs.contains(number)) return true;
    const auto bytes = files::read(path.string(), mail_bytes_max);
    if (!bytes) return false; // what cannot be read is not ours to guess
    if (mail::mentions(*bytes, forgotten.addresses)) return true;
    const auto row =
        number == 0 ? base::Result<std::optional<store::MailRow>>{} : store.mail_standing(number);
    const bool of_another = row && *row && (*row)->case_number != 0;
    return !of_another && mail::mentions(*bytes, forgotten.names);
}

std::set<std::int64_t> mails_of(const Forgotten& forgotten) {
    std::set<std::int64_t> theirs;
    for (const auto& mail : forgotten.erased.mails)
        theirs.insert(mail.number);
    return theirs;
}

base::Result<int> remove_mails(const Forgotten& forgotten, const config::Config& config, store::Store& store,
                               const std::set<std::string>& silent) {
    return remove_files(maildir_path(config), silent,
                        [&, theirs = mails_of(forgotten)](const fs::path& path) {
                            return tells(path, theirs, forgotten, store);
                        });
}

base::Result<int> remove_answers(const Forgotten& forgotten, const config::Config& config,
                                 const std::set<std::string>& silent) {
    const auto inbox = inbox_path(config);
    if (inbox.empty()) return 0;
    // Of somebody met, answers of others may tell as well; what is not read yet is read first.
    return remove_files(inbox, silent, [&](const fs::path& path) {
        const bool all = forgotten.met && path.parent_path().filename() != "new";
        const auto bytes = files::read(path.string(), mail_bytes_max);
        return bytes && mail::mentions(*bytes, all ? forgotten.names : forgotten.addresses);
    });
}

/// Ledgers that were set aside and copies beside it: they are sealed, but with keys that they hold
/// themselves.
std::vector<std::string> set_aside(const config::Config& config) {
    // What lies beside the one that is open holds digests and dates alone.
    const std::set<std::string> live = {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm",
                                        "ledger.sqlite.accepted", "ledger.sqlite.suspect"};
    std::vector<std::string> found;
    std::error_code failure;
    for (fs::directory_iterator at{config.state, failure}, end; !failure && at != end;
         at.increment(failure)) {
        const auto name = at->path().filename().string();
        if (at->is_regular_file() && !live.contains(name)
            && (name.contains("sqlite") || name.contains("backup")))
            found.push_back(at->path().string());
    }
    std::ranges::sort(found);
    return found;
}

base::Result<void> write_tombstones(const config::Config& config, const std::vector<store::Tombstone>& all) {
    std::string text;
    for (const auto& each : all)
        text += each.tag + " " + base::rfc3339(each.at) + "\n";
    return files::write(tombstone_file(config), text, 0600);
}

/// By what the queue's files tell of a candidate.
queue::Whose whose(const Forgotten& forgotten) {
    queue::Whose all{forgotten.identity, {}};
    all.interviews.insert(forgotten.erased.interviews.begin(), forgotten.erased.interviews.end());
    for (const auto& name : forgotten.names)
        (name.contains(' ') ? all.names : all.called).insert(name);
    return all;
}

/// What is left of a file of the queue without them.
spool::Spool::Revise without(const Forgotten& forgotten) {
    if (forgotten.met)
        return [met = *forgotten.met](const std::string& bytes) { return queue::redacted(bytes, met); };
    return [of = whose(forgotten)](const std::string& bytes) { return queue::redacted(bytes, of); };
}

base::Result<void> bury(const store::Erased& erased, const config::Config& config, Instant now) {
    auto all = tombstones_beside(config);
    if (!all) return std::unexpected(all.error());
    auto tags = erased.also;
    tags.push_back(erased.tag);
    for (const auto& tag : tags) {
        std::erase_if(*all, [&](const store::Tombstone& each) { return each.tag == tag; });
        all->push_back({tag, now});
    }
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

LookedThrough look_through(const Forgotten& forgotten, const config::Config& config,
                           const spool::Spool& queue) {
    LookedThrough all{forgotten};
    queue.look_through([&, left = without(forgotten)](const std::string& path, const std::string& bytes) {
        if (!left(bytes)) all.add(path);
        return true;
    });
    const auto theirs = mails_of(forgotten);
    for (const auto& maildir : {maildir_path(config), inbox_path(config)}) {
        if (maildir.empty()) continue;
        for (const auto* part : maildir_parts) {
            std::error_code failure;
            for (fs::directory_iterator at{maildir + part, failure}, end; !failure && at != end;
                 at.increment(failure)) {
                // A draft may still be written.
                if (part == std::string_view{"/tmp"}
                    || theirs.contains(mail_number(at->path().filename().string())))
                    continue;
                const auto bytes = files::read(at->path().string(), mail_bytes_max);
                if (bytes && !mail::mentions(*bytes, forgotten.names)
                    && !mail::mentions(*bytes, forgotten.addresses))
                    all.add(at->path());
            }
        }
    }
    return all;
}

base::Result<void> purge(Forgotten& forgotten, const config::Config& config, spool::Spool& queue,
                         store::Store& store, const LookedThrough& looked, Instant now) {
    // The tombstone first: whatever fails afterwards, a restore does not bring them back.
    if (auto buried = bury(forgotten.erased, config, now); !buried) return buried;
    const auto& silent = looked.silent(forgotten);
    const auto note =
        fmt::format("# On {} somebody was forgotten at the request of this file.\n", base::rfc3339(now));
    const auto revised = queue.revise(without(forgotten), forgotten.file, note, silent);
    if (!revised) return std::unexpected(revised.error());
    const auto answers = remove_answers(forgotten, config, silent);
    if (!answers) return std::unexpected(answers.error());
    const auto mails = remove_mails(forgotten, config, store, silent);
    if (!mails) return std::unexpected(mails.error());
    forgotten.files = revised->changed + *answers + *mails;
    std::ranges::copy(revised->unread, std::back_inserter(forgotten.remains));
    std::ranges::copy(set_aside(config), std::back_inserter(forgotten.remains));
    return {};
}

std::string report(const Forgotten& forgotten) {
    const auto& erased = forgotten.erased;
    std::string left;
    for (const auto& mail : erased.mails)
        if (mail.left)
            left += fmt::format("{}{} to={} at={}{}", left.empty() ? "" : ", ", mail.number,
                                mail.to_candidate ? "candidate" : "recruiter", base::rfc3339(*mail.left),
                                mail.surely ? "" : " perhaps");
    return fmt::format("forgot {} for {}: cases={} interviews={} mails={}{}{}",
                       forgotten.met ? "somebody met" : "a candidate", forgotten.by,
                       forgotten.met ? forgotten.fallen.size() : erased.cases.size(),
                       erased.interviews.size(), erased.mails.size(),
                       left.empty() ? "; no mail had left" : "; mails that had already left: ", left);
}

} // namespace followup::run
