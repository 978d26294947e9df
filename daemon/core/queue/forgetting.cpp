#include "core/queue/bodies.hpp"

#include <fmt/format.h>

namespace followup::queue {
namespace {

/// Whoever is to be forgotten is named by an address that is one, or by something else.
void check_named(Table& table, const char* key, const std::string& named, const char* mend) {
    if (named.contains('@') && !base::MailAddress::parse(named))
        table.report().problem(place(*table.written().get(key)),
                               fmt::format("{} is not an e-mail address", quoted(named)), mend);
}

} // namespace

Body read_forget(Table& table) {
    Forget body;
    body.met = table.text("met", Text::line);
    body.employer = table.text("employer", Text::name);
    body.interview = table.text("interview", Text::id);
    body.candidate = body.met.empty() ? table.needed_text("candidate", Text::line,
                                                          "candidate = \"dana@candidate.example\"")
                                      : table.text("candidate", Text::line);
    check_named(table, "candidate", body.candidate, "name the candidate by id or by e-mail address");
    check_named(table, "met", body.met, "name them as they were written, or by e-mail address");
    if (!body.candidate.empty() && !body.met.empty())
        table.report().problem(table.place(), "[[forget]] names two: a candidate, and somebody met",
                               "write a [[forget]] for each");
    for (const auto* key : {"employer", "interview"})
        if (body.met.empty() && table.written().contains(key))
            table.report().problem(
                place(*table.written().get(key)),
                fmt::format("'{}' tells where somebody was met, and a candidate is named", key),
                "write met = \"Margaret Chen\", or leave it out");
    return body;
}

} // namespace followup::queue
