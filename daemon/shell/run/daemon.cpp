#include "shell/run/daemon.hpp"

#include "shell/files/files.hpp"
#include "shell/log/log.hpp"
#include "shell/run/certificates.hpp"
#include "shell/run/heirs.hpp"
#include "shell/run/holdings.hpp"
#include "shell/run/house.hpp"
#include "shell/run/outlook.hpp"
#include "shell/run/setup.hpp"
#include "shell/smtp/relay.hpp"
#include "shell/store/mark.hpp"
#include "shell/systemd/service.hpp"

#include <csignal>
#include <cstdio>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr int bad_configuration = 78;

Instant real_now() {
    return std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
}

base::Date today() {
    return std::chrono::floor<base::days>(base::LocalTime{real_now().time_since_epoch()});
}

void print(const base::Problems& problems) {
    std::fputs(base::text(problems).c_str(), stderr);
}

int print(const base::Problem& problem, int code) {
    print(base::Problems{problem});
    return code;
}

int exit_code(store::Trouble trouble) {
    using enum store::Trouble;
    const bool lasting = trouble == configuration || trouble == newer_schema || trouble == damaged;
    return lasting ? bad_configuration : 70;
}

int check(const Asked& asked, const config::Config& config) {
    const auto found = outlook(config, asked.config, asked.anew);
    for (const auto& warning : found.warnings)
        std::fprintf(stderr, "warning: %s\n", warning.c_str());
    print(found.problems);
    if (!found.problems.empty()) return bad_configuration;
    std::printf("%s: good\n", asked.config.c_str());
    return 0;
}

/// Signals are blocked before the first thread; the loop's thread lets them in once it is ready.
void block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace

int run_daemon(const Asked& asked) {
    base::Problems left_out;
    auto read =
        asked.check ? load_config(asked.config, today()) : load_to_start(asked.config, today(), left_out);
    if (!read) {
        print(read.error());
        return bad_configuration;
    }
    for (const auto& warning : read->warnings)
        std::fprintf(stderr, "warning: %s\n", warning.c_str());
    if (asked.check) return check(asked, *read);
    if (asked.at && !mail_stays_here(*read))
        return print({asked.config, "a shifted clock is refused while mail can leave this machine",
                      "let mail go to a Maildir or to a relay on loopback"},
                     1);
    auto config = std::make_shared<const config::Config>(std::move(*read));
    block_signals();
    log::open(log::Level::info, systemd::on_journal());
    smtp::open_library();
    const auto certificate = load_certificate(*config);
    if (!certificate) return print(certificate.error(), bad_configuration);
    if (*certificate)
        for (const auto& doubt : doubts(**certificate, *config, real_now()))
            log::warning(doubt);
    if (const auto problem = wrong_user(*config)) return print(*problem, bad_configuration);
    if (auto made = files::make_folder(config->state, 0700); !made)
        return print(made.error(), bad_configuration);
    const auto lock = files::Lock::take(config->state + "/lock");
    if (!lock) return print(lock.error(), 1);
    if (const auto problem = lacking(holdings(*config), config->state, asked.anew))
        return print(*problem, bad_configuration);
    const auto keys = load_keys(*config);
    if (!keys) return print(keys.error(), bad_configuration);
    const auto clock = asked.at ? clock::shifted_clock(*asked.at, asked.speed) : clock::system_clock();
    const bool unclean = store::ended_uncleanly(store::file_of(ledger_url(*config)));
    auto store = store::Store::open({.url = ledger_url(*config), .key = keys->ledger, .create = true});
    if (!store) return print(store.error().problem, exit_code(store.error().trouble));
    if (auto kept = keep_keys(*config); !kept) return print(kept.error(), 70);
    if (auto heirs = hand_over_cases(**store, config->rules.agency); !heirs)
        return print({asked.config + ": " + heirs.error().where, heirs.error().what, heirs.error().mend},
                     bad_configuration);
    House house{config, asked.config, *keys, *clock, std::move(*store)};
    for (const auto& each : left_out)
        log::error(base::text(each) + "; the text that came with the program stands in");
    std::optional<base::Problem> configuration;
    // Where, and not what: a template may quote anybody.
    if (!left_out.empty())
        configuration = {left_out.front().where, "a template has a mistake, and ours stands in for it",
                         "mend it and reload; followupd --check names every one"};
    if (auto opened = house.open(*certificate, configuration, unclean); !opened)
        return print(opened.error(), 70);
    return house.run();
}

} // namespace followup::run
