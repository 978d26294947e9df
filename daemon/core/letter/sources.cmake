set(SOURCES
    draft.cpp
    post.cpp
    print.cpp
    voice.cpp
    whom.cpp)
