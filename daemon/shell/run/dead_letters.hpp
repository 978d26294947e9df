#pragma once

#include "shell/run/correspondence.hpp"

/// Addresses at which a server says that there is nobody. Nothing more goes there; whoever looks after the
/// case is asked for another one in every digest, until there is one or they say “try again”.
namespace followup::run {

/// Nothing of what is put off is sent for so long: then it is looked whether there is another address.
inline constexpr base::seconds dead_for{base::hours{1}};

/// Notes that there is nobody at the address of that mail's candidate. In the transaction that is open.
[[nodiscard]] base::Result<void> note_nobody(Bookkeeper& keeper, const store::MailRow& mail, Instant now);

/// Since when nothing goes to that address; nothing: mails go there.
[[nodiscard]] base::Result<std::optional<Instant>> nobody_since(Bookkeeper& keeper,
                                                                const base::MailAddress& address);

/// Mails go to that address once more, on somebody's word. In the transaction that is open.
[[nodiscard]] base::Result<void> try_once_more(Bookkeeper& keeper, const base::MailAddress& address);

/// A candidate to whom no mail goes.
struct Unreachable {
    std::int64_t case_number = 0;
    std::string case_id;
    std::string name;
    base::MailAddress address;
    Instant since;
};
/// Those of that recruiter's open cases, each candidate once.
[[nodiscard]] base::Result<std::vector<Unreachable>> unreachable_of(Bookkeeper& keeper,
                                                                    const std::string& recruiter);

/// A recruiter's “try again”: mails go to that candidate once more.
[[nodiscard]] base::Result<Received> try_again(Bookkeeper& keeper, const Ours& of, const Came& came,
                                               const plan::Person& reader, Instant now);

} // namespace followup::run
