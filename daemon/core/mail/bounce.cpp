#include "core/mail/bounce.hpp"

#include "core/base/text.hpp"
#include "core/mail/reply.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>

namespace followup::mail {
namespace {

using Fields = std::map<std::string, std::string>;

bool contains_any(std::string_view text, const auto& words) {
    return std::ranges::any_of(words, [&](std::string_view each) { return text.contains(each); });
}

/// A value without its comments (RFC 5322 3.2.2): "failed (no mailbox of that name)".
std::string without_comments(std::string_view value) {
    std::string kept;
    int depth = 0;
    for (const char c : value) {
        if (c == '(') ++depth;
        if (depth == 0) kept += c;
        if (c == ')' && depth > 0) --depth;
    }
    return std::string{base::trimmed(kept)};
}

/// The groups of fields that blank lines part (RFC 3464 2.1), by names in lower case; folded lines go on.
std::vector<Fields> groups_of(std::string_view report) {
    const auto text = base::replaced(base::replaced(report, "\n ", " "), "\n\t", " ");
    std::vector<Fields> groups(1);
    for (const auto& line : base::split(text, '\n')) {
        if (base::trimmed(line).empty() && !groups.back().empty()) groups.emplace_back();
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        groups.back().emplace(base::ascii_lower(base::trimmed(std::string_view{line}.substr(0, colon))),
                              base::trimmed(std::string_view{line}.substr(colon + 1)));
    }
    return groups;
}

std::string value(const Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
}

/// A word as a reply code: "550", or "5.1.1", of which the class alone is certain; else 0.
int code_of(std::string_view word) {
    if (word.empty() || (word.front() != '4' && word.front() != '5')) return 0;
    int code = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code);
    if (error == std::errc{} && word.size() == 3 && end == word.data() + 3) return code;
    const bool enhanced = word.size() >= 5 && word[1] == '.' && std::ranges::count(word, '.') == 2
                          && std::ranges::all_of(word, [](char c) { return c == '.' || base::is_digit(c); });
    return !enhanced ? 0 : word.front() == '4' ? 450 : 550;
}

/// The first code among words; one of three digits before all others; 0 when there is none.
int code_among(std::string_view words) {
    std::string word;
    int found = 0;
    for (const char c : std::string{words} + ' ') {
        if (base::is_digit(c) || (c == '.' && !word.empty())) {
            word += c;
            continue;
        }
        const bool apart = !std::isalnum(static_cast<unsigned char>(c));
        while (word.ends_with('.'))
            word.pop_back();
        const int code = apart ? code_of(word) : 0;
        if (code != 0 && word.size() == 3) return code;
        if (found == 0) found = code;
        word = apart ? "" : "x"; // "x550" is no code
    }
    return found;
}

/// The first "5.1.1" of words; empty when there is none.
std::string enhanced_among(std::string_view words) {
    for (const auto& word : base::split(base::replaced(words, "#", " "), ' ')) {
        auto code = base::trimmed(word);
        while (!code.empty() && !base::is_digit(code.back()))
            code.remove_suffix(1);
        while (!code.empty() && !base::is_digit(code.front()))
            code.remove_prefix(1);
        if (const auto found = enhanced_code(code); !found.empty()) return found;
    }
    return {};
}

/// A report of delivery. One without a recipient says nothing: then its words have to.
std::optional<Returned> read_report(std::string_view report) {
    std::optional<Returned> other;
    for (const auto& fields : groups_of(report)) {
        const auto action = base::ascii_lower(without_comments(value(fields, "action")));
        const auto status = without_comments(value(fields, "status"));
        if (action.empty() && status.empty()) continue;
        const bool given_up = action == "expired";
        const bool failed = given_up || action == "failed" || (action.empty() && status.starts_with('5'));
        if (!failed) {
            other = Returned{};
            continue;
        }
        auto words = value(fields, "diagnostic-code");
        if (const auto semicolon = words.find(';'); semicolon != std::string::npos)
            words = std::string{base::trimmed(std::string_view{words}.substr(semicolon + 1))};
        int code = code_of(std::string_view{words}.substr(0, 3));
        if (code == 0) code = given_up || status.starts_with('4') ? 450 : 550;
        if (words.empty()) words = status.empty() ? action : status;
        const auto enhanced = enhanced_among(words);
        const bool nobody = !given_up && is_nobody(code, enhanced.empty() ? status : enhanced, words);
        return Returned{Sort::bounce, code, one_line(words), nobody};
    }
    return other;
}

constexpr std::array<std::string_view, 15> failures{
    "undeliver",    "not be delivered", "delivery failed", "delivery has failed", "failure notice",
    "unknown",      "no such user",     "rejected",        "not exist",           "given up",
    "unzustellbar", "nicht zugestellt", "returned mail",   "returning message",   "(failure)"};
constexpr std::array<std::string_view, 12> delays{
    "delayed",          "(delay)",     "still trying",          "go on trying",
    "will be retried",  "keep trying", "not yet been deliver",  "will continue to try",
    "warning: message", "verzögert",   "noch nicht zugestellt", "will try again"};

/// A mailer that wrote no report says it in words: the first line with a code, or one that sounds like it.
std::optional<Returned> read_words(std::string_view subject, std::string_view text) {
    const auto all = base::ascii_lower(std::string{subject} + "\n" + std::string{text.substr(0, 16384)});
    const auto about = base::ascii_lower(subject);
    if (contains_any(about, delays) || (contains_any(all, delays) && !contains_any(about, failures)))
        return Returned{};
    std::string reason;
    int code = 0;
    for (const auto& line : base::split(text, '\n')) {
        const auto words = base::trimmed(line);
        if (words.starts_with("---")) break; // the mail that came back
        const int in_line = code_among(words);
        const bool sounds = in_line != 0 || contains_any(base::ascii_lower(words), failures);
        if (words.empty() || !sounds || (code != 0 && in_line == 0)) continue;
        if (reason.empty() || code == 0) reason = one_line(words);
        code = in_line;
        if (code != 0) break;
    }
    if (reason.empty() && !contains_any(all, failures)) return std::nullopt;
    if (code == 0) code = 550;
    const bool nobody = is_nobody(code, enhanced_among(reason), reason);
    return Returned{Sort::bounce, code, reason.empty() ? one_line(subject) : reason, nobody};
}

/// A reader pressed "spam", and a provider reports it (RFC 5965 3.1); "not-spam" is no complaint.
bool is_complaint(const Part& report) {
    if (report.type != "message/feedback-report") return false;
    return std::ranges::none_of(groups_of(report.text()), [](const Fields& fields) {
        return base::ascii_lower(without_comments(value(fields, "feedback-type"))) == "not-spam";
    });
}

/// Who writes for a mail server. `postmaster` may be a person, unless the sender's envelope is empty.
bool from_mailer(const Part& top) {
    const auto from = base::ascii_lower(top.header("from"));
    const bool null_sender = base::trimmed(top.header("return-path")) == "<>";
    return from.contains("mailer-daemon") || base::trimmed(from) == "<>"
           || !top.header("x-failed-recipients").empty()
           || (null_sender && (from.contains("postmaster@") || from.contains("mail delivery")));
}

/// The index of the first part of such a type that no enclosed mail holds; 0 when there is none.
std::size_t own_part(const std::vector<Part>& parts, const auto& types) {
    for (std::size_t n = 0; n < parts.size();) {
        if (n > 0 && std::ranges::find(types, parts[n].type) != types.end()) return n;
        n = parts[n].type.starts_with("message/") ? parts[n].end : n + 1;
    }
    return 0;
}

} // namespace

std::optional<Returned> returned(const std::vector<Part>& parts, std::string_view text) {
    const auto& top = parts.front();
    constexpr std::array<std::string_view, 2> of_delivery{"message/delivery-status",
                                                          "message/global-delivery-status"};
    constexpr std::array<std::string_view, 3> of_others{"message/disposition-notification",
                                                        "message/global-disposition-notification",
                                                        "message/feedback-report"};
    const bool by_mailer = from_mailer(top);
    if (top.type == "multipart/report" || by_mailer) {
        if (const auto place = own_part(parts, of_delivery); place != 0) {
            if (auto read = read_report(parts[place].text())) return read;
            if (auto read = read_words(top.header("subject"), text)) return read;
            return Returned{};
        }
        if (const auto place = own_part(parts, of_others); place != 0)
            return Returned{is_complaint(parts[place]) ? Sort::complaint : Sort::machine};
    }
    return by_mailer ? read_words(top.header("subject"), text) : std::nullopt;
}

bool is_nobody(int code, std::string_view enhanced, std::string_view words) {
    constexpr std::array<std::string_view, 6> codes{"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"};
    if (code < 500) return false;
    // Many a server says 5.1.1 or 5.2.1 for all that it does not like.
    constexpr std::array<std::string_view, 8> others{"full",    "quota", "spam",      "policy",
                                                     "blocked", "limit", "try again", "temporar"};
    const auto lower = base::ascii_lower(words);
    if (contains_any(lower, others)) return false;
    if (!enhanced.empty()) return std::ranges::find(codes, enhanced) != codes.end();
    constexpr std::array<std::string_view, 12> nobodies{
        "user unknown",      "unknown user",   "no such user",        "no such recipient",
        "no such mailbox",   "no mailbox",     "does not exist",      "doesn't exist",
        "unknown recipient", "nobody of that", "unrouteable address", "no such address"};
    return (code == 550 || code == 551 || code == 553) && contains_any(lower, nobodies);
}

bool is_challenge(std::string_view subject, std::string_view text) {
    constexpr std::array<std::string_view, 18> asks{"you are a person",
                                                    "you are human",
                                                    "you are a human",
                                                    "you're human",
                                                    "not a robot",
                                                    "are a real person",
                                                    "verify that you sent",
                                                    "confirm that you sent",
                                                    "sender verification",
                                                    "verify your address to",
                                                    "approved sender",
                                                    "before your mail reaches",
                                                    "before your message can",
                                                    "challenge-response",
                                                    "dass sie ein mensch",
                                                    "kein roboter",
                                                    "absender bestätigen",
                                                    "bevor ihre nachricht"};
    const auto all = base::ascii_lower(std::string{subject} + "\n" + std::string{base::cut(text, 4 * 1024)});
    // Somebody is asked to press or to answer.
    const bool way = all.contains("http") || all.contains("reply") || all.contains("antwort");
    return way && contains_any(all, asks);
}

std::vector<std::string> returned_ids(const std::vector<Part>& parts) {
    constexpr std::array<std::string_view, 2> headers{"text/rfc822-headers", "message/global-headers"};
    std::vector<std::string> ids;
    for (std::size_t n = 1; n < parts.size(); ++n) {
        add_ids(ids, parts[n].header("message-id"));
        if (std::ranges::find(headers, parts[n].type) != headers.end())
            add_ids(ids, parts_of(parts[n].text()).front().header("message-id"));
    }
    return ids;
}

void add_ids(std::vector<std::string>& list, std::string_view header) {
    while (true) {
        const auto begin = header.find('<');
        const auto end = begin == std::string_view::npos ? begin : header.find('>', begin);
        if (end == std::string_view::npos) return;
        list.emplace_back(header.substr(begin + 1, end - begin - 1));
        header.remove_prefix(end + 1);
    }
}

std::string one_line(std::string_view words) {
    constexpr std::size_t bytes_max = 300;
    std::string line{words.substr(0, 2 * bytes_max)};
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return std::string{base::trimmed(base::cut(line, bytes_max))};
}

} // namespace followup::mail
