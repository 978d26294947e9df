#pragma once

#include <span>
#include <string_view>

namespace followup::mail {

/// A text of our own with mustache names in it.
struct Template {
    std::string_view file; ///< below config/templates: "en/call.md"
    std::string_view text;
};

/// The templates of whole mails, and those of the sections of duties; config/templates holds the same texts.
[[nodiscard]] std::span<const Template> mail_templates();
[[nodiscard]] std::span<const Template> duty_templates();

/// The text of "en/call.md"; asking for a file that there is not is a bug.
[[nodiscard]] std::string_view template_named(std::string_view file);

} // namespace followup::mail
