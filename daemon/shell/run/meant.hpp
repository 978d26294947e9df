#pragma once

#include "core/web/acts.hpp"
#include "shell/run/correspondence.hpp"

/// Private to the answers: which of a mail's duties a command is about.
namespace followup::run {

/// A duty that a command may be about.
struct Meant {
    const OurCase* of;
    const plan::Duty* duty;
};

/// What is pressed in its stead.
[[nodiscard]] web::Act act_of(mail::Verb verb);

/// The duties of the mail that the command can be about, of all its cases.
[[nodiscard]] std::vector<Meant> meant(const Ours& of, const mail::Command& command, plan::Role reader,
                                       const words::Tongue& tongue);

/// The question which of several, each with the page that records it.
[[nodiscard]] std::vector<std::string> which_words(const Bookkeeper& keeper, const std::vector<Meant>& duties,
                                                   const plan::Person& reader, Instant now);

} // namespace followup::run
