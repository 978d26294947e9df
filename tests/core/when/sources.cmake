set(SOURCES
    answer.cpp
    dates.cpp
    holidays.cpp
    moment.cpp
    properties.cpp
    reading.cpp
    table.cpp
    tokens.cpp)
set(EXTRA core_words)
