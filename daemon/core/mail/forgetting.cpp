#include "core/mail/forgetting.hpp"

#include "core/mail/wording.hpp"

namespace followup::mail {

Note forgotten_note(const ledger::Case& known, const std::vector<const plan::Duty*>& duties,
                    const plan::Person& reader, const Style& style) {
    const auto& tongue = style.tongue(reader.language);
    words::Values values;
    values.text("candidate", known.candidate.name).text("employer", known.employer.name);
    std::string lines;
    for (const auto* duty : duties)
        lines += "\n" + summary(*duty, known, tongue) + ", " + due_words(*duty, reader.zone, tongue);
    Note note;
    note.to = {reader.name, reader.email};
    note.language = tongue.code();
    note.subject = tongue.phrase("forgotten-subject", values);
    note.paragraphs = {tongue.phrase("forgotten-fallen", values) + lines,
                       tongue.phrase("forgotten-then", values)};
    return note;
}

} // namespace followup::mail
