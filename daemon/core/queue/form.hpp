#pragma once

#include "core/queue/reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::queue {

/// The questions of the trade after an interview, in order, and the event file that the answers make. Pure:
/// the same answers give the same file.
class Form {
  public:
    struct How {
        Context context;                         ///< `arrived` is now
        std::string recruiter;                   ///< an id; empty: it is asked for, unless there is only one
        base::seconds call_by = base::hours{17}; ///< when a call is due whose time was not said
    };
    explicit Form(How how);

    /// The question that is to be answered next, without a colon at its end; nothing when all are.
    [[nodiscard]] std::optional<std::string> question() const;

    struct Reply {
        bool taken;       ///< false: the same question again
        std::string text; ///< lines for the one who answered: how it was understood, or why not; may be empty
    };
    /// An answer as it was typed. An empty one takes what the question offers in brackets.
    Reply answer(std::string_view line);
    /// Takes the last answer back; false when there is none.
    bool back();

    /// The event file so far (TOML): what is needed and was not answered yet are lines marked "# missing: …".
    [[nodiscard]] std::string text() const;

  private:
    enum class Step {
        recruiter,
        candidate,
        email,
        candidate_zone,
        employer,
        employer_zone,
        position,
        ended,
        met,
        title,
        call,
        on,
        said,
        next,
        when,
        decision,
        problem,
        project,
        objection,
        done
    };
    struct Person {
        std::string name, title;
    };
    struct Call {
        std::string whom, on, said;
    };
    struct Following {
        std::string what, when;
    };
    /// All that was answered.
    struct Answers {
        Step step = Step::recruiter;
        std::string recruiter, candidate, email, candidate_zone, employer, employer_zone, position;
        std::optional<Instant> ended;
        std::vector<Person> met;
        std::vector<Call> calls;
        std::vector<Following> next;
        std::string decision, problem;
        std::vector<std::string> projects, objections;
    };

    [[nodiscard]] Answers fresh() const;
    Reply take(const std::string& text);
    Reply take_person(const std::string& text);
    Reply take_zone(const std::string& text, std::string& into, Step then);
    Reply take_ended(const std::string& text);
    Reply take_call(const std::string& text);
    Reply take_next(const std::string& text);
    Reply take_date(const std::string& text, std::string& into, Step then, bool call);
    Reply take_or_end(const std::string& text, std::vector<std::string>& into, Step then);
    Reply go(Step step, std::string text = {});
    [[nodiscard]] base::Zone zone() const;
    [[nodiscard]] std::string id() const;

    How x_how;
    Answers x_answers;
    std::vector<std::string> x_lines; ///< the answers that were taken, as typed
};

} // namespace followup::queue
