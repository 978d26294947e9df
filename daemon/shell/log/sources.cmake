set(SOURCES log.cpp)
