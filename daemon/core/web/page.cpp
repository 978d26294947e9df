#include "core/web/page.hpp"

#include "core/base/digest.hpp"

#include <fmt/format.h>

namespace followup::web {
namespace {

// Text and lines keep a contrast of at least 4.5 and 3 to 1 on their grounds (WCAG 2.2, 1.4.3 and 1.4.11).
constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --ground: #fdfdfc; --text: #1c1c1e; --quiet: #55555c; --line: #83838a;
  --strong: #0b57a4; --on-strong: #ffffff; --alarm: #a3180c; --card: #f1f1ee; }
@media (prefers-color-scheme: dark) {
:root { --ground: #1b1b1d; --text: #ececea; --quiet: #b4b4ba; --line: #85858c; --strong: #8ab8f0;
  --on-strong: #10161d; --alarm: #ff9b8f; --card: #28282b; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 20px 16px 48px; background: var(--ground); color: var(--text);
  font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
main { max-width: 34rem; margin: 0 auto; }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 1.05rem; margin: 28px 0 8px; }
p, ul { margin: 0 0 12px; }
ul { padding-left: 20px; }
a { color: var(--strong); }
.quiet { color: var(--quiet); }
.alarm { color: var(--alarm); font-weight: 600; }
.card { background: var(--card); border-left: 4px solid var(--strong); padding: 12px 14px; margin: 0 0 20px; }
.card p:last-child, .card ul:last-child { margin-bottom: 0; }
.wrong { border-left-color: var(--alarm); }
form { margin: 0 0 10px; }
label { display: block; margin: 0 0 4px; }
input, select, button { width: 100%; min-height: 48px; padding: 10px 14px; font: inherit; border-radius: 8px;
  border: 1px solid var(--line); background: var(--ground); color: var(--text); }
input, select { margin: 0 0 8px; }
button { border: 2px solid var(--strong); color: var(--strong); font-weight: 600; cursor: pointer; }
button.main { background: var(--strong); color: var(--on-strong); }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
details { margin: 0 0 10px; border: 1px solid var(--line); border-radius: 8px; padding: 0 14px; }
summary { padding: 11px 0; min-height: 48px; cursor: pointer; font-weight: 600; color: var(--strong); }
details[open] { padding-bottom: 8px; }
)css";

std::string policy(std::string_view styles) {
    const auto digest = base::sha256(styles);
    return fmt::format("default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; "
                       "frame-ancestors 'none'",
                       base::base64(base::view(digest)));
}

Reply html(int status) {
    auto reply = plain(status, "");
    for (auto& [name, value] : reply.headers)
        if (name == "Content-Type") value = "text/html; charset=utf-8";
    return reply;
}

} // namespace

std::string html_text(std::string_view words) {
    std::string text;
    for (const char c : words) {
        switch (c) {
        case '&': text += "&amp;"; break;
        case '<': text += "&lt;"; break;
        case '>': text += "&gt;"; break;
        case '"': text += "&quot;"; break;
        case '\'': text += "&#39;"; break;
        default: text += c;
        }
    }
    return text;
}

Reply page(int status, std::string_view title, std::string_view body, std::string_view language) {
    auto reply = html(status);
    reply.headers.emplace_back("Content-Security-Policy", policy(style));
    reply.body = fmt::format(R"(<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{}</title>
<style>{}</style>
</head>
<body>
<main>
{}</main>
</body>
</html>
)",
                             language, html_text(title), style, body);
    return reply;
}

Reply notice(int status, std::string_view heading, std::string_view words, std::string_view language) {
    return page(status, heading,
                fmt::format("<h1>{}</h1>\n<p>{}</p>\n", html_text(heading), html_text(words)), language);
}

Reply whole_page(std::string html_page) {
    constexpr std::string_view opens = "<style>";
    const std::string_view whole{html_page};
    const auto at = whole.find(opens);
    auto styles = at == std::string_view::npos ? std::string_view{} : whole.substr(at + opens.size());
    styles = styles.substr(0, styles.find("</style>"));
    auto reply = html(200);
    reply.headers.emplace_back("Content-Security-Policy", policy(styles));
    reply.body = std::move(html_page);
    return reply;
}

Reply fitted(Reply reply, const Request& request) {
    if (request.method != "HEAD") return reply;
    reply.head_length = reply.content().size();
    reply.body.clear();
    reply.shared.reset();
    return reply;
}

} // namespace followup::web
