set(SOURCES maildir_test.cpp receiving_test.cpp)
