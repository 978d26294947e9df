set(SOURCES log_test.cpp)
