#include "core/mail/html.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::mail {
namespace {

TEST(HtmlMails, AreReadAsABrowserShowsThem) {
    const struct {
        const char* html;
        const char* text;
    } cases[] = {
        {"<p>They said\n  <b>no</b>.</p><p>Next week.</p>", "They said no.\nNext week."},
        {"one<br>two<div>three</div>four", "one\ntwo\nthree\nfour"},
        {"&#160;Erledigt&nbsp;&amp; gut &lt;3 &euro;5 &unknown;", "Erledigt & gut <3 €5 &unknown;"},
        {"<html><head><title>AW: x</title><style>p{}</style></head><body>done</body></html>", "done"},
        {"<style><!-- p {margin:0} --></style><script>undo()</script><!-- push -->done", "done"},
        {"<!--[if mso]>undo<![endif]--><p>done<o:p></o:p></p>", "done"},
        {"<ul><li>one</li><li>two</li></ul>", "- one\n- two"},
        {"<pre>a\n  b</pre>", "a\n  b"},
        {"<table><tr><td>Mon</td><td>9:00</td></tr><tr><td>Tue</td></tr></table>", "Mon 9:00\nTue"},
        {"mine<blockquote>theirs<br>more</blockquote>mine again", "mine\n> theirs\n> more\nmine again"},
        {"mine<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", "mine\n> a\n> > b"},
        {"done<div id=\"divRplyFwdMsg\"><b>De :</b> Glass</div>", "done\n________\nDe : Glass"},
        {"<p>not closed <i>at <b>all", "not closed at all"},
        {"a < b and <3", "a < b and <3"},
        {"", ""},
    };
    for (const auto& each : cases)
        EXPECT_EQ(base::trimmed(text_of_html(each.html)), each.text) << each.html;
}

TEST(HtmlMails, MadeToHurtAreReadInTime) {
    for (const auto* piece :
         {"<b>", "<div>", "</i>", "<blockquote>", "&", "<!--", "<a href=", "<table><tr><td>"}) {
        std::string html = "done";
        for (int n = 0; n < 100'000; ++n)
            html += piece;
        for (int n = 0; n < 100'000; ++n)
            html += "</i>";
        EXPECT_TRUE(text_of_html(html).starts_with("done")) << piece;
    }
}

RC_GTEST_PROP(HtmlMails, OfAnyTextAreText, (const std::string& bytes)) {
    std::string text;
    for (const char c : bytes)
        base::append_utf8(text, static_cast<unsigned char>(c));
    RC_ASSERT(base::is_utf8(text_of_html("<p>" + text + "<div " + text + ">")));
}

} // namespace
} // namespace followup::mail
