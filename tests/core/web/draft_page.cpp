#include "core/web/draft_page.hpp"

#include "core/words/texts.hpp"

#include <gmock/gmock.h>

namespace followup::web {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string body_of(const DraftShown& draft, DraftFields filled = {}, bool added = false) {
    const auto& tongue = words::texts_built_in().tongue("en");
    return draft_page({.draft = draft,
                       .tongue = tongue,
                       .agency = "Glass",
                       .filled = std::move(filled),
                       .seal = "s1",
                       .notice = {},
                       .added = added})
        .body;
}

TEST(DraftPages, AskForWhatIsMissingAndOfferNothingElse) {
    const auto body = body_of({.lines = {"Employer: A & B"},
                               .lacks = {{"position", "the position"}, {{}, "a <question>"}},
                               .doubts = {},
                               .follows = {}},
                              {{"employer", "A & B"}, {"position", "\"x"}});
    EXPECT_THAT(body, HasSubstr("<li>Employer: A &amp; B</li>"));
    EXPECT_THAT(body, HasSubstr("<label for=\"f1\">the position</label>"));
    EXPECT_THAT(body, HasSubstr("name=\"position\" value=\"&quot;x\""));
    EXPECT_THAT(body, HasSubstr("type=\"hidden\" name=\"employer\" value=\"A &amp; B\""));
    EXPECT_THAT(body, HasSubstr("a &lt;question&gt;"));
    EXPECT_THAT(body, Not(HasSubstr("value=\"add\"")));
}

TEST(DraftPages, OfferToAddWhatIsWholeUnderItsSeal) {
    const DraftShown whole{.lines = {"x"}, .lacks = {}, .doubts = {"look"}, .follows = {"a letter"}};
    const auto body = body_of(whole);
    EXPECT_THAT(body, HasSubstr("value=\"add\""));
    EXPECT_THAT(body, HasSubstr("name=\"of\" value=\"s1\""));
    EXPECT_THAT(body, HasSubstr("<li>a letter</li>"));
    EXPECT_THAT(body_of(whole, {}, true), Not(HasSubstr("<form"))) << "it is added";
}

} // namespace
} // namespace followup::web
