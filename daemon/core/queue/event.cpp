#include "core/queue/event.hpp"

namespace followup::queue {
namespace {

struct KindOf {
    std::string_view operator()(const Interview&) const { return "interview"; }
    std::string_view operator()(const Debriefed&) const { return "debriefed"; }
    std::string_view operator()(const Letter&) const { return "letter"; }
    std::string_view operator()(const Called&) const { return "called"; }
    std::string_view operator()(const Heard&) const { return "heard"; }
    std::string_view operator()(const Pushed&) const { return "pushed"; }
    std::string_view operator()(const Closing& closing) const { return word(closing.act); }
    std::string_view operator()(const Withdrawn&) const { return "withdrawn"; }
    std::string_view operator()(const StandIn&) const { return "stand_in"; }
    std::string_view operator()(const Forget&) const { return "forget"; }
    std::string_view operator()(const Mails&) const { return "mails"; }
    std::string_view operator()(const CaseClosed&) const { return "closed"; }
    std::string_view operator()(const Answered&) const { return "answered"; }
    std::string_view operator()(const Cancelled&) const { return "cancelled"; }
    std::string_view operator()(const Struck&) const { return "struck"; }
    std::string_view operator()(const Told&) const { return "told"; }
    std::string_view operator()(const ReopenedCase&) const { return "reopened_case"; }
    std::string_view operator()(const Noted&) const { return "note"; }
};

struct InterviewOf {
    std::string_view operator()(const Interview& interview) const { return interview.id; }
    std::string_view operator()(const Closing& closing) const {
        return std::string_view{closing.duty}.substr(0, closing.duty.find('/'));
    }
    std::string_view operator()(const StandIn&) const { return {}; }
    std::string_view operator()(const Forget&) const { return {}; }
    std::string_view operator()(const auto& other) const { return other.interview; }
};

} // namespace

bool older(const Revision& left, const Revision& right) {
    if (left.sequence != right.sequence) return left.sequence < right.sequence;
    return left.stamp && right.stamp && *left.stamp < *right.stamp;
}

std::string_view kind(const Body& body) {
    return std::visit(KindOf{}, body);
}

std::string_view interview_of(const Body& body) {
    return std::visit(InterviewOf{}, body);
}

std::string_view word(Role role) {
    switch (role) {
    case Role::main: return "main";
    case Role::manager: return "manager";
    case Role::panel: return "panel";
    case Role::other: return "other";
    }
    return {};
}

std::string_view word(Unless unless) {
    switch (unless) {
    case Unless::heard: return "heard";
    case Unless::never: return "never";
    }
    return {};
}

std::string_view word(NextKind kind) {
    switch (kind) {
    case NextKind::second_interview: return "second interview";
    case NextKind::test: return "test";
    case NextKind::physical: return "physical";
    case NextKind::reference_check: return "reference check";
    case NextKind::other: return "other";
    }
    return {};
}

std::string_view word(Letter::By by) {
    switch (by) {
    case Letter::By::unsaid: return "";
    case Letter::By::post: return "post";
    case Letter::By::email: return "email";
    case Letter::By::courier: return "courier";
    }
    return {};
}

std::string_view word(Called::Outcome outcome) {
    switch (outcome) {
    case Called::Outcome::spoke: return "spoke";
    case Called::Outcome::voicemail: return "voicemail";
    case Called::Outcome::no_answer: return "no answer";
    }
    return {};
}

std::string_view word(Heard::News news) {
    switch (news) {
    case Heard::News::acknowledged: return "acknowledged";
    case Heard::News::asked: return "asked";
    case Heard::News::new_date: return "new date";
    case Heard::News::second_interview: return "second interview";
    case Heard::News::offer: return "offer";
    case Heard::News::rejected: return "rejected";
    }
    return {};
}

std::string_view word(Debriefed::With with) {
    switch (with) {
    case Debriefed::With::candidate: return "candidate";
    case Debriefed::With::client: return "client";
    }
    return {};
}

std::string_view word(Closing::Act act) {
    switch (act) {
    case Closing::Act::done: return "done";
    case Closing::Act::dropped: return "dropped";
    case Closing::Act::reopened: return "reopened";
    }
    return {};
}

std::string_view word(Mails::Wanted wanted) {
    switch (wanted) {
    case Mails::Wanted::none: return "none";
    case Mails::Wanted::all: return "all";
    case Mails::Wanted::last_call: return "last call";
    }
    return {};
}

std::string_view word(Mails::Subject subject) {
    switch (subject) {
    case Mails::Subject::full: return "full";
    case Mails::Subject::neutral: return "neutral";
    }
    return {};
}

std::string_view word(Answered::Answer answer) {
    switch (answer) {
    case Answered::Answer::accepted: return "accepted";
    case Answered::Answer::declined: return "declined";
    }
    return {};
}

std::string_view word(Struck::What what) {
    switch (what) {
    case Struck::What::met: return "met";
    case Struck::What::promise: return "promise";
    case Struck::What::next: return "next";
    case Struck::What::objection: return "objection";
    case Struck::What::project: return "project";
    case Struck::What::strength: return "strength";
    case Struck::What::note: return "note";
    }
    return {};
}

std::string_view word(Teller teller) {
    switch (teller) {
    case Teller::recruiter: return "recruiter";
    case Teller::candidate: return "candidate";
    }
    return {};
}

} // namespace followup::queue
