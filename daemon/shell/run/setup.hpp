#pragma once

#include "core/config/config.hpp"
#include "shell/clock/clock.hpp"
#include "shell/files/files.hpp"
#include "shell/run/keys.hpp"
#include "shell/run/postman.hpp"
#include "shell/smtp/relay.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What both programs set up in the same way.
namespace followup::run {

/// Reads the configuration file and the holiday files it names.
[[nodiscard]] base::Checked<config::Config> load_config(const std::string& path, base::Date today);

/// The same for a start: a template with a mistake in it stops nobody, the one that came with the program
/// stands in for it. Gives the first mistake of each that was left out.
[[nodiscard]] base::Checked<config::Config> load_to_start(const std::string& path, base::Date today,
                                                          base::Problems& left_out);

/// The folders that systemd set for us, else the usual ones.
[[nodiscard]] config::Directories directories();

/// STATE/secret.key.
[[nodiscard]] std::string key_path(const config::Config& config);
/// What its name ends in until the first ledger is made with it.
constexpr auto begun_key = ".new";
/// Reads the master key; where there is none begins one, which is kept by `keep_keys` once there is a ledger
/// that was made with it. So a first start that was cut off is told from a ledger that is gone.
[[nodiscard]] base::Result<Keys> load_keys(const config::Config& config);
[[nodiscard]] base::Result<void> keep_keys(const config::Config& config);
/// The keys of a master key of 32 bytes.
[[nodiscard]] Keys keys_of(std::string_view secret);

/// "sqlite:STATE/ledger.sqlite" unless the configuration says otherwise.
[[nodiscard]] std::string ledger_url(const config::Config& config);

/// Where the daemon listens for the command-line program: systemd's runtime folder, else the state folder.
[[nodiscard]] std::string socket_path(const config::Config& config);
/// Where the command-line program looks for it.
[[nodiscard]] std::vector<std::string> socket_paths(const config::Config& config);

/// A relay with the password that its credential holds.
[[nodiscard]] base::Result<smtp::Relay> smtp_relay(const config::Config& config, const config::Relay& relay);
/// The ways out that the configuration names: its relays, else the Maildir.
[[nodiscard]] base::Result<std::vector<Route>> routes(const config::Config& config);
/// Where mail goes first, in words: the relay's address or the Maildir's path. Touches nothing.
[[nodiscard]] std::string first_route(const config::Config& config);
/// The Maildir for mails when there is no relay.
[[nodiscard]] std::string maildir_path(const config::Config& config);

/// The path of the Maildir in which answers and bounces arrive; empty when no address of ours takes any.
[[nodiscard]] std::string inbox_path(const config::Config& config);
/// The Maildir in which answers and bounces arrive; nothing when no address of ours takes any.
[[nodiscard]] base::Result<std::optional<files::Maildir>> inbox(const config::Config& config);

/// Whether mail can only reach a Maildir or this machine: what a shifted clock asks for.
[[nodiscard]] bool mail_stays_here(const config::Config& config);

} // namespace followup::run
