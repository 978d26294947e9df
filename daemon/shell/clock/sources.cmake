set(SOURCES alarm.cpp clock.cpp)
