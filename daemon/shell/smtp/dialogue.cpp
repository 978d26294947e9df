#include "shell/smtp/dialogue.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace followup::smtp {
namespace {

constexpr std::size_t text_bytes_max = 1000;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

int code_of(std::string_view line) {
    if (line.size() < 3 || !digit(line[0]) || !digit(line[1]) || !digit(line[2])) return 0;
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

mail::Stage stage_of(std::string_view command, mail::Stage now) {
    const auto verb = base::ascii_lower(command.substr(0, command.find_first_of(" :\r\n")));
    if (verb == "ehlo" || verb == "helo") return mail::Stage::ehlo;
    if (verb == "starttls") return mail::Stage::tls;
    if (verb == "mail") return mail::Stage::mail;
    if (verb == "rcpt") return mail::Stage::rcpt;
    if (verb == "data") return mail::Stage::data;
    // AUTH and the lines that follow its challenges, which have no verb.
    return now == mail::Stage::ehlo || now == mail::Stage::auth || verb == "auth" ? mail::Stage::auth : now;
}

} // namespace

void Dialogue::sent(std::string_view line) {
    if (base::ascii_lower(line.substr(0, 4)) == "quit") {
        x_quit = true; // what answers it says nothing of the mail
        return;
    }
    if (x_quit) return;
    x_stage = stage_of(line, x_stage);
    // HELO is libcurl's second try: until it is answered, the answer to EHLO is what the relay said.
    if (base::ascii_lower(line.substr(0, 4)) == "helo") return;
    if (x_stage == mail::Stage::ehlo) x_auth_offered = x_smtputf8_offered = false;
    x_code = 0;
    x_text.clear();
    x_whole = false;
}

bool Dialogue::offers_suffice() {
    if (x_wants.auth && !x_auth_offered)
        x_refusal = "the relay does not offer AUTH, and a user is set for it";
    else if (x_wants.smtputf8 && !x_smtputf8_offered)
        x_refusal = "the relay does not offer SMTPUTF8, which this recipient's address needs";
    return x_refusal.empty();
}

bool Dialogue::received(std::string_view line) {
    if (x_quit) return true;
    const auto text = base::trimmed(line);
    const int code = code_of(text);
    if (code == 0) return true; // not a reply: libcurl judges it
    if (x_whole || code != x_code) x_text.clear();
    x_code = code;
    x_whole = text.size() < 4 || text[3] != '-';
    const auto words = text.size() > 4 ? text.substr(4) : std::string_view{};
    if (x_text.size() < text_bytes_max)
        x_text += (x_text.empty() ? "" : "\n") + base::escaped(words, text_bytes_max);
    if (x_stage == mail::Stage::ehlo && code == 250) {
        const auto keyword = base::ascii_lower(words);
        x_auth_offered = x_auth_offered || keyword.starts_with("auth ") || keyword.starts_with("auth=");
        x_smtputf8_offered = x_smtputf8_offered || keyword == "smtputf8";
        if (x_whole && x_wants.secured) return offers_suffice();
    }
    if (x_stage == mail::Stage::tls && code == 220) x_wants.secured = true;
    if (x_stage == mail::Stage::data && code == 354) {
        x_stage = mail::Stage::body;
        x_code = 0;
        x_text.clear();
    }
    return true;
}

void Dialogue::handed() {
    x_handed = true;
    if (x_stage != mail::Stage::body) return;
    x_stage = mail::Stage::dot;
}

mail::Reply Dialogue::reply(bool whole, std::string_view trouble) const {
    mail::Reply reply{.stage = whole ? mail::Stage::done : x_stage,
                      .code = x_code,
                      .text = x_text,
                      .enhanced = enhanced_code(x_text),
                      .handed = x_handed};
    // A reply that says "go on" does not explain why it did not go on.
    if (!whole && x_code < 400) {
        reply.code = 0;
        reply.enhanced.clear();
        reply.text = trouble;
    }
    if (x_refusal.empty()) return reply;
    const bool recipient = !x_wants.auth || x_auth_offered;
    reply.stage = recipient ? mail::Stage::rcpt : mail::Stage::auth;
    reply.code = recipient ? 553 : 0;
    reply.enhanced = recipient ? "5.6.7" : "";
    reply.text = x_refusal;
    return reply;
}

} // namespace followup::smtp
