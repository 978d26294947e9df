#include "core/calendar/invite_known.hpp"

#include <boost/json.hpp>

namespace followup::calendar {
namespace {

namespace json = boost::json;

json::object person_json(const DraftPerson& person) {
    return {{"name", person.name}, {"email", person.email}};
}

json::array texts_json(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

json::object interview_json(const KnownInterview& known) {
    json::array met;
    for (const auto& each : known.met)
        met.push_back(person_json(each));
    json::object all{{"id", known.id},
                     {"recruiter", known.recruiter},
                     {"candidate", person_json(known.candidate)},
                     {"employer", known.employer},
                     {"position", known.position},
                     {"met", std::move(met)},
                     {"off", known.off}};
    if (const auto& revision = known.invitation) {
        all["sequence"] = revision->sequence;
        if (revision->stamp) all["stamp"] = base::rfc3339(*revision->stamp);
    }
    return all;
}

const json::value* member(const json::value& object, std::string_view name) {
    const auto* members = object.if_object();
    return members == nullptr ? nullptr : members->if_contains(name);
}

std::string text_in(const json::value& object, std::string_view name) {
    const auto* value = member(object, name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::vector<std::string> texts_in(const json::value& object, std::string_view name) {
    std::vector<std::string> texts;
    const auto* value = member(object, name);
    if (value == nullptr || !value->is_array()) return texts;
    for (const auto& each : value->get_array())
        if (const auto* text = each.if_string()) texts.emplace_back(*text);
    return texts;
}

DraftPerson person_in(const json::value& object) {
    return {.name = text_in(object, "name"), .email = text_in(object, "email")};
}

KnownInterview interview_in(const json::value& object) {
    KnownInterview known;
    known.id = text_in(object, "id");
    known.recruiter = text_in(object, "recruiter");
    if (const auto* candidate = member(object, "candidate")) known.candidate = person_in(*candidate);
    known.employer = text_in(object, "employer");
    known.position = text_in(object, "position");
    if (const auto* met = member(object, "met"); met != nullptr && met->is_array())
        for (const auto& each : met->get_array())
            known.met.push_back(person_in(each));
    const auto* off = member(object, "off");
    known.off = off != nullptr && off->is_bool() && off->get_bool();
    if (const auto* sequence = member(object, "sequence"); sequence != nullptr && sequence->is_int64()) {
        known.invitation.emplace().sequence = static_cast<int>(sequence->get_int64());
        if (const auto stamp = base::parse_instant(text_in(object, "stamp")))
            known.invitation->stamp = *stamp;
    }
    return known;
}

json::value parsed(std::string_view text) {
    boost::system::error_code failure;
    auto value = json::parse(text, failure);
    return failure ? json::value{} : value;
}

} // namespace

std::string as_json(const Asked& asked) {
    return json::serialize(json::object{{"id", asked.id},
                                        {"digits", asked.digits},
                                        {"addresses", texts_json(asked.addresses)},
                                        {"names", texts_json(asked.names)}});
}

std::string as_json(const Knows& knows) {
    json::array interviews;
    for (const auto& each : knows.interviews)
        interviews.push_back(interview_json(each));
    return json::serialize(
        json::object{{"interviews", std::move(interviews)}, {"candidates", texts_json(knows.candidates)}});
}

Asked asked_from_json(std::string_view text) {
    const auto value = parsed(text);
    return {text_in(value, "id"), text_in(value, "digits"), texts_in(value, "addresses"),
            texts_in(value, "names")};
}

Knows knows_from_json(std::string_view text) {
    const auto value = parsed(text);
    Knows knows;
    if (const auto* interviews = member(value, "interviews"); interviews != nullptr && interviews->is_array())
        for (const auto& each : interviews->get_array())
            knows.interviews.push_back(interview_in(each));
    knows.candidates = texts_in(value, "candidates");
    return knows;
}

} // namespace followup::calendar
