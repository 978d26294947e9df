set(SOURCES ahead_test.cpp)
