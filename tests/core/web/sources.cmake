set(SOURCES
    acting.cpp
    acts.cpp
    agenda.cpp
    conditions.cpp
    date.cpp
    feed.cpp
    find.cpp
    followed.cpp
    forwarded.cpp
    guesses.cpp
    gzip.cpp
    http.cpp
    layout.cpp
    link.cpp
    mails_page.cpp
    may.cpp monitor.cpp
    outbox.cpp
    qr.cpp
    refused.cpp
    route.cpp
    score.cpp
    story.cpp
    subscribing.cpp
    taken.cpp
    target.cpp
    undoing.cpp)
list(APPEND SOURCES ../../support/story.cpp)
