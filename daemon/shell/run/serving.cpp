#include "shell/run/rooms.hpp"

#include "core/web/forwarded.hpp"
#include "core/web/page.hpp"
#include "core/web/target.hpp"
#include "shell/http/peer.hpp"
#include "shell/log/log.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/feed_commands.hpp"
#include "shell/run/lookup.hpp"
#include "shell/run/readings.hpp"
#include "shell/run/setup.hpp"
#include "shell/run/subscribing.hpp"
#include "shell/systemd/service.hpp"

#include <boost/asio/post.hpp>
#include <fmt/format.h>

namespace followup::run {

namespace asio = boost::asio;

namespace {

/// How long somebody waits for "not found" who has asked for much that is not there.
constexpr std::chrono::seconds guess_delay{2};
/// How long the ledger may take to render a feed before its last good bytes are served instead.
constexpr std::chrono::seconds feed_patience{5};
/// How long a monitor waits for the ledger, which may wait for its disk, before it is told what was known
/// last.
constexpr std::chrono::milliseconds health_patience{20};
/// The same for Prometheus, which gives up after ten seconds.
constexpr std::chrono::seconds metrics_patience{2};

web::Reply shown(const web::Request& request, const web::FeedWanted& wanted, const FeedShelf::Bytes& bytes,
                 Instant now) {
    return bytes ? web::answer(request, bytes, now, wanted.file()) : web::busy(request);
}

} // namespace

void House::Rooms::ask_feed(const web::FeedWanted& wanted, const web::Request& request,
                            const http::Answer& given) {
    const auto key = key_of(wanted);
    const auto now = clock.now();
    if (const auto found = shelf->find(key, now); found && found->current) {
        shelf->fetched(key.token_hash, now, request.header("user-agent"));
        auto reply = shown(request, wanted, found->bytes, now);
        meters.served_feed(reply.status);
        return given(std::move(reply));
    }
    // Only the ledger can tell that there is no such feed.
    const auto answer = [this, then = request.local ? given : held_back(request, given)](web::Reply reply) {
        meters.served_feed(reply.status);
        then(std::move(reply));
    };
    // Looked up when it is needed: it may have been forgotten meanwhile.
    const auto last_good = [this, key, wanted, request, answer] {
        const auto kept = shelf->find(key, clock.now());
        answer(shown(request, wanted, kept ? kept->bytes : nullptr, clock.now()));
    };
    const auto render = [this, wanted, request, answer, last_good](Bookkeeper& keeper) {
        static_cast<void>(round->believes_clock(keeper));
        const auto feed = keeper.feed(wanted, keeper.clock_doubt().believed(clock.now()));
        if (!feed) {
            log::error(fmt::format("feed: {}", base::text(feed.error())));
            last_good();
        } else if (*feed) {
            shelf->fetched(key_of(wanted).token_hash, clock.now(), request.header("user-agent"));
            answer(shown(request, wanted, *feed, clock.now()));
        } else {
            const auto gone = keeper.feed_gone(wanted, keeper.clock_doubt().believed(clock.now()));
            answer(gone && *gone ? web::plain(410, "This address was taken out of use.")
                                 : web::plain(404, "There is nothing here."));
        }
    };
    ask_ledger(Lane::lengthy, render, feed_patience, last_good);
}

void House::Rooms::ask_health(const web::Request& request, const http::Answer& given) {
    const bool outside = !web::is_here(request, proxies);
    const auto look = [this, outside, given](Bookkeeper& keeper) {
        given(health_reply(look_around(keeper), outside));
    };
    const auto last = [this, outside, given] {
        if (const auto known = health_board.last(HealthBoard::Clock::now()))
            given(health_reply(*known, outside));
    };
    ask_ledger(Lane::prompt, look, health_patience, last);
}

void House::Rooms::ask_metrics(const web::Request& request, const http::Answer& given) {
    if (!may_watch(request, proxies, monitors)) {
        auto none = web::fitted(web::plain(404, "there is nothing here"), request);
        return held_back(request, given)(std::move(none));
    }
    const auto look = [this, request, given](Bookkeeper& keeper) {
        given(metrics_reply(meters.text(readings(keeper, around)), request));
    };
    const auto last = [this, request, given] { given(metrics_reply(meters.text_without_ledger(), request)); };
    ask_ledger(Lane::prompt, look, metrics_patience, last);
}

Health House::Rooms::look_around(Bookkeeper& keeper) {
    auto found = health(keeper, around);
    health_board.put(found, HealthBoard::Clock::now());
    return found;
}

void House::Rooms::ask_ledger(Lane lane, std::function<void(Bookkeeper&)> ask,
                              std::chrono::milliseconds patience, const std::function<void()>& otherwise) {
    auto timer = std::make_shared<asio::steady_timer>(loop, patience);
    LedgerLanes::Task task = [this, ask = std::move(ask), timer](Bookkeeper& keeper) {
        ask(keeper);
        asio::post(loop, [timer] { timer->cancel(); });
    };
    const bool queued = lane == Lane::prompt ? ledger->post(std::move(task), "health")
                                             : ledger->post_lengthy(std::move(task), "a calendar");
    if (!queued) return otherwise();
    timer->async_wait([otherwise, timer](const boost::system::error_code& failure) {
        if (!failure) otherwise();
    });
}

http::Answer House::Rooms::held_back(const web::Request& request, http::Answer answer) {
    return [this, asker = http::network_of(web::asker(request, proxies)),
            answer = std::move(answer)](web::Reply reply) {
        if (reply.status != 404) return answer(std::move(reply));
        asio::post(loop, [this, asker, answer, reply = std::move(reply)]() mutable {
            if (!guesses.failed(asker, clock.now())) return answer(std::move(reply));
            auto wait = std::make_shared<asio::steady_timer>(loop, guess_delay);
            wait->async_wait([wait, answer, reply = std::move(reply)](
                                 const boost::system::error_code&) mutable { answer(std::move(reply)); });
        });
    };
}

void House::Rooms::ask_backup(web::Request request, web::CommandWanted wanted, const http::Answer& given) {
    const bool queued = ledger->post(
        [this, request = std::move(request), wanted = std::move(wanted), given](Bookkeeper& keeper) {
            const auto caller = caller_of(keeper, request, clock.now());
            if (auto no = refused(caller, wanted, request)) return given(std::move(*no));
            backups->begin(keeper, caller.who.name, given);
        });
    if (!queued) given(web::plain(503, "busy\n"));
}

void House::Rooms::ask(web::Request request, const http::Answer& given) {
    auto wanted = web::route(request);
    if (web::came_in_clear(request, proxies) && !public_url.empty() && request.method != "POST"
        && !std::holds_alternative<web::Reply>(wanted)) {
        // Only reads come here, and some calendar programs follow no 308.
        auto reply = web::plain(301, "This address is asked for with https.");
        reply.headers.emplace_back("Location", public_url + web::origin_form(request.target));
        return given(web::fitted(std::move(reply), request));
    }
    // What is no address at all costs the ledger nothing and tells nobody anything.
    if (auto* reply = std::get_if<web::Reply>(&wanted)) return given(std::move(*reply));
    if (const auto* feed = std::get_if<web::FeedWanted>(&wanted)) return ask_feed(*feed, request, given);
    if (std::holds_alternative<web::HealthWanted>(wanted)) return ask_health(request, given);
    if (std::holds_alternative<web::MetricsWanted>(wanted)) return ask_metrics(request, given);
    if (auto* command = std::get_if<web::CommandWanted>(&wanted))
        if (command->command == "backup") return ask_backup(std::move(request), std::move(*command), given);
    const auto answer = request.local ? given : held_back(request, given);
    // A command may read the whole ledger; whoever presses a button waits for nobody.
    const auto* command = std::get_if<web::CommandWanted>(&wanted);
    const bool lengthy = command != nullptr && command->command != "status";
    LedgerLanes::Task task = [this, wanted = std::move(wanted), request = std::move(request),
                              answer](Bookkeeper& keeper) {
        [[maybe_unused]] const auto in_force = keeper.kept_config(); // until the answer is there
        answer(answer_now(keeper, wanted, request));
        if (std::holds_alternative<web::CommandWanted>(wanted) || request.method == "POST") wake();
    };
    const bool queued = lengthy ? ledger->post_lengthy(std::move(task), "a command")
                                : ledger->post(std::move(task), "a page");
    if (!queued) answer(web::plain(503, "busy\n"));
}

web::Reply House::Rooms::answer_now(Bookkeeper& keeper, const web::Wanted& wanted,
                                    const web::Request& request) {
    static_cast<void>(round->believes_clock(keeper)); // it may have been set since the last round
    if (const auto* command = std::get_if<web::CommandWanted>(&wanted)) {
        if (command->command == "reload" || command->command == "check")
            return answer_reload(keeper, request, *command);
        return answer_command(keeper, *command, request, around);
    }
    const auto now = keeper.clock_doubt().believed(clock.now());
    if (const auto* page = std::get_if<web::FeedPageWanted>(&wanted))
        return answer_feed_page(keeper, *page, request, web_base(keeper, around));
    if (const auto* act = std::get_if<web::ActWanted>(&wanted)) return answer_act(keeper, *act, request, now);
    if (const auto* letter = std::get_if<web::LetterWanted>(&wanted))
        return answer_letter(keeper, *letter, request, now);
    return answer_mails(keeper, std::get<web::MailsWanted>(wanted), request, now);
}

void House::Rooms::believe(const config::Config& next) {
    proxies = next.proxies;
    monitors = next.monitor.addresses;
    public_url = next.rules.agency.public_url;
}

base::Result<void> House::Rooms::adopt(Addresses& addresses) {
    for (const auto& passed : systemd::passed_sockets()) {
        const bool secure = passed.name == https_socket;
        const auto address = server.adopt(passed.fd, secure ? http::Speaks::https : http::Speaks::http);
        if (!address) return std::unexpected(address.error());
        (secure ? addresses.https : addresses.http) = *address;
    }
    return {};
}

base::Result<void> House::Rooms::listen() {
    believe(*config);
    Addresses addresses;
    if (auto adopted = adopt(addresses); !adopted) return adopted;
    // What systemd holds takes the place of what the configuration says, for each of the two.
    const auto bind = [this](http::Speaks how, const std::vector<config::Listen>& places,
                             std::string& first) -> base::Result<void> {
        if (!first.empty()) return {};
        for (const auto& each : places) {
            const auto address = server.listen(each.host, each.port, how);
            if (!address) return std::unexpected(address.error());
            if (first.empty()) first = *address;
            log::info(
                fmt::format("listening on {}://{}", how == http::Speaks::https ? "https" : "http", *address));
        }
        return {};
    };
    if (auto bound = bind(http::Speaks::http, config->listen, addresses.http); !bound) return bound;
    if (auto bound = bind(http::Speaks::https, config->tls.listen, addresses.https); !bound) return bound;
    if (around.certificate && addresses.https.empty())
        log::warning("nobody is shown the certificate: https is spoken where 'tls_listen' says");
    const bool clear = !addresses.http.empty() || addresses.https.empty();
    around.listening = clear ? "http://" + addresses.http : "https://" + addresses.https;
    return server.listen_unix(socket_path(*config));
}

} // namespace followup::run
