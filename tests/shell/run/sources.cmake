set(SOURCES ahead_test.cpp feed_shelf_test.cpp recorder_test.cpp)
