set(SOURCES
    files.cpp
    maildir.cpp
    owner.cpp
    receiving.cpp receiving.cpp)
