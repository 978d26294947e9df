set(SOURCES alarm_test.cpp clock_test.cpp)
