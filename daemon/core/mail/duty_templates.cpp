#include "core/mail/templates.hpp"

#include <array>

// The same texts lie in config/templates for reading; a test compares them byte for byte.

namespace followup::mail {
namespace {

// clang-format off
constexpr std::string_view debrief_text = R"md({{summary}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}

Please call while it is all fresh: what you say now is what {{recruiter}} takes up with {{employer}}.
{{#recruiter_phone}}
Telephone: {{recruiter_phone}}
{{/recruiter_phone}}
{{#recruiter_email}}
E-mail: {{recruiter_email}}
{{/recruiter_email}}

Have this at hand:

- How did it go, and did you tell them that you want the job?
{{#ask_problem}}
- What is their greatest problem, and what can you do about it?
{{/ask_problem}}
{{#ask_projects}}
- Which projects do they want done?
{{/ask_projects}}
{{#ask_objections}}
- What concerns did they voice?
{{/ask_objections}}
{{#ask_strengths}}
- What of your work impressed them?
{{/ask_strengths}}
{{#ask_met}}
- Whom did you meet? The names as they are spelt, the titles, the addresses.
{{/ask_met}}
{{#ask_people}}
- {{name}}: {{#no_title}}which title?{{/no_title}}{{#both}} {{/both}}{{#no_address}}Which address for a letter?{{/no_address}}
{{/ask_people}}
{{#ask_next}}
- What happens next (second interview, test, physical, reference checks), and by when?
{{/ask_next}}
{{#ask_with}}
- Whom will you see at the second interview? Names and titles.
{{/ask_with}}
{{#ask_decision}}
- By when do they decide?
{{/ask_decision}}
{{#ask_promise}}
- On which date will you call them, unless they call first? There is always a date.
{{/ask_promise}}
{{#doubts}}
- “{{words}}”: {{doubt}}
{{/doubts}}
{{#because}}

Because {{because}}
{{/because}}
{{#page}}

Done, or another time? Say so here:
{{{page}}}
{{/page}}
)md";

constexpr std::string_view letters_text = R"md({{#one}}{{summary}}{{/one}}{{^one}}Letters to {{count}} people at {{employer}}{{/one}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}

{{#people}}
- {{name}}, {{#title}}{{title}}{{/title}}{{^title}}[title?]{{/title}}
  {{#address}}{{address}}{{/address}}{{^address}}[address?]{{/address}}
{{#email}}
  {{email}}
{{/email}}
{{#page}}
  Sent? Say so here:
  {{{page}}}
{{/page}}
{{/people}}

Thank them, and make your case: come back to their problem, answer what worried them, say that you want the job.{{#gaps}} What is marked with a question mark is still missing: find it out first.{{/gaps}}

{{#problem}}
- Their problem: {{problem}}
{{/problem}}
{{#projects}}
- They want done: {{project}}
{{/projects}}
{{#objections}}
- A concern to answer: {{objection}}
{{/objections}}
{{#strengths}}
- Speaks for you: {{strength}}
{{/strengths}}
{{#others}}
- You also talked with: {{name}}{{#title}}, {{title}}{{/title}}
{{/others}}
{{#drafts}}

Draft for {{name}}:

{{{draft}}}
{{/drafts}}

{{#one}}
Because {{because}}
{{/one}}
{{^one}}
Because a letter goes to everyone you met, soon enough to arrive before the next candidates are seen.
{{/one}}
)md";

constexpr std::string_view call_text = R"md({{summary}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}
{{#phone}}
Telephone: {{phone}}
{{/phone}}
{{^phone}}
Telephone: [number?]
{{/phone}}
{{#said}}

You said: “{{said}}”
{{/said}}
{{#because}}

Because {{because}}
{{/because}}

If it is too soon for them, agree on another date, so that there always is one.{{#unless_heard}} If they have been in touch since, the call is not needed: just say so.{{/unless_heard}}
{{#page}}

Called, or another date? Say so here:
{{{page}}}
{{/page}}
)md";

constexpr std::string_view client_debrief_text = R"md({{summary}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}

{{#contact}}
{{contact}}{{#contact_title}}, {{contact_title}}{{/contact_title}}
{{/contact}}
{{#phone}}
Telephone: {{phone}}
{{/phone}}
{{#email}}
E-mail: {{email}}
{{/email}}

Ask for their interest, their concerns, and what happens next.
{{#notes}}

{{candidate}} said: {{notes}}
{{/notes}}
{{#objections}}
- A concern that was voiced: {{objection}}
{{/objections}}
{{#ask_people}}
- Still missing of {{name}}: {{#no_title}}title{{/no_title}}{{#both}}, {{/both}}{{#no_address}}address{{/no_address}}
{{/ask_people}}
{{#doubts}}
- “{{words}}”: {{doubt}}
{{/doubts}}
{{#because}}

Because {{because}}
{{/because}}
{{#page}}

Done? Say so here:
{{{page}}}
{{/page}}
)md";

constexpr std::string_view decision_text = R"md({{summary}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}
{{#phone}}
Telephone: {{phone}}
{{/phone}}
{{#their_words}}

They had said: “{{their_words}}”
{{/their_words}}
{{#because}}

Because {{because}}
{{/because}}
{{#page}}

Heard? Say so here:
{{{page}}}
{{/page}}
)md";

constexpr std::string_view step_text = R"md({{summary}}
----

{{#late}}It was {{when}}.{{/late}}{{^late}}It is {{when}}.{{/late}}
{{#address}}
{{address}}
{{/address}}
{{#note}}
{{note}}
{{/note}}
{{#with}}
- You will see: {{name}}
{{/with}}
{{#because}}

Because {{because}}
{{/because}}
{{#page}}

Done, or another date? Say so here:
{{{page}}}
{{/page}}
)md";

constexpr std::string_view names_text = R"md({{summary}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}
{{#phone}}
Telephone: {{phone}}
{{/phone}}

Ask for the names as they are spelt, and the titles, and tell {{candidate}}.
{{#because}}

Because {{because}}
{{/because}}
{{#page}}

Done? Say so here:
{{{page}}}
{{/page}}
)md";

constexpr std::string_view told_text = R"md({{#one}}{{summary}}{{/one}}{{^one}}Letters to {{count}} people at {{employer}}{{/one}}
----

{{#late}}Was due {{when}}. It is still open.{{/late}}{{^late}}Due {{when}}.{{/late}}
{{#several}}

{{#people}}
- {{name}}{{#title}}, {{title}}{{/title}}
{{/people}}
{{/several}}

It is for {{owner}} to do: please {{#owner_phone}}call {{owner_phone}}{{/owner_phone}}{{^owner_phone}}write to {{owner_email}}{{/owner_phone}} and ask how it stands.
{{#one}}
{{#because}}

{{owner}} was told: {{because}}
{{/because}}
{{/one}}
{{#page}}

Done? Say so here:
{{{page}}}
{{/page}}
)md";
// clang-format on

constexpr std::array forms{
    Template{"en/debrief.md", debrief_text},   Template{"en/letters.md", letters_text},
    Template{"en/call.md", call_text},         Template{"en/client-debrief.md", client_debrief_text},
    Template{"en/decision.md", decision_text}, Template{"en/step.md", step_text},
    Template{"en/names.md", names_text},       Template{"en/told.md", told_text}};

} // namespace

std::span<const Template> duty_templates() {
    return forms;
}

} // namespace followup::mail
