set(SOURCES
    clean.cpp
    description.cpp
    entry.cpp
    feed.cpp
    lines.cpp
    readers.cpp
    stamps.cpp)
