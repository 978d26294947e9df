set(SOURCES
    check_test.cpp
    markup_test.cpp
    openings_test.cpp
    phrases_test.cpp
    tags_test.cpp
    texts_test.cpp
    tongue_test.cpp)
