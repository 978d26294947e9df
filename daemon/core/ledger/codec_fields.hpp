#pragma once

#include "core/queue/event.hpp"

#include <concepts>
#include <type_traits>

/// What is stored of each type, in the order in which it is written. One list serves both directions: `walk`
/// is a JsonWriter or a JsonReader, called with the name and the member. The names are for ever.
namespace followup::ledger {

/// Plain itself, const or not.
template <class T, class Plain>
concept Of = std::same_as<std::remove_const_t<T>, Plain>;

/// An enumeration that is stored by its word in event files.
template <class T>
concept Worded = std::is_enum_v<T> && !std::same_as<T, when::WarningCode>;

/// The stored fields of a queue::Spoken.
template <Of<queue::Spoken> T>
void fields(auto& walk, T& it) {
    walk("words", it.words);
    walk("value", it.value);
    walk("by", it.by);
    walk("warnings", it.warnings);
    walk("because", it.because);
    walk("zone", it.zone);
    walk("said", it.said);
    walk("closed", it.closed);
}

/// The stored fields of a when::Warning.
template <Of<when::Warning> T>
void fields(auto& walk, T& it) {
    walk("code", it.code);
    walk("message", it.message);
}

/// The stored fields of a when::ClosedDay.
template <Of<when::ClosedDay> T>
void fields(auto& walk, T& it) {
    walk("date", it.date);
    walk("name", it.name);
}

/// The stored fields of a queue::Candidate.
template <Of<queue::Candidate> T>
void fields(auto& walk, T& it) {
    walk("id", it.id);
    walk("name", it.name);
    walk("email", it.email);
    walk("phone", it.phone);
    walk("zone", it.zone);
    walk("language", it.language);
    walk("salutation", it.salutation);
    walk("was", it.was);
}

/// The stored fields of a queue::Employer.
template <Of<queue::Employer> T>
void fields(auto& walk, T& it) {
    walk("name", it.name);
    walk("zone", it.zone);
    walk("address", it.address);
    walk("phone", it.phone);
    walk("was", it.was);
    walk("language", it.language);
}

/// The stored fields of a queue::Concern. The first edition stored its text alone.
template <class T>
    requires requires(T& it) {
        it.share;
        it.answer;
    }
void fields(auto& walk, T& it) {
    walk("text", it.text);
    walk("by", it.by);
    walk("share", it.share);
    walk("answer", it.answer);
}

/// The stored fields of a queue::Met.
template <Of<queue::Met> T>
void fields(auto& walk, T& it) {
    walk("id", it.id);
    walk("name", it.name);
    walk("title", it.title);
    walk("role", it.role);
    walk("email", it.email);
    walk("phone", it.phone);
    walk("address", it.address);
    walk("was", it.was);
    walk("salutation", it.salutation);
    walk("talked_about", it.talked_about);
    walk("language", it.language);
}

/// The stored fields of a queue::Promise.
template <Of<queue::Promise> T>
void fields(auto& walk, T& it) {
    walk("call", it.call);
    walk("on", it.on);
    walk("phone", it.phone);
    walk("unless", it.unless);
    walk("said", it.said);
}

/// The stored fields of a queue::Next.
template <Of<queue::Next> T>
void fields(auto& walk, T& it) {
    walk("what", it.what);
    walk("when", it.when);
    walk("with", it.with);
    walk("note", it.note);
}

/// What interviews and debriefings have in common.
void facts(auto& walk, auto& it) {
    walk("decision", it.decision);
    walk("problem", it.problem);
    walk("strengths", it.strengths);
    walk("projects", it.projects);
    walk("objections", it.objections);
    walk("notes", it.notes);
    walk("met", it.met);
    walk("promises", it.promises);
    walk("next", it.next);
}

/// The stored fields of a queue::Revision.
template <Of<queue::Revision> T>
void fields(auto& walk, T& it) {
    walk("sequence", it.sequence);
    walk("stamp", it.stamp);
}

/// The stored fields of a queue::Interview.
template <Of<queue::Interview> T>
void fields(auto& walk, T& it) {
    walk("id", it.id);
    walk("recruiter", it.recruiter);
    walk("case", it.case_id);
    walk("candidate", it.candidate);
    walk("employer", it.employer);
    walk("position", it.position);
    walk("position_was", it.position_was);
    walk("round", it.round);
    walk("place", it.place);
    walk("began", it.began);
    walk("ended", it.ended);
    walk("ended_asked", it.ended_asked);
    walk("said_at", it.said_at);
    facts(walk, it);
    walk("invitation", it.invitation);
}

/// The stored fields of a queue::Debriefed.
template <Of<queue::Debriefed> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("with", it.with);
    facts(walk, it);
    walk("tell", it.tell);
}

/// The stored fields of a queue::Letter.
template <Of<queue::Letter> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("to", it.to);
    walk("sent_at", it.sent_at);
    walk("by", it.by);
}

/// The stored fields of a queue::Called.
template <Of<queue::Called> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("whom", it.whom);
    walk("result", it.result);
    walk("next", it.next);
    walk("notes", it.notes);
}

/// The stored fields of a queue::Heard.
template <Of<queue::Heard> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("from", it.from);
    walk("news", it.news);
    walk("date", it.date);
    walk("notes", it.notes);
    walk("tell", it.tell);
}

/// The stored fields of a queue::Pushed.
template <Of<queue::Pushed> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("whom", it.whom);
    walk("to", it.to);
    walk("reason", it.reason);
    walk("tell", it.tell);
}

/// The stored fields of a queue::Closing.
template <Of<queue::Closing> T>
void fields(auto& walk, T& it) {
    walk("act", it.act);
    walk("duty", it.duty);
    walk("by", it.by);
    walk("reason", it.reason);
    walk("tell", it.tell);
}

/// What events that end something have in common.
template <class T>
    requires Of<T, queue::Withdrawn> || Of<T, queue::CaseClosed> || Of<T, queue::Cancelled>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("reason", it.reason);
    walk("tell", it.tell);
    if constexpr (Of<T, queue::Cancelled>) walk("invitation", it.invitation);
}

/// The stored fields of a queue::Answered.
template <Of<queue::Answered> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("answer", it.answer);
    walk("notes", it.notes);
}

/// The stored fields of a queue::Struck.
template <Of<queue::Struck> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("what", it.what);
    walk("which", it.which);
    walk("when", it.when);
    walk("reason", it.reason);
    walk("tell", it.tell);
}

/// The stored fields of a queue::Told.
template <Of<queue::Told> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("tell", it.tell);
    walk("notes", it.notes);
}

/// The stored fields of a queue::ReopenedCase.
template <Of<queue::ReopenedCase> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("reason", it.reason);
}

/// The stored fields of a queue::Noted.
template <Of<queue::Noted> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("notes", it.notes);
}

/// The stored fields of a queue::StandIn.
template <Of<queue::StandIn> T>
void fields(auto& walk, T& it) {
    walk("for", it.absent);
    walk("by", it.by);
    walk("from", it.from);
    walk("until", it.until);
}

/// The stored fields of a queue::Forget.
template <Of<queue::Forget> T>
void fields(auto& walk, T& it) {
    walk("candidate", it.candidate);
    walk("met", it.met);
    walk("employer", it.employer);
    walk("interview", it.interview);
}

/// The stored fields of a queue::Mails.
template <Of<queue::Mails> T>
void fields(auto& walk, T& it) {
    walk("interview", it.interview);
    walk("to", it.to);
    walk("wanted", it.wanted);
    walk("subject", it.subject);
}

} // namespace followup::ledger
