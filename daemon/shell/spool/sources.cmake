set(SOURCES durable.cpp filing.cpp keeping.cpp spool.cpp watch.cpp)
