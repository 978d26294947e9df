#include "core/ledger/questions.hpp"

#include <array>

namespace followup::ledger {
namespace {

struct Sentence {
    std::string_view word;
    std::string_view words;
};

// In the order of Question.
constexpr std::array sentences{
    Sentence{
        "answered-after-end",
        "the offer was {{how}} after the case had ended ({{ended}}), and a case that has ended stays so. If "
        "it goes on, write [[reopened]] interview = \"{{interview}}\"."},
    Sentence{
        "told-of-nothing",
        "the candidate was told of an outcome, but no outcome is known yet. Say which: [[heard]] interview "
        "= \"{{interview}}\" with news = \"offer\" or \"rejected\", or [[closed]] interview = "
        "\"{{interview}}\"."},
    Sentence{
        "cancelled-late",
        "{{interview}} was to be called off after it had ended; nothing was taken away. If it was not held, "
        "close what is owed by [[dropped]], or give it a new end{{other}}."},
    Sentence{"struck-nothing",
             "nothing was struck from {{interview}}: no {{what}} there is called so; followup show {{case}} "
             "tells what is known."},
    Sentence{
        "same-person",
        "“{{name}}” is nearly called like {{other}}, who was met in {{interview}}, too. If they are one "
        "person, write [[debriefed]] with [[debriefed.met]] name = \"{{other}}\", was = \"{{name}}\" (with "
        "the name as it is right); if they are two, give the new one an id: name = \"{{name}}\", id = "
        "\"{{key}}\". Until then no second letter is asked for."},
    Sentence{
        "promised-to",
        "the call is promised to “{{name}}”; is that {{other}}, who was met in {{interview}}? If so, write "
        "the name of the promise as it is spelt there, or add the other spelling to the person met with was "
        "= \"{{name}}\"."},
    Sentence{
        "whose-concern",
        "a doubt is answered that “{{name}}” had, who is not among those met in {{interview}}: the answer "
        "stands in no letter. Write 'by' as the person met is called, or add whom it was with "
        "[[debriefed.met]]."},
    Sentence{
        "which-step",
        "there are {{count}} called “{{name}}” in {{interview}} ({{dates}}), so none was struck. Say which "
        "with when = \"…\", or by its id; followup agenda shows the ids."},
    Sentence{
        "which-person",
        "more than one of those met in {{interview}} are called “{{name}}”. Say it once more with the id or "
        "the e-mail address of the one who is meant; until then it is not recorded."},
    Sentence{"letter-to",
             "a letter went to “{{name}}”; is that {{other}}, who was met in {{interview}}? If so, "
             "record it once more under that name; until then it stays owed."},
    Sentence{
        "letter-to-stranger",
        "a letter went to '{{name}}', who is not among those met in {{interview}}: {{met}}. If it was one "
        "of them, record it once more under that name; if it was somebody else, add them with "
        "[[debriefed.met]]. Until then no letter is taken as sent."},
    Sentence{"called-whom", "“{{name}}” was called; is that {{other}}, who was met in {{interview}}? If so, "
                            "record it once more under that name; until then the call promised to them stays "
                            "open."},
    Sentence{"called-stranger",
             "'{{name}}' was called, but no call to them was promised in {{interview}}; one is promised to "
             "{{open}}. If that is who was called, record it once more under that name; until then it stays "
             "open."},
    Sentence{
        "pushed-nothing",
        "'{{name}}' is no call or step of {{interview}}, so no date was moved. followup agenda shows the "
        "ids; say it once more with the right one."},
    Sentence{"pushed-whom", "a date was set for a call to “{{name}}”; is that {{other}}, who was met in "
                            "{{interview}}? If so, strike this promise and push the call under that name."},
    Sentence{"news-after-end",
             "this news came after the case had ended ({{ended}}), and a case that has ended stays so. If it "
             "goes on, write [[reopened]] interview = \"{{interview}}\", or the new interview."},
};
static_assert(sentences.size() == static_cast<std::size_t>(Question::news_after_end) + 1);

const Sentence& sentence(Question question) {
    return sentences[static_cast<std::size_t>(question)];
}

} // namespace

std::string_view word(Question question) {
    return sentence(question).word;
}

std::string in_english(Question question, const Asked& values) {
    std::string text;
    // Each place once, from left to right: a value is no pattern.
    for (auto rest = sentence(question).words; !rest.empty();) {
        const auto open = rest.find("{{");
        text += rest.substr(0, open);
        if (open == rest.npos) break;
        const auto close = rest.find("}}", open);
        const auto at = values.find(std::string{rest.substr(open + 2, close - open - 2)});
        if (at != values.end()) text += at->second;
        rest.remove_prefix(close + 2);
    }
    return text;
}

} // namespace followup::ledger
