set(SOURCES
    adding_test.cpp
    codec_test.cpp
    endings_test.cpp
    fold_test.cpp
    names_test.cpp
    refusals_test.cpp
    steps_test.cpp
    unnamed_test.cpp)
list(APPEND SOURCES ../../support/story.cpp)
