#include "shell/smtp/relay.hpp"

#include "core/base/text.hpp"
#include "shell/smtp/dialogue.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <curl/curl.h>
#include <optional>
#include <poll.h>
#include <set>
#include <sys/socket.h>
#include <unistd.h>

namespace followup::smtp {
namespace {

constexpr std::chrono::seconds farewell{2};

/// What the callbacks of one delivery see.
struct Delivery {
    Dialogue dialogue;
    std::string_view rest; ///< bytes not yet given to libcurl
    const Hooks* hooks = nullptr;
    bool handed = false;
    bool held_back = false;                                            ///< the ledger said no before the dot
    std::optional<std::chrono::steady_clock::time_point> leaving = {}; ///< since we said QUIT
};

std::size_t read_bytes(char* to, std::size_t size, std::size_t count, void* with) {
    auto& delivery = *static_cast<Delivery*>(with);
    const auto room = size * count;
    const auto give = std::min(room, delivery.rest.size());
    if (give == delivery.rest.size() && !delivery.handed) {
        // libcurl sends the dot only after this call: now is the moment to record that it may go out.
        delivery.held_back = !delivery.hooks->before_dot();
        if (delivery.held_back) return CURL_READFUNC_ABORT;
        delivery.handed = true;
        delivery.dialogue.handed();
    }
    std::ranges::copy(delivery.rest.substr(0, give), to);
    delivery.rest.remove_prefix(give);
    return give;
}

std::size_t take_reply(char* line, std::size_t size, std::size_t count, void* with) {
    auto& delivery = *static_cast<Delivery*>(with);
    const std::string_view heard{line, size * count};
    if (delivery.hooks->overhear) delivery.hooks->overhear(false, base::trimmed(heard));
    return delivery.dialogue.received(heard) ? size * count : 0;
}

int see_command(CURL* /*handle*/, curl_infotype type, char* line, std::size_t size, void* with) {
    if (type != CURLINFO_HEADER_OUT) return 0;
    auto& delivery = *static_cast<Delivery*>(with);
    const std::string_view command{line, size};
    if (command.starts_with("QUIT")) delivery.leaving = std::chrono::steady_clock::now();
    delivery.dialogue.sent(command);
    const bool secret = delivery.dialogue.stage() == mail::Stage::auth;
    if (delivery.hooks->overhear) delivery.hooks->overhear(true, secret ? "AUTH" : base::trimmed(command));
    return 0;
}

int look_up(void* with, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& delivery = *static_cast<Delivery*>(with);
    const auto& hooks = *delivery.hooks;
    if (hooks.abandon && hooks.abandon()) return 1;
    // After a refusal libcurl says QUIT, and would wait for the answer as long as for any other.
    if (delivery.leaving && std::chrono::steady_clock::now() - *delivery.leaving > farewell) return 1;
    return !delivery.handed && hooks.stop && hooks.stop() ? 1 : 0;
}

using Descriptors = std::set<curl_socket_t>;

/// Remembers a connection's descriptor, so that ending it need not wait for an answer to QUIT.
int keep_descriptor(void* with, curl_socket_t descriptor, curlsocktype /*purpose*/) {
    static_cast<Descriptors*>(with)->insert(descriptor);
    return CURL_SOCKOPT_OK;
}

/// Forgets it before it is closed: the next connection of another thread may get the same number.
int close_descriptor(void* with, curl_socket_t descriptor) {
    static_cast<Descriptors*>(with)->erase(descriptor);
    return ::close(descriptor);
}

/// Whether the URL's host is this machine for certain: 127.relay.example is a name, 127.0.0.1@HOST a user's.
bool loopback(std::string_view url) {
    const auto begin = url.find("://");
    auto host = url.substr(begin == std::string_view::npos ? 0 : begin + 3);
    host = host.substr(0, host.find('/'));
    if (host.contains('@')) return false;
    if (host.starts_with('[')) return host == "[::1]" || host.starts_with("[::1]:");
    host = host.substr(0, host.find(':'));
    return host == "localhost"
           || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

/// What may stand between '<' and '>' of MAIL and RCPT without ending the command (interop C5).
bool envelope_address(std::string_view address) {
    return !address.empty() && address.size() <= 254 && !base::has_control(address)
           && address.find_first_of("<> ") == std::string_view::npos && address.contains('@');
}

bool wire_lines(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (bytes[at] == '\n' && (at == 0 || bytes[at - 1] != '\r')) return false;
        if (bytes[at] == '\r' && (at + 1 == bytes.size() || bytes[at + 1] != '\n')) return false;
    }
    return bytes.ends_with("\r\n");
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// "Nov 22 12:00:00 2026 GMT", as OpenSSL writes it.
std::optional<base::Instant> openssl_time(const std::string& text) {
    std::tm time{};
    if (::strptime(text.c_str(), "%b %d %H:%M:%S %Y", &time) == nullptr) return std::nullopt;
    return base::Instant{base::seconds{::timegm(&time)}};
}

/// The common name in "C = US, CN = mail.example"; all of it when there is none.
std::string common_name(std::string_view subject) {
    const auto at = subject.rfind("CN");
    if (at == std::string_view::npos) return std::string{subject};
    const auto name = subject.substr(std::min(subject.size(), subject.find_first_not_of(" =", at + 2)));
    return std::string{base::trimmed(name.substr(0, name.find(',')))};
}

Met met_by(CURL* curl) {
    Met met;
    const char* address = nullptr;
    if (curl_easy_getinfo(curl, CURLINFO_PRIMARY_IP, &address) == CURLE_OK && address != nullptr)
        met.address = address;
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr) return met;
    // The first of the chain is the server's own.
    for (const auto* entry = chain->num_of_certs > 0 ? chain->certinfo[0] : nullptr; entry != nullptr;
         entry = entry->next) {
        const std::string_view line{entry->data};
        if (line.starts_with("Subject:")) met.certificate = common_name(line.substr(8));
        if (line.starts_with("Expire date:")) met.expires = openssl_time(std::string{line.substr(12)});
    }
    return met;
}

mail::Reply refused(mail::Stage stage, int code, std::string text) {
    return {.stage = stage, .code = code, .text = std::move(text), .enhanced = {}, .handed = false};
}

} // namespace

void open_library() {
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

struct Session::Easy {
    Relay relay;
    mail::Intervals intervals;
    CURL* curl = nullptr;
    Descriptors open; ///< of the connections that libcurl keeps
    std::array<char, CURL_ERROR_SIZE> trouble{};

    void prepare(const Envelope& envelope, Delivery& delivery, curl_slist* recipients);

    struct Attempt {
        mail::Reply reply;
        bool stale = false; ///< a connection kept from before had ended; nothing was said about the mail
    };
    [[nodiscard]] Attempt attempt(const Envelope& envelope, const Hooks& hooks);
    /// Whether the relay said something unasked, or ended: it would be taken for the answer to what we say
    /// next.
    [[nodiscard]] bool spoiled() const;
    void close();
};

Session::Session(Relay relay, mail::Intervals intervals) : x_easy(std::make_unique<Easy>()) {
    x_easy->relay = std::move(relay);
    x_easy->intervals = std::move(intervals);
}

Session::~Session() {
    close();
}

void Session::close() {
    x_easy->close();
}

void Session::Easy::close() {
    if (curl == nullptr) return;
    // libcurl would wait up to two minutes for the answer to QUIT.
    for (const auto descriptor : open)
        ::shutdown(descriptor, SHUT_RDWR);
    curl_easy_cleanup(curl);
    curl = nullptr;
}

void Session::Easy::prepare(const Envelope& envelope, Delivery& delivery, curl_slist* recipients) {
    const auto seconds = [](base::seconds time) { return static_cast<long>(time.count()); };
    const auto url = relay.helo.empty() ? relay.url : relay.url + "/" + relay.helo;
    curl_easy_reset(curl); // keeps the connection
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble.data());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, seconds(intervals.connect_timeout));
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds(intervals.reply_timeout));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds(intervals.total_timeout));
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(relay.plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!relay.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, relay.ca_file.c_str());
    if (!relay.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, relay.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, relay.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, envelope.from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    // What EHLO offered is known only of a connection that this delivery opens itself.
    if (!is_ascii(envelope.to)) curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(envelope.bytes.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, &delivery);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_reply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &delivery);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); // only so that the debug function sees our commands
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, see_command);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &delivery);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_up);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &delivery);
    curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, keep_descriptor);
    curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, &open);
    curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, close_descriptor);
    curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, &open);
}

bool Session::Easy::spoiled() const {
    return std::ranges::any_of(open, [](curl_socket_t descriptor) {
        pollfd waiting{descriptor, POLLIN, 0};
        return ::poll(&waiting, 1, 0) != 0;
    });
}

Session::Easy::Attempt Session::Easy::attempt(const Envelope& envelope, const Hooks& hooks) {
    if (spoiled()) close();
    if (curl == nullptr) curl = curl_easy_init();
    if (curl == nullptr) return {refused(mail::Stage::connect, 0, "libcurl gives no handle")};
    Delivery delivery{.dialogue = Dialogue{{.secured = relay.plain || relay.url.starts_with("smtps:"),
                                            .auth = !relay.user.empty(),
                                            .smtputf8 = !is_ascii(envelope.to)}},
                      .rest = envelope.bytes,
                      .hooks = &hooks};
    curl_slist* recipients = curl_slist_append(nullptr, envelope.to.c_str());
    trouble.front() = '\0';
    prepare(envelope, delivery, recipients);
    if (hooks.met) curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
    const auto code = curl_easy_perform(curl);
    if (hooks.met) hooks.met(met_by(curl));
    const std::string why = trouble.front() != '\0' ? trouble.data() : curl_easy_strerror(code);
    long connects = 0;
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connects);
    // Nothing of this call may be looked at later: QUIT on a kept connection calls back too.
    curl_easy_reset(curl);
    curl_slist_free_all(recipients);
    if (code != CURLE_OK) close();
    if (delivery.held_back) return {refused(mail::Stage::body, 0, "held back before the final dot")};
    const auto reply = delivery.dialogue.reply(code == CURLE_OK, why);
    const bool begun = reply.stage != mail::Stage::connect && reply.stage != mail::Stage::mail;
    const bool waited = code == CURLE_OPERATION_TIMEDOUT || code == CURLE_ABORTED_BY_CALLBACK;
    return {reply, connects == 0 && !begun && !waited && (reply.code == 0 || reply.code == 421)};
}

mail::Reply Session::deliver(const Envelope& envelope, const Hooks& hooks) {
    auto& easy = *x_easy;
    if (!envelope_address(envelope.from)) return refused(mail::Stage::mail, 0, "the sender is no address");
    if (!envelope_address(envelope.to)) return refused(mail::Stage::rcpt, 553, "the recipient is no address");
    if (!wire_lines(envelope.bytes))
        return refused(mail::Stage::data, 554, "the message has a bare CR or LF");
    if (easy.relay.plain && !loopback(easy.relay.url))
        return refused(mail::Stage::tls, 0, "plain text is let through to this machine only");
    // A relay may end a connection that has been idle at any moment, also with a 421: that is no failure.
    if (const auto over_kept = easy.attempt(envelope, hooks); !over_kept.stale) return over_kept.reply;
    return easy.attempt(envelope, hooks).reply;
}

} // namespace followup::smtp
