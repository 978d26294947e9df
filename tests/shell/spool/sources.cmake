set(SOURCES filing_test.cpp lying_test.cpp spool_test.cpp watch_test.cpp)
