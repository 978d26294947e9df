set(SOURCES
    files.cpp
    maildir.cpp
    receiving.cpp receiving.cpp)
