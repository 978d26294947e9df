set(SOURCES meters_test.cpp)
