set(SOURCES alarm_test.cpp clock_test.cpp step_guard_test.cpp)
