#pragma once

#include <gmime/gmime.h>
#include <memory>

/// Private to those who read and write mails by the library: what it gives is given back.
namespace followup::mail {

/// How each of them is given back.
struct Release {
    void operator()(void* object) const { g_object_unref(object); }
    void operator()(char* text) const { g_free(text); }
    void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
    void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
    void operator()(GDateTime* date) const { g_date_time_unref(date); }
};
/// An object of the library that is ours.
template <class T>
using Owned = std::unique_ptr<T, Release>;

/// A new set of options for reading; the library is made ready by the first.
[[nodiscard]] Owned<GMimeParserOptions> options();

} // namespace followup::mail
