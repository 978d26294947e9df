set(SOURCES spool_test.cpp watch_test.cpp)
