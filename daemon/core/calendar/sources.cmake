set(SOURCES
    clean.cpp
    component.cpp
    description.cpp
    entry.cpp
    feed.cpp
    lines.cpp
    stamps.cpp)
