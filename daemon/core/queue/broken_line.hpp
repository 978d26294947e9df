#pragma once

#include "core/queue/report.hpp"

namespace followup::queue {

/// A line of an event file in which the parser stopped, taken apart as far as it goes.
struct BrokenLine {
    std::string_view text;    ///< without its end and the blanks around it
    std::string_view before;  ///< all of the file above it
    std::string_view key;     ///< what stands before the '=' of the value; empty without one
    std::string_view value;   ///< the value in which the parser stopped, to the end of the line
    std::string_view at;      ///< from where the parser stopped
    std::string_view reached; ///< of the line up to there
    std::string_view heading; ///< "interview" of the last [[interview]] above it; empty: none
    bool last = false;        ///< nothing but blanks stands below it
    bool open_text = false;   ///< a quote is opened in the line and not closed
    bool has_equals = false;  ///< outside of texts
};

/// Pure and total: `place` may lie anywhere.
[[nodiscard]] BrokenLine broken_line(std::string_view bytes, Place place);

} // namespace followup::queue
