#pragma once

#include "core/words/markup.hpp"

/// The words of templates, under the names that this room knows them by.
namespace followup::mail {

using words::Both;
using words::filled;
using words::html;
using words::html_escaped;
using words::markdown_escaped;
using words::Values;
using words::written;

} // namespace followup::mail
