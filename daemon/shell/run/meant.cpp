#include "shell/run/meant.hpp"

#include "core/base/text.hpp"
#include "core/mail/wording.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>

namespace followup::run {
namespace {

using mail::Verb;

/// As the duty is called in the reader's mails.
bool fits(const plan::Duty& duty, const ledger::Case& known, std::string_view words,
          const words::Tongue& tongue) {
    const auto wanted = base::folded(words);
    return wanted == "all" || base::folded(mail::summary(duty, known, tongue)).contains(wanted);
}

} // namespace

web::Act act_of(Verb verb) {
    switch (verb) {
    case Verb::spoke: return web::Act::spoke;
    case Verb::voicemail: return web::Act::voicemail;
    case Verb::no_answer: return web::Act::no_answer;
    case Verb::heard: return web::Act::heard;
    case Verb::push: return web::Act::push;
    case Verb::not_mine: return web::Act::not_mine;
    case Verb::undo: return web::Act::undo;
    case Verb::done:
    case Verb::stop:
    case Verb::again: break;
    }
    return web::Act::done;
}

std::vector<Meant> meant(const Ours& of, const mail::Command& command, plan::Role reader,
                         const words::Tongue& tongue) {
    std::vector<Meant> duties;
    const auto act = act_of(command.verb);
    const bool names = command.verb != Verb::heard && command.verb != Verb::push && !command.words.empty();
    for (const auto& each : of.cases)
        for (const auto& duty : each.standing.second.duties) {
            if (std::ranges::find(of.duties, duty.id) == of.duties.end()) continue;
            auto offered = web::acts_for(duty);
            for (const auto next : web::acts_after(duty, each.standing, reader))
                offered.push_back(next);
            if (act == web::Act::undo) offered = {act};
            if (act == web::Act::done && std::ranges::find(offered, web::Act::spoke) != offered.end())
                offered.push_back(act); // "done" of a call: they spoke
            if (std::ranges::find(offered, act) == offered.end()) continue;
            if (!names || fits(duty, each.standing.first, command.words, tongue))
                duties.push_back({&each, &duty});
        }
    return duties;
}

std::vector<std::string> which_words(const Bookkeeper& keeper, const std::vector<Meant>& duties,
                                     const plan::Person& reader, Instant now) {
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    std::vector<std::string> lines{tongue.phrase("answer-which")};
    for (const auto& [of, duty] : duties) {
        auto line = mail::summary(*duty, of->standing.first, tongue);
        for (const auto& [id, page] :
             keeper.pages_of(of->standing.second, {duty->id}, of->row.number, reader.id, now))
            line += "\n" + page;
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace followup::run
