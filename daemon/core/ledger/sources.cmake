set(SOURCES
    agency.cpp
    codec.cpp
    fold.cpp
    names.cpp
    said.cpp
    told.cpp)
