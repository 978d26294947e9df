set(SOURCES completions_test.cpp feeds_text_test.cpp keys_test.cpp)
