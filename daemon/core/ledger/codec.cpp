#include "core/ledger/codec.hpp"

#include "core/ledger/codec_reader.hpp"
#include "core/ledger/codec_writer.hpp"

#include <array>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

using queue::Event;

/// Of what is written now; what is older is read by the rules of its time.
constexpr std::int64_t version = 2;

/// Makes the body whose index is `Index` or above when it is the one called `kind`.
template <std::size_t Index = 0>
bool make(std::string_view kind, queue::Body& body) {
    if constexpr (Index == std::variant_size_v<queue::Body>)
        return false;
    else {
        using Alternative = std::variant_alternative_t<Index, queue::Body>;
        const bool closing = queue::from_word<queue::Closing::Act>(kind).has_value();
        if (std::same_as<Alternative, queue::Closing> ? closing
                                                      : queue::kind(queue::Body{Alternative{}}) == kind) {
            body.emplace<Index>();
            return true;
        }
        return make<Index + 1>(kind, body);
    }
}

auto damaged(std::string_view why) {
    return base::problem("", fmt::format("a stored event cannot be read: {}", why),
                         "restore the ledger from a backup");
}

} // namespace

std::string encoded(const Event& event) {
    std::string text;
    text.reserve(1024);
    text = "{";
    JsonWriter writer{text};
    writer("v", static_cast<std::int64_t>(event.edition));
    writer("kind", std::string{queue::kind(event.body)});
    writer("at", event.at);
    writer("zone", event.zone);
    writer("digest", event.digest);
    if (event.teller != queue::Teller::recruiter) writer("teller", event.teller);
    writer.key("body");
    std::visit([&](const auto& body) { writer.put(body); }, event.body);
    text += '}';
    return text;
}

std::string encoded(const queue::Candidate& candidate) {
    std::string text;
    JsonWriter{text}.put(candidate);
    return text;
}

base::Result<queue::Candidate> decoded_candidate(std::string_view text) {
    boost::system::error_code error;
    const auto value = json::parse(text, error);
    if (error || !value.is_object()) return damaged("a candidate is no object");
    queue::Candidate candidate;
    JsonReader reader{value.get_object()};
    fields(reader, candidate);
    if (!reader.wrong().empty()) return damaged(fmt::format("'{}' is wrong", reader.wrong()));
    return candidate;
}

base::Result<Event> decoded(std::string_view text) {
    std::array<unsigned char, 16 * 1024> room;
    json::monotonic_resource memory{room.data(), room.size()};
    boost::system::error_code error;
    const auto value = json::parse(text, error, &memory);
    if (error) return damaged(error.message());
    const auto* object = value.if_object();
    if (object == nullptr) return damaged("it is no object");
    const auto* written = object->if_contains("v");
    if (written == nullptr || !written->is_int64()) return damaged("it has no version");
    if (written->get_int64() > version)
        return base::problem("",
                             fmt::format("a stored event has version {}; this program reads up to {}",
                                         written->get_int64(), version),
                             "run the newer followupd again");
    const auto* kind = object->if_contains("kind");
    const auto* at = object->if_contains("at");
    const auto* body = object->if_contains("body");
    if (kind == nullptr || !kind->is_string() || at == nullptr || body == nullptr || !body->is_object())
        return damaged("it lacks its kind, time or body");
    Event event;
    JsonReader reader{*object};
    reader("at", event.at);
    reader("zone", event.zone);
    reader("digest", event.digest);
    reader("teller", event.teller);
    event.edition = written->get_int64() < 2 ? queue::Edition::first : queue::Edition::second;
    if (!reader.wrong().empty()) return damaged(fmt::format("'{}' is wrong", reader.wrong()));
    const auto& name = kind->get_string();
    if (!make({name.data(), name.size()}, event.body)) return damaged("its kind is unknown");
    JsonReader inside{body->get_object()};
    std::visit([&](auto& each) { fields(inside, each); }, event.body);
    if (!inside.wrong().empty()) return damaged(fmt::format("'{}' is wrong", inside.wrong()));
    return event;
}

} // namespace followup::ledger
