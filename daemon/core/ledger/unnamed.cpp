#include "core/ledger/unnamed.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/ledger/codec_fields.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <type_traits>

namespace followup::ledger {
namespace {

using queue::ForRecruiter;

constexpr std::string_view id_stem = "forgotten-";
constexpr auto gone = "…";

/// Fields that hold no person's words, and are never changed.
constexpr std::array<std::string_view, 10> fixed{
    "position_was", "id", "recruiter", "case", "zone", "language", "interview", "duty", "to", "position"};

template <class T>
struct OfText : std::bool_constant<std::same_as<T, queue::Own> || std::same_as<T, queue::Shared>> {};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
struct IsConcern : std::false_type {};
template <class Text>
struct IsConcern<queue::Concern<Text>> : std::true_type {};

/// Goes through everything that a fact stores, as the codec does: what is stored one day is not forgotten
/// here.
class Unnaming {
  public:
    Unnaming(const queue::Somebody& who, const Placeholder& instead, const std::set<std::string>& struck)
        : x_who(who), x_instead(instead), x_struck(struck) {}

    template <class T>
    void operator()(std::string_view field, T& it) {
        if constexpr (std::same_as<T, std::string>) {
            if (std::ranges::find(fixed, field) == fixed.end()) it = x_who.taken_out_of(it);
        } else if constexpr (OfText<T>::value) {
            it = T{x_who.taken_out_of(it.read(ForRecruiter{}))};
        } else if constexpr (IsVector<T>::value) {
            list(it);
        }
    }

    /// What a fact says as a whole.
    void body(queue::Interview& said) { fields(*this, said); }
    void body(queue::Debriefed& said) { fields(*this, said); }
    void body(queue::Letter& said) {
        if (!name(said.to)) said.to = x_who.taken_out_of(said.to);
    }
    void body(queue::Called& said) {
        if (name(said.whom)) lose(said.notes);
        fields(*this, said);
    }
    void body(queue::Heard& said) {
        const auto& from = said.from.read(ForRecruiter{});
        if (x_who.called(from) || x_who.named_in(from)) {
            said.from = x_instead.name;
            lose(said.notes);
        }
        fields(*this, said);
    }
    void body(queue::Pushed& said) {
        // The id of a duty is another one when it is known how all duties are called then.
        const auto duty = said.whom.contains('/') ? said.whom : std::string{};
        name(said.whom);
        fields(*this, said);
        if (!duty.empty()) said.whom = duty;
    }
    void body(queue::Struck& said) {
        auto which = said.which.read(ForRecruiter{});
        const bool concern = said.what == queue::Struck::What::objection;
        if (concern && x_struck.contains(base::folded(which)))
            said.which = gone;
        else if (name(which))
            said.which = which;
        fields(*this, said);
    }
    void body(auto& said) { fields(*this, said); }

    [[nodiscard]] std::set<std::string> lost() && { return std::move(x_lost); }

  private:
    /// A word alone is in many mails.
    void note(const std::string& text) {
        if (queue::words_of(text).size() > 1) x_lost.insert(text);
    }
    void lose(queue::Own& text) {
        note(text.read(ForRecruiter{}));
        text = {};
    }
    bool name(std::string& text) {
        if (!x_who.called(text)) return false;
        text = x_instead.name;
        return true;
    }

    template <class T>
    void list(std::vector<T>& all) {
        if constexpr (IsConcern<T>::value) std::erase_if(all, [&](T& each) { return theirs(each); });
        for (auto& each : all)
            one(each);
        if constexpr (std::same_as<T, std::string>) {
            const auto again = [&](const std::string& each) { return each == x_instead.name; };
            if (const auto first = std::ranges::find_if(all, again); first != all.end())
                all.erase(std::remove_if(first + 1, all.end(), again), all.end());
        }
    }

    /// A concern that they voiced. One that is struck elsewhere stays, without a word, to be struck.
    template <class Text>
    bool theirs(queue::Concern<Text>& concern) {
        if (concern.by.empty() || !(x_who.called(concern.by) || x_who.named_in(concern.by))) return false;
        note(concern.text.read(ForRecruiter{}));
        note(concern.answer.read(ForRecruiter{}));
        if (!x_struck.contains(base::folded(concern.text.read(ForRecruiter{})))) return true;
        concern = {Text{gone}, x_instead.name, concern.share, {}};
        return false;
    }

    void one(queue::Met& met) {
        if (!x_who.is(met)) {
            // A namesake keeps the name.
            const bool theirs = x_who.called(met.name);
            const auto name = met.name;
            fields(*this, met);
            if (theirs) met.name = name;
            return;
        }
        for (const auto& text : {met.title, met.address, met.talked_about.read(ForRecruiter{})})
            note(text);
        const auto role = met.role;
        met = {};
        met.id = x_instead.id;
        met.name = x_instead.name;
        met.role = role;
    }
    void one(queue::Promise& promise) {
        if (name(promise.call)) promise.phone.clear();
        fields(*this, promise);
    }
    /// One of those who will be seen: a name, a title, or both.
    void one(std::string& seen) { seen = x_who.seen_as(seen) ? x_instead.name : x_who.taken_out_of(seen); }
    template <class T>
    void one(T& each) {
        if constexpr (OfText<T>::value)
            (*this)("", each);
        else if constexpr (requires { fields(*this, each); })
            fields(*this, each);
    }

    const queue::Somebody& x_who;
    const Placeholder& x_instead;
    std::set<std::string> x_lost;
    const std::set<std::string>& x_struck; ///< concerns that were taken away, folded
};

/// Ids of duties whose key was made of a name.
std::map<std::string, std::string> renamed(const Case& before, const Case& after) {
    std::map<std::string, std::string> duties;
    const auto note = [&](const std::string& interview, const char* kind, const auto& was, const auto& now) {
        for (std::size_t n = 0; n < std::min(was.size(), now.size()); ++n)
            if (was[n].key != now[n].key)
                duties.emplace(fmt::format("{}/{}/{}", interview, kind, was[n].key),
                               fmt::format("{}/{}/{}", interview, kind, now[n].key));
    };
    for (std::size_t n = 0; n < std::min(before.rounds.size(), after.rounds.size()); ++n) {
        const auto& id = before.rounds[n].interview.id;
        note(id, "letter", before.rounds[n].people, after.rounds[n].people);
        note(id, "call", before.rounds[n].promises, after.rounds[n].promises);
    }
    return duties;
}

void rename_duties(History& history, const std::map<std::string, std::string>& duties) {
    for (auto& fact : history.facts) {
        auto* closing = std::get_if<queue::Closing>(&fact.event.body);
        auto* pushed = std::get_if<queue::Pushed>(&fact.event.body);
        auto* id = closing != nullptr ? &closing->duty : pushed != nullptr ? &pushed->whom : nullptr;
        if (id == nullptr) continue;
        if (const auto now = duties.find(*id); now != duties.end()) *id = now->second;
    }
}

std::set<std::string> struck_concerns(const History& history) {
    std::set<std::string> all;
    for (const auto& fact : history.facts)
        if (const auto* struck = std::get_if<queue::Struck>(&fact.event.body))
            if (struck->what == queue::Struck::What::objection)
                all.insert(base::folded(struck->which.read(ForRecruiter{})));
    return all;
}

/// Letters and calls are owed to nobody any more.
std::vector<queue::Event> strikes(const Case& after, const Placeholder& instead, const std::string& reason,
                                  Instant at) {
    std::vector<queue::Event> all;
    const auto strike = [&](const Round& round, queue::Struck::What what) {
        queue::Event event;
        event.at = at;
        event.zone = round.zone;
        event.body = queue::Struck{round.interview.id, what, instead.name, {}, reason};
        event.digest = base::hex(
            base::sha256(fmt::format("forgotten\n{}\n{}\n{}\n{}\n{}", round.interview.id, queue::word(what),
                                     instead.id, base::rfc3339(at), all.size())));
        all.push_back(std::move(event));
    };
    for (const auto& round : after.rounds) {
        for (const auto& person : round.people)
            if (!person.struck && person.met.id == instead.id) strike(round, queue::Struck::What::met);
        for (const auto& promised : round.promises)
            if (!promised.struck && promised.promise.call == instead.name)
                strike(round, queue::Struck::What::promise);
    }
    return all;
}

} // namespace

Placeholder placeholder(const History& history, const std::string& words) {
    std::set<std::string> taken;
    const auto look = [&](const std::vector<queue::Met>& all) {
        for (const auto& met : all)
            if (met.id.starts_with(id_stem)) taken.insert(met.id);
    };
    for (const auto& fact : history.facts) {
        if (const auto* said = std::get_if<queue::Interview>(&fact.event.body)) look(said->met);
        if (const auto* said = std::get_if<queue::Debriefed>(&fact.event.body)) look(said->met);
    }
    // Who is told of without having been met has a name alone.
    const auto named = [&](const std::string& name) {
        return std::ranges::any_of(history.facts, [&](const Fact& fact) {
            const auto* said = std::get_if<queue::Interview>(&fact.event.body);
            const auto* more = std::get_if<queue::Debriefed>(&fact.event.body);
            const auto called = [&](const queue::Promise& each) { return each.call == name; };
            const auto seen = [&](const queue::Next& each) {
                return std::ranges::find(each.with, name) != each.with.end();
            };
            return (said != nullptr
                    && (std::ranges::any_of(said->promises, called) || std::ranges::any_of(said->next, seen)))
                   || (more != nullptr
                       && (std::ranges::any_of(more->promises, called)
                           || std::ranges::any_of(more->next, seen)));
        });
    };
    for (int n = 1;; ++n) {
        Placeholder fresh{n == 1 ? words : fmt::format("{} ({})", words, n), fmt::format("{}{}", id_stem, n)};
        if (!taken.contains(fresh.id) && !named(fresh.name)) return fresh;
    }
}

Unnamed unnamed(const History& history, const queue::Somebody& who, const Placeholder& instead,
                const std::string& reason, Instant at) {
    auto after = history;
    const auto concerns = struck_concerns(history);
    Unnaming unnaming{who, instead, concerns};
    for (auto& fact : after.facts)
        std::visit([&](auto& said) { unnaming.body(said); }, fact.event.body);
    Unnamed result;
    result.texts = std::move(unnaming).lost();
    const auto before = fold(history);
    result.duties = renamed(before, fold(after));
    rename_duties(after, result.duties);
    result.struck = strikes(fold(after), instead, reason, at);
    for (std::size_t n = 0; n < after.facts.size(); ++n)
        if (after.facts[n].event != history.facts[n].event) result.facts.push_back(std::move(after.facts[n]));
    return result;
}

} // namespace followup::ledger
