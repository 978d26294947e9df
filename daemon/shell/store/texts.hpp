#pragma once

#include "shell/store/connection.hpp"

/// Private to this folder: how what mails said is erased.
namespace followup::store {

/// What a mail said becomes empty; its row, its reader and its envelope stay, for its life is told by them.
void blank(Connection& session, std::int64_t mail);
/// That of every mail of no case that has gone out: nobody needs it any more, and it may name anybody.
void blank_settled_of_no_case(Connection& session);

} // namespace followup::store
