#include "core/mail/losing.hpp"

#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {

using ledger::Loss;
using words::Values;

std::string loss_words(const Loss& loss, const words::Tongue& tongue) {
    Values values;
    values.text("whom", loss.whom).text("before", loss.before).text("now", loss.now);
    const auto of = ledger::word(loss.of);
    if (loss.what == Loss::What::replaced || loss.what == Loss::What::gone) {
        values.text("what", tongue.phrase(fmt::format("lost-of-{}", of), values));
        return tongue.phrase(fmt::format("lost-{}", ledger::word(loss.what)), values);
    }
    if (loss.of == Loss::Of::step) {
        auto kind = loss.whom;
        std::ranges::replace(kind, ' ', '-');
        values.text("step", tongue.phrase("step-" + kind));
    }
    if (loss.of == Loss::Of::whole_case) values.text("how", tongue.phrase("ended-" + loss.whom));
    return tongue.phrase(fmt::format("lost-{}", of), values);
}

std::vector<std::string> loss_words(const std::vector<Loss>& losses, const words::Tongue& tongue) {
    std::vector<std::string> lines;
    for (const auto& loss : losses)
        lines.push_back(loss_words(loss, tongue));
    return lines;
}

Note taken_away_note(const ledger::Case& known, const std::vector<const plan::Duty*>& calls,
                     const std::string& who, const plan::Person& reader, const Style& style,
                     const std::map<std::string, std::string>& pages) {
    const auto& tongue = style.tongue(reader.language);
    Values values;
    values.text("candidate", known.candidate.name).text("employer", known.employer.name).text("who", who);
    std::string lines;
    std::string commands;
    for (const auto* duty : calls) {
        const auto why = reason_words(duty->reason, tongue, plan::eyes(reader));
        lines += "\n" + summary(*duty, known, tongue) + ", " + due_words(*duty, reader.zone, tongue)
                 + (why.empty() ? "" : " (" + why + ")");
        const auto page = pages.find(duty->id);
        commands += "\n" + (page == pages.end() ? "followup undo " + duty->id : page->second);
    }
    Note note;
    note.to = {reader.name, reader.email};
    note.language = tongue.code();
    note.subject = tongue.phrase("taken-away-subject", values);
    note.paragraphs = {tongue.phrase("taken-away", values) + lines,
                       tongue.phrase("taken-away-mend", values) + commands};
    return note;
}

} // namespace followup::mail
