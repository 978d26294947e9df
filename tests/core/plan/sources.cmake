set(SOURCES
    calls_test.cpp
    dates_test.cpp
    debriefs_test.cpp
    derive_test.cpp
    difference_test.cpp
    digest_test.cpp
    draft_test.cpp
    effects_test.cpp
    explain_test.cpp
    letters_test.cpp
    planned.cpp
    post_test.cpp
    ration_test.cpp
    score_test.cpp
    steps_test.cpp
    words_test.cpp)
list(APPEND SOURCES ../../support/story.cpp)
