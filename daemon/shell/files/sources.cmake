set(SOURCES
    files.cpp
    maildir.cpp)
