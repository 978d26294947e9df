#include "core/mail/mime.hpp"
#include "shell/run/keeper.hpp"

namespace followup::run {
namespace {

class Refusals : public Keeper {
  protected:
    /// An agency of two recruiters without an address of its own.
    void without_address() {
        const auto text =
            "[agency]\nname = \"Glass Recruiters\"\nzone = \"America/Chicago\"\n"
            "domain = \"glass.example\"\n"
            "[[recruiter]]\nid = \"pat\"\nname = \"Pat Moreno\"\nemail = \"pat@glass.example\"\n"
            "[[recruiter]]\nid = \"kim\"\nname = \"Kim Ito\"\nemail = \"kim@glass.example\"\n"
            "[mail]\nfrom = \"Glass <followups@glass.example>\"\n";
        const auto none = [](const std::string& path) -> base::Result<std::string> {
            return base::problem(path, "is not there");
        };
        auto read = config::read(text, "test.toml", none, {}, base::Date{std::chrono::days{20000}});
        ASSERT_TRUE(read);
        keeper->configure(std::make_shared<const config::Config>(std::move(*read)));
    }
};

TEST_F(Refusals, OfAFileThatNobodyCanReadAreToldToEveryRecruiter) {
    without_address();
    got(keeper->tell_refused({"secret.toml", {}},
                             {{"secret.toml", "it cannot be opened", "let the group read it"}}, ended));
    const auto mails = sent(ended);
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_EQ(to(mails, "pat").size(), 1U);
    EXPECT_EQ(to(mails, "kim").size(), 1U);
}

TEST_F(Refusals, ThatEverybodyHearsOfQuoteNothing) {
    without_address();
    got(keeper->tell_refused(
        {"a.toml", "salary = \"canary\""},
        {{"a.toml:1:1", "\"canary 90k\" in 'on' cannot be read; it's too vague", "say “one”"}}, ended));
    const auto mails = sent(ended);
    ASSERT_EQ(mails.size(), 2U);
    for (const auto& mail : mails) {
        const auto text = mail::parts_of(mail.bytes).at(1).text();
        EXPECT_FALSE(text.contains("canary")) << text;
        EXPECT_TRUE(text.contains("a.toml:1:1")) << text;
        EXPECT_TRUE(text.contains("it's too vague")) << text;
    }
}

TEST_F(Refusals, GoToTheRecruiterNamedElseToTheAgency) {
    got(keeper->tell_refused({"a.toml", "[[interview]]\nrecruiter = \"pat\"\n"}, {{"a.toml:1:1", "no", ""}},
                             ended));
    got(keeper->tell_refused({"b.toml", "nonsense"}, {{"b.toml:1:1", "no", ""}}, ended));
    const auto mails = sent(ended);
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_EQ(mails[0].to, "pat@glass.example");
    EXPECT_EQ(mails[1].to, "office@glass.example");
}

} // namespace
} // namespace followup::run
