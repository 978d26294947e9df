set(SOURCES alarm.cpp clock.cpp step_guard.cpp)
