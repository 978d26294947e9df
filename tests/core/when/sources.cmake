set(SOURCES
    answer.cpp
    dates.cpp
    holidays.cpp
    properties.cpp
    reading.cpp
    table.cpp
    tokens.cpp)
