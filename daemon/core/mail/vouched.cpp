#include "core/mail/vouched.hpp"

#include "core/base/text.hpp"
#include "core/mail/mime.hpp"

#include <algorithm>
#include <vector>

namespace followup::mail {
namespace {

/// One statement of an Authentication-Results: its words, without comments; "=" is a word of its own.
using Statement = std::vector<std::string>;

/// The statements of a header, the first with the name of who made it (RFC 8601 2.2).
std::vector<Statement> statements_of(std::string_view header) {
    std::vector<Statement> all(1);
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) all.back().push_back(base::ascii_lower(word));
        word.clear();
    };
    int depth = 0;
    bool quoted = false;
    for (std::size_t n = 0; n < header.size(); ++n) {
        const char c = header[n];
        if (c == '\\' && (quoted || depth > 0)) {
            if (++n < header.size() && depth == 0) word += header[n];
        } else if (depth > 0) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            word += c;
        } else if (c == '(') {
            end_word();
            ++depth;
        } else if (c == ';') {
            end_word();
            all.emplace_back();
        } else if (c == '=') {
            end_word();
            all.back().emplace_back("=");
        } else if (c == ' ' || c == '\t') {
            end_word();
        } else {
            word += c;
        }
    }
    end_word();
    // What is not closed says something else than it seems to.
    if (depth != 0 || quoted) all.clear();
    return all;
}

/// What stands behind "key =" in a statement; empty: it is not there.
std::string value_in(const Statement& of, std::string_view key) {
    for (std::size_t n = 0; n + 2 < of.size(); ++n)
        if (of[n] == key && of[n + 1] == "=") return of[n + 2];
    return {};
}

std::string domain_in(const std::string& address) {
    auto domain = address.substr(address.rfind('@') + 1); // of all when there is none
    while (domain.ends_with('.'))
        domain.pop_back();
    return domain;
}

bool lies_below(std::string_view domain, std::string_view other) {
    return domain.size() > other.size() && domain.ends_with(other)
           && domain[domain.size() - other.size() - 1] == '.' && other.contains('.');
}

/// Relaxed, without a list of public suffixes: one is the other, or lies below it.
bool aligned(const std::string& from, const std::string& found) {
    return !found.empty() && (from == found || lies_below(from, found) || lies_below(found, from));
}

bool vouches(const Statement& of, const std::string& from) {
    if (of.size() < 3 || of[1] != "=" || of[2] != "pass") return false;
    const auto method = of[0].substr(0, of[0].find('/'));
    if (method == "dkim") {
        const auto domain = value_in(of, "header.d");
        return aligned(from, domain_in(domain.empty() ? value_in(of, "header.i") : domain));
    }
    return method == "spf" && aligned(from, domain_in(value_in(of, "smtp.mailfrom")));
}

} // namespace

std::optional<Writer> writer_of_mail(std::string_view bytes, std::string_view authserv_id) {
    const auto top = parts_of(bytes.substr(0, bytes.find("\r\n\r\n"))).front();
    const std::string* from = nullptr;
    const std::string* results = nullptr;
    for (const auto& [name, value] : top.headers) {
        if (name == "from" && from != nullptr) return std::nullopt;
        if (name == "from") from = &value;
        if (name == "authentication-results" && results == nullptr) results = &value;
    }
    if (from == nullptr) return std::nullopt;
    const auto addresses = addresses_in(*from);
    if (addresses.size() != 1) return std::nullopt;
    auto address = base::MailAddress::parse(addresses.front());
    if (!address) return std::nullopt;
    Writer writer{*address};
    if (results == nullptr || authserv_id.empty()) return writer;
    const auto all = statements_of(*results);
    if (all.empty() || all.front().empty() || all.front().front() != base::ascii_lower(authserv_id))
        return writer;
    const auto domain = domain_in(base::ascii_lower(address->ascii()));
    writer.vouched = std::ranges::any_of(all.begin() + 1, all.end(),
                                         [&](const Statement& each) { return vouches(each, domain); });
    return writer;
}

} // namespace followup::mail
