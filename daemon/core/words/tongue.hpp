#pragma once

#include "core/base/zone.hpp"
#include "core/words/date_words.hpp"
#include "core/words/markup.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::words {

/// One language: its templates and the phrases between them.
class Tongue {
  public:
    Tongue(std::string code, std::map<std::string, std::string, std::less<>> forms,
           std::map<std::string, std::string, std::less<>> phrases);

    /// "en", "de".
    [[nodiscard]] const std::string& code() const { return x_code; }
    /// The template "call.md" or "page.html"; asking for one that there is not is a bug.
    [[nodiscard]] const std::string& form(std::string_view name) const;
    /// A phrase with its values put in, plain; asking for one that there is not is a bug.
    [[nodiscard]] std::string phrase(std::string_view name, const Values& values = {}) const;
    /// The same, and empty when the language has no such phrase.
    [[nodiscard]] std::string phrase_if_any(std::string_view name, const Values& values = {}) const;
    /// All phrases whose names begin so, with their names.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>>
    phrases_from(std::string_view beginning) const;

    /// How its speakers say days and times.
    [[nodiscard]] const DateWords& date_words() const { return x_date_words; }

    /// "Mon 30 Nov 2026"; by another phrase than "date" if named.
    [[nodiscard]] std::string date(base::Date date, std::string_view how = "date") const;
    /// "16:00 MST".
    [[nodiscard]] std::string time(base::Instant at, const base::Zone& zone) const;
    /// "16:00"; by the phrase "clock" when the language has one: "4:00 PM".
    [[nodiscard]] std::string clock(base::Instant at, const base::Zone& zone) const;
    /// "Mon 30 Nov 2026, 16:00 MST".
    [[nodiscard]] std::string moment(base::Instant at, const base::Zone& zone) const;
    /// "A, B and C".
    [[nodiscard]] std::string listed(const std::vector<std::string>& items) const;

  private:
    std::string x_code;
    std::map<std::string, std::string, std::less<>> x_forms;
    std::map<std::string, std::string, std::less<>> x_phrases;
    DateWords x_date_words;
};

} // namespace followup::words
