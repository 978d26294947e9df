set(SOURCES maildir_test.cpp)
