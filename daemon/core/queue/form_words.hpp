#pragma once

#include "core/queue/reader.hpp"
#include "core/when/moment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the form reads what is typed, says how it was understood, and writes it down.
namespace followup::queue {

/// The end of an interview as it is typed, told at `against.said`; it may lie ahead when that is said.
[[nodiscard]] base::Result<when::Moment> moment_typed(std::string_view text, const when::Context& against,
                                                      const Context& context);

/// "Mon 30 Nov 2026, 17:00 Chicago"; a date alone has the time `by`, if that is given.
[[nodiscard]] std::string in_city(const when::Value& value, const base::Zone& zone,
                                  std::optional<base::seconds> by = std::nullopt);

/// An event file while it is written.
class FormText {
  public:
    /// Keys of the first table are `width` wide.
    explicit FormText(std::size_t width) : x_width(width) {}

    void table(std::string_view heading, std::size_t width = 0);
    /// A text; without one nothing.
    void given(std::string_view key, std::string_view text);
    /// A text; without one a comment that says what is missing.
    void needed(std::string_view key, std::string_view text, std::string_view missing);
    void list(std::string_view key, const std::vector<std::string>& texts);
    /// An inline table of the texts that are there; as a comment while it `lacks` one that is needed.
    void inline_needed(std::string_view key, const std::vector<std::pair<std::string, std::string>>& texts,
                       bool lacks, std::string_view missing);
    void ended(std::optional<Instant> at, const base::Zone& zone);

    [[nodiscard]] std::string take() { return std::move(x_text); }

  private:
    std::size_t x_width;
    std::string x_text;
};

} // namespace followup::queue
