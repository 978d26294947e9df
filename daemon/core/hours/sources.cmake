set(SOURCES
    calendar.cpp
    ics.cpp
    ics_lines.cpp
    ics_values.cpp
    recurrence.cpp
    toml.cpp
    window.cpp)
