#pragma once

#include "core/web/agenda.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/store/mending.hpp"

/// Records that cannot be read: each stops what it is about, and nothing else.
namespace followup::run {

/// Does it once more while it fails because of something that could not be read and was set aside by it: it
/// is left out then.
template <class Work>
auto without_unreadable(store::Store& store, Work work) {
    for (;;) {
        const auto before = store.times_set_aside();
        auto result = work();
        if (result || store.times_set_aside() == before) return result;
    }
}

/// Whether a case is gone since its number was read.
[[nodiscard]] bool is_gone(store::Store& store, std::int64_t case_number);
/// Whether it is to be passed over: it cannot be read, or is gone.
[[nodiscard]] bool is_left_out(store::Store& store, std::int64_t case_number);

/// Whether nothing can be told of a case because it cannot be read: then what was handed in waits.
[[nodiscard]] bool waits_for(Bookkeeper& keeper, std::int64_t case_number, const queue::Event& event,
                             Taken& taken);
/// When a file was accepted of which a fact cannot be read any more; nothing: none of them.
[[nodiscard]] base::Result<std::optional<Instant>> lost_of(store::Store& store,
                                                           const base::Checked<queue::File>& read);
/// Writes the fact of an event that cannot be read once more, from that event. False: it can be read.
[[nodiscard]] base::Result<bool> write_again(store::Store& store, const queue::Event& event,
                                             std::int64_t case_number, Taken& taken);
/// Adds to the calendar of who looks after them that cases are missing there.
void add_unreadable(Entries& to, std::span<const std::int64_t> cases, const std::string& person,
                    const config::Config& config, Instant now);

/// "case 17", "mail 4", "a stand-in (fact 9)".
[[nodiscard]] std::string name_of(const store::Unreadable& one);
/// What is set aside, for those who look after the machine: by numbers, without a word of anybody's.
[[nodiscard]] base::Result<base::Problems> unreadable_words(Bookkeeper& keeper);

/// Names, in somebody's agenda, the cases that are missing there; of those that they may see.
[[nodiscard]] base::Result<void> name_unreadable(Bookkeeper& keeper, const web::Who& who, web::Whose& whose);

} // namespace followup::run
