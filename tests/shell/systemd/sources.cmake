set(SOURCES service_test.cpp)
