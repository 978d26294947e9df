#pragma once

#include "core/mail/reached.hpp"
#include "core/plan/duty.hpp"
#include "shell/store/store.hpp"

/// What became of the mails about a case, as their rows tell it.
namespace followup::run {

/// Of each duty what became of the mails to its owner.
[[nodiscard]] base::Result<mail::ReachedByDuty> reached_in(store::Store& store, std::int64_t case_number,
                                                           const plan::Plan& plan);

/// The mails about a case that did not reach their readers, in order; of one that came back, when it did.
[[nodiscard]] base::Result<std::vector<mail::Undelivered>> undelivered_in(store::Store& store,
                                                                          std::int64_t case_number);

} // namespace followup::run
