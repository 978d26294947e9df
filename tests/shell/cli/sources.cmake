set(SOURCES completions_test.cpp)
