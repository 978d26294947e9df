#include "shell/store/unnaming.hpp"

#include "core/ledger/codec.hpp"
#include "shell/store/connection.hpp"
#include "shell/store/texts.hpp"

namespace followup::store {
namespace {

constexpr auto anybody_note = "people forgotten"; // met, not candidates

constexpr Query<In<std::string, std::int64_t>> add_trace{
    "INSERT INTO alias (tag, case_no) VALUES (:tag, :case) ON CONFLICT DO NOTHING"};
constexpr Query<In<std::string, std::int64_t>> drop_trace{
    "DELETE FROM alias WHERE tag = :tag AND case_no = :case"};
constexpr Query<In<std::string>, Out<std::int64_t>> cases_traced{
    "SELECT case_no FROM alias WHERE tag = :tag ORDER BY case_no"};
constexpr Query<In<std::string, Instant>> add_tombstone{
    "INSERT INTO tombstone (tag, at) VALUES (:tag, :at) ON CONFLICT (tag) DO UPDATE SET at = CASE WHEN "
    "excluded.at > tombstone.at THEN excluded.at ELSE tombstone.at END"};
constexpr Query<In<Bytes, std::int64_t>> write_fact{"UPDATE fact SET sealed = :sealed WHERE no = :no"};
constexpr Query<In<std::int64_t>> outdate_plan{
    "UPDATE cases SET plan_version = '', live = 1 WHERE no = :case"};
constexpr Query<In<std::string, std::int64_t, std::string>> rename_duty{
    "UPDATE duty SET id = :now WHERE case_no = :case AND id = :before"};
constexpr Query<In<std::string, std::int64_t, std::string>> rename_nudge{
    "UPDATE nudge SET duty = :now WHERE case_no = :case AND duty = :before"};
constexpr Query<In<>, Out<std::int64_t>> every_feed{"SELECT no FROM feed ORDER BY no"};
constexpr Query<In<std::int64_t, std::string>> drop_entry{
    "DELETE FROM entry WHERE feed_no = :feed AND uid = :uid"};

} // namespace

std::string Unnaming::tag(std::string_view trace) const {
    return x_session.vault().identity_tag(trace);
}

base::Result<void> Unnaming::trace(std::int64_t case_number, const std::set<std::string>& traces) {
    return x_session.guarded([&] {
        for (const auto& each : traces)
            x_session.run(add_trace, tag(each), case_number);
    });
}

base::Result<void> Unnaming::untrace(std::int64_t case_number, const std::set<std::string>& traces) {
    return x_session.guarded([&] {
        for (const auto& each : traces)
            x_session.run(drop_trace, tag(each), case_number);
    });
}

base::Result<Numbers> Unnaming::traced(std::string_view trace) {
    return traced_by_tag(tag(trace));
}

base::Result<Numbers> Unnaming::traced_by_tag(std::string_view tag) {
    return x_session.guarded([&] {
        Numbers cases;
        x_session.each(cases_traced, [&](std::int64_t each) { cases.push_back(each); }, tag);
        return cases;
    });
}

base::Result<std::vector<std::string>> Unnaming::bury(const std::set<std::string>& graves, Instant at) {
    std::vector<std::string> tags;
    for (const auto& each : graves) {
        tags.push_back(tag(each));
        if (auto buried = bury({tags.back(), at}); !buried) return std::unexpected(buried.error());
    }
    return tags;
}

base::Result<void> Unnaming::bury(const Tombstone& tombstone) {
    return x_session.guarded([&] {
        x_session.run(add_tombstone, tombstone.tag, tombstone.at);
        x_session.set_note(anybody_note, "yes");
        x_session.truncate_after_commit();
    });
}

base::Result<void> Unnaming::rewrite(std::int64_t case_number, std::span<const ledger::Fact> facts) {
    return x_session.about_case(case_number, [&] {
        const auto key = x_session.key_of(case_number);
        for (const auto& fact : facts)
            x_session.run(
                write_fact,
                Bytes{seal(key, ledger::encoded(fact.event), bound_fact(fact.number, fact.accepted))},
                fact.number);
        x_session.run(outdate_plan, case_number);
        x_session.forget_history(case_number);
        x_session.truncate_after_commit();
    });
}

base::Result<void> Unnaming::rename_duties(std::int64_t case_number,
                                           const std::map<std::string, std::string>& ids) {
    return x_session.about_case(case_number, [&] {
        for (const auto& [before, now] : ids) {
            x_session.run(rename_duty, now, case_number, before);
            x_session.run(rename_nudge, now, case_number, before);
        }
    });
}

base::Result<void> Unnaming::forget_entry(std::string_view uid) {
    return x_session.guarded([&] {
        Numbers feeds;
        x_session.each(every_feed, [&](std::int64_t feed) { feeds.push_back(feed); });
        for (const auto feed : feeds)
            x_session.run(drop_entry, feed, uid);
    });
}

base::Result<void> Unnaming::erase_text(std::int64_t mail) {
    return x_session.guarded([&] { blank(x_session, mail); });
}

base::Result<void> Unnaming::erase_texts_of_no_case() {
    return x_session.guarded([&] { blank_settled_of_no_case(x_session); });
}

base::Result<bool> Unnaming::anybody() {
    return x_session.guarded([&] { return x_session.note(anybody_note).has_value(); });
}

} // namespace followup::store
