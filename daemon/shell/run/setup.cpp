#include "shell/run/setup.hpp"

#include "core/base/require.hpp"
#include "core/words/check.hpp"
#include "shell/files/files.hpp"
#include "shell/smtp/relay.hpp"
#include "shell/systemd/service.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// Mails as files: `handed` is recorded before the file appears, and a file that is there already is the same
/// mail.
class MaildirCarrier final : public Carrier {
  public:
    MaildirCarrier(files::Maildir maildir, std::string domain)
        : x_maildir(std::move(maildir)), x_domain(std::move(domain)) {}

    mail::Reply carry(const store::MailRow& mail, const Asks& asks) override {
        const auto name =
            fmt::format("{}.{}.{}", mail.claimed.time_since_epoch().count(), mail.number, x_domain);
        mail::Reply reply{.stage = mail::Stage::body, .code = 0, .text = {}, .enhanced = {}, .handed = false};
        if (auto prepared = x_maildir.prepare(name, mail.bytes); !prepared) {
            reply.stage = mail::Stage::connect;
            reply.text = base::text(prepared.error());
            return reply;
        }
        if (!asks.before_dot()) {
            // Of somebody forgotten meanwhile nothing is left there.
            x_maildir.withdraw(name);
            return reply;
        }
        reply.handed = true;
        if (auto published = x_maildir.publish(name); !published) {
            reply.text = base::text(published.error());
            return reply;
        }
        reply.stage = mail::Stage::done;
        reply.code = 250;
        reply.text = "written to the Maildir as " + name;
        return reply;
    }

  private:
    files::Maildir x_maildir;
    std::string x_domain;
};

class SmtpCarrier final : public Carrier {
  public:
    SmtpCarrier(smtp::Relay relay, const mail::Intervals& intervals)
        : x_session(std::move(relay), intervals) {}

    mail::Reply carry(const store::MailRow& mail, const Asks& asks) override {
        return x_session.deliver({mail.from, mail.to, mail.bytes},
                                 {asks.before_dot, asks.stop, asks.abandon});
    }

  private:
    smtp::Session x_session;
};

base::Result<Route> smtp_route(const config::Config& config, const config::Relay& relay) {
    const auto to = smtp_relay(config, relay);
    if (!to) return std::unexpected(to.error());
    const auto& intervals = config.mail.intervals;
    return Route{relay.url, std::max(1, intervals.sessions),
                 [to = *to, intervals] { return std::make_unique<SmtpCarrier>(to, intervals); }};
}

} // namespace

base::Result<smtp::Relay> smtp_relay(const config::Config& config, const config::Relay& relay) {
    smtp::Relay to{.url = relay.url,
                   .user = relay.user,
                   .password = {},
                   .helo = config.mail.helo,
                   .plain = relay.plain(),
                   .ca_file = relay.ca_file};
    if (!relay.credential.empty()) {
        auto password = systemd::credential(relay.credential);
        if (!password) return std::unexpected(password.error());
        to.password = std::move(*password);
    }
    return to;
}

base::Checked<config::Config> load_config(const std::string& path, base::Date today) {
    const auto bytes = files::read(path);
    if (!bytes) return std::unexpected(base::Problems{bytes.error()});
    const auto read = [](const std::string& file) { return files::read(file); };
    return config::read(*bytes, path, read, directories(), today);
}

base::Checked<config::Config> load_to_start(const std::string& path, base::Date today,
                                            base::Problems& left_out) {
    auto strict = load_config(path, today);
    const auto bytes = files::read(path);
    if (strict || !bytes) return strict;
    auto lenient = directories();
    lenient.folder = [&left_out](const std::string& folder) {
        auto found = files::read_below(folder);
        if (!found) return found;
        std::erase_if(*found, [&](const auto& file) {
            const auto faults = words::faults(file.first, file.second, folder + "/" + file.first);
            if (!faults.empty()) left_out.push_back(faults.front());
            return !faults.empty();
        });
        return found;
    };
    auto read =
        config::read(*bytes, path, [](const std::string& file) { return files::read(file); }, lenient, today);
    // Something else is wrong, and every problem is told at once.
    return read ? std::move(read) : std::move(strict);
}

config::Directories directories() {
    config::Directories all;
    if (const auto state = systemd::state_directory(); !state.empty()) all.state = state;
    all.folder = [](const std::string& folder) { return files::read_below(folder); };
    return all;
}

std::string key_path(const config::Config& config) {
    return config.state + "/secret.key";
}

Keys keys_of(std::string_view secret) {
    base::Bytes32 master;
    base::require(secret.size() == master.size(), "a master key has 32 bytes");
    std::ranges::copy(secret, reinterpret_cast<char*>(master.data()));
    return keys_from(master);
}

base::Result<Keys> load_keys(const config::Config& config) {
    const auto path = key_path(config);
    const auto begun = path + begun_key;
    const auto secret = std::filesystem::exists(path)    ? files::secret(path)
                        : std::filesystem::exists(begun) ? files::secret(begun)
                                                         : files::fresh_secret(begun);
    if (!secret) return std::unexpected(secret.error());
    return keys_of(*secret);
}

base::Result<void> keep_keys(const config::Config& config) {
    const auto path = key_path(config);
    const auto begun = path + begun_key;
    if (std::filesystem::exists(path)) return {};
    if (::rename(begun.c_str(), path.c_str()) != 0)
        return base::problem(path, std::string{"the key cannot be kept: "} + std::strerror(errno));
    return files::sync_folder(config.state);
}

std::string ledger_url(const config::Config& config) {
    return config.ledger_url.empty() ? "sqlite:" + config.state + "/ledger.sqlite" : config.ledger_url;
}

std::string socket_path(const config::Config& config) {
    const auto runtime = systemd::runtime_directory();
    return (runtime.empty() ? config.state : runtime) + "/followup.sock";
}

std::vector<std::string> socket_paths(const config::Config& config) {
    return {config.state + "/followup.sock", "/run/followupd/followup.sock"};
}

std::string maildir_path(const config::Config& config) {
    return config.mail.maildir.empty() ? config.state + "/Maildir" : config.mail.maildir;
}

std::string first_route(const config::Config& config) {
    if (config.mail.relays.empty()) return "the Maildir " + maildir_path(config);
    return config.mail.relays.front().url;
}

base::Result<std::vector<Route>> routes(const config::Config& config) {
    std::vector<Route> ways;
    for (const auto& relay : config.mail.relays) {
        auto way = smtp_route(config, relay);
        if (!way) return std::unexpected(way.error());
        ways.push_back(std::move(*way));
    }
    if (!ways.empty()) return ways;
    auto maildir = files::Maildir::open(maildir_path(config));
    if (!maildir) return std::unexpected(maildir.error());
    ways.push_back({"maildir", 1, [folder = *maildir, domain = config.rules.agency.domain] {
                        return std::make_unique<MaildirCarrier>(folder, domain);
                    }});
    return ways;
}

std::string inbox_path(const config::Config& config) {
    const auto& mail = config.mail;
    if (mail.replies.empty() && mail.bounces.empty() && mail.interviews.empty()) return {};
    return mail.inbox.empty() ? config.state + "/inbox" : mail.inbox;
}

base::Result<std::optional<files::Maildir>> inbox(const config::Config& config) {
    const auto path = inbox_path(config);
    if (path.empty()) return std::optional<files::Maildir>{};
    auto opened = files::Maildir::open(path);
    if (!opened) return std::unexpected(opened.error());
    return std::optional{std::move(*opened)};
}

bool mail_stays_here(const config::Config& config) {
    return std::ranges::all_of(config.mail.relays, [](const config::Relay& relay) { return relay.loopback; });
}

} // namespace followup::run
