set(SOURCES
    check.cpp
    date_words.cpp
    html.cpp
    in_english.cpp
    markup.cpp
    openings.cpp
    phone.cpp
    phrases.cpp
    tags.cpp
    texts.cpp
    tongue.cpp)

# What lies in config/templates is built in as it stands. A language is a folder and its name here.
set(LANGUAGES en de)
set(FORMS
    nudge.md together.md digest.md refusal.md
    debrief.md letters.md call.md client-debrief.md decision.md step.md names.md next.md answer.md
    told.md news.md
    letter-main.md letter-manager.md letter-short.md letter-short-2.md letter-short-3.md
    feed.md words.md)
set(TEMPLATES page.html letter.html feed.html)
foreach(language ${LANGUAGES})
    foreach(form ${FORMS})
        list(APPEND TEMPLATES ${language}/${form})
    endforeach()
endforeach()
# A dialect says otherwise what its words.md names; the rest is that of its language.
set(DIALECTS en-us)
foreach(dialect ${DIALECTS})
    list(APPEND TEMPLATES ${dialect}/words.md)
endforeach()
set(texts "")
foreach(file ${TEMPLATES})
    set(template ${CMAKE_SOURCE_DIR}/config/templates/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${template})
    file(READ ${template} text)
    string(APPEND texts "    {\"${file}\", R\"template(${text})template\"},\n")
endforeach()
set(GENERATED ${CMAKE_CURRENT_BINARY_DIR}/core_words_built_in.cpp)
file(CONFIGURE OUTPUT ${GENERATED} @ONLY CONTENT [[
#include "core/words/built_in.hpp"

#include <array>

namespace followup::words {
namespace {

constexpr File files[] = {
@texts@};

} // namespace

std::span<const File> built_in() {
    return files;
}

} // namespace followup::words
]])
