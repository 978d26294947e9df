set(SOURCES keeping.cpp spool.cpp watch.cpp)
