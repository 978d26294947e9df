#pragma once

#include <map>
#include <string>
#include <string_view>

namespace followup::ledger {

/// What a recruiter is asked where something was not understood for certain. Each has a sentence in English
/// here; a language of `config/templates` has its own under "asked-" and `word`, with the same values.
enum class Question {
    answered_after_end, ///< how, ended, interview
    told_of_nothing,    ///< interview
    cancelled_late,     ///< interview; other and events, as `off_otherwise` gives them
    struck_nothing,     ///< interview, what, case
    same_person,        ///< name, other, interview, key
    promised_to,        ///< name, other, interview
    whose_concern,      ///< name, interview
    which_step,         ///< count, name, interview, dates
    which_person,       ///< name, interview
    letter_to,          ///< name, other, interview
    letter_to_stranger, ///< name, interview, met: the names of those met
    called_whom,        ///< name, other, interview
    called_stranger,    ///< name, interview, open: those to whom a call is promised
    pushed_nothing,     ///< name, interview
    pushed_whom,        ///< name, other, interview
    news_after_end,     ///< ended, interview
};
/// "answered-after-end".
[[nodiscard]] std::string_view word(Question question);

/// By their names.
using Asked = std::map<std::string, std::string>;
/// The question in English, with the ways to answer it.
[[nodiscard]] std::string in_english(Question question, const Asked& values);

} // namespace followup::ledger
