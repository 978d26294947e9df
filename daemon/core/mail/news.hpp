#pragma once

#include "core/mail/sections.hpp"

namespace followup::mail {

/// What a mail says about something that happened and that its reader did not do. A candidate reads of an
/// outcome in her recruiter's words alone; of anything else what it changes for her. Under a headline that is
/// its very title it has none of its own.
[[nodiscard]] Both news_section(const plan::News& news, const Scene& scene, std::string_view headline = {});

/// The same in a subject: for a candidate the title, for a recruiter what follows the candidate's name.
[[nodiscard]] std::string news_subject(const plan::News& news, const Scene& scene);

/// The news that the posting's nudges are about, each once.
[[nodiscard]] std::vector<const plan::News*> news_of(const plan::Posting& posting, const plan::Plan& plan);

/// "It is on … now, no longer on …" of a duty whose date is news to the reader; empty when it is none.
[[nodiscard]] Both date_news(const plan::Duty& duty, const plan::Posting& posting, const Scene& scene);

} // namespace followup::mail
