set(SOURCES
    ../../support/story.cpp
    codec_test.cpp
    fold_test.cpp
    names_test.cpp
    refusals_test.cpp)
