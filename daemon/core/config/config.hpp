#pragma once

#include "core/calendar/entry.hpp"
#include "core/hours/calendar.hpp"
#include "core/ledger/agency.hpp"
#include "core/letter/post.hpp"
#include "core/mail/reply.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/ration.hpp"
#include "core/words/texts.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace followup::config {

struct Relay {
    std::string url; ///< smtp://HOST:PORT or smtps://HOST:PORT
    std::string user;
    std::string credential; ///< name of the systemd credential that holds the password
    std::string ca_file;    ///< path; PEM of who signed its certificate; empty: who the system trusts
    bool loopback = false;  ///< on this machine

    /// Whether it may go without TLS: only to this machine, and not when its certificate's signer is named.
    [[nodiscard]] bool plain() const { return loopback && ca_file.empty(); }
};

struct Mail {
    base::Mailbox from;
    std::string replies; ///< address that takes replies; empty: none
    std::string bounces; ///< envelope sender; empty: the address of `from`
    std::string inbox;   ///< Maildir in which answers and bounces arrive; empty: STATE/inbox
    std::string maildir; ///< path; empty: STATE/Maildir. Used when there is no relay
    std::vector<Relay> relays;
    mail::Intervals intervals;
    plan::Ration ration;         ///< how many mails of reminders one person gets
    int storm_floor = 10000;     ///< so many mails in an hour are never held; 0: nothing ever is
    int storm_times = 5;         ///< so many times the usual busiest hour are held
    int strangers_per_hour = 20; ///< mails that name no reminder of ours and are passed on; 0: all
    int answers_per_hour = 20;   ///< answers, or presses on a link, of one reader about one thing; 0: all
    int original_mb_max = 9; ///< so many MiB of a mail that is passed on go along; relays refuse larger ones
    std::string helo;        ///< EHLO name; empty: the host's name
};

/// Where a key is allowed: host and port to listen on.
struct Listen {
    std::string host;
    unsigned short port = 0;

    bool operator==(const Listen&) const = default;
};

/// https that we speak ourselves. What has a '/' is the path of a PEM file, else it names a systemd
/// credential.
struct Tls {
    std::vector<Listen> listen;
    std::string certificate; ///< with its chain, our own first; empty: we speak no https
    std::string key;
};

/// How much feeds tell of a case at most; an address may tell less still.
struct FeedPrivacy {
    calendar::Privacy agency = calendar::Privacy::full;
    std::map<std::string, calendar::Privacy> recruiters; ///< by id: those who have a word of their own

    /// Of the cases of that recruiter.
    [[nodiscard]] calendar::Privacy of(const std::string& recruiter) const {
        const auto own = recruiters.find(recruiter);
        return own == recruiters.end() ? agency : own->second;
    }
};

/// What a monitor is told.
struct Monitor {
    base::seconds backup_age{0};            ///< an older last backup is a trouble; 0: none is wanted
    base::seconds remember = base::days{7}; ///< how long what nobody deals with stays a trouble
    std::vector<std::string> addresses;     ///< IP addresses that may ask for /metrics, besides loopback
};

struct Config {
    plan::Rules rules;
    when::Order order = when::Order::mdy;
    std::string queue;      ///< path
    std::string state;      ///< path
    std::string ledger_url; ///< "sqlite:PATH"; empty: STATE/ledger.sqlite
    Mail mail;
    std::shared_ptr<const words::Texts> texts; ///< never null after `read`
    letter::Transit transit;                   ///< of letters by post
    std::vector<Listen> listen;
    Tls tls;
    std::vector<std::string> proxies = {"127.0.0.1",
                                        "::1"}; ///< IP addresses whose X-Forwarded-… are believed
    std::vector<std::string> admins;            ///< groups of this system whose members may do what root may
    bool compress = false;                      ///< feeds, for readers that ask for it
    FeedPrivacy feed_privacy;
    base::seconds link_life = base::days{30}; ///< how long the links of a mail can act
    Monitor monitor;
    int link_key = 1;                  ///< number of the key that links are signed with
    std::vector<std::string> warnings; ///< "FILE:LINE:COLUMN: …"
    /// Why no more of it than the folders may be used (`places`); empty: all of it is good.
    base::Problems problems;
};

/// Reads files a config refers to (holidays), by name; a failure is a problem of the config.
using ReadFile = std::function<base::Result<std::string>(const std::string& path)>;

/// Reads all files below a folder a config refers to, by their path below it ("de/call.md"); none when there
/// is no such folder.
using ReadFolder = std::function<base::Result<std::map<std::string, std::string>>(const std::string& path)>;

/// The environment's part: systemd's directories, if it set them.
struct Directories {
    std::string queue = "/var/spool/followupd";
    std::string state = "/var/lib/followupd";
    std::string holidays = "/usr/share/followupd/holidays"; ///< where `holidays = ["us.ics"]` is looked for
    ReadFolder folder = {};                                 ///< null: there are no folders
};

/// The configuration, or every problem of it at once with line and column; unknown keys are problems with a
/// suggestion. `file` is its path: relative paths in it are relative to its folder. `today` bounds the
/// expansion of recurring holidays (five years before and ten after).
[[nodiscard]] base::Checked<Config> read(std::string_view bytes, const std::string& file,
                                         const ReadFile& files, const Directories& directories,
                                         base::Date today);

/// The folders that a configuration names, however bad the rest of it is: by these the daemon is found, which
/// runs with an older one. `problems` are kept in it.
[[nodiscard]] Config places(std::string_view bytes, const std::string& file, const Directories& directories,
                            base::Problems problems);

/// Every key that `read` knows, as "policy.letter_due" and "recruiter.id"; tables are among them.
[[nodiscard]] std::set<std::string> keys();

} // namespace followup::config
