#include "core/base/text.hpp"
#include "core/mail/first_words.hpp"
#include "core/mail/incoming.hpp"
#include "core/words/openings.hpp"

#include <algorithm>
#include <array>

namespace followup::mail {
namespace {

/// The phrases that commands begin with, and what they ask for.
constexpr std::array command_phrases{
    std::string_view{"command-done"},      std::string_view{"command-spoke"},
    std::string_view{"command-voicemail"}, std::string_view{"command-no-answer"},
    std::string_view{"command-heard"},     std::string_view{"command-push"},
    std::string_view{"command-not-mine"},  std::string_view{"command-stop"},
    std::string_view{"command-undo"},      std::string_view{"command-again"}};
constexpr std::array command_verbs{Verb::done, Verb::spoke,    Verb::voicemail, Verb::no_answer, Verb::heard,
                                   Verb::push, Verb::not_mine, Verb::stop,      Verb::undo,      Verb::again};
static_assert(command_phrases.size() == command_verbs.size());
constexpr std::array all_phrase{std::string_view{"command-all"}};

std::string_view without_marks(std::string_view words) {
    while (!words.empty() && std::string_view{" \t:.,-"}.contains(words.front()))
        words.remove_prefix(1);
    const auto of_a_date = [&words] { // "3.12." is no 3.12
        return words.size() > 1 && words.back() == '.' && base::is_digit(words[words.size() - 2]);
    };
    while (!words.empty() && std::string_view{" .!"}.contains(words.back()) && !of_a_date())
        words.remove_suffix(1);
    return words;
}

/// What parts a verb from news behind it: "Done, thanks!", "Sent - she asked about salary".
bool apart(std::string_view rest) {
    if (!rest.empty() && std::string_view{",.!;"}.contains(rest.front())) return true;
    const auto words = base::trimmed(rest);
    return words.starts_with("- ") || words.starts_with("– ") || words.starts_with("— ");
}

constexpr std::array courtesy_phrase{std::string_view{"courtesy"}};

/// Thanks, a greeting at the end, and the name beside or below it; `closing` tells that the line above was
/// one.
bool mere_courtesy(std::string_view line, const words::Texts& texts, bool& closing) {
    auto words = without_marks(line);
    while (words.starts_with("–") || words.starts_with("—"))
        words = without_marks(words.substr(std::string_view{"–"}.size()));
    if (words.empty()) return true;
    const auto begins = words::Openings{texts, courtesy_phrase}.met(words);
    auto name = begins ? begins->rest : words;
    if (begins && name.starts_with(',')) name.remove_prefix(1);
    name = base::trimmed(name);
    if (begins && name.find_first_not_of(".! ") == std::string_view::npos) name = {};
    const bool courtesy = (begins || closing) && (name.empty() || like_a_name(name));
    closing = courtesy;
    return courtesy;
}

/// What people write behind their answer; empty when it is courtesy and nothing else.
std::string more_in(std::string_view rest, const words::Texts& texts) {
    const auto lines = base::split(base::trimmed(rest), '\n');
    bool closing = false;
    const auto courteous = [&](const std::string& line) { return mere_courtesy(line, texts, closing); };
    return std::ranges::all_of(lines, courteous) ? std::string{} : std::string{base::trimmed(rest)};
}

std::string_view next_line(std::string_view below) {
    if (below.starts_with('\n')) below.remove_prefix(1);
    return base::trimmed(below.substr(0, below.find('\n')));
}

/// "To: Dana": then the line above, "Sent: Monday", is of a header that is quoted, and no command.
bool is_field(std::string_view line) {
    const auto end = line.find(':');
    return end != std::string_view::npos && end > 0 && end < 20 && !line.substr(0, end).contains(' ')
           && line.substr(end + 1).starts_with(' ');
}

/// "push to", with the date in the line below.
Command push_in(std::string_view below, const words::Texts& texts) {
    const auto date = next_line(below);
    const auto behind = below.substr(std::min(below.size(), below.find(date) + date.size()));
    return {Verb::push, std::string{without_marks(date)}, more_in(date.empty() ? below : behind, texts)};
}

} // namespace

std::optional<Command> command_in(std::string_view whole, const words::Texts& texts) {
    const auto text = first_words(whole, texts);
    const auto line_end = std::min(text.find('\n'), text.size());
    const auto first = base::trimmed(std::string_view{text}.substr(0, line_end));
    const auto begins = words::Openings{texts, command_phrases}.met(first);
    if (!begins) return std::nullopt;
    const auto below = std::string_view{text}.substr(line_end);
    const auto verb = command_verbs[begins->phrase];
    const auto rest = without_marks(begins->rest);
    // "done." and "done: chen", but not "done deal": what stands behind a verb that is a whole answer has to
    // be announced by a colon. "Done, thanks!" is one with more to read behind it.
    const bool takes_words = verb == Verb::heard || verb == Verb::push;
    const bool colon = base::trimmed(begins->rest).starts_with(':');
    if (colon && (is_field(next_line(below)) || (verb == Verb::stop && !rest.empty()))) return std::nullopt;
    if (verb == Verb::push && rest.empty()) return push_in(below, texts);
    if (takes_words || colon || rest.empty()) {
        const auto more = more_in(below, texts);
        if (!takes_words)
            if (const auto all = words::Openings{texts, all_phrase}.met(rest); all && all->rest.empty())
                return Command{verb, "all", more};
        return Command{verb, std::string{rest}, more};
    }
    if (!apart(begins->rest)) return std::nullopt;
    return Command{verb, {}, more_in(std::string{begins->rest} + std::string{below}, texts)};
}

} // namespace followup::mail
