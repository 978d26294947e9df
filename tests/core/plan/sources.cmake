set(SOURCES
    words_test.cpp)
