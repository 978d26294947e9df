set(SOURCES
    acting.cpp
    acts.cpp
    agenda.cpp
    conditions.cpp
    date.cpp
    feed.cpp
    find.cpp
    followed.cpp
    http.cpp
    layout.cpp
    link.cpp
    outbox.cpp
    route.cpp
    score.cpp
    story.cpp
    target.cpp)
list(APPEND SOURCES ../../support/story.cpp)
