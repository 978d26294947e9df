set(SOURCES
    alike.cpp
    draft.cpp
    post.cpp
    print.cpp
    salutation.cpp
    voice.cpp
    whom.cpp)
