set(SOURCES
    conditions.cpp
    date.cpp
    feed.cpp
    http.cpp
    route.cpp
    target.cpp
    views.cpp)
