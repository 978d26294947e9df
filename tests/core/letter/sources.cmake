set(SOURCES
    alike_test.cpp
    draft_test.cpp
    post_test.cpp
    print_test.cpp
    salutation_test.cpp
    story.cpp
    voice_test.cpp
    whom_test.cpp)
# The story that the mails are tested with.
set(EXTRA core_mail)
