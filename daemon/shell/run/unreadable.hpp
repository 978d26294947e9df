#pragma once

#include "core/web/agenda.hpp"
#include "shell/run/bookkeeper.hpp"

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

/// "case 17", "mail 4", "a stand-in (fact 9)".
[[nodiscard]] std::string name_of(const store::Unreadable& one);
/// What is set aside, for those who look after the machine: by numbers, without a word of anybody's.
[[nodiscard]] base::Result<base::Problems> unreadable_words(Bookkeeper& keeper);

/// Names, in somebody's agenda, the cases that are missing there; of those that they may see.
[[nodiscard]] base::Result<void> name_unreadable(Bookkeeper& keeper, const web::Who& who, web::Whose& whose);

} // namespace followup::run
