set(SOURCES
    codec_test.cpp
    fold_test.cpp
    names_test.cpp
    refusals_test.cpp)
list(APPEND SOURCES ../../support/story.cpp)
