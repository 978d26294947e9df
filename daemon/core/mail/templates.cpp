#include "core/mail/templates.hpp"

#include "core/base/require.hpp"

#include <array>

// The same texts lie in config/templates for reading; a test compares them byte for byte.

namespace followup::mail {
namespace {

// clang-format off
constexpr std::string_view nudge_text = R"md(Hello {{reader}},

{{#welcome}}
{{agency}} keeps track of what was agreed at your interview with {{employer}}, and reminds you until it is done.

{{/welcome}}
{{#absent}}
{{absent}} is away until {{back}}. {{#you_stand_in}}You stand in.{{/you_stand_in}}{{^you_stand_in}}{{recruiter}} stands in{{#recruiter_phone}}, {{recruiter_phone}}{{/recruiter_phone}}.{{/you_stand_in}}

{{/absent}}
{{#sections}}
{{{section}}}

{{/sections}}
{{#settled}}
Everything that this reminder was about is settled by now. There is nothing left to do.

{{/settled}}
{{#snippet}}
To record it, type this on the agency's machine:

{{#commands}}
    {{{line}}}
{{/commands}}

or drop a file with this into the queue folder:

{{#lines}}
    {{{line}}}
{{/lines}}

{{/snippet}}
{{#feed}}
Your follow-ups as a calendar: subscribe to this address once in your calendar program ("from URL"), and it keeps itself up to date.
{{{feed}}}

{{/feed}}
{{#report}}
{{#answers}}
Done, moved, or heard something? Answer this mail, and begin with “done”, “voicemail”, “push to next Thursday”, “heard: an offer” or “stop”. Anything else is passed on to {{recruiter}}.
{{/answers}}
{{^answers}}
Done, moved, or heard something? Tell {{recruiter}}: answer this mail{{#recruiter_phone}} or call {{recruiter_phone}}{{/recruiter_phone}}.
{{/answers}}

{{/report}}
{{agency}}
{{#unsubscribe}}

No more of these mails:
{{{unsubscribe}}}
{{/unsubscribe}}
)md";

constexpr std::string_view digest_text = R"md(Hello {{reader}},

{{#groups}}
{{title}}
----

{{#overdue}}
Each of these needs an end: done, another date, or dropped for a reason.

{{/overdue}}
{{#items}}
- {{#who}}{{who}}: {{/who}}{{what}}, {{when}}
{{#ids}}
  followup done {{id}}
{{/ids}}
{{/items}}

{{/groups}}
{{#more}}
{{more}} more cases have something due; see: followup agenda

{{/more}}
{{#feed}}
All of it as a calendar: subscribe to this address once in your calendar program ("from URL").
{{{feed}}}

{{/feed}}
{{agency}}
)md";

constexpr std::string_view refusal_text = R"md(Hello {{reader}},

The file {{file}} was refused as a whole: nothing in it was taken.

{{#problems}}
- {{#where}}{{where}}: {{/where}}{{what}}
{{#mend}}
  {{mend}}
{{/mend}}
{{/problems}}
{{#more}}

There are {{more}} more; the file {{file}}.reason beside it in the folder "bad" lists them all.
{{/more}}

Please mend it and drop the whole file again.

{{agency}}
)md";

constexpr std::string_view page_text = R"md(<!DOCTYPE html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{title}}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 16px; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1c1c1e; background-color: #fdfdfc; overflow-wrap: anywhere; }
main { max-width: 36em; margin: 0 auto; }
h2 { font-size: 18px; line-height: 1.3; margin: 28px 0 8px; padding-top: 12px; border-top: 1px solid #b8b8b4; }
p, ul { margin: 0 0 12px; }
ul { padding-left: 20px; }
li { margin-bottom: 6px; }
blockquote { margin: 0 0 12px; padding-left: 12px; border-left: 3px solid #b8b8b4; }
pre { font-size: 14px; padding: 10px; border: 1px solid #b8b8b4; white-space: pre-wrap; }
a { color: #0b57a4; }
@media (prefers-color-scheme: dark) {
body { color: #ececea; background-color: #1b1b1d; }
h2, pre, blockquote { border-color: #55555a; }
a { color: #8ab8f0; }
}
</style>
</head>
<body>
<main>
{{{body}}}
</main>
</body>
</html>
)md";
// clang-format on

constexpr std::array forms{Template{"en/nudge.md", nudge_text}, Template{"en/digest.md", digest_text},
                           Template{"en/refusal.md", refusal_text}, Template{"page.html", page_text}};

} // namespace

std::span<const Template> mail_templates() {
    return forms;
}

std::string_view template_named(std::string_view file) {
    for (const auto all : {mail_templates(), duty_templates()})
        for (const auto& form : all)
            if (form.file == file) return form.text;
    base::broken("a template is named that does not exist", std::source_location::current());
}

} // namespace followup::mail
