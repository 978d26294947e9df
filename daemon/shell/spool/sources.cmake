set(SOURCES durable.cpp filing.cpp keeping.cpp lying.cpp spool.cpp watch.cpp)
