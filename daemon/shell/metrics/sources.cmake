set(SOURCES meters.cpp)
