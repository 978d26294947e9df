set(SOURCES
    ahead_test.cpp
    doubt_test.cpp
    feed_shelf_test.cpp
    postman_test.cpp
    rationing_test.cpp
    recorder_test.cpp
    storm_test.cpp)
